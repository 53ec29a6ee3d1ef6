package integration

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// TestCommands runs the console blocks of the pages. The blocks of a section run one after the other in a directory that
// has the leaky example, a configuration of tflint, and the files that the section shows with their names.
func TestCommands(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are for a shell")
	}
	all := executed(t)
	unchecked := notExecuted(t, all[index])
	box := newSandbox(t)
	for name, text := range all {
		for _, s := range parsePage(withoutDemo(text)).sections {
			steps, runs := s.all(), false
			skipped := map[string]bool{}
			for _, b := range steps {
				for _, c := range b.commands() {
					skipped[c.text] = unchecked.take(name, c.text)
					runs = runs || !skipped[c.text]
				}
			}
			if !runs {
				continue
			}
			t.Run(name+"/"+s.title, func(t *testing.T) {
				if !*update { // sections of one page would write into it at once
					t.Parallel()
				}
				box.follow(t, filepath.Join("..", filepath.FromSlash(name)), steps, skipped)
			})
		}
	}
	for page, rows := range unchecked {
		for what, used := range rows {
			if !used && !strings.Contains(all[page], "```"+what+"\n") {
				t.Errorf("%s names what %s does not have: %s", index, page, what)
			}
		}
	}
}

// follow does what a section says: it writes the files and runs the commands, except those to be skipped.
func (box *sandbox) follow(t *testing.T, path string, steps []block, skipped map[string]bool) {
	t.Helper()
	dir := box.directory(t)
	for _, b := range steps {
		if b.language != "console" {
			if file := b.named(); file != "" {
				box.put(t, filepath.Join(dir, file), b.text)
			}
			continue
		}
		commands := slices.DeleteFunc(b.commands(), func(c command) bool { return skipped[c.text] })
		if len(commands) == 0 {
			continue
		}
		switch first, second, _ := strings.Cut(commands[0].text, " "); {
		case first == "cd": // to where a reader has code
			box.putCode(t, filepath.Join(dir, second))
		case first == "make" || strings.HasPrefix(first, "bin/"):
			dir = box.clone(t)
		}
		printed := box.check(t, dir, commands)
		if *update && len(commands) == len(b.commands()) {
			page{}.replace(t, path, b, printed)
		}
	}
}

// withoutDemo is a page without what TestReadmeDemo looks after.
func withoutDemo(text string) string {
	before, rest, ok := strings.Cut(text, demoBegin)
	_, after, _ := strings.Cut(rest, demoEnd)
	if !ok {
		return text
	}
	return before + after
}

// command is one of a console block, and what is shown of its output.
type command struct {
	text  string
	shown string
}

// commands splits a console block; other blocks have none. Lines of output before the first command belong to none.
func (b block) commands() []command {
	var all []command
	if b.language != "console" {
		return nil
	}
	for line := range strings.Lines(b.text) {
		if text, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ "); ok {
			all = append(all, command{text: text})
		} else if len(all) > 0 {
			all[len(all)-1].shown += line
		}
	}
	return all
}

var callsTFLint = regexp.MustCompile(`^(?:\w+=\S* )*tflint( |$)`)

// mark is what no command prints.
const mark = "\x1e"

// check runs a block's commands in one shell, so that a cd holds for those that follow, and compares what they print.
// It returns the block as it should be.
func (box *sandbox) check(t *testing.T, dir string, commands []command) string {
	t.Helper()
	var script, printed strings.Builder
	for _, c := range commands {
		fmt.Fprintf(&script, "%s\nprintf '\\036%%d\\036' $?\n", c.text)
	}
	out, _ := box.run(t, dir, script.String())
	parts := strings.Split(out, mark)
	if len(parts) != 2*len(commands)+1 {
		t.Fatalf("not all commands ran:\n%s\n%s", script.String(), out)
	}
	for i, c := range commands {
		got, code := parts[2*i], parts[2*i+1]
		switch {
		case code == "0":
		case code == "2" && callsTFLint.MatchString(c.text): // it found something
		case code == "1" && c.shown != "": // so did a script, and prints it
		default:
			t.Errorf("exit code %s of %s\n%s", code, c.text, got)
		}
		printed.WriteString("$ " + c.text + "\n")
		if c.shown == "" {
			continue
		}
		printed.WriteString(got)
		if got != c.shown && !*update {
			t.Errorf("what is shown of %s (-want +got):\n%s", c.text, cmp.Diff(c.shown, got))
		}
	}
	return printed.String()
}

func quote(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// TestToolCommands runs the lines in other tools' configurations that call make and tflint.
func TestToolCommands(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the commands are for a shell")
	}
	box := newSandbox(t)
	command := regexp.MustCompile(`(?m)^ *(?:- )?(?:run: |entry: |- )((?:make|tflint|sh -c) .*)$`)
	count := 0
	for name, text := range executed(t) {
		for _, b := range (section{text: text}).blocks("yaml") {
			commands := command.FindAllStringSubmatch(b.text, -1)
			count += len(commands)
			t.Run(name+"/"+b.named(), func(t *testing.T) {
				t.Parallel()
				dir := box.directory(t)
				// What actions and other lines do before: they make the directory for results and check this repository out.
				before := "mkdir -p results\n"
				if strings.Contains(b.text, ".tflint-ruleset") {
					before += "git clone -q https://" + project.Repository + " .tflint-ruleset\n"
				}
				if out, code := box.run(t, dir, before); code != 0 {
					t.Fatal(out)
				}
				for _, m := range commands {
					if out, code := box.run(t, dir, m[1]); code != 0 && (code != 2 || strings.HasPrefix(m[1], "make")) {
						t.Errorf("exit code %d of %s\n%s", code, m[1], out)
					}
				}
			})
		}
	}
	if count < 10 {
		t.Errorf("only %d commands are found", count)
	}
}
