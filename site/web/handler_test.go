package web

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
)

var folder = fstest.MapFS{
	"index.html":                       {Data: []byte("root")},
	"404.html":                         {Data: []byte("nothing here")},
	"404.html.br":                      {Data: []byte("nothing in brotli")},
	"ko/index.html":                    {Data: []byte("course")},
	"ko/index.html.br":                 {Data: []byte("course in brotli")},
	"ko/index.html.gz":                 {Data: []byte("course in gzip")},
	"assets/svclab.0123.wasm":          {Data: []byte("\x00asm")},
	"assets/svclab.0123456789.wasm":    {Data: []byte("\x00asm")},
	"assets/svclab.0123456789.wasm.br": {Data: []byte("wasm in brotli")},
	"assets/svclab.0123456789.wasm.gz": {Data: []byte("wasm in gzip")},
	".env":                             {Data: []byte("SECRET=1")},
	"ko/.git/config":                   {Data: []byte("[core]")},
	"favicon.svg":                      {Data: []byte("<svg/>")},
	"empty/other.txt":                  {Data: []byte("text")},
}

func get(method, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	Handler(folder).ServeHTTP(w, r)
	return w
}

func TestHandler(t *testing.T) {
	for _, row := range []struct {
		name, method, path string
		status             int
		body, location     string
	}{
		{"the root is its index", "GET", "/", 200, "root", ""},
		{"a folder is its index", "GET", "/ko/", 200, "course", ""},
		{"a folder without a slash goes to the one with", "GET", "/ko?a=b", 308, "", "./ko/?a=b"},
		{"an index goes to its folder", "GET", "/ko/index.html", 308, "", "./"},
		{"the root index goes to the root", "GET", "/index.html", 308, "", "./"},
		{"a file with a slash goes to the one without", "GET", "/favicon.svg/", 308, "", "../favicon.svg"},
		{"an unknown path is 404.html", "GET", "/nowhere", 404, "nothing here", ""},
		{"an unknown asset is 404.html", "GET", "/assets/old.js", 404, "nothing here", ""},
		{"a folder without an index is 404.html", "GET", "/empty/", 404, "nothing here", ""},
		{"no path climbs out", "GET", "/ko/../../etc/passwd", 404, "nothing here", ""},
		{"a doubled slash leads nowhere else", "GET", "//ko/x", 404, "nothing here", ""},
		{"a twin that is asked for is a file like any other", "GET", "/ko/index.html.br", 200, "course in brotli", ""},
		{"a slash that is coded is none", "GET", "/ko%2findex.html", 404, "nothing here", ""},
		{"nor is one in capitals", "GET", "/ko%2F", 404, "nothing here", ""},
		{"slashes are not doubled before", "GET", "//ko/", 404, "nothing here", ""},
		{"slashes are not doubled behind", "GET", "/ko//", 404, "nothing here", ""},
		{"two slashes are not the root", "GET", "//", 404, "nothing here", ""},
		{"a file with a dot before it is nobody's", "GET", "/.env", 404, "nothing here", ""},
		{"nor is one in a folder with a dot", "GET", "/ko/.git/config", 404, "nothing here", ""},
		{"an index without a page is nothing", "GET", "/empty/index.html", 404, "nothing here", ""},
		{"nor do coded dots climb out", "GET", "/ko/%2e%2e/%2e%2e/etc/passwd", 404, "nothing here", ""},
		{"backslashes are no slashes", "GET", "/ko/..%5c..%5cetc", 404, "nothing here", ""},
		{"a zero byte ends nothing", "GET", "/favicon.svg%00.html", 404, "nothing here", ""},
		{"no address of another host comes back", "GET", "//evil.example/ko", 404, "nothing here", ""},
		{"OPTIONS says what is served", "OPTIONS", "/ko/", 204, "", ""},
		{"it is well", "GET", "/healthz", 200, "ok\n", ""},
		{"HEAD has no body", "HEAD", "/ko/", 200, "", ""},
		{"POST is refused", "POST", "/ko/", 405, "only GET and HEAD are served here\n", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := get(row.method, row.path)
			body := w.Body.String()
			if row.status == 308 {
				body = ""
			}
			if w.Code != row.status || body != row.body || w.Header().Get("Location") != row.location {
				t.Errorf("got %d %q %q, want %d %q %q", w.Code, body, w.Header().Get("Location"), row.status, row.body, row.location)
			}
			if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Content-Security-Policy") == "" {
				t.Errorf("got headers %v, want the ones of every answer", w.Header())
			}
		})
	}
}

