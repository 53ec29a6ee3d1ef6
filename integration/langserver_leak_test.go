package integration

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestLanguageServerLeaks edits a file over and over: the plugin must not grow, nor may there be more processes.
// EDITS says how often, for a longer run.
func TestLanguageServerLeaks(t *testing.T) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("there is no /proc to see processes and their memory in")
	}
	edits := 200
	if n, err := strconv.Atoi(os.Getenv("EDITS")); err == nil {
		edits = n
	}
	const call = "module \"ci\" {\n  source = \"./modules/ci\"\n}\n"
	dir := configured(t, map[string]string{"main.tf": call + oneKey, "modules/ci/users.tf": oneKey})
	s := startServer(t, dir)
	s.edit("main.tf", "didOpen", call+oneKey)
	s.lines("main.tf")
	start := time.Now()
	edit := func(i int) {
		text := fmt.Sprintf("# %d\n%s", i, oneKey)
		if i%2 == 0 {
			text += call
		}
		s.edit("main.tf", "didChange", text)
		if got, want := len(s.lines("main.tf")), 2-i%2; got != want {
			t.Fatalf("edit %d: %d lines have an issue, want %d", i, got, want)
		}
	}
	for i := range edits / 4 { // what is allocated once is allocated by then
		edit(i)
	}
	early := processes(t, s.pid)
	for i := range edits {
		edit(i)
	}
	late := processes(t, s.pid)
	t.Logf("%d edits, %s each; memory in KB, first and last: %v, %v", edits, time.Since(start)/time.Duration(edits+edits/4), early, late)
	if len(early) != 2 || len(late) != len(early) {
		t.Errorf("%d processes at first and %d at last, want tflint and the plugin", len(early), len(late))
	}
	// The garbage collector alone makes some megabytes come and go. tflint itself keeps some 40 KB of each inspection,
	// whatever its plugins are.
	const most, mostOfTFLint = 16 << 10, 100
	for pid, size := range late {
		allowed := most
		if pid == s.pid {
			allowed += mostOfTFLint * edits
		}
		if grown := size - early[pid]; grown > allowed {
			t.Errorf("process %d has grown by %d KB", pid, grown)
		}
	}
}

// processes are a process and those that it started, with their resident memory in KB.
func processes(t *testing.T, pid int) map[int]int {
	t.Helper()
	sizes := map[int]int{pid: resident(pid)}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, stat := range stats {
		content, err := os.ReadFile(stat)
		if err != nil {
			continue // it has ended
		}
		// pid (name) state parent ..., and the name may hold anything.
		fields := bytes.Fields(content[bytes.LastIndexByte(content, ')')+1:])
		child, err := strconv.Atoi(filepath.Base(filepath.Dir(stat)))
		if err == nil && len(fields) > 1 && string(fields[1]) == strconv.Itoa(pid) {
			sizes[child] = resident(child)
		}
	}
	return sizes
}

func resident(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return kb
		}
	}
	return 0
}
