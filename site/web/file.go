package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// types holds the media types by extension. The operating system's own table
// is not asked, so that a page is served alike everywhere. Twins, asked for by
// their names, have none: whoever does so unpacks them himself.
var types = map[string]string{
	".css":         "text/css; charset=utf-8",
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

// MediaTypes are the media types of a site's files, by extension.
func MediaTypes() map[string]string { return maps.Clone(types) }

// MediaType is how a file of a site is announced, by its name.
func MediaType(name string) string {
	if media, ok := types[path.Ext(name)]; ok {
		return media
	}
	return "application/octet-stream"
}

// Tagged is a file that knows its own entity tag, in quotes. Others are read for it,
// but for those whose name carries a hash.
type Tagged interface{ ETag() string }

// ErrUnavailable is wrapped by the error of a file that may be there, and cannot be
// opened now. Whatever else keeps one from being opened, it is no file of the site.
var ErrUnavailable = errors.New("the site cannot be read now")

// file is an open file that can be sent in pieces.
type file struct {
	io.ReadSeeker
	io.Closer
	name   string
	coding string // "" for a file as it is
	size   int64
	known  string // its tag, when that can be told without reading
}

// open opens a file, nil when there is none. Folders are no files.
func (s site) open(name string) *file {
	opened, err := s.Files.Open(name)
	if err != nil {
		if errors.Is(err, ErrUnavailable) {
			*s.failed = true
		}
		return nil
	}
	info, err := opened.Stat()
	if err != nil || info.IsDir() {
		opened.Close()
		return nil
	}
	f := &file{Closer: opened, name: name, size: info.Size()}
	if tagged, ok := opened.(Tagged); ok {
		f.known = tagged.ETag()
	} else if m := hashed.FindStringSubmatch(name); m != nil {
		f.known = `"` + m[1] + path.Ext(name) + `"`
	}
	switch seeker, ok := opened.(io.ReadSeeker); {
	case ok:
		f.ReadSeeker = seeker
	case f.known != "" && f.size > 0:
		f.ReadSeeker = &stream{from: opened, size: f.size}
	default:
		body, err := io.ReadAll(opened)
		if err != nil {
			opened.Close()
			return nil
		}
		f.ReadSeeker, f.size = bytes.NewReader(body), int64(len(body))
	}
	return f
}

func (s site) has(name string) bool {
	f := s.open(name)
	if f != nil {
		f.Close()
	}
	return f != nil
}

// hashed is a name that the build gave a hash of the content.
var hashed = regexp.MustCompile(`^assets/.*\.([0-9a-f]{10})\.[a-z0-9.]+$`)

// tag returns the entity tag of a file: that of what is sent, so each coding has
// its own.
func (f *file) tag() (string, error) {
	if f.known == "" {
		sum := sha256.New()
		if _, err := io.Copy(sum, f); err != nil {
			return "", err
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return "", err
		}
		f.known = `"` + hex.EncodeToString(sum.Sum(nil)[:12]) + `"`
	}
	return f.known, nil
}

// send answers with a file, and reports whether there is one.
func (s site) send(w http.ResponseWriter, r *http.Request, name string) bool {
	f, r, ok := s.choose(r, name)
	if !ok {
		return false
	}
	h := w.Header()
	h.Set("Vary", "Accept-Encoding")
	if f == nil {
		http.Error(w, "this file is not kept in a coding that Accept-Encoding allows: want identity among them", http.StatusNotAcceptable)
		return true
	}
	defer f.Close()
	tag, err := f.tag()
	if err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return true
	}
	if match := r.Header.Get("If-Match"); match != "" && !matches(match, tag) {
		w.WriteHeader(http.StatusPreconditionFailed) // ServeContent would leave the coding of the file with it
		return true
	}
	h.Set("Content-Type", MediaType(name))
	h.Set("Cache-Control", cacheControl(name))
	h.Set("ETag", tag)
	f.announce(h)
	s.discover(w, r, name)
	http.ServeContent(w, r, name, time.Time{}, f)
	return true
}

// matches tells whether an If-Match header names a tag.
func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if part = strings.TrimSpace(part); part == tag || part == "*" {
			return true
		}
	}
	return false
}

// announce says how a file is coded. ServeContent leaves out the length of what is.
func (f *file) announce(h http.Header) {
	if f.coding != "" {
		h.Set("Content-Encoding", f.coding)
		h.Set("Content-Length", strconv.FormatInt(f.size, 10))
	}
}

// missing answers with the site's own page for what is not there. It may be there
// tomorrow, so nobody is to keep the answer; and who could not look must not say so.
func (s site) missing(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	if *s.failed {
		h.Set("Cache-Control", "no-store")
		http.Error(w, ErrUnavailable.Error()+": try again", http.StatusServiceUnavailable)
		return
	}
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	whole := r.Clone(r.Context())
	whole.Header.Del("Range")
	f, _, _ := s.choose(whole, "404.html")
	if f == nil {
		http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
		return
	}
	defer f.Close()
	h.Set("Content-Type", MediaType("404.html"))
	h.Set("Content-Length", strconv.FormatInt(f.size, 10))
	f.announce(h)
	w.WriteHeader(http.StatusNotFound)
	if r.Method != http.MethodHead {
		_, _ = io.Copy(w, f) // the client may have gone; there is nobody left to tell
	}
}

// stream lets what can only be read from front to back be sent by ServeContent,
// which seeks to learn the size and where a part begins.
type stream struct {
	from     io.Reader
	size     int64
	at, want int64
}

func (s *stream) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += s.want
	case io.SeekEnd:
		offset += s.size
	}
	if offset < 0 {
		return 0, errors.New("seeking before the start of a file")
	}
	s.want = offset
	return offset, nil
}

func (s *stream) Read(p []byte) (int, error) {
	if s.want < s.at {
		return 0, errors.New("reading a part of a stream twice")
	}
	if skipped, err := io.CopyN(io.Discard, s.from, s.want-s.at); err != nil {
		s.at += skipped
		return 0, err
	}
	n, err := s.from.Read(p)
	s.at = s.want + int64(n)
	s.want = s.at
	return n, err
}
