package integration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const callOfTeam = "module \"team\" {\n  source = \"./modules/team\"\n  key    = true\n}\n"

// editedTree is a root that calls a module which calls another, where the key is made.
func editedTree(t *testing.T) string {
	return configured(t, map[string]string{
		"main.tf":                    callOfTeam,
		"modules/team/team.tf":       "variable \"key\" {}\nmodule \"user\" {\n  source = \"./user\"\n  count  = var.key ? 1 : 0\n}\n",
		"modules/team/user/users.tf": oneKey,
	})
}

// TestLanguageServerModules edits the root of a module tree without saving it: what it passes decides what is found far
// below.
func TestLanguageServerModules(t *testing.T) {
	t.Parallel()
	s := startServer(t, editedTree(t))
	for _, step := range []struct {
		name, method, text string
		want               []int
	}{
		{"as on disk", "didOpen", callOfTeam, []int{1}},
		{"without a key", "didChange", strings.Replace(callOfTeam, "true", "false", 1), nil},
		{"called twice", "didChange", callOfTeam + strings.Replace(callOfTeam, `"team"`, `"again"`, 1), []int{1, 5}},
		{"a published module", "didChange", "module \"ci\" {\n  source = \"terraform-aws-modules/iam/aws//modules/iam-user\"\n  name   = \"ci\"\n}\n", []int{1}},
		{"switched off", "didChange", "module \"ci\" {\n  source = \"terraform-aws-modules/iam/aws//modules/iam-user\"\n  create = false\n}\n", nil},
		{"as it was", "didChange", callOfTeam, []int{1}},
	} {
		s.edit("main.tf", step.method, step.text)
		if diff := cmp.Diff(step.want, s.lines("main.tf")); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", step.name, diff)
		}
	}
}

// TestLanguageServerChild edits a file of a called module without saving it. The server takes its directory for a root
// module then.
func TestLanguageServerChild(t *testing.T) {
	t.Parallel()
	const users = "modules/team/user/users.tf"
	s := startServer(t, editedTree(t))
	for _, step := range []struct {
		name, method, text string
		want               []int
	}{
		{"as on disk", "didOpen", oneKey, []int{1}},
		{"without the key", "didChange", "\n", nil},
		{"with two", "didChange", "\n" + oneKey + strings.ReplaceAll(oneKey, "ci", "cd"), []int{2, 5}},
	} {
		s.edit(users, step.method, step.text)
		if diff := cmp.Diff(step.want, s.lines(users)); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", step.name, diff)
		}
	}
}

// TestLanguageServerSavedChild saves a file of a called module while the root is open: the root's finding goes and comes.
func TestLanguageServerSavedChild(t *testing.T) {
	t.Parallel()
	dir := editedTree(t)
	users := filepath.Join(dir, "modules", "team", "user", "users.tf")
	s := startServer(t, dir)
	s.edit("main.tf", "didOpen", callOfTeam)
	if diff := cmp.Diff([]int{1}, s.lines("main.tf")); diff != "" {
		t.Fatalf("at first (-want +got):\n%s", diff)
	}
	for _, step := range []struct {
		text string
		want []int
	}{{"\n", nil}, {oneKey, []int{1}}} {
		if err := os.WriteFile(users, []byte(step.text), 0o644); err != nil {
			t.Fatal(err)
		}
		s.send(map[string]any{"method": "workspace/didChangeWatchedFiles", "params": map[string]any{
			"changes": []any{map[string]any{"uri": s.dir + "modules/team/user/users.tf", "type": 2}},
		}})
		if diff := cmp.Diff(step.want, s.lines("main.tf")); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", step.text, diff)
		}
	}
}
