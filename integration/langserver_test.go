package integration

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestLanguageServer edits a file as an editor does, without saving it: each change is checked anew, by one process that
// is configured again each time.
func TestLanguageServer(t *testing.T) {
	t.Parallel()
	const call = "module \"ci\" {\n  source = \"./modules/ci\"\n}\n"
	dir := configured(t, map[string]string{
		"main.tf":             call + oneKey,
		"modules/ci/users.tf": oneKey,
	})
	s := startServer(t, dir)
	steps := []struct {
		name, method, text string
		want               []int // the lines of main.tf that have an issue, counted from 1
		unparsed           bool  // the host says nothing until the code can be parsed again
	}{
		{name: "as on disk", method: "didOpen", text: call + oneKey, want: []int{1, 4}},
		{name: "without the key", method: "didChange", text: call, want: []int{1}},
		{name: "without anything", method: "didChange", text: "\n"},
		{name: "half a block", method: "didChange", text: call + "resource \"aws_iam_access_key\" {", unparsed: true},
		{name: "two keys", method: "didChange", text: "\n" + oneKey + strings.ReplaceAll(oneKey, "ci", "cd"), want: []int{2, 5}},
		{name: "an annotation", method: "didChange", text: "# tflint-ignore: " + keyRule + "\n" + oneKey + call, want: []int{5}},
	}
	for _, step := range steps {
		s.edit("main.tf", step.method, step.text)
		if step.unparsed {
			continue
		}
		if diff := cmp.Diff(step.want, s.lines("main.tf")); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", step.name, diff)
		}
	}
}

// server is tflint as a language server.
type server struct {
	t       *testing.T
	dir     string // its address
	in      io.Writer
	changes chan change
	version int
	pid     int
}

// change is which lines of a file have an issue now.
type change struct {
	uri   string
	lines []int
}

func startServer(t *testing.T, dir string) *server {
	t.Helper()
	cmd := exec.Command(tflint, "--langserver", "--only="+keyRule)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TFLINT_PLUGIN_DIR="+pluginDir, "HOME="+dir, "TFLINT_LOG=")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, dir: "file://" + filepath.ToSlash(dir) + "/", in: in, changes: make(chan change, 100), pid: cmd.Process.Pid}
	t.Cleanup(func() {
		s.send(map[string]any{"id": 2, "method": "shutdown"})
		s.send(map[string]any{"method": "exit"})
		in.Close()
		_ = cmd.Wait() // how it ends is not what this test is about
	})
	go s.listen(out)
	s.send(map[string]any{"id": 1, "method": "initialize", "params": map[string]any{"capabilities": map[string]any{}}})
	s.send(map[string]any{"method": "initialized", "params": map[string]any{}})
	return s
}

func (s *server) send(message map[string]any) {
	message["jsonrpc"] = "2.0"
	body, err := json.Marshal(message)
	if err != nil {
		s.t.Fatal(err)
	}
	fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

// edit opens or changes a file, given by its path from the server's directory, without saving it.
func (s *server) edit(file, method, text string) {
	s.version++
	document := map[string]any{"uri": s.dir + file, "version": s.version}
	params := map[string]any{"textDocument": document}
	if method == "didOpen" {
		document["languageId"], document["text"] = "terraform", text
	} else {
		params["contentChanges"] = []any{map[string]any{"text": text}}
	}
	s.send(map[string]any{"method": "textDocument/" + method, "params": params})
}

// listen passes on which lines of a file have an issue, each time that the server says so.
func (s *server) listen(out io.Reader) {
	defer close(s.changes)
	r := bufio.NewReader(out)
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		length, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		var message struct {
			Method string `json:"method"`
			Params struct {
				URI         string `json:"uri"`
				Diagnostics []struct {
					Range struct {
						Start struct {
							Line int `json:"line"`
						} `json:"start"`
					} `json:"range"`
				} `json:"diagnostics"`
			} `json:"params"`
		}
		if json.Unmarshal(body, &message) != nil || message.Method != "textDocument/publishDiagnostics" {
			continue
		}
		var lines []int
		for _, d := range message.Params.Diagnostics {
			lines = append(lines, d.Range.Start.Line+1)
		}
		s.changes <- change{message.Params.URI, lines}
	}
}

// lines waits for what the server says next of a file.
func (s *server) lines(file string) []int {
	s.t.Helper()
	timeout := time.After(30 * time.Second)
	for {
		select {
		case c, ok := <-s.changes:
			if !ok {
				s.t.Fatal("the server has ended")
			}
			if c.uri == s.dir+file {
				return c.lines
			}
		case <-timeout:
			s.t.Fatalf("the server says nothing of %s", file)
		}
	}
}
