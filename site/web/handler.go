package web

import (
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode"
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
	s := site{Config: c, base: "/" + strings.Trim(c.Base, "/") + "/"}
	if s.base == "//" {
		s.base = "/"
	}
	return http.HandlerFunc(s.serve)
}

type site struct {
	Config
	base   string // begins and ends with a slash
	failed *bool  // of a request: a file that was looked for could not be opened
}

// serve sends a request to what answers its path.
func (s site) serve(w http.ResponseWriter, r *http.Request) {
	s.failed = new(bool)
	below, ok := strings.CutPrefix(r.URL.Path, s.base)
	for _, h := range HeadersFor("/" + below) {
		if h[0] != "Cache-Control" { // which is for files that are there
			w.Header().Set(h[0], h[1])
		}
	}
	switch {
	case !ok && r.URL.Path+"/" == s.base:
		s.root(w, r)
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

// root leads from the base without its slash to the one with. How it is called
// there only the client's own words say: a prefix may have been taken off.
func (s site) root(w http.ResponseWriter, r *http.Request) {
	asked, err := url.ParseRequestURI(r.RequestURI)
	if err != nil || strings.HasSuffix(asked.Path, "/") || asked.Path == "" {
		s.missing(w, r)
		return
	}
	redirect(w, r, "./"+path.Base(asked.Path)+"/")
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
	if f := s.open(VersionFile); f != nil {
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
	name, folder := strings.CutSuffix(below, "/")
	folder = folder || below == ""
	index := path.Join(name, "index.html")
	base := path.Base(name)
	switch {
	case below != "" && !servable(name, r.URL):
	case base == "index.html" && s.has(name):
		redirect(w, r, "./")
		return
	case folder && s.send(w, r, index):
		return
	case folder && name != "" && s.has(name):
		redirect(w, r, "../"+base)
		return
	// Nearly all files have an extension, and no folder has: each look may be a
	// fetch, so the likely one comes first.
	case !folder && path.Ext(name) == "" && s.has(index):
		redirect(w, r, "./"+base+"/")
		return
	case !folder && base != "index.html" && s.send(w, r, name):
		return
	case !folder && path.Ext(name) != "" && s.has(index):
		redirect(w, r, "./"+base+"/")
		return
	}
	s.missing(w, r)
}

// servable tells the names of files from what leads elsewhere. A file whose name
// begins with a dot was put there by something else than Build, and a slash that is
// written as %2F is no slash.
func servable(name string, u *url.URL) bool {
	return fs.ValidPath(name) && !strings.HasPrefix(name, ".") && !strings.Contains(name, "/.") &&
		!strings.ContainsFunc(name, func(r rune) bool { return r == '\\' || r == ':' || unicode.IsControl(r) }) &&
		!strings.Contains(strings.ToLower(u.EscapedPath()), "%2f")
}

// redirect leads for good to a path that is told from the path of the request, so
// that it is right below whatever a proxy or a prefix has taken off. It never leads
// to another host, since to begins with a dot. The query goes along.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	u := url.URL{Path: to, RawQuery: r.URL.RawQuery}
	w.Header().Set("Location", u.String())
	w.WriteHeader(http.StatusPermanentRedirect)
}
