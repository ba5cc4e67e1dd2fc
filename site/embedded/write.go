package embedded

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
)

// Write writes the archive of a site, which is the same for the same site. Of a file
// with a twin in brotli only that goes in.
func Write(w io.Writer, site fs.FS) error {
	var names []string
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("reading the site: %w", err)
	}
	out := zip.NewWriter(w)
	for _, name := range names { // WalkDir goes in order
		if path.Ext(name) == ".gz" || slices.Contains(names, name+".br") {
			continue
		}
		body, err := fs.ReadFile(site, name)
		if err != nil {
			return fmt.Errorf("reading the site: %w", err)
		}
		file, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = file.Write(body)
		}
		if err != nil {
			return fmt.Errorf("archiving %s: %w", name, err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("archiving the site: %w", err)
	}
	return nil
}
