package web

import (
	"fmt"
	"io/fs"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

// fetched is a site each file of which is a stream that can be read once, as a
// fetch returns it.
type fetched struct {
	files fstest.MapFS
	read  map[string]int // bytes
}

func (f fetched) Open(name string) (fs.File, error) {
	file, ok := f.files[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return body{Memory(name, file.Data), name, f.read}, nil
}

type body struct {
	of   fs.File
	name string
	read map[string]int
}

func (b body) Stat() (fs.FileInfo, error) { return b.of.Stat() }
func (b body) Close() error               { return nil }
func (b body) ETag() string               { return `"told"` }
func (b body) Read(p []byte) (int, error) {
	n, err := b.of.Read(p[:min(len(p), 1000)])
	b.read[b.name] += n
	return n, err
}

func TestAStreamIsPassedOn(t *testing.T) {
	long := strings.Repeat("0123456789", 1000)
	for _, row := range []struct {
		name   string
		header []string
		status int
		body   string
		most   int // bytes read
	}{
		{"all of it", nil, 200, long, 10000},
		{"a part", []string{"Range", "bytes=2005-2008"}, 206, "5678", 3000},
		{"its end", []string{"Range", "bytes=-3"}, 206, "789", 10000},
		{"what the client has", []string{"If-None-Match", `"told"`}, 304, "", 0},
		{"what the client has in part", []string{"Range", "bytes=9998-", "If-Range", `"told"`}, 206, "89", 10000},
		{"beyond its end", []string{"Range", "bytes=20000-"}, 416, "invalid range: failed to overlap\n", 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			site := fetched{fstest.MapFS{"long.txt": {Data: []byte(long)}}, map[string]int{}}
			r := httptest.NewRequest("GET", "/long.txt", nil)
			for i := 0; i < len(row.header); i += 2 {
				r.Header.Set(row.header[i], row.header[i+1])
			}
			w := httptest.NewRecorder()
			Handler(site).ServeHTTP(w, r)
			if w.Code != row.status || w.Body.String() != row.body {
				t.Errorf("got %d %.30q, want %d %.30q", w.Code, w.Body, row.status, row.body)
			}
			if got := site.read["long.txt"]; got > row.most {
				t.Errorf("%d bytes were read, want no more than %d", got, row.most)
			}
		})
	}
}

// counted counts what is opened, each of which is a fetch at the edge.
type counted struct {
	fetched
	opened *[]string
}

func (c counted) Open(name string) (fs.File, error) {
	*c.opened = append(*c.opened, name)
	return c.fetched.Open(name)
}

func TestLittleIsFetched(t *testing.T) {
	for _, row := range []struct{ target, want string }{
		{"/ko/", "ko/index.html.br"},
		{"/ko", "ko/index.html"},
		{"/assets/svclab.0123456789.wasm", "assets/svclab.0123456789.wasm.br"},
		{"/favicon.svg", "favicon.svg.br favicon.svg.gz favicon.svg"},
		{"/healthz", "version.txt"},
		{"/../x", "404.html.br"},
		{"/nowhere", "nowhere/index.html nowhere 404.html.br"},
	} {
		var opened []string
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = row.target
		r.Header.Set("Accept-Encoding", "gzip, br")
		Handler(counted{fetched{folder, map[string]int{}}, &opened}).ServeHTTP(httptest.NewRecorder(), r)
		if got := strings.Join(opened, " "); got != row.want {
			t.Errorf("%s opens %s, want %s", row.target, got, row.want)
		}
	}
}

// The name of a hashed file says all that its tag has to, so nobody reads it twice.
func TestTagsOfHashedFilesComeFromTheirNames(t *testing.T) {
	for accept, want := range map[string]string{"": `"0123456789.wasm"`, "br": `"0123456789.br"`, "gzip": `"0123456789.gz"`} {
		w := ask("GET", "/assets/svclab.0123456789.wasm", accept)
		if got := w.Header().Get("ETag"); got != want {
			t.Errorf("Accept-Encoding %q: got %s, want %s", accept, got, want)
		}
	}
}

// down is a site whose files are somewhere else, which does not answer.
type down struct{}

func (down) Open(name string) (fs.File, error) {
	return nil, fmt.Errorf("fetching %s: %w", name, ErrUnavailable)
}

// A page that cannot be fetched now is not said to be missing: others would believe it.
func TestWhatCannotBeOpenedIsNotMissing(t *testing.T) {
	for _, target := range []string{"/", "/ko/", "/assets/svclab.0123456789.wasm", "/ko"} {
		w := httptest.NewRecorder()
		Handler(down{}).ServeHTTP(w, httptest.NewRequest("GET", target, nil))
		if w.Code != 503 || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: got %d %v", target, w.Code, w.Header())
		}
	}
}
