package awsdata

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

// Policy is an AWS managed policy in its default version.
//
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html
type Policy struct {
	Name       string // "AWSConfigRole"
	Path       string // as IAM writes it: "/" or "/service-role/"; empty when no source tells it
	Version    string // "v42"
	Deprecated bool   // AWS has withdrawn it: it stays where it is attached, but can't be attached anew
	Document   string // JSON
}

// policiesZip has one entry for each policy, so that one can be read without the others. The entry's name is the
// policy's path and name, its comment the version and, where they apply, the words "deprecated" and "pathless".
//
//go:embed data/managed_policies.zip
var policiesZip []byte

// policyFiles has the archive's entries by the policy's name: AWS doesn't use a name twice.
var policyFiles = sync.OnceValue(func() map[string]*zip.File { return openPolicies(policiesZip) })

// openPolicies reads the archive's directory.
func openPolicies(data []byte) map[string]*zip.File {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil // not of the embedded bytes: the tests have read them
	}
	files := make(map[string]*zip.File, len(archive.File))
	for _, file := range archive.File {
		files[path.Base(file.Name)] = file
	}
	return files
}

// ManagedPolicy returns the AWS managed policy with the given name. Each call unpacks the document again.
func ManagedPolicy(name string) (Policy, bool) {
	file, ok := policyFiles()[name]
	if !ok {
		return Policy{}, false
	}
	p := describe(file)
	p.Document, ok = unpack(file)
	return p, ok
}

// ManagedPolicyByARN returns the AWS managed policy with the given ARN, arn:aws:iam::aws:policy/service-role/AWSConfigRole.
// The partition doesn't matter and may be unknown (package token). The path must be the policy's, where that is known:
// IAM doesn't find the policy otherwise.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
func ManagedPolicyByARN(arn string) (Policy, bool) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] != "iam" || parts[3] != "" || parts[4] != "aws" {
		return Policy{}, false
	}
	pathAndName, ok := strings.CutPrefix(parts[5], "policy")
	if !ok || !strings.HasPrefix(pathAndName, "/") {
		return Policy{}, false
	}
	slash := strings.LastIndexByte(pathAndName, '/') + 1
	file, ok := policyFiles()[pathAndName[slash:]]
	if !ok {
		return Policy{}, false
	}
	p := describe(file)
	if p.Path != "" && p.Path != pathAndName[:slash] {
		return Policy{}, false
	}
	p.Document, ok = unpack(file)
	return p, ok
}

// ManagedPolicyNames returns the names of all AWS managed policies, sorted.
func ManagedPolicyNames() []string {
	return slices.Sorted(maps.Keys(policyFiles()))
}

// describe reads what an entry's header says about its policy.
func describe(file *zip.File) Policy {
	dir, name := path.Split(file.Name)
	words := strings.Fields(file.Comment)
	p := Policy{Name: name, Path: "/" + dir}
	for i, word := range words {
		switch {
		case i == 0:
			p.Version = word
		case word == "deprecated":
			p.Deprecated = true
		case word == "pathless":
			p.Path = ""
		}
	}
	return p
}

// unpack returns an entry's document.
func unpack(file *zip.File) (string, bool) {
	r, err := file.Open()
	if err != nil {
		return "", false
	}
	defer r.Close()
	var document strings.Builder
	document.Grow(int(file.UncompressedSize64))
	if _, err := io.Copy(&document, r); err != nil {
		return "", false
	}
	return document.String(), true
}
