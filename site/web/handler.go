package web

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// types holds the media types by extension. The operating system's own table
// is not asked, so that a page is served alike everywhere.
var types = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".md":   "text/markdown; charset=utf-8",
	".png":  "image/png",
	".svg":  "image/svg+xml",
	".txt":  "text/plain; charset=utf-8",
	".wasm": "application/wasm",
}

// Handler serves a folder that Build wrote. It answers GET and HEAD, sends the
// compressed twin of a file to whoever takes it, and 404.html for the rest.
func Handler(dir fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, h := range headersFor(r.URL.Path) {
			w.Header().Set(h[0], h[1])
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD are served here", http.StatusMethodNotAllowed)
			return
		}
		name, redirect := locate(dir, r.URL.Path)
		switch {
		case redirect != "":
			if r.URL.RawQuery != "" {
				redirect += "?" + r.URL.RawQuery
			}
			http.Redirect(w, r, redirect, http.StatusPermanentRedirect)
		case name == "":
			w.Header().Del("Cache-Control")
			send(w, r, dir, "404.html", http.StatusNotFound)
		default:
			send(w, r, dir, name, http.StatusOK)
		}
	})
}

// locate finds the file for a URL path, or the path to ask for instead. Both
// are empty when there is nothing.
func locate(dir fs.FS, url string) (name, redirect string) {
	name = strings.Trim(url, "/")
	if name == "" {
		name = "."
	}
	if !fs.ValidPath(name) || strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") {
		return "", ""
	}
	info, err := fs.Stat(dir, name)
	if err != nil {
		return "", ""
	}
	clean := "/" + strings.TrimPrefix(name, ".")
	if !info.IsDir() {
		switch {
		case path.Base(name) == "index.html":
			return "", strings.TrimSuffix(clean, "index.html")
		case clean != url:
			return "", clean
		}
		return name, ""
	}
	index := path.Join(name, "index.html")
	if _, err := fs.Stat(dir, index); err != nil {
		return "", ""
	}
	if clean != "/" {
		clean += "/"
	}
	if clean != url {
		return "", clean
	}
	return index, ""
}

// send answers with a file, or with its compressed twin.
func send(w http.ResponseWriter, r *http.Request, dir fs.FS, name string, status int) {
	body, err := fs.ReadFile(dir, name)
	if err != nil {
		http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
		return
	}
	h := w.Header()
	media, known := types[path.Ext(name)]
	if !known {
		media = "application/octet-stream"
	}
	h.Set("Content-Type", media)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "public, max-age=0, must-revalidate")
	}
	h.Set("Vary", "Accept-Encoding")
	for _, coding := range acceptable(r.Header.Get("Accept-Encoding")) {
		twin, err := fs.ReadFile(dir, name+extensions[coding])
		if err != nil {
			continue
		}
		h.Set("Content-Encoding", coding)
		body = twin
		break
	}
	sum := sha256.Sum256(body)
	tag := `"` + hex.EncodeToString(sum[:12]) + `"`
	if status == http.StatusOK {
		h.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
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
		weight := strings.TrimPrefix(strings.ReplaceAll(params, " ", ""), "q=")
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

// matches reports whether an If-None-Match header names tag.
func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
		if part == tag || part == "*" {
			return true
		}
	}
	return false
}
