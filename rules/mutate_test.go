package rules_test

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/hosttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/linttest"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/rules"
)

const (
	// checkTime is what one check of one directory may take, on a machine that has other things to do.
	checkTime = 60 * time.Second
	// checkBytes is what it may allocate, in all, in bytes.
	checkBytes = 4 << 30
)

// TestMutate checks each directory of Terraform code below the one that MUTATE names, and MUTATIONS changed versions of
// it: nothing may fail, take long, or say one thing and then another. `make mutate DIR=...` runs it. What it needs is more
// code than belongs in a repository, so that it is skipped by default.
func TestMutate(t *testing.T) {
	root := os.Getenv("MUTATE")
	if root == "" {
		t.Skip("MUTATE names no directory")
	}
	versions, err := strconv.Atoi(os.Getenv("MUTATIONS"))
	if err != nil {
		versions = 5
	}
	var run mutationRun
	for i, dir := range directories(t, root) {
		files := rootFiles(t, dir)
		names := slices.Sorted(maps.Keys(files))
		run.check(t, dir, files, true)
		for version := range versions {
			r := rand.New(rand.NewPCG(uint64(i), uint64(version)))
			changed := maps.Clone(files)
			for range 1 + r.IntN(4) {
				name := names[r.IntN(len(names))]
				mutate := mutations[r.IntN(len(mutations))]
				changed[name] = string(mutate(r, []byte(changed[name]), []byte(files[names[r.IntN(len(names))]])))
			}
			run.check(t, dir, changed, version == 0)
		}
		run.directories++
	}
	t.Logf("%d directories, %d checks, %d issues, %s in all; the slowest took %s (%s), the largest allocated %d MB (%s)",
		run.directories, run.checks, run.issues, run.took.Round(time.Second), run.slowest.Round(time.Millisecond), run.slowestDir,
		run.most>>20, run.mostDir)
}

// directories are those that hold Terraform code.
func directories(t *testing.T, root string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && isCode(path) && !slices.Contains(all, filepath.Dir(path)) {
			all = append(all, filepath.Dir(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func isCode(path string) bool {
	return strings.HasSuffix(path, ".tf") || strings.HasSuffix(path, ".tf.json")
}

func rootFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range entries {
		if !isCode(entry.Name()) {
			continue
		}
		if content, err := os.ReadFile(filepath.Join(dir, entry.Name())); err == nil {
			files[entry.Name()] = string(content)
		}
	}
	return files
}

// mutationRun counts what is done.
type mutationRun struct {
	directories, checks, issues int
	took, slowest               time.Duration
	slowestDir                  string
	most                        uint64
	mostDir                     string
}

// check runs all rules over one version of a directory. A version that fails is written to a file.
func (run *mutationRun) check(t *testing.T, dir string, files map[string]string, twice bool) {
	t.Helper()
	failed := func(format string, args ...any) {
		archive := &txtar.Archive{Comment: []byte(dir + "\n")}
		for _, name := range slices.Sorted(maps.Keys(files)) {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(files[name])})
		}
		file := filepath.Join(os.TempDir(), fmt.Sprintf("mutated-%d.txtar", run.checks))
		if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
			t.Error(err)
		}
		t.Errorf("%s: %s\nits files are in %s", dir, fmt.Sprintf(format, args...), file)
	}
	late := time.AfterFunc(4*checkTime, func() {
		failed("no end after %s", 4*checkTime)
		debug.SetTraceback("all")
		panic("no end")
	})
	defer late.Stop()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	report, err := checkAll(t, dir, files)
	took := time.Since(start)
	runtime.ReadMemStats(&after)

	run.checks++
	run.took += took
	run.issues += strings.Count(report, "\n")
	if took > run.slowest {
		run.slowest, run.slowestDir = took, dir
	}
	bytes := after.TotalAlloc - before.TotalAlloc
	if bytes > run.most {
		run.most, run.mostDir = bytes, dir
	}
	switch {
	case err != nil:
		failed("%s", err)
	case took > checkTime:
		failed("it takes %s", took)
	case bytes > checkBytes:
		failed("it allocates %d MB", bytes>>20)
	case token.In(report):
		failed("a token has reached the user: %s", report)
	case twice:
		if again, _ := checkAll(t, dir, files); again != report {
			failed("first\n%s\nthen\n%s", report, again)
		}
	}
}

// checkAll runs all rules over files that stand in a directory, and returns what they report. A panic is an error.
func checkAll(t testing.TB, dir string, files map[string]string) (report string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	files = maps.Clone(files)
	files[".tflint.hcl"] = linttest.Configure(files[".tflint.hcl"])
	host := hosttest.Open(t, dir, files)
	if err := host.Check(lint.NewRuleSet(rules.All).Strict(), hosttest.Options{}); err != nil {
		return "", err
	}
	var b strings.Builder
	for _, issue := range host.Issues {
		b.WriteString(issue.String() + "\n")
	}
	return b.String(), nil
}
