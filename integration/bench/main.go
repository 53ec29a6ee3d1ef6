//go:build unix

// Command bench measures what the plugin adds to a run of tflint, on generated configurations of 100, 1,000 and 10,000
// resources: CPU time, wall time, memory, and how often it asks the host.
//
// It needs what make tools and make build put into bin/.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	sizes := flag.String("sizes", "100,1000,10000", "numbers of resources")
	perFile := flag.Int("per-file", 100, "resources in one file; 0 puts all of them into one")
	keys := flag.String("keys", "5,100", "how many of a hundred users have a key, for each table")
	modules := flag.Int("modules", 0, "calls of modules that the resources are spread over; 0 puts all of them into the root")
	shared := flag.Bool("shared", false, "whether all calls are of one module")
	runs := flag.Int("runs", 3, "the fastest of so many runs counts")
	bin := flag.String("bin", "bin", "where tflint and the plugin are")
	flag.Parse()
	for share := range strings.SplitSeq(*keys, ",") {
		keys, err := strconv.Atoi(share)
		if err == nil {
			// Each key is an issue or two, and each issue costs the host as much as some resources do.
			fmt.Printf("\n%d of 100 users have an access key:\n", keys)
			err = run(*sizes, shape{*perFile, keys, *modules, *shared}, *runs, *bin)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
	}
}

func run(sizes string, s shape, runs int, bin string) error {
	bin, err := filepath.Abs(bin)
	if err != nil {
		return err
	}
	fmt.Printf("%9s %9s %7s | %-24s | %-24s | %-24s | %s\n", "", "", "",
		"CPU s", "wall s", "peak MB", "asks")
	fmt.Printf("%9s %9s %7s | %7s %7s %8s | %7s %7s %8s | %7s %7s %8s |\n", "resources", "KB", "issues",
		"without", "with", "ratio", "without", "with", "ratio", "without", "with", "ratio")
	for size := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		if err := compare(n, s, runs, bin); err != nil {
			return err
		}
	}
	return nil
}

// compare prints the line of one size.
func compare(resources int, s shape, runs int, bin string) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	size, err := generate(dir, resources, s)
	if err != nil {
		return err
	}
	without, err := best(bin, dir, false, runs)
	if err != nil {
		return err
	}
	with, err := best(bin, dir, true, runs)
	if err != nil {
		return err
	}
	issues, asks, err := count(bin, dir)
	if err != nil {
		return err
	}
	fmt.Printf("%9d %9d %7d | %7.2f %7.2f %7.1fx | %7.2f %7.2f %7.1fx | %7d %7d %7.1fx | %d\n",
		resources, size>>10, issues,
		without.cpu.Seconds(), with.cpu.Seconds(), with.cpu.Seconds()/without.cpu.Seconds(),
		without.wall.Seconds(), with.wall.Seconds(), with.wall.Seconds()/without.wall.Seconds(),
		without.peak>>20, with.peak>>20, float64(with.peak)/float64(without.peak),
		asks)
	return nil
}
