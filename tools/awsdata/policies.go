package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// managedPolicy is the default version of an AWS managed policy.
type managedPolicy struct {
	Path       string          `json:"path"` // "/service-role/"; empty when unknown
	Version    string          `json:"version"`
	Deprecated bool            `json:"deprecated"`
	Document   json.RawMessage `json:"document"`
}

// readPolicies returns the package's policies by name, and the day of the newest change.
func readPolicies(p pack) (policies map[string]managedPolicy, date string, err error) {
	policies = map[string]managedPolicy{}
	var newest time.Time
	err = p.walk(func(name string, r io.Reader) error {
		if name != "dist/managedPolicies.json" {
			return nil
		}
		return eachMember(r, func(name string, value *json.Decoder) error {
			var entry struct {
				ARN             string    `json:"arn"`
				LatestVersionID string    `json:"latestVersionId"`
				LastUpdatedDate time.Time `json:"lastUpdatedDate"`
				Versions        map[string]struct {
					Document json.RawMessage `json:"document"`
				} `json:"versions"`
			}
			if err := value.Decode(&entry); err != nil {
				return err
			}
			const prefix = "arn:aws:iam::aws:policy"
			path, ok := strings.CutPrefix(strings.TrimSuffix(entry.ARN, name), prefix)
			document := entry.Versions[entry.LatestVersionID].Document
			if !ok || document == nil {
				return fmt.Errorf("%s: ARN %q, version %q", name, entry.ARN, entry.LatestVersionID)
			}
			policies[name] = managedPolicy{Path: path, Version: entry.LatestVersionID, Document: document}
			if entry.LastUpdatedDate.After(newest) {
				newest = entry.LastUpdatedDate
			}
			return nil
		})
	})
	if err == nil && len(policies) == 0 {
		err = fmt.Errorf("%s: no policies", p.Name)
	}
	return policies, newest.Format(time.DateOnly), err
}

// eachMember calls visit for each member of a JSON object without reading the whole object: it is large.
func eachMember(r io.Reader, visit func(name string, value *json.Decoder) error) error {
	decoder := json.NewDecoder(r)
	if _, err := decoder.Token(); err != nil { // the opening brace
		return err
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		text, ok := name.(string)
		if !ok {
			return fmt.Errorf("%v is no member's name", name)
		}
		if err := visit(text, decoder); err != nil {
			return err
		}
	}
	return nil
}

// addRetired adds the policies of retired.json that the package doesn't have, and marks those it has as deprecated.
func addRetired(policies map[string]managedPolicy, retiredJSON []byte) error {
	var retired struct {
		Deprecated []string                 `json:"deprecated"`
		Policies   map[string]managedPolicy `json:"policies"`
	}
	if err := json.Unmarshal(retiredJSON, &retired); err != nil {
		return err
	}
	for name, p := range retired.Policies {
		if _, current := policies[name]; !current {
			policies[name] = p
		}
	}
	for _, name := range retired.Deprecated {
		p, ok := policies[name]
		if !ok {
			return fmt.Errorf("%s is called deprecated, but no source has it any more", name)
		}
		p.Deprecated = true
		policies[name] = p
	}
	return nil
}

// archivePolicies returns a zip archive with an entry for each policy: its name is the policy's path and name, its
// comment the version and, where they apply, the words "deprecated" and "pathless". The bytes depend on nothing but the
// policies and the Go release.
func archivePolicies(policies map[string]managedPolicy) ([]byte, error) {
	var data bytes.Buffer
	archive := zip.NewWriter(&data)
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	for _, name := range slices.Sorted(maps.Keys(policies)) {
		p := policies[name]
		comment := p.Version
		if p.Deprecated {
			comment += " deprecated"
		}
		if p.Path == "" {
			comment += " pathless"
		}
		entry, err := archive.CreateHeader(&zip.FileHeader{
			Name:    strings.TrimPrefix(p.Path, "/") + name,
			Comment: comment,
			Method:  zip.Deflate,
		})
		if err != nil {
			return nil, err
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, p.Document); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if _, err := compact.WriteTo(entry); err != nil {
			return nil, err
		}
	}
	err := archive.Close() // writes the archive's directory
	return data.Bytes(), err
}
