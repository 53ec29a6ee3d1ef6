//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// measurement is one run of tflint and of the plugin below it.
type measurement struct {
	cpu  time.Duration // of both
	wall time.Duration
	peak int64 // memory, in bytes: the sum of both processes' peaks where the system tells, else the greater one
}

// best measures the fastest of some runs, by CPU time.
func best(bin, dir string, plugin bool, runs int) (measurement, error) {
	var best measurement
	for i := range runs {
		m, err := measure(command(bin, dir, plugin))
		if err != nil {
			return best, err
		}
		if i == 0 || m.cpu < best.cpu {
			best = m
		}
	}
	return best, nil
}

func command(bin, dir string, plugin bool) *exec.Cmd {
	config := "without.hcl"
	if plugin {
		config = "with.hcl"
	}
	// Not the default format: it looks through the whole file again for each issue.
	cmd := exec.Command(filepath.Join(bin, "tflint"), "--config="+config, "--format=json")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TFLINT_PLUGIN_DIR="+bin, "TFLINT_LOG=")
	return cmd
}

func measure(cmd *exec.Cmd) (measurement, error) {
	var out bytes.Buffer
	cmd.Stdout = &out
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return measurement{}, err
	}
	watch := watchMemory(cmd.Process.Pid)
	err := cmd.Wait()
	m := measurement{
		wall: time.Since(start),
		// Both include the plugin, for tflint waits for it.
		cpu:  cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(),
		peak: max(watch(), maxRSS(cmd.ProcessState)),
	}
	return m, failed(err, out.String())
}

// failed is the error of a run that neither found issues nor found none.
func failed(err error, output string) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 2 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("tflint: %w\n%s", err, output)
	}
	return nil
}

// count runs tflint once more and returns how many issues there are and how often the plugin asked the host, which it
// says in its debug log.
func count(bin, dir string) (issues, asks int, err error) {
	cmd := command(bin, dir, true)
	cmd.Env = append(cmd.Env, "TFLINT_LOG=debug")
	var out, log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &log
	if err := failed(cmd.Run(), out.String()); err != nil {
		return 0, 0, err
	}
	var found struct {
		Issues []json.RawMessage `json:"issues"`
	}
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		return 0, 0, err
	}
	for _, match := range regexp.MustCompile(`rule done: .* asked=(\d+)`).FindAllStringSubmatch(log.String(), -1) {
		if asks, err = strconv.Atoi(match[1]); err != nil {
			return 0, 0, err
		}
	}
	if asks == 0 {
		return 0, 0, errors.New("the plugin's debug log does not say how often it asked")
	}
	return len(found.Issues), asks, nil
}

// watchMemory looks at the peak memory of a process and its children until the returned function is called, which gives
// the sum. Where there is no /proc it is 0.
func watchMemory(pid int) func() int64 {
	peaks := map[int]int64{}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			for _, pid := range family(pid) {
				peaks[pid] = max(peaks[pid], peakOf(pid))
			}
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() int64 {
		close(stop)
		<-done
		var sum int64
		for _, peak := range peaks {
			sum += peak
		}
		return sum
	}
}

// family is a process and its children.
func family(pid int) []int {
	all := []int{pid}
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, list := range lists {
		text, _ := os.ReadFile(list)
		for field := range strings.FieldsSeq(string(text)) {
			if child, err := strconv.Atoi(field); err == nil {
				all = append(all, child)
			}
		}
	}
	return all
}

func peakOf(pid int) int64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb << 10
		}
	}
	return 0
}
