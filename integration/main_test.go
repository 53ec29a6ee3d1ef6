package integration

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

var update = flag.Bool("update", false, "write what tflint prints into the documentation")

// tflint is the binary under test, and pluginDir holds the plugin as built for this run.
var tflint, pluginDir string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	var err error
	if tflint, err = findTFLint(); err != nil {
		if os.Getenv("TFLINT") != "" {
			fmt.Println(err)
			return 1
		}
		fmt.Printf("skipped: %s; \"make tools\" builds it\n", err)
		return 0
	}
	if pluginDir, err = os.MkdirTemp("", "plugins"); err != nil {
		fmt.Println(err)
		return 1
	}
	defer os.RemoveAll(pluginDir)
	if err := build(pluginDir); err != nil {
		fmt.Println(err)
		return 1
	}
	return m.Run()
}

// findTFLint takes the binary that the environment variable TFLINT names, or else the one that make tools builds.
func findTFLint() (string, error) {
	path := os.Getenv("TFLINT")
	if path == "" {
		path = filepath.Join("..", "bin", executable("tflint"))
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("no tflint: %w", err)
	}
	return path, nil
}

// build builds the plugin into dir.
func build(dir string, flags ...string) error {
	args := append([]string{"build", "-o", filepath.Join(dir, executable("tflint-ruleset-"+project.Name))}, flags...)
	cmd := exec.Command("go", append(args, "..")...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building the plugin: %w\n%s", err, out)
	}
	return nil
}

func executable(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}
