package host

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"
	"github.com/zclconf/go-cty/cty"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// maxFile bounds the size of a file that is read, in bytes. Terraform code is a thousand times smaller.
const maxFile = 64 << 20

// Directory is the host of the root module in a directory. File names are relative to it.
type Directory struct {
	// Problems are what could not be read, in words.
	Problems []string

	path      string // absolute
	files     Files
	environ   []string
	variables map[string]cty.Value // once somebody has asked
}

// Open reads the files of a root module. environ is an environment as os.Environ gives it, of which TF_VAR_* counts. The
// error says that there is no such directory, or that it can't be read.
func Open(dir string, environ []string) (*Directory, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(abs)
	if err != nil {
		return nil, err
	}
	d := &Directory{path: abs, files: Files{}, environ: environ}
	for _, entry := range entries {
		name := entry.Name()
		if !terraform.IsConfig(name) && !isAuto(name) && name != "terraform.tfvars" && name != "terraform.tfvars.json" {
			continue
		}
		if err := d.read(name); err != nil {
			d.Problems = append(d.Problems, fmt.Sprintf("%s: %s", name, err))
		}
	}
	return d, nil
}

func (d *Directory) read(name string) error {
	file := filepath.Join(d.path, name)
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return fmt.Errorf("can't be read")
	case info.IsDir():
		return nil
	case !info.Mode().IsRegular():
		return fmt.Errorf("is not a regular file")
	case info.Size() > maxFile:
		return fmt.Errorf("is too large")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("can't be read")
	}
	d.files[name] = string(text)
	return nil
}

// Empty reports whether the directory has no Terraform code.
func (d *Directory) Empty() bool { return len(d.files.Module(".")) == 0 }

// GetOriginalwd is the directory that file names are relative to.
func (d *Directory) GetOriginalwd() (string, error) { return d.path, nil }

// GetFiles parses the root module's files. Of one with a mistake in it, what can be read counts.
func (d *Directory) GetFiles() (map[string]*hcl.File, error) {
	files := map[string]*hcl.File{}
	for _, name := range d.files.Module(".") {
		file, diags := Parse(name, d.files[name])
		if diags.HasErrors() {
			d.Problems = append(d.Problems, fmt.Sprintf("%s: %s", name, diags[0].Summary))
		}
		files[name] = file
	}
	return files, nil
}

// GetFile has nothing that is not on disk: the text that an editor has not saved yet is the host's in a language server.
func (d *Directory) GetFile(name string) (*hcl.File, error) {
	return nil, fmt.Errorf("%s: only what is on disk is known", name)
}

// EvaluateExpr evaluates a reference to a variable.
func (d *Directory) EvaluateExpr(expr hcl.Expression, target any, _ *tflint.EvaluateExprOption) error {
	value, ok := target.(*cty.Value)
	if !ok {
		return fmt.Errorf("a value can't be a %T", target)
	}
	if d.variables == nil {
		var diags hcl.Diagnostics
		d.variables, diags = Variables(d.files, d.environ)
		for _, diag := range diags.Errs() {
			d.Problems = append(d.Problems, strings.ReplaceAll(diag.Error(), d.path+string(filepath.Separator), ""))
		}
	}
	var err error
	*value, err = d.files.Evaluate(expr, d.variables)
	return err
}
