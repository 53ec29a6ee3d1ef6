//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// describeMachine says where and when it is measured, in a line.
func describeMachine(bin string) string {
	version, _ := exec.Command(filepath.Join(bin, "tflint"), "--version").Output()
	tflint, _, _ := strings.Cut(string(version), "\n")
	system, _ := exec.Command("uname", "-srm").Output()
	return fmt.Sprintf("Measured on %s: %s, %d cores, %s%s, %s, %s.\n\n",
		time.Now().UTC().Format("2 January 2006"), processor(), runtime.NumCPU(), strings.TrimSpace(string(system)), load(), tflint, runtime.Version())
}

// processor is what the system calls its processor.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// load says what else the machine does, as it was when the measurement began.
func load() string {
	text, _ := os.ReadFile("/proc/loadavg")
	average, _, ok := strings.Cut(string(text), " ")
	if !ok {
		return ""
	}
	return ", load average " + average + " at the start"
}
