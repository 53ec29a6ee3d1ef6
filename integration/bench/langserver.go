//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// editResult is the median time from an edit to its diagnostics.
type editResult struct {
	resources     int
	edits         int
	without, with time.Duration
}

const (
	// editResources is how large the edited module is.
	editResources = 1000
	// editPlugin is what tflint runs of its own accord, in both cases: without any rule it would send no diagnostics, and
	// nobody could tell when it is done.
	editPlugin = "plugin \"terraform\" {\n  enabled = true\n  preset  = \"recommended\"\n}\n"
	// unused is what its rule about unused declarations reports.
	unused = "variable \"unused\" {\n  type = string\n}\n"
)

// measureEdits edits a file of a module in the language server, with and without the plugin.
func measureEdits(o options) (*editResult, error) {
	if o.edits == 0 {
		return nil, nil
	}
	fmt.Fprintln(os.Stderr, "language server")
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	if _, err := generate(dir, editResources, shape{perFile: 100, keys: 5, iam: 20}); err != nil {
		return nil, err
	}
	_, rest, _ := strings.Cut(with, without)
	servers := make([]*server, 2)
	for i, config := range []string{editPlugin, editPlugin + rest} {
		path := filepath.Join(dir, fmt.Sprintf("edit%d.hcl", i))
		if err := os.WriteFile(path, []byte(config), 0o644); err != nil {
			return nil, err
		}
		if servers[i], err = startServer(o.bin, dir, path); err != nil {
			return nil, err
		}
		defer servers[i].stop()
	}
	file := filepath.Join(dir, "main_0.tf")
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	took := make([][]time.Duration, 2)
	for version := range o.edits + 1 {
		for i, s := range servers { // in turns, so that what else the machine does disturbs them alike
			lines := version % 7
			start := time.Now()
			s.edit(file, version, strings.Repeat("\n", lines)+unused+string(text))
			if err := s.wait("file://"+file, lines); err != nil {
				return nil, err
			}
			if version > 0 { // the first one opens the file
				took[i] = append(took[i], time.Since(start))
			}
		}
	}
	median := func(all []time.Duration) time.Duration {
		slices.Sort(all)
		return all[len(all)/2]
	}
	return &editResult{resources: editResources, edits: o.edits, without: median(took[0]), with: median(took[1])}, nil
}

// server is tflint as a language server.
type server struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func startServer(bin, dir, config string) (*server, error) {
	cmd := exec.Command(filepath.Join(bin, "tflint"), "--langserver", "--config="+config)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TFLINT_PLUGIN_DIR="+bin, "TFLINT_LOG=")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{cmd, in, bufio.NewReader(out)}
	s.send(map[string]any{"id": 1, "method": "initialize", "params": map[string]any{"capabilities": map[string]any{}}})
	s.send(map[string]any{"method": "initialized", "params": map[string]any{}})
	return s, nil
}

func (s *server) stop() {
	s.send(map[string]any{"id": 2, "method": "shutdown"})
	s.send(map[string]any{"method": "exit"})
	s.in.Close()
	_ = s.cmd.Wait() // how it ends is not measured
}

func (s *server) send(message map[string]any) {
	message["jsonrpc"] = "2.0"
	body, _ := json.Marshal(message)
	fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

// edit opens a file with its first version and changes it with every other.
func (s *server) edit(file string, version int, text string) {
	document := map[string]any{"uri": "file://" + file, "version": version + 1}
	params := map[string]any{"textDocument": document}
	method := "textDocument/didChange"
	if version == 0 {
		method = "textDocument/didOpen"
		document["languageId"], document["text"] = "terraform", text
	} else {
		params["contentChanges"] = []any{map[string]any{"text": text}}
	}
	s.send(map[string]any{"method": method, "params": params})
}

// wait waits for diagnostics that know of the edit: that the unused variable is in this line, counted from 0.
func (s *server) wait(uri string, line int) error {
	for {
		header, err := textproto.NewReader(s.out).ReadMIMEHeader()
		if err != nil {
			return fmt.Errorf("the language server: %w", err)
		}
		length, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return errors.New("the language server sends no length")
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(s.out, body); err != nil {
			return err
		}
		var message struct {
			Params struct {
				URI         string
				Diagnostics []struct {
					Message string
					Range   struct{ Start struct{ Line int } }
				}
			}
		}
		if json.Unmarshal(body, &message) != nil || message.Params.URI != uri {
			continue
		}
		for _, d := range message.Params.Diagnostics {
			if d.Range.Start.Line == line && strings.Contains(d.Message, "unused") {
				return nil
			}
		}
	}
}

func editTable(r *editResult) string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf("### From an edit to its diagnostics, in the language server\n\n"+
		"| resources | tflint with its bundled ruleset | with the plugin besides | ratio |\n| ---: | ---: | ---: | ---: |\n"+
		"| %s | %d ms | %d ms | %.2fx |\n\nThe median of %d edits.\n\n",
		thousands(r.resources), r.without.Milliseconds(), r.with.Milliseconds(), r.with.Seconds()/r.without.Seconds(), r.edits)
}
