package terraform

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
)

// readManifest reads where `terraform init` or `tofu init` installed modules: directories from the root module's, by
// the names of the calls that lead to them joined with dots. It is empty if init was not run.
func readManifest(file string) map[string]string {
	installed := map[string]string{}
	content, err := os.ReadFile(file)
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
		if m.Key != "" && m.Dir != "" {
			installed[m.Key] = path.Clean(filepath.ToSlash(m.Dir))
		}
	}
	return installed
}
