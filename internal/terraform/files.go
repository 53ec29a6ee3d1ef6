package terraform

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

const (
	// maxFile bounds what file() and templatefile() read, in bytes.
	maxFile = 1 << 20
	// maxGlob bounds how many directory entries fileset() looks at.
	maxGlob = 20_000
)

// fileReader reads what file() and its like name: regular files below the directories of the modules that are in use.
// A configuration under review is not trusted, so nothing else on the machine is opened.
type fileReader struct {
	root    string   // absolute path of the root module, what relative paths start from
	allowed []string // absolute paths, free of symbolic links
}

func newFileReader(root string) fileReader {
	r := fileReader{root: root}
	r.allow(root)
	return r
}

// allow adds a module's directory to those that may be read.
func (r *fileReader) allow(dir string) {
	if real, err := filepath.EvalSymlinks(dir); err == nil && !slices.Contains(r.allowed, real) {
		r.allowed = append(r.allowed, real)
	}
}

// resolve makes a path absolute.
func (r *fileReader) resolve(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(r.root, name)
}

// open returns the real path of a file or directory that may be read.
func (r *fileReader) open(name string) (string, fs.FileInfo, error) {
	real, err := filepath.EvalSymlinks(r.resolve(name))
	if err != nil {
		return "", nil, fmt.Errorf("%s does not exist", name)
	}
	for _, dir := range r.allowed {
		if rel, err := filepath.Rel(dir, real); err == nil && filepath.IsLocal(rel) {
			info, err := os.Stat(real)
			return real, info, err
		}
	}
	return "", nil, fmt.Errorf("%s is outside of the modules' directories", name)
}

// readFile reads a regular file up to a size. A pipe would keep its reader waiting.
func readFile(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file", path)
	case info.Size() > most:
		return nil, fmt.Errorf("%s is larger than %d bytes", path, most)
	}
	return os.ReadFile(path)
}

// readDir reads a directory. os.ReadDir would open anything else too, and wait for a pipe.
func readDir(path string) ([]os.DirEntry, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a directory", path)
	}
	return os.ReadDir(path)
}

func (r *fileReader) read(name string) ([]byte, error) {
	real, info, err := r.open(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file", name)
	case info.Size() > maxFile:
		return nil, fmt.Errorf("%s is larger than %d bytes", name, maxFile)
	}
	return os.ReadFile(real)
}

var errTooMany = errors.New("too many files")

// glob returns the files below dir that match a pattern of fileset(): *, ?, [...] within a name, {a,b}, and ** for any
// number of directories.
func (r *fileReader) glob(dir, pattern string) ([]string, error) {
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, err
	}
	real, info, err := r.open(dir)
	if err != nil {
		if _, missing := os.Lstat(r.resolve(dir)); errors.Is(missing, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a directory", dir)
	}
	var alternatives [][]string
	for _, p := range braces(pattern) {
		alternatives = append(alternatives, strings.Split(path.Clean(p), "/"))
	}
	var names []string
	visited := 0
	err = filepath.WalkDir(real, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil // an unreadable directory has no files for us
		}
		if visited++; visited > maxGlob {
			return errTooMany
		}
		rel, err := filepath.Rel(real, file)
		if err != nil || !entry.Type().IsRegular() {
			return nil
		}
		rel = filepath.ToSlash(rel)
		for _, segments := range alternatives {
			if matchSegments(segments, strings.Split(rel, "/")) {
				names = append(names, rel)
				break
			}
		}
		return nil
	})
	return names, err
}

// braces expands the first {a,b} of a pattern and then the rest.
func braces(pattern string) []string {
	before, rest, ok := strings.Cut(pattern, "{")
	if !ok {
		return []string{pattern}
	}
	list, after, ok := strings.Cut(rest, "}")
	if !ok {
		return []string{pattern}
	}
	var all []string
	for choice := range strings.SplitSeq(list, ",") {
		if len(all) > 100 {
			break
		}
		all = append(all, braces(before+choice+after)...)
	}
	return all
}

func matchSegments(pattern, name []string) bool {
	if len(pattern) == 0 {
		return len(name) == 0
	}
	if pattern[0] == "**" {
		return matchSegments(pattern[1:], name) || len(name) > 0 && matchSegments(pattern, name[1:])
	}
	if len(name) == 0 {
		return false
	}
	ok, err := path.Match(pattern[0], name[0])
	return err == nil && ok && matchSegments(pattern[1:], name[1:])
}