func TestCaching(t *testing.T) {
	page, asset := get("GET", "/ko/"), get("GET", "/assets/svclab.0123.wasm")
	if got := page.Header().Get("Cache-Control"); got != "public, max-age=0, must-revalidate" {
		t.Errorf("a page has Cache-Control %q", got)
	}
	if got := asset.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
		t.Errorf("a hashed file has Cache-Control %q, want immutable", got)
	}
	if got := get("GET", "/assets/gone.js").Header().Get("Cache-Control"); strings.Contains(got, "immutable") {
		t.Errorf("a missing file has Cache-Control %q, so its absence would be kept for good", got)
	}
	if got := asset.Header().Get("Content-Type"); got != "application/wasm" {
		t.Errorf("wasm has Content-Type %q, and would not compile while streaming", got)
	}
	tag := page.Header().Get("ETag")
	for header, status := range map[string]int{
		tag: http.StatusNotModified, "W/" + tag: http.StatusNotModified, "*": http.StatusNotModified,
		`"x", ` + tag: http.StatusNotModified, `"x"`: http.StatusOK,
	} {
		if w := get("GET", "/ko/", "If-None-Match", header); w.Code != status {
			t.Errorf("If-None-Match %s: got %d, want %d", header, w.Code, status)
		}
	}
	if other := get("GET", "/ko/", "Accept-Encoding", "br").Header().Get("ETag"); other == tag {
		t.Error("two codings of a page share an ETag")
	}
}

// onlyOpen is a site at the edge: there are no folders, and nothing but Open.
type onlyOpen struct{ files fstest.MapFS }

func (o onlyOpen) Open(name string) (fs.File, error) {
	f, ok := o.files[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return Memory(name, f.Data), nil
}

func TestFoldersAreNotNeeded(t *testing.T) {
	for _, target := range []string{"/", "/ko/", "/ko", "/ko/index.html", "/favicon.svg/", "/nowhere", "/empty", "/empty/"} {
		want, got := httptest.NewRecorder(), httptest.NewRecorder()
		Handler(folder).ServeHTTP(want, httptest.NewRequest("GET", target, nil))
		Handler(onlyOpen{folder}).ServeHTTP(got, httptest.NewRequest("GET", target, nil))
		if got.Code != want.Code || got.Body.String() != want.Body.String() || got.Header().Get("Location") != want.Header().Get("Location") {
			t.Errorf("%s: got %d %q, want %d %q", target, got.Code, got.Body, want.Code, want.Body)
		}
	}
}

func TestASiteBelowAPath(t *testing.T) {
	for _, base := range []string{"/svclab/", "svclab", "/svclab"} {
		for _, row := range []struct {
			target   string
			status   int
			location string
		}{
			{"/svclab/ko/", 200, ""}, {"/svclab/ko?a=b", 308, "/svclab/ko/?a=b"}, {"/svclab", 308, "/svclab/"},
			{"/svclab/healthz", 200, ""}, {"/ko/", 404, ""}, {"/svclab2/ko/", 404, ""}, {"/", 404, ""},
		} {
			w := httptest.NewRecorder()
			New(Config{Files: folder, Base: base}).ServeHTTP(w, httptest.NewRequest("GET", row.target, nil))
			if to := leads(t, row.target, w); w.Code != row.status || to != row.location {
				t.Errorf("base %q, %s: got %d %q, want %d %q", base, row.target, w.Code, to, row.status, row.location)
			}
		}
	}
}

// leads is where a browser goes that has asked for target.
func leads(t *testing.T, target string, w *httptest.ResponseRecorder) string {
	t.Helper()
	to := w.Header().Get("Location")
	if to == "" {
		return ""
	}
	from, err := url.Parse("http://lab.example" + target)
	if err != nil {
		t.Fatal(err)
	}
	at, err := from.Parse(to)
	if err != nil || at.Host != from.Host || at.Scheme != "http" {
		t.Fatalf("%s leads to %q", target, to)
	}
	return at.RequestURI()
}

// A proxy or a handler in front may have taken a part of the path away.
func TestRedirectsAreRightBehindAPrefix(t *testing.T) {
	for target, want := range map[string]string{
		"/docs/lab/ko?a=b": "/docs/lab/ko/?a=b", "/docs/lab/ko/index.html": "/docs/lab/ko/", "/docs/lab/favicon.svg/": "/docs/lab/favicon.svg",
		"/docs/lab/index.html?x": "/docs/lab/?x", "/docs/lab": "/docs/lab/",
	} {
		w := httptest.NewRecorder()
		http.StripPrefix("/docs/lab", Handler(folder)).ServeHTTP(w, httptest.NewRequest("GET", target, nil))
		if got := leads(t, target, w); got != want {
			t.Errorf("%s leads to %s, want %s", target, got, want)
		}
	}
}

func TestNothingIsKeptOfAClient(t *testing.T) {
	for _, target := range []string{"/", "/ko/", "/nowhere", "/healthz", "/oembed?url=x"} {
		if got := get("GET", target).Header().Values("Set-Cookie"); len(got) > 0 {
			t.Errorf("%s sets %q", target, got)
		}
	}
}
