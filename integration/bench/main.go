//go:build unix

// Command bench measures what the plugin adds to a run of tflint, on generated configurations: CPU time, wall time, memory,
// how often it asks the host, and where its own time goes. Three runs take turns: tflint without any plugin, with the
// plugin and no rule (which is what starting any plugin costs), and with every rule. The least of several counts.
//
// It needs what make tools and make build put into bin/.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// options are the command's.
type options struct {
	bin      string
	sizes    []int
	runs     int
	monorepo int
	edits    int
}

func main() {
	var o options
	sizes := flag.String("sizes", "100,1000,10000", "numbers of resources, of which the last are measured for every kind of module")
	flag.IntVar(&o.runs, "runs", 5, "the least of so many runs counts; of very large modules, of two")
	flag.IntVar(&o.monorepo, "monorepo", 0, "how many modules tflint --recursive is measured on; 0 for none")
	flag.IntVar(&o.edits, "edits", 15, "how many edits the language server is measured on; 0 for none")
	flag.StringVar(&o.bin, "bin", "bin", "where tflint and the plugin are")
	docs := flag.String("docs", "", "the directory of the pages whose tables are to be written anew; none without")
	flag.Parse()
	err := run(o, *sizes, *docs)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(o options, sizes, docs string) error {
	for size := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		o.sizes = append(o.sizes, n)
	}
	slices.Sort(o.sizes)
	var err error
	if o.bin, err = filepath.Abs(o.bin); err != nil {
		return err
	}
	machine := describeMachine(o.bin)
	results, err := measureAll(o)
	if err != nil {
		return err
	}
	edit, err := measureEdits(o)
	if err != nil {
		return err
	}
	peers, err := measurePeers(o)
	if err != nil {
		return err
	}
	performance := machine + goalTable(results, edit) + ratioTable(results) + absoluteTable(results) + stageTable(results) +
		editTable(edit) + peerTable(peers)
	fmt.Print(performance)
	scaling := ""
	if o.monorepo > 0 {
		if scaling, err = measureMonorepo(o); err != nil {
			return err
		}
		scaling = machine + scaling
		fmt.Print(scaling)
	}
	if docs == "" {
		return nil
	}
	if err := rewrite(filepath.Join(docs, "performance.md"), performance); err != nil || scaling == "" {
		return err
	}
	return rewrite(filepath.Join(docs, "scaling.md"), scaling)
}

// measureAll measures every kind of module.
func measureAll(o options) ([]result, error) {
	var results []result
	for _, c := range cases(o.sizes) {
		fmt.Fprintf(os.Stderr, "%s, %s resources\n", c.name, thousands(c.resources))
		r, err := measureCase(o, c)
		if err != nil {
			return nil, fmt.Errorf("%s, %d resources: %w", c.name, c.resources, err)
		}
		results = append(results, r)
	}
	return results, nil
}

const (
	begin = "<!-- What make bench-docs measured. -->\n"
	end   = "<!-- The end of what make bench-docs measured. -->\n"
)

// rewrite puts tables in the place of those of the last time.
func rewrite(path, tables string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, found := strings.Cut(rest, end)
	if !ok || !found {
		return fmt.Errorf("%s has no place for the tables", path)
	}
	return os.WriteFile(path, []byte(before+begin+"\n"+strings.TrimSpace(tables)+"\n\n"+end+after), 0o644)
}
