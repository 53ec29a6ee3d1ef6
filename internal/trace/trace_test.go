package trace_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/trace"
)

func TestNobodyAsks(t *testing.T) {
	t.Setenv(trace.Variable, "")
	tr := trace.New()
	if tr != nil {
		t.Fatal("measures although nobody asks")
	}
	tr.In(trace.Read)()
	if err := tr.Write("rule", 0, 0); err != nil {
		t.Error(err)
	}
}

// The time of an inner stage is not the outer one's, and each line begins anew.
func TestLines(t *testing.T) {
	file := filepath.Join(t.TempDir(), "trace.jsonl")
	t.Setenv(trace.Variable, file)
	tr := trace.New()
	endRules := tr.In(trace.Rules)
	endParse := tr.In(trace.Parse)
	time.Sleep(20 * time.Millisecond)
	endParse()
	endRules()
	for i, rule := range []string{"aws_first", "aws_second"} {
		if err := tr.Write(rule, 2+i, 5+i); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var lines []trace.Line
	for text := range strings.Lines(string(text)) {
		var line trace.Line
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	if len(lines) != 2 || lines[0].Rule != "aws_first" || lines[1].Rule != "aws_second" || lines[1].Issues != 3 || lines[1].Asked != 6 {
		t.Fatalf("%+v", lines)
	}
	if spent := lines[0].Milliseconds; spent["parse"] < 20 || spent["rules"] > spent["parse"] || len(spent) != 6 {
		t.Errorf("%v", spent)
	}
	if again := lines[1].Milliseconds; again["parse"] != 0 {
		t.Errorf("counted twice: %v", again)
	}
}
