package terraform

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// maxManifest bounds the size of that file, in bytes.
const maxManifest = 8 << 20

// readManifest reads where `terraform init` or `tofu init` installed the modules of a root module: directories from the
// root module's, with slashes, by the names of the calls that lead to them joined with dots. It is empty if init was not
// run. The file has no documentation; all versions since 0.12 write it alike, and `terraform modules -json` lists what
// is in it: https://developer.hashicorp.com/terraform/cli/commands/modules
func readManifest(root string) map[string]string {
	installed := map[string]string{}
	content, err := readFile(filepath.Join(dataDir(root), "modules", "modules.json"), maxManifest)
	if err != nil {
		return installed
	}
	var manifest struct {
		Modules []struct{ Key, Dir string }
	}
	if json.Unmarshal(content, &manifest) != nil {
		return installed
	}
	for _, m := range manifest.Modules {
		if m.Key == "" || m.Dir == "" {
			continue // the root module
		}
		// A file that was written on Windows may be read elsewhere, in a container for instance.
		dir := filepath.Clean(filepath.FromSlash(strings.ReplaceAll(m.Dir, `\`, "/")))
		if filepath.IsAbs(dir) {
			if dir, err = filepath.Rel(root, dir); err != nil {
				continue
			}
		}
		installed[m.Key] = filepath.ToSlash(dir)
	}
	return installed
}

// dataDir is where init keeps what it installs: .terraform, unless TF_DATA_DIR names another directory.
// https://developer.hashicorp.com/terraform/cli/config/environment-variables#tf_data_dir
func dataDir(root string) string {
	dir := os.Getenv("TF_DATA_DIR")
	switch {
	case dir == "":
		return filepath.Join(root, ".terraform")
	case filepath.IsAbs(dir):
		return dir
	}
	return filepath.Join(root, dir)
}
