package integration

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// TestGraph runs the binary as a person does, and compares what it draws with the diagram in the documentation.
func TestGraph(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "graph.md"))
	if err != nil {
		t.Fatal(err)
	}
	plugin := filepath.Join(pluginDir, executable("tflint-ruleset-"+project.Name))
	drawn, err := exec.Command(plugin, "graph", filepath.Join("..", "examples", "leaky")).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "```mermaid\n"+string(drawn)+"```\n") {
		t.Errorf("docs/graph.md shows another diagram than\n%s", drawn)
	}
	if err := exec.Command(plugin, "no-such-command").Run(); err == nil {
		t.Error("an unknown command is accepted")
	}
}
