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

// kinds are the runs that are compared, by the names of their configurations.
var kinds = []string{"without", "idle", "with"}

// result is what was measured on one configuration.
type result struct {
	benchCase
	size   int // bytes of code
	issues int
	asks   int                // questions to the host
	stages map[string]float64 // milliseconds of the plugin's own time
	least  map[string]measurement
}

// measureCase measures one configuration. The kinds of runs take turns, so that what else the machine does disturbs them
// alike.
func measureCase(o options, c benchCase) (result, error) {
	r := result{benchCase: c, least: map[string]measurement{}}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	if r.size, err = generate(dir, c.resources, c.shape); err != nil {
		return r, err
	}
	runs := o.runs
	if c.resources > 10_000 {
		runs = min(runs, 2)
	}
	for i := range runs {
		for _, kind := range kinds {
			m, err := measure(command(o.bin, dir, kind))
			if err != nil {
				return r, err
			}
			if i > 0 {
				m = least(m, r.least[kind])
			}
			r.least[kind] = m
		}
	}
	r.issues, r.asks, r.stages, err = trace(o.bin, dir)
	return r, err
}

func least(a, b measurement) measurement {
	return measurement{cpu: min(a.cpu, b.cpu), wall: min(a.wall, b.wall), peak: min(a.peak, b.peak)}
}

// ratio compares a run with the one without any plugin.
func (r result) ratio(kind string, of func(measurement) float64) float64 {
	return of(r.least[kind]) / of(r.least["without"])
}

func cpu(m measurement) float64    { return m.cpu.Seconds() }
func wall(m measurement) float64   { return m.wall.Seconds() }
func memory(m measurement) float64 { return float64(m.peak) / (1 << 20) }

func command(bin, dir, kind string) *exec.Cmd {
	// Not the default format: it looks through the whole file again for each issue.
	cmd := exec.Command(filepath.Join(bin, "tflint"), "--config="+filepath.Join(dir, kind+".hcl"), "--format=json")
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
		peak: watch(),
	}
	if m.peak == 0 {
		// Only where nothing else is known: Linux counts the memory of the process that starts another for both.
		m.peak = maxRSS(cmd.ProcessState)
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

// trace runs tflint once more and returns how many issues there are, how often the plugin asked the host, and where its
// own time went.
func trace(bin, dir string) (issues, asks int, stages map[string]float64, err error) {
	file := filepath.Join(dir, "trace.jsonl")
	cmd := command(bin, dir, "with")
	cmd.Env = append(cmd.Env, "TFLINT_AWS_ACCESS_KEY_TRACE="+file)
	if err := failed(cmd.Run(), ""); err != nil {
		return 0, 0, nil, err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, 0, nil, err
	}
	stages = map[string]float64{}
	for text := range strings.Lines(string(text)) {
		var line struct {
			Issues       int
			Asked        int
			Milliseconds map[string]float64
		}
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			return 0, 0, nil, err
		}
		issues, asks = issues+line.Issues, line.Asked
		for stage, spent := range line.Milliseconds {
			stages[stage] += spent
		}
	}
	return issues, asks, stages, nil
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
				// The last word counts: before a child has its own program, its peak is its parent's.
				if peak := peakOf(pid); peak > 0 {
					peaks[pid] = peak
				}
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
