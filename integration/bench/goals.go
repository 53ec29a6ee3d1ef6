//go:build unix

package main

import (
	"fmt"
	"strings"
	"time"
)

// What the plugin is to cost at most.
const (
	goalCPU     = 1.5 // times tflint's own, at the greatest size up to 10,000 resources
	goalNoIAM   = 1.2 // times tflint's own, on a module without IAM
	goalMemory  = 2.0 // times tflint's own
	goalStartUp = 20 * time.Millisecond
	goalEdit    = 1.5 // times tflint's own time from an edit to its diagnostics
	goalLinear  = 1.2 // times what growing in proportion would cost, from 10,000 resources on
)

// goalTable holds what was measured against the goals.
func goalTable(results []result, edit *editResult) string {
	var b strings.Builder
	b.WriteString("### Goals\n\n| goal | measured | |\n| --- | ---: | --- |\n")
	line := func(goal, measured string, met bool) {
		verdict := "met"
		if !met {
			verdict = "**not met**"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", goal, measured, verdict)
	}
	var mixed []result
	noIAM, greatest := 0.0, 0.0
	for _, r := range results {
		switch r.key {
		case mixedKey:
			mixed = append(mixed, r)
		case noIAMKey:
			noIAM = max(noIAM, r.ratio("with", cpu))
		}
		greatest = max(greatest, r.ratio("with", memory))
	}
	at := mixed[0]
	for _, r := range mixed {
		if r.resources <= 10_000 {
			at = r
		}
	}
	line(fmt.Sprintf("CPU at %s resources at most %.1fx", thousands(at.resources), goalCPU),
		fmt.Sprintf("%.2fx", at.ratio("with", cpu)), at.ratio("with", cpu) <= goalCPU)
	line(fmt.Sprintf("CPU without IAM at most %.1fx", goalNoIAM), fmt.Sprintf("%.2fx", noIAM), noIAM <= goalNoIAM)
	start := mixed[0].least["idle"].wall - mixed[0].least["without"].wall
	line(fmt.Sprintf("start-up at most %d ms over no plugin", goalStartUp.Milliseconds()),
		fmt.Sprintf("%d ms", start.Milliseconds()), start <= goalStartUp)
	line(fmt.Sprintf("memory at most %.0fx, on every module", goalMemory), fmt.Sprintf("%.2fx", greatest), greatest <= goalMemory)
	if last := mixed[len(mixed)-1]; last.resources > at.resources {
		added := func(r result) float64 { return cpu(r.least["with"]) - cpu(r.least["idle"]) }
		growth := added(last) / added(at) * float64(at.resources) / float64(last.resources)
		line(fmt.Sprintf("what it adds grows in proportion up to %s resources, at most %.1fx of that", thousands(last.resources), goalLinear),
			fmt.Sprintf("%.2fx", growth), growth <= goalLinear)
	}
	if edit != nil {
		ratio := edit.with.Seconds() / edit.without.Seconds()
		line(fmt.Sprintf("from an edit to its diagnostics at most %.1fx", goalEdit), fmt.Sprintf("%.2fx", ratio), ratio <= goalEdit)
	}
	return b.String() + "\n"
}
