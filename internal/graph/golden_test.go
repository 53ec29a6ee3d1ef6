package graph

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

var update = flag.Bool("update", false, "write what is drawn into testdata")

// draw makes a report of files, in a directory of their own.
func draw(t testing.TB, files map[string]string, environ ...string) *Report {
	t.Helper()
	r, err := Read(put(t, files), environ)
	if err != nil {
		t.Fatal(err)
	}
	r.Directory = "terraform"
	return r
}

func put(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// in writes a report in a format.
func in(t testing.TB, format string, r *Report) string {
	t.Helper()
	var b strings.Builder
	if err := r.write(format, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const diagramFile = "graph.mmd"

// TestGolden draws the cases of testdata: a configuration each, and the diagram that is expected.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files, want := map[string]string{}, ""
			kept := archive.Files[:0]
			for _, f := range archive.Files {
				if f.Name == diagramFile {
					want = string(f.Data)
					continue
				}
				files[f.Name] = string(f.Data)
				kept = append(kept, f)
			}
			r := draw(t, files)
			got := in(t, "mermaid", r)
			check(t, r)
			if *update {
				archive.Files = append(kept, txtar.File{Name: diagramFile, Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPage compares the documentation's page with what is drawn of the example, and with the help.
func TestPage(t *testing.T) {
	const page = "../../docs/graph.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read("../../examples/leaky", nil)
	if err != nil {
		t.Fatal(err)
	}
	check(t, r)
	want := between(t, string(text), "```mermaid\n", "```\n", in(t, "mermaid", r))
	_, help, _ := call("graph", "--help")
	want = between(t, want, "written by make golden. -->\n```console\n", "```\n", "$ bin/tflint-ruleset-aws-access-key graph --help\n"+help)
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(text), want); diff != "" {
		t.Errorf("%s (-want +got):\n%s", page, diff)
	}
}

// between replaces what stands between two marks.
func between(t *testing.T, text, begin, end, by string) string {
	t.Helper()
	before, rest, ok := strings.Cut(text, begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("there is no %q", begin)
	}
	return before + begin + by + end + after
}

// check demands what holds of every report in every format.
func check(t *testing.T, r *Report) {
	t.Helper()
	for _, format := range []string{"mermaid", "html", "json"} {
		got := in(t, format, r)
		if got != in(t, format, r) {
			t.Errorf("%s: two times are two texts", format)
		}
		if token.In(got) {
			t.Errorf("%s: a token is shown", format)
		}
	}
	checkMermaid(t, in(t, "mermaid", r))
	checkHTML(t, in(t, "html", r))
}

// mermaidLine is what a line of a diagram can be. In a label there is nothing but plain characters, codes, and the two tags
// that are ours.
var mermaidLine = regexp.MustCompile(`^(flowchart LR` +
	"|  " + `(n\d+|none|more)(\(\[|\[\[|\[\(|\[|\()"(<b>|</b>|<br/>|#\d+;|[^"<>#&;%\x60{}|\\\n])*"(\]\)|\]\]|\)\]|\]|\))(:::[a-z]+)?` +
	"|  " + `n\d+ (-->|-\.->)(\|secret\|)? n\d+` +
	"|  " + `classDef [a-z]+ [a-z0-9#:,\- ]+)$`)

func checkMermaid(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); !mermaidLine.MatchString(line) {
			t.Errorf("no line of Mermaid: %q", line)
		}
	}
}

var (
	tag     = regexp.MustCompile(`<(/?[a-zA-Z!][^\s>/]*)`)
	ourTags = "!DOCTYPE html head meta title style body svg defs marker path header div h1 h2 p ul ol li b span nav label input a wbr " +
		"main article figure text g rect details summary footer script"
	quoted  = regexp.MustCompile(`"[^"]*"`) // values of attributes; in texts quotes are escaped
	handler = regexp.MustCompile(`<[^>]*\s(on\w+|style|src)=`)
	link    = regexp.MustCompile(`href="[^#][^"]*"`)
)

// checkHTML demands that all markup of a page is ours.
func checkHTML(t *testing.T, text string) {
	t.Helper()
	style := strings.Index(text, "<style>")
	script := strings.LastIndex(text, "<script>")
	if style < 0 || script < 0 || strings.Count(text, "<script>") != 1 {
		t.Fatal("the page is not made of one style and one script")
	}
	body := text[:style] + text[strings.Index(text, "</style>"):script]
	for _, m := range tag.FindAllStringSubmatch(body, -1) {
		if name := strings.TrimPrefix(m[1], "/"); !strings.Contains(" "+ourTags+" ", " "+name+" ") {
			t.Errorf("a tag that is not ours: %s", m[0])
		}
	}
	if m := handler.FindString(quoted.ReplaceAllString(body, `""`)) + link.FindString(body); m != "" {
		t.Errorf("an attribute that is not ours: %s", m)
	}
}
