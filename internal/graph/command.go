package graph

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/host"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

// usage explains the command.
const usage = `Usage: tflint-ruleset-` + project.Name + ` graph [--format mermaid|html|json] [-o FILE] [DIR]

Draws who holds which long-term AWS access key of a Terraform configuration and
what it can do, by which path.

  DIR        the root module's directory; the current one unless given
  --format   mermaid   a diagram for Markdown (the default)
             html      a page for a browser, complete in one file
             json      the same as data
             Without it, the ending of FILE decides: .html, .json, or anything else.
  -o FILE    where to write; the standard output unless given

Variables have their values from defaults, terraform.tfvars, *.auto.tfvars and
TF_VAR_*, as in Terraform. Called modules are read if they are local or
"terraform init" has fetched them.

It exits with 0, with 1 if it could not draw, and with 2 if it was called wrongly.
`

// The exit codes.
const (
	exitDrawn  = 0
	exitFailed = 1
	exitUsage  = 2
)

// System is what the command has around it.
type System struct {
	Stdout, Stderr io.Writer
	Environ        []string
}

// Main runs what the binary is asked for with arguments, and returns its exit code.
func Main(args []string, sys System) int {
	switch args[0] {
	case "graph":
		return run(args[1:], sys)
	case "help", "-h", "-help", "--help":
		fmt.Fprint(sys.Stdout, about)
		return exitDrawn
	case "version", "-version", "--version":
		fmt.Fprintln(sys.Stdout, project.Version)
		return exitDrawn
	}
	return sys.fail(exitUsage, fmt.Errorf("%q is no command; see --help", args[0]))
}

// about explains the binary.
const about = `tflint-ruleset-` + project.Name + ` ` + project.Version + `

This is a plugin of TFLint, which starts it by itself and without arguments:
https://` + project.Repository + `

What you can run is:

  graph      draw who holds which access key and what it can do; see graph --help
  version    print the version
`

// run draws.
func run(args []string, sys System) (code int) {
	defer func() {
		if p := recover(); p != nil { // a mistake in this plugin
			code = sys.fail(exitFailed, fmt.Errorf("drawing failed, which is a mistake in this plugin: %v", p))
		}
	}()
	o, err := parseArguments(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(sys.Stdout, usage)
		return exitDrawn
	}
	if err != nil {
		return sys.fail(exitUsage, fmt.Errorf("%w; see --help", err))
	}
	report, err := Read(o.dir, sys.Environ)
	if err != nil {
		return sys.fail(exitFailed, err)
	}
	if len(report.Keys) == 0 {
		fmt.Fprintf(sys.Stderr, "%s: no long-term access key is made here\n", o.dir)
	}
	if n := len(report.Notes); n > 0 {
		fmt.Fprintf(sys.Stderr, "%s: %d %s could not be read; html and json say what\n", o.dir, n, plural(n, "thing", "things"))
	}
	var text strings.Builder
	if err := report.write(o.format, &text); err != nil {
		return sys.fail(exitFailed, err)
	}
	if o.file == "" {
		_, err = io.WriteString(sys.Stdout, text.String())
	} else {
		err = os.WriteFile(o.file, []byte(text.String()), 0o644)
	}
	if err != nil {
		return sys.fail(exitFailed, err)
	}
	return exitDrawn
}

func (sys System) fail(code int, err error) int {
	fmt.Fprintf(sys.Stderr, "tflint-ruleset-%s: %s\n", project.Name, err)
	return code
}

// write writes the report in a format.
func (r *Report) write(format string, w io.Writer) error {
	switch format {
	case "html":
		return r.HTML(w)
	case "json":
		return r.JSON(w)
	}
	return r.Mermaid(w)
}

// options are what the command line says.
type options struct{ format, file, dir string }

func parseArguments(args []string) (options, error) {
	o := options{dir: "."}
	flags := flag.NewFlagSet("graph", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&o.format, "format", "", "")
	flags.StringVar(&o.file, "o", "", "")
	var rest []string
	for len(args) > 0 { // flag stops at the first argument that is none
		if err := flags.Parse(args); err != nil {
			return o, err
		}
		if args = flags.Args(); len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	switch len(rest) {
	case 0:
	case 1:
		o.dir = rest[0]
	default:
		return o, fmt.Errorf("one directory at a time, not %s", strings.Join(rest, " and "))
	}
	if o.format == "" {
		switch filepath.Ext(o.file) {
		case ".html", ".htm":
			o.format = "html"
		case ".json":
			o.format = "json"
		default:
			o.format = "mermaid"
		}
	}
	if !slices.Contains([]string{"mermaid", "html", "json"}, o.format) {
		return o, fmt.Errorf("--format is mermaid, html or json, not %q", o.format)
	}
	return o, nil
}

// Read makes the report of the configuration in a directory.
func Read(dir string, environ []string) (*Report, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s is no directory", dir)
	}
	d, err := host.Open(dir, environ)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no directory %s", dir)
	case err != nil:
		return nil, err
	case d.Empty():
		return nil, fmt.Errorf("there is no Terraform code in %s", dir)
	}
	tree, err := terraform.Read(d, terraform.Options{Modules: "all", Outline: iam.Outline})
	if err != nil {
		return nil, err
	}
	return Build(shown(dir), iam.Build(tree), func() []string { return d.Problems }), nil
}

// shown is what a directory is called in a picture: as the user names it, unless that says nothing, or where it lies on this
// machine, which is nobody's business.
func shown(dir string) string {
	if filepath.IsLocal(dir) && filepath.Clean(dir) != "." {
		return filepath.ToSlash(filepath.Clean(dir))
	}
	if abs, err := filepath.Abs(dir); err == nil {
		return filepath.Base(abs)
	}
	return "Terraform"
}

// JSON writes the report as data.
func (r *Report) JSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}
