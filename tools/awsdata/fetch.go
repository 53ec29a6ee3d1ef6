package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// pin names a package and the version to take.
type pin struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Licence string `json:"licence"`
}

// pack is a fetched package: a gzipped tar archive.
type pack struct {
	pin
	tarball []byte
}

// fetch has npm download a package. "npm pack" only downloads: no script of the package runs.
func fetch(p pin) (pack, error) {
	dir, err := os.MkdirTemp("", "awsdata")
	if err != nil {
		return pack{}, err
	}
	defer os.RemoveAll(dir)
	cmd := exec.Command("npm", "pack", "--silent", "--ignore-scripts", p.Name+"@"+p.Version)
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return pack{}, fmt.Errorf("npm pack %s: %w", p.Name, err)
	}
	tarballs, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
	if err != nil || len(tarballs) != 1 {
		return pack{}, fmt.Errorf("npm pack %s: %d archives, want one", p.Name, len(tarballs))
	}
	data, err := os.ReadFile(tarballs[0])
	return pack{p, data}, err
}

// walk calls visit for every file of the package, with its name inside the package: "data/actions/iam.json".
func (p pack) walk(visit func(name string, r io.Reader) error) error {
	unzipped, err := gzip.NewReader(bytes.NewReader(p.tarball))
	if err != nil {
		return fmt.Errorf("%s: %w", p.Name, err)
	}
	for files := tar.NewReader(unzipped); ; {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		name := strings.TrimPrefix(header.Name, "package/")
		if err := visit(name, files); err != nil {
			return fmt.Errorf("%s: %s: %w", p.Name, name, err)
		}
	}
}
