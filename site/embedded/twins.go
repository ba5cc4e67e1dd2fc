package embedded

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"svclab/site/web"
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

// twins is the site in an archive. It can only be asked for files, and for their
// twins in brotli and gzip.
type twins struct {
	files map[string]*zip.File

	mu   sync.Mutex
	made map[string][]byte // what is not in the archive as it was asked for
}

func newTwins(r *zip.Reader) *twins {
	t := &twins{files: map[string]*zip.File{}, made: map[string][]byte{}}
	for _, f := range r.File {
		t.files[f.Name] = f
	}
	return t
}

// Open opens a file.
func (t *twins) Open(name string) (fs.File, error) {
	body, err := t.read(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return web.Memory(name, body), nil
}

// read returns a file as it stands in the archive, or made from its twin.
func (t *twins) read(name string) ([]byte, error) {
	if f, ok := t.files[name]; ok {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		defer r.Close()
		return io.ReadAll(r)
	}
	plain, zipped := strings.CutSuffix(name, ".gz")
	if _, ok := t.files[plain+".br"]; !ok {
		return nil, fs.ErrNotExist
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if body, ok := t.made[name]; ok {
		return body, nil
	}
	packed, err := t.read(plain + ".br")
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(brotli.NewReader(bytes.NewReader(packed)))
	if err == nil && zipped {
		body, err = gzipped(body)
	}
	if err == nil {
		t.made[name] = body
	}
	return body, err
}

func gzipped(body []byte) ([]byte, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}
