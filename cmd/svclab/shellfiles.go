package main

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
)

// dirFiles is the shell's home folder: a folder on disk that is only read, and
// what was written on top of it, in memory.
type dirFiles struct {
	root    *os.Root
	written map[string][]byte
	removed map[string]bool
}

// openDir opens a folder. Nothing outside it can be read, not even by a
// symbolic link.
func openDir(dir string) (*dirFiles, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &dirFiles{root: root, written: map[string][]byte{}, removed: map[string]bool{}}, nil
}

// ReadFile returns a file, or an error that is fs.ErrNotExist.
func (d *dirFiles) ReadFile(name string) ([]byte, error) {
	name = path.Clean(name)
	if data, ok := d.written[name]; ok {
		return data, nil
	}
	if d.removed[name] {
		return nil, fs.ErrNotExist
	}
	return d.root.ReadFile(name)
}

// WriteFile keeps a file in memory.
func (d *dirFiles) WriteFile(name string, data []byte) error {
	name = path.Clean(name)
	d.written[name] = data
	delete(d.removed, name)
	return nil
}

// Remove forgets a file; the one on disk stays.
func (d *dirFiles) Remove(name string) error {
	name = path.Clean(name)
	delete(d.written, name)
	d.removed[name] = true
	return nil
}

// listMost bounds the files that List finds, so that --dir / does not hang.
const listMost = 10_000

// List returns the names of the files below the folder, sorted, with slashes.
func (d *dirFiles) List() []string {
	names := map[string]bool{}
	_ = fs.WalkDir(d.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // a folder that may not be read has no files here
		case len(names) > listMost:
			return fs.SkipAll
		case entry.IsDir() && name != "." && entry.Name()[0] == '.':
			return fs.SkipDir
		case entry.Type().IsRegular() && !d.removed[name]:
			names[name] = true
		}
		return nil
	})
	for name := range d.written {
		names[name] = true
	}
	return slices.Sorted(maps.Keys(names))
}
