package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// types holds the media types by extension. The operating system's own table
// is not asked, so that a page is served alike everywhere.
var types = map[string]string{
	".css":         "text/css; charset=utf-8",
	".gz":          "application/gzip",
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".md":          "text/markdown; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".xml":         "application/xml; charset=utf-8",
}

// MediaType is how a file of a site is announced, by its name.
func MediaType(name string) string {
	if media, ok := types[path.Ext(name)]; ok {
		return media
	}
	return "application/octet-stream"
}

// opened is a file that can be sent in pieces.
type opened struct {
	io.ReadSeeker
	io.Closer
	name string
}

// open opens a file; folders are no files.
func (s site) open(name string) (opened, bool) {
	f, err := s.Files.Open(name)
	if err != nil {
		return opened{}, false
	}
	if info, err := f.Stat(); err != nil || info.IsDir() {
		f.Close()
		return opened{}, false
	}
	if seeker, ok := f.(io.ReadSeeker); ok {
		return opened{seeker, f, name}, true
	}
	body, err := io.ReadAll(f)
	if err != nil {
		f.Close()
		return opened{}, false
	}
	return opened{bytes.NewReader(body), f, name}, true
}

func (s site) has(name string) bool {
	f, ok := s.open(name)
	if ok {
		f.Close()
	}
	return ok
}

// send answers with a file, or with its compressed twin, and reports whether there
// is one. Whoever asks for a part of a file gets it of the file as it is, so that
// the parts of two codings are never put together.
func (s site) send(w http.ResponseWriter, r *http.Request, name string) bool {
	f, coding, ok := s.coded(r, name)
	if !ok {
		return false
	}
	defer f.Close()
	tag, size, err := f.tag()
	if err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return true
	}
	h := w.Header()
	h.Set("Content-Type", MediaType(name))
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "public, max-age=0, must-revalidate")
	}
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", tag)
	if coding != "" {
		h.Set("Content-Encoding", coding)
		h.Set("Content-Length", strconv.FormatInt(size, 10)) // which ServeContent leaves out of what is coded
	}
	s.discover(w, r, name)
	http.ServeContent(w, r, name, time.Time{}, f)
	return true
}

// coded opens a file in the best coding that the request takes.
func (s site) coded(r *http.Request, name string) (f opened, coding string, ok bool) {
	if ext := path.Ext(name); ext != ".br" && ext != ".gz" && r.Header.Get("Range") == "" {
		for _, coding := range acceptable(r.Header.Get("Accept-Encoding")) {
			if twin, ok := s.open(name + extensions[coding]); ok {
				return twin, coding, true
			}
		}
	}
	f, ok = s.open(name)
	return f, "", ok
}

// hashed is a name that the build gave a hash of the content.
var hashed = regexp.MustCompile(`^assets/.*\.([0-9a-f]{10})\.[a-z0-9.]+$`)

// tag returns the entity tag of a file, and its size. The name of a hashed file
// and its coding say all; others are read.
func (f opened) tag() (tag string, size int64, err error) {
	if m := hashed.FindStringSubmatch(f.name); m != nil {
		if size, err = f.Seek(0, io.SeekEnd); err == nil {
			_, err = f.Seek(0, io.SeekStart)
		}
		return `"` + m[1] + path.Ext(f.name) + `"`, size, err
	}
	sum := sha256.New()
	if size, err = io.Copy(sum, f); err != nil {
		return "", 0, err
	}
	_, err = f.Seek(0, io.SeekStart)
	return `"` + hex.EncodeToString(sum.Sum(nil)[:12]) + `"`, size, err
}

// missing answers with the site's own page for what is not there. It may be there
// tomorrow, so nobody is to keep the answer.
func (s site) missing(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	plain := r.Clone(r.Context())
	plain.Header.Del("Range")
	f, coding, ok := s.coded(plain, "404.html")
	if !ok {
		http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
		return
	}
	defer f.Close()
	body, err := io.ReadAll(f)
	if err != nil {
		http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
		return
	}
	h.Set("Content-Type", MediaType("404.html"))
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusNotFound)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the client may have gone; there is nobody left to tell
	}
}

// extensions names the twin of a file in a content coding.
var extensions = map[string]string{"br": ".br", "gzip": ".gz"}

// acceptable returns the codings that an Accept-Encoding header allows, the
// smallest first. A weight of 0 forbids; other weights are not compared,
// because every client that takes brotli is better off with it.
func acceptable(header string) []string {
	allowed := map[string]bool{}
	for part := range strings.SplitSeq(header, ",") {
		coding, params, _ := strings.Cut(part, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		weight := strings.TrimPrefix(strings.ReplaceAll(strings.ToLower(params), " ", ""), "q=")
		q, err := strconv.ParseFloat(weight, 64)
		allowed[coding] = weight == "" || err == nil && q > 0
	}
	var out []string
	for _, coding := range []string{"br", "gzip"} {
		ok, named := allowed[coding]
		if ok || !named && allowed["*"] {
			out = append(out, coding)
		}
	}
	return out
}

// Memory is a file whose content is at hand.
func Memory(name string, body []byte) fs.File {
	return memory{bytes.NewReader(body), path.Base(name)}
}

type memory struct {
	*bytes.Reader
	name string
}

func (m memory) Stat() (fs.FileInfo, error) { return m, nil }
func (m memory) Close() error               { return nil }
func (m memory) Name() string               { return m.name }
func (m memory) Size() int64                { return m.Reader.Size() }
func (m memory) Mode() fs.FileMode          { return 0o444 }
func (m memory) ModTime() time.Time         { return time.Time{} }
func (m memory) IsDir() bool                { return false }
func (m memory) Sys() any                   { return nil }
