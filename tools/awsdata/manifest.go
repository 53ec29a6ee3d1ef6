package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// manifest says what the data files were made from, and what they must contain.
type manifest struct {
	Packages []packageSum `json:"packages"`
	Retired  string       `json:"retired_sha256"` // of retired.json
	Files    []fileSum    `json:"files"`
	Counts   counts       `json:"counts"`
}

// packageSum is a package that was read: the checksum is that of its archive, the date that of its newest fact.
type packageSum struct {
	pin
	Date   string `json:"date"`
	SHA256 string `json:"sha256"`
}

// fileSum is a file that was written.
type fileSum struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// counts are the sizes of the data.
type counts struct {
	Policies           int `json:"managed_policies"`
	PoliciesRetired    int `json:"managed_policies_from_retired"`
	PoliciesDeprecated int `json:"managed_policies_deprecated"`
	Services           int `json:"services"`
	Actions            int `json:"actions"`
	ResourceTypes      int `json:"resource_types"`
}

// readManifest returns the manifest of an earlier run, if there was one.
func readManifest(file string) (manifest, error) {
	var m manifest
	err := readJSON(file, &m)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return m, err
}

// check refuses a package that has changed under the name and version that were noted.
func (m manifest) check(p pack) error {
	for _, noted := range m.Packages {
		if noted.Name == p.Name && noted.Version == p.Version && noted.SHA256 != sum(p.tarball) {
			return fmt.Errorf("%s %s has the checksum %s, the manifest noted %s", p.Name, p.Version, sum(p.tarball), noted.SHA256)
		}
	}
	return nil
}

// sum describes the package for the manifest.
func (p pack) sum(date string) packageSum {
	return packageSum{pin: p.pin, Date: date, SHA256: sum(p.tarball)}
}

// sum returns the SHA-256 checksum of data in hexadecimal.
func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// count returns the sizes of the data; fromPackage is how many policies the package has.
func count(policies map[string]managedPolicy, fromPackage int, actions []action, types []resourceType) counts {
	c := counts{
		Policies:        len(policies),
		PoliciesRetired: len(policies) - fromPackage,
		Actions:         len(actions),
		ResourceTypes:   len(types),
	}
	for _, p := range policies {
		if p.Deprecated {
			c.PoliciesDeprecated++
		}
	}
	last := ""
	for _, a := range actions {
		prefix, _, _ := strings.Cut(a.name, ":")
		if prefix != last {
			c.Services++
		}
		last = prefix
	}
	return c
}
