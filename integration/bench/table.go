//go:build unix

package main

import (
	"fmt"
	"strconv"
	"strings"
)

// ratioTable compares each run with the one without any plugin.
func ratioTable(results []result) string {
	var b strings.Builder
	b.WriteString("### Over tflint without any plugin\n\n")
	b.WriteString("| module | resources | CPU | of it: any plugin | wall | memory | issues | questions |\n")
	b.WriteString("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, r := range results {
		fmt.Fprintf(&b, "| %s | %s | %.2fx | %.2fx | %.2fx | %.2fx | %d | %d |\n", r.name, thousands(r.resources),
			r.ratio("with", cpu), r.ratio("idle", cpu), r.ratio("with", wall), r.ratio("with", memory), r.issues, r.asks)
	}
	return b.String() + "\n"
}

// absoluteTable has what the ratios are made of.
func absoluteTable(results []result) string {
	var b strings.Builder
	b.WriteString("### In seconds and megabytes: without a plugin, with an idle one, with this one\n\n")
	b.WriteString("| module | resources | code, KB | CPU s | wall s | memory MB |\n")
	b.WriteString("| --- | ---: | ---: | ---: | ---: | ---: |\n")
	three := func(r result, format string, of func(measurement) float64) string {
		var all []string
		for _, kind := range kinds {
			all = append(all, fmt.Sprintf(format, of(r.least[kind])))
		}
		return strings.Join(all, " / ")
	}
	for _, r := range results {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", r.name, thousands(r.resources), thousands(r.size>>10),
			three(r, "%.2f", cpu), three(r, "%.2f", wall), three(r, "%.0f", memory))
	}
	return b.String() + "\n"
}

// stageNames are the stages of the plugin's trace.
var stageNames = []string{"read", "parse", "evaluate", "model", "rules", "emit"}

// stageTable has where the plugin's own time goes.
func stageTable(results []result) string {
	var b strings.Builder
	b.WriteString("### The plugin's own time by stage, in milliseconds\n\n")
	fmt.Fprintf(&b, "| module | resources | %s |\n", strings.Join(stageNames, " | "))
	b.WriteString("| --- | ---: |" + strings.Repeat(" ---: |", len(stageNames)) + "\n")
	for _, r := range results {
		fmt.Fprintf(&b, "| %s | %s |", r.name, thousands(r.resources))
		for _, stage := range stageNames {
			fmt.Fprintf(&b, " %.0f |", r.stages[stage])
		}
		b.WriteString("\n")
	}
	return b.String() + "\n"
}

// thousands writes a number as people read it: 10,000.
func thousands(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
