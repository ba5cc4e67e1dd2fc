package web

import (
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// Config says what a site is served with.
type Config struct {
	Files  fs.FS        // what site.Build wrote; only Open is asked of it, with names of files
	Base   string       // the URL path that the site stands below, such as /svclab/; "" is the root
	Shares http.Handler // answers s and s/ID below Base; nil keeps no short links
}

// Handler serves the files of a site at the root, and nothing else.
func Handler(files fs.FS) http.Handler { return New(Config{Files: files}) }

// New serves a site: its files, each with its headers and in the coding that the
// client takes, 404.html for what is not there, healthz, oembed, and short links
// when there is a store for them. It sets no cookies and keeps nothing of a request.
func New(c Config) http.Handler {
	s := site{c, "/" + strings.Trim(c.Base, "/") + "/"}
	if s.base == "//" {
		s.base = "/"
	}
	return http.HandlerFunc(s.serve)
}

type site struct {
	Config
	base string // begins and ends with a slash
}

// serve sends a request to what answers its path.
func (s site) serve(w http.ResponseWriter, r *http.Request) {
	below, ok := strings.CutPrefix(r.URL.Path, s.base)
	for _, h := range headersFor("/" + below) {
		w.Header().Set(h[0], h[1])
	}
	switch {
	case !ok && r.URL.Path+"/" == s.base:
		s.redirect(w, r, "")
	case !ok:
		s.missing(w, r)
	case below == "healthz":
		if allowed(w, r, http.MethodGet, http.MethodHead) {
			s.healthz(w)
		}
	case below == "oembed":
		if allowed(w, r, http.MethodGet, http.MethodHead) {
			s.oembed(w, r)
		}
	case s.Shares != nil && (below == "s" || strings.HasPrefix(below, "s/")):
		http.StripPrefix(strings.TrimSuffix(s.base, "/"), s.Shares).ServeHTTP(w, r)
	case allowed(w, r, http.MethodGet, http.MethodHead):
		s.file(w, r, below)
	}
}

// allowed refuses what is none of the methods, and says which are.
func allowed(w http.ResponseWriter, r *http.Request, methods ...string) bool {
	for _, m := range methods {
		if r.Method == m {
			return true
		}
	}
	w.Header().Set("Allow", strings.Join(append(methods, http.MethodOptions), ", "))
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return false
	}
	http.Error(w, "only "+strings.Join(methods, " and ")+" are served here", http.StatusMethodNotAllowed)
	return false
}

// VersionFile says in a built site which version it is of.
const VersionFile = "version.txt"

// healthz answers those who ask whether the site is up, and which version it is.
func (s site) healthz(w http.ResponseWriter) {
	version := []byte("ok\n")
	if f, ok := s.open(VersionFile); ok {
		defer f.Close()
		if text, err := io.ReadAll(f); err == nil {
			version = append([]byte("ok "), text...)
		}
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(version) // the client may have gone
}

// file answers with the file for a path below the base: for a folder its
// index.html. A path that is nearly right leads to the one that is.
func (s site) file(w http.ResponseWriter, r *http.Request, below string) {
	name := strings.Trim(below, "/")
	if name != "" && (!fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00")) {
		s.missing(w, r)
		return
	}
	folder := below == "" || strings.HasSuffix(below, "/")
	index := path.Join(name, "index.html")
	switch {
	case path.Base(name) == "index.html":
		if s.has(name) {
			s.redirect(w, r, strings.TrimSuffix(name, "index.html"))
			return
		}
	case folder && s.send(w, r, index), !folder && s.send(w, r, name):
		return
	case folder && name != "" && s.has(name):
		s.redirect(w, r, name)
		return
	case !folder && s.has(index):
		s.redirect(w, r, name+"/")
		return
	}
	s.missing(w, r)
}

// redirect leads to a path below the base for good, with the query. It never leads
// to another host: what follows the base is the name of a file.
func (s site) redirect(w http.ResponseWriter, r *http.Request, below string) {
	to := s.base + below
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	http.Redirect(w, r, to, http.StatusPermanentRedirect)
}
