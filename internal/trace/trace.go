// Package trace measures where the time of a check goes, for whoever asks for it with an environment variable.
package trace

import (
	"encoding/json"
	"os"
	"time"
)

// Variable is the environment variable that names the file to write to. Nothing is measured without it.
const Variable = "TFLINT_AWS_ACCESS_KEY_TRACE"

// Stage is what a check is doing.
type Stage int

// The stages. While one is inside another, only the inner one's time counts.
const (
	Read     Stage = iota // getting the code from the host, and finding what stands where
	Parse                 // parsing what is asked for
	Evaluate              // evaluating expressions
	Model                 // joining users, keys and policies
	Rules                 // judging
	Emit                  // telling the host
	stages
)

var names = [stages]string{"read", "parse", "evaluate", "model", "rules", "emit"}

// Trace measures one check. It isn't safe for concurrent use. All methods of a nil Trace do nothing.
type Trace struct {
	file  string
	spent [stages]time.Duration
	stack []Stage
	since time.Time
}

// New returns what measures a check; nil if nobody asks.
func New() *Trace {
	file := os.Getenv(Variable)
	if file == "" {
		return nil
	}
	return &Trace{file: file}
}

// In begins a stage, and the function that it returns ends it.
func (t *Trace) In(stage Stage) (end func()) {
	if t == nil {
		return func() {}
	}
	t.charge()
	t.stack = append(t.stack, stage)
	return func() {
		t.charge()
		t.stack = t.stack[:len(t.stack)-1]
	}
}

// charge adds the time since the last change to the present stage.
func (t *Trace) charge() {
	now := time.Now()
	if len(t.stack) > 0 {
		t.spent[t.stack[len(t.stack)-1]] += now.Sub(t.since)
	}
	t.since = now
}

// Line is what is written after each rule.
type Line struct {
	Rule         string             `json:"rule"`
	Issues       int                `json:"issues"`
	Asked        int                `json:"asked"`        // how often the host was asked since the check began
	Milliseconds map[string]float64 `json:"milliseconds"` // by stage, since the line before
}

// Write appends a line of JSON to the file: what a rule has found, and the time since the line before. Checks of several
// modules may write at once.
func (t *Trace) Write(rule string, issues, asked int) error {
	if t == nil {
		return nil
	}
	line := Line{Rule: rule, Issues: issues, Asked: asked, Milliseconds: map[string]float64{}}
	for stage, spent := range t.spent {
		line.Milliseconds[names[stage]] = float64(spent.Microseconds()) / 1000
	}
	clear(t.spent[:])
	text, err := json.Marshal(line)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(t.file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(append(text, '\n'))
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
