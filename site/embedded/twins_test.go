package embedded

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

func packed(t *testing.T, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := brotli.NewWriter(&out)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A file is served from the archive as from the folder, in each coding.
func TestAnArchiveHasWhatTheSiteHas(t *testing.T) {
	page, short := strings.Repeat("a page, ", 100), "a page, a page, a page, a page"
	site := fstest.MapFS{
		"ko/index.html":    {Data: []byte(page)},
		"ko/index.html.br": {Data: packed(t, page)},
		"ko/index.html.gz": {Data: []byte("left out")},
		"short.txt.br":     {Data: packed(t, short)},
		"icon.png":         {Data: []byte("png")},
	}
	var first, second bytes.Buffer
	if err := errors.Join(Write(&first, site), Write(&second, site)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two archives of a site differ")
	}
	files, err := Open(bytes.NewReader(first.Bytes()), int64(first.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"ko/index.html": page, "ko/index.html.br": string(packed(t, page)), "icon.png": "png", "short.txt": short} {
		for range 2 {
			if got, err := fs.ReadFile(files, name); err != nil || string(got) != want {
				t.Errorf("%s: got %q (%v), want %q", name, got, err, want)
			}
		}
	}
	zipped, err := files.Open("ko/index.html.gz")
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(zipped)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != page {
		t.Errorf("in gzip: got %q (%v)", got, err)
	}
	for _, name := range []string{"short.txt.gz", "icon.png.gz", "icon.png.br", "nothing", "ko"} {
		if _, err := files.Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: got %v, want that there is none", name, err)
		}
	}
}

func TestADamagedArchiveIsTold(t *testing.T) {
	if _, err := Open(strings.NewReader("no zip"), 6); err == nil {
		t.Error("no error")
	}
}
