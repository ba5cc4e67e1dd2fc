package site

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"

	"svclab/site/web"
)

// compressor makes twins and remembers them in a folder by their content,
// because brotli at its best takes seconds for the program.
type compressor struct {
	folder string // "" remembers nothing
	quick  bool
}

// twins returns the extensions and the contents of the twins worth keeping:
// those that save something.
func (c compressor) twins(body []byte) (map[string][]byte, error) {
	out := map[string][]byte{}
	for ext, pack := range map[string]func([]byte) ([]byte, error){".br": c.packBrotli, ".gz": packGzip} {
		packed, err := c.remember(body, ext, pack)
		if err != nil {
			return nil, err
		}
		if len(packed) < len(body) {
			out[ext] = packed
		}
	}
	return out, nil
}

func (c compressor) remember(body []byte, ext string, pack func([]byte) ([]byte, error)) ([]byte, error) {
	if c.folder == "" || len(body) < 64<<10 {
		return pack(body)
	}
	sum := sha256.Sum256(body)
	path := filepath.Join(c.folder, hex.EncodeToString(sum[:16])+ext)
	if kept, err := os.ReadFile(path); err == nil {
		return kept, nil
	}
	packed, err := pack(body)
	if err != nil {
		return nil, err
	}
	return packed, writeWhole(path, packed)
}

// writeWhole writes a file so that a reader finds all of it or nothing.
func writeWhole(path string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("making a folder for %s: %w", path, err)
	}
	next, err := os.CreateTemp(filepath.Dir(path), ".next-*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	_, err = next.Write(body)
	if err == nil {
		err = next.Chmod(0o644) // a web server of another user has to read it
	}
	if closing := next.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(next.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

func (c compressor) packBrotli(body []byte) ([]byte, error) {
	options := brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24}
	if c.quick {
		options.Quality = 4
	}
	var out bytes.Buffer
	w := brotli.NewWriterOptions(&out, options)
	if _, err := w.Write(body); err != nil {
		return nil, fmt.Errorf("compressing with brotli: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compressing with brotli: %w", err)
	}
	return out.Bytes(), nil
}

func packGzip(body []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("compressing with gzip: %w", err)
	}
	if _, err := w.Write(body); err != nil {
		return nil, fmt.Errorf("compressing with gzip: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compressing with gzip: %w", err)
	}
	return out.Bytes(), nil
}

// folderFiles collects what goes into dist/: a URL path without its leading
// slash, and the content.
type folderFiles map[string][]byte

// addHashed adds a file below assets/ whose name carries a hash of its
// content, and returns its path.
func (f folderFiles) addHashed(name string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := filepath.Ext(name)
	hashed := "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:5]) + ext
	f[hashed] = body
	return hashed
}

// names are the paths of all files, in order.
func (f folderFiles) names() []string { return slices.Sorted(maps.Keys(f)) }

// write writes the files and their twins below out.
func (f folderFiles) write(out string, c compressor) error {
	for name, body := range f {
		path := filepath.Join(out, filepath.FromSlash(name))
		if err := writeWhole(path, body); err != nil {
			return err
		}
		if !web.HasTwins(name) {
			continue
		}
		twins, err := c.twins(body)
		if err != nil {
			return err
		}
		for ext, twin := range twins {
			if err := writeWhole(path+ext, twin); err != nil {
				return err
			}
		}
	}
	return nil
}
