package embedded

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"svclab/site/web"
)

// twins is the site in an archive. It can only be asked for files, and for their
// twins in brotli and gzip.
type twins struct {
	from  io.ReaderAt
	there map[string]place                  // what stands in the archive
	made  map[string]func() ([]byte, error) // what is made of it when it is asked for first; nil when it is not worth having
}

// place is where in the archive a file is.
type place struct{ offset, size int64 }

func newTwins(from io.ReaderAt, r *zip.Reader) (*twins, error) {
	t := &twins{from, map[string]place{}, map[string]func() ([]byte, error){}}
	for _, f := range r.File {
		offset, err := f.DataOffset()
		if err != nil || f.Method != zip.Store {
			return nil, fmt.Errorf("reading the site within this program: %s cannot be read as it stands there (%v)", f.Name, err)
		}
		t.there[f.Name] = place{offset, int64(f.UncompressedSize64)}
		if plain, packed := strings.CutSuffix(f.Name, ".br"); packed {
			unpacked := sync.OnceValues(func() ([]byte, error) { return t.unpacked(f.Name) })
			t.made[plain] = unpacked
			t.made[plain+".gz"] = sync.OnceValues(func() ([]byte, error) { return gzipped(unpacked()) })
		}
	}
	return t, nil
}

// Open opens a file.
func (t *twins) Open(name string) (fs.File, error) {
	if at, ok := t.there[name]; ok {
		return web.Section(name, t.from, at.offset, at.size), nil
	}
	err := fs.ErrNotExist
	if make, ok := t.made[name]; ok {
		body, failed := make()
		if failed == nil && body != nil {
			return web.Memory(name, body), nil
		}
		err = cmp.Or(failed, err)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: err}
}

// unpacked returns a file as it is.
func (t *twins) unpacked(name string) ([]byte, error) {
	at := t.there[name]
	return io.ReadAll(brotli.NewReader(io.NewSectionReader(t.from, at.offset, at.size)))
}

// gzipped returns a file in gzip, nil when it is no smaller so: Build keeps no such
// twin either. It is the very twin that Build writes, since they share a tag.
func gzipped(plain []byte, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil || out.Len() >= len(plain) {
		return nil, err
	}
	return out.Bytes(), nil
}
