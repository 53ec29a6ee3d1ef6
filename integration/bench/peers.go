//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// peers are other linters that look at access keys or policies, with how they are called.
var peers = [][]string{
	{"tfsec", "--format=json", "--soft-fail", "."},
	{"trivy", "config", "--quiet", "--format=json", "."},
	{"checkov", "--quiet", "--compact", "--output=json", "--soft-fail", "--framework=terraform", "--directory=."},
	{"terrascan", "scan", "--iac-type=terraform", "--output=json"},
}

// peerLimit is after how long a peer is given up.
const peerLimit = 10 * time.Minute

type peerResult struct {
	name      string
	resources int
	measurement
	err error
}

// measurePeers measures those that are on the PATH, on the modules with a mixture of resources of up to 10,000. A run of
// each has to do.
func measurePeers(o options) ([]peerResult, error) {
	var all []peerResult
	for _, peer := range peers {
		if _, err := exec.LookPath(peer[0]); err != nil {
			continue
		}
		for _, c := range cases(o.sizes) {
			if c.key != mixedKey || c.resources > 10_000 {
				continue
			}
			fmt.Fprintf(os.Stderr, "%s, %s resources\n", peer[0], thousands(c.resources))
			m, err := measurePeer(peer, c)
			all = append(all, peerResult{peer[0], c.resources, m, err})
		}
	}
	return all, nil
}

func measurePeer(peer []string, c benchCase) (measurement, error) {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return measurement{}, err
	}
	defer os.RemoveAll(dir)
	if _, err := generate(dir, c.resources, c.shape); err != nil {
		return measurement{}, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), peerLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, peer[0], peer[1:]...)
	cmd.Dir = dir
	return measure(cmd)
}

func peerTable(results []peerResult) string {
	var b strings.Builder
	b.WriteString("### Other linters, on the mixed modules\n\n")
	if len(results) == 0 {
		return b.String() + "None of tfsec, trivy, checkov and terrascan was there to be measured.\n\n"
	}
	b.WriteString("| linter | resources | CPU s | wall s | memory MB |\n| --- | ---: | ---: | ---: | ---: |\n")
	for _, r := range results {
		if r.err != nil {
			fmt.Fprintf(&b, "| %s | %s | failed: %s | | |\n", r.name, thousands(r.resources), strings.ReplaceAll(firstLine(r.err.Error()), "|", "/"))
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %.2f | %.2f | %.0f |\n", r.name, thousands(r.resources), cpu(r.measurement), wall(r.measurement), memory(r.measurement))
	}
	return b.String() + "\n"
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
