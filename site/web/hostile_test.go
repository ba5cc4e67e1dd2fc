package web

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path"
	"strings"
	"testing"
	"testing/fstest"
)

// watched fails a test that opens what is no file of the site.
type watched struct {
	t *testing.T
	fstest.MapFS
}

func (f watched) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00") || strings.HasPrefix(path.Base(name), ".") {
		f.t.Errorf("%q was opened", name)
	}
	return f.MapFS.Open(name)
}

// Whatever the path of a request, nothing but files of the site is opened or sent,
// and no answer leads to another host.
func FuzzPaths(f *testing.F) {
	for _, seed := range []string{
		"/", "//", "/ko", "/ko/", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/ko/%2e%2e%2findex.html", "/..%5c..%5cwindows", "/favicon.svg%00.html",
		"//evil.example/ko", "//evil.example/%2e%2e", "/\\evil.example", "/%5cevil.example/", "/.git/config", "/ko/.git/config", "/%2eenv", "/C:/ko", "/ko/./index.html",
		"/%09/evil.example", "/;/ko", "/ko;a=b/", "/ko/index.html/index.html", "/ko//index.html", "/index.html/", "/favicon.svg/..", "/%25%32%65", "/\xff", "/%ff/", "/ko%20/", "*", "",
		"/assets", "/assets/", "/%68ealthz", "/s", "/s/x", "/oembed/", "/evil.example%2f..", "/ko?//evil.example", "/ko#//evil.example",
	} {
		f.Add(seed)
	}
	known := map[string]bool{}
	for name, file := range folder {
		if !strings.Contains(name, "/.") && name[0] != '.' {
			known[string(file.Data)] = true
		}
	}
	f.Fuzz(func(t *testing.T, target string) {
		u, err := url.ParseRequestURI(target)
		if err != nil || u.Host != "" {
			return // which net/http refuses by itself
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.URL = u
		w := httptest.NewRecorder()
		Handler(watched{t, folder}).ServeHTTP(w, r)
		switch w.Code {
		case http.StatusOK:
			if path := u.Path; path != "/healthz" && !known[w.Body.String()] {
				t.Errorf("%q was answered with %q", target, w.Body)
			}
		case http.StatusPermanentRedirect:
			from := &url.URL{Scheme: "http", Host: "lab.example", Path: u.Path, RawPath: u.RawPath}
			to, err := from.Parse(w.Header().Get("Location"))
			if err != nil || to.Host != "lab.example" || strings.HasPrefix(to.Path, "//") {
				t.Errorf("%q leads to %q", target, w.Header().Get("Location"))
			}
		case http.StatusNotFound, http.StatusBadRequest:
		default:
			t.Errorf("%q: status %d", target, w.Code)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("%q has headers %v, want the ones of every answer", target, w.Header())
		}
	})
}

// What is not there, or not done here, may be otherwise tomorrow.
func TestOnlyWhatIsThereIsKeptForGood(t *testing.T) {
	for _, row := range []struct{ method, target string }{
		{"GET", "/assets/gone.0123456789.js"}, {"POST", "/assets/svclab.0123456789.wasm"}, {"GET", "/assets/svclab.0123456789.wasm/"}, {"GET", "/assets/"},
	} {
		if got := get(row.method, row.target).Header().Get("Cache-Control"); strings.Contains(got, "immutable") {
			t.Errorf("%s %s: Cache-Control %q", row.method, row.target, got)
		}
	}
}

func TestMethodsThatAreRefused(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get"} {
		for _, target := range []string{"/", "/ko/", "/nowhere", "/healthz", "/oembed"} {
			w := get(method, target)
			if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD, OPTIONS" {
				t.Errorf("%s %s: got %d, Allow %q", method, target, w.Code, w.Header().Get("Allow"))
			}
		}
	}
}
