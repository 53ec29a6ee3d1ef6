//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// monorepoResources is how large each module of a monorepo is.
const monorepoResources = 20

// measureMonorepo measures tflint --recursive on many small modules of their own.
func measureMonorepo(o options) (string, error) {
	fmt.Fprintf(os.Stderr, "monorepo of %s modules\n", thousands(o.monorepo))
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	for i := range o.monorepo {
		module := filepath.Join(dir, fmt.Sprintf("team%d", i%40), fmt.Sprintf("stack%d", i))
		if err := os.MkdirAll(module, 0o755); err != nil {
			return "", err
		}
		if _, err := generateModule(module, monorepoResources, shape{keys: 5, iam: 20}); err != nil {
			return "", err
		}
	}
	if _, err := generate(dir, 0, shape{}); err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "### tflint --recursive on %s modules of %d resources, %d workers\n\n", thousands(o.monorepo), monorepoResources, runtime.NumCPU())
	b.WriteString("| run | wall s | CPU s | wall ms a module | CPU ms a module | CPU ratio |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
	names := map[string]string{"without": "without a plugin", "idle": "with an idle plugin", "with": "with this plugin"}
	var base, last measurement
	for _, kind := range kinds {
		cmd := exec.Command(filepath.Join(o.bin, "tflint"), "--recursive", "--config="+filepath.Join(dir, kind+".hcl"), "--format=json")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "TFLINT_PLUGIN_DIR="+o.bin, "TFLINT_LOG=")
		m, err := measure(cmd)
		if err != nil {
			return "", err
		}
		if kind == "without" {
			base = m
		}
		last = m
		each := 1000 / float64(o.monorepo)
		fmt.Fprintf(&b, "| %s | %.1f | %.1f | %.0f | %.0f | %.2fx |\n", names[kind], wall(m), cpu(m), wall(m)*each, cpu(m)*each, cpu(m)/cpu(base))
	}
	return b.String() + "\n" + fleetTable(wall(last)/float64(o.monorepo)), nil
}

// fleetTable says what seconds a module come to on machines like this one that share many modules evenly.
func fleetTable(each float64) string {
	const modules = 100_000
	var b strings.Builder
	fmt.Fprintf(&b, "### What that comes to for %s such modules\n\n| machines like this one | minutes |\n| ---: | ---: |\n", thousands(modules))
	for _, machines := range []int{1, 8, 32, 128} {
		fmt.Fprintf(&b, "| %d | %.1f |\n", machines, each*modules/60/float64(machines))
	}
	return b.String() + "\n"
}
