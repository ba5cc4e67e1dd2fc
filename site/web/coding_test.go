package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestEncodingIsNegotiated(t *testing.T) {
	for _, row := range []struct{ name, accept, coding string }{
		{"nothing but the file as it is", "", ""},
		{"the smallest of many", "gzip, deflate, br, zstd", "br"},
		{"the only one", "gzip", "gzip"},
		{"its old name", "x-gzip", "gzip"},
		{"one is refused", "br;q=0, gzip;q=0.5", "gzip"},
		{"one is refused, all others are not", "br; q=0, *", "gzip"},
		{"all", "*", "br"},
		{"in capitals", "BR", "br"},
		{"as it is", "identity", ""},
		{"a weight that is none refuses", "br;q=nonsense", ""},
		{"so does one beyond 1", "br;q=7, gzip", "gzip"},
		{"what is liked better comes first", "br;q=0.5, gzip;q=0.9", "gzip"},
		{"even as it is", "br;q=0.5, identity;q=0.9", ""},
		{"of what is liked alike the smallest", "identity;q=0.5, gzip;q=0.5, br;q=0.5", "br"},
		{"anything rather than as it is", "identity;q=0, gzip;q=0.001", "gzip"},
		{"none of ours", "zstd, deflate", ""},
		{"all are refused but one", "gzip;q=1, *;q=0", "gzip"},
		{"in two headers", "deflate\x00br", "br"},
		{"rubbish", ";;,=,q=,;q=1", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := ask("GET", "/ko/", row.accept)
			want := map[string]string{"": "course", "br": "course in brotli", "gzip": "course in gzip"}[row.coding]
			if got := w.Header().Get("Content-Encoding"); got != row.coding || w.Body.String() != want {
				t.Errorf("Accept-Encoding %q: got %q with coding %q, want %q with %q", row.accept, w.Body, got, want, row.coding)
			}
			if w.Header().Get("Vary") != "Accept-Encoding" {
				t.Error("a cache is not told that the answer varies")
			}
		})
	}
	w := httptest.NewRecorder()
	Handler(folder).ServeHTTP(w, httptest.NewRequest("GET", "/ko/", nil))
	if got := w.Header().Get("Content-Encoding"); got != "" || w.Body.String() != "course" {
		t.Errorf("who says nothing got %q in coding %q", w.Body, got)
	}
}

// ask sends an Accept-Encoding header, or several with a zero byte between them.
func ask(method, target, accept string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	for part := range strings.SplitSeq(accept, "\x00") {
		r.Header.Add("Accept-Encoding", part)
	}
	w := httptest.NewRecorder()
	Handler(folder).ServeHTTP(w, r)
	return w
}

// A client that refuses a file as it is gets nothing else than it takes.
func TestWhatNobodyTakesIsNotSent(t *testing.T) {
	for _, row := range []struct {
		target, accept string
		status         int
	}{
		{"/favicon.svg", "identity;q=0", 406}, {"/favicon.svg", "*;q=0", 406}, {"/favicon.svg", "br, *;q=0", 406},
		{"/favicon.svg", "br, *;q=0, identity", 200}, {"/ko/", "identity;q=0", 406}, {"/ko/", "br, identity;q=0", 200},
		{"/nowhere", "identity;q=0", 404},
	} {
		if w := ask("GET", row.target, row.accept); w.Code != row.status || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s, Accept-Encoding %q: got %d %v, want %d", row.target, row.accept, w.Code, w.Header(), row.status)
		}
	}
}

func TestTheMissingPageIsNegotiatedToo(t *testing.T) {
	for accept, want := range map[string]string{"br": "nothing in brotli", "gzip": "nothing here", "": "nothing here"} {
		w := ask("GET", "/nowhere", accept, "Range", "bytes=0-2")
		if w.Code != 404 || w.Body.String() != want || w.Header().Get("ETag") != "" {
			t.Errorf("Accept-Encoding %q: got %d %q %v, want %q", accept, w.Code, w.Body, w.Header(), want)
		}
	}
}

func TestPartsOfAFile(t *testing.T) {
	plain := ask("GET", "/ko/", "").Header().Get("ETag")
	brotli := ask("GET", "/ko/", "br").Header().Get("ETag")
	for _, row := range []struct {
		name, method, accept string
		header               []string
		status               int
		body, coding         string
	}{
		{"the first bytes", "GET", "", []string{"Range", "bytes=0-2"}, 206, "cou", ""},
		{"the last bytes", "GET", "", []string{"Range", "bytes=-3"}, 206, "rse", ""},
		{"the rest of what is as it was", "GET", "", []string{"Range", "bytes=3-", "If-Range", plain}, 206, "rse", ""},
		{"all of what has changed", "GET", "", []string{"Range", "bytes=3-", "If-Range", `"other"`}, 200, "course", ""},
		{"all of what has changed, in the best coding", "GET", "br", []string{"Range", "bytes=3-", "If-Range", `"other"`}, 200, "course in brotli", "br"},
		{"a weak tag promises too little", "GET", "", []string{"Range", "bytes=3-", "If-Range", "W/" + plain}, 200, "course", ""},
		{"a date says nothing", "GET", "", []string{"Range", "bytes=3-", "If-Range", "Sun, 29 Nov 2026 06:00:00 GMT"}, 200, "course", ""},
		{"parts are of the file as it is", "GET", "br", []string{"Range", "bytes=0-2"}, 206, "cou", ""},
		{"a download in brotli goes on in brotli", "GET", "gzip, br", []string{"Range", "bytes=7-", "If-Range", brotli}, 206, "in brotli", "br"},
		{"but not for who takes none", "GET", "gzip", []string{"Range", "bytes=7-", "If-Range", brotli}, 200, "course in gzip", "gzip"},
		{"all of what is not taken as it is", "GET", "br, identity;q=0", []string{"Range", "bytes=0-2"}, 200, "course in brotli", "br"},
		{"beyond the end", "GET", "", []string{"Range", "bytes=90-"}, 416, "invalid range: failed to overlap\n", ""},
		{"a unit that nobody knows", "GET", "br", []string{"Range", "lines=1-2"}, 200, "course in brotli", "br"},
		{"several parts are all of it", "GET", "br", []string{"Range", "bytes=4-5,0-1"}, 200, "course in brotli", "br"},
		{"HEAD has no parts", "HEAD", "", []string{"Range", "bytes=0-2"}, 200, "", ""},
		{"what is not the file that was", "GET", "br", []string{"If-Match", `"other"`}, 412, "", ""},
		{"what is", "GET", "br", []string{"If-Match", brotli}, 200, "course in brotli", "br"},
		{"what is known, in its coding", "GET", "br", []string{"If-None-Match", brotli}, 304, "", ""},
		{"what is known in another coding", "GET", "br", []string{"If-None-Match", plain}, 200, "course in brotli", "br"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := ask(row.method, "/ko/", row.accept, row.header...)
			if w.Code != row.status || w.Body.String() != row.body || w.Header().Get("Content-Encoding") != row.coding {
				t.Errorf("got %d %q in coding %q, want %d %q in %q", w.Code, w.Body, w.Header().Get("Content-Encoding"), row.status, row.body, row.coding)
			}
			if length := w.Header().Get("Content-Length"); w.Code == http.StatusPreconditionFailed && length != "" {
				t.Errorf("an answer without a body says that it has %s bytes", length)
			}
		})
	}
	if w := ask("HEAD", "/ko/", "br"); w.Header().Get("Content-Length") != "16" || w.Header().Get("Content-Encoding") != "br" || w.Body.Len() != 0 {
		t.Errorf("HEAD: got %v %q", w.Header(), w.Body)
	}
}

func TestTwinsThatAreAskedForAreOpaque(t *testing.T) {
	for target, want := range map[string]string{"/assets/svclab.0123456789.wasm.br": "wasm in brotli", "/assets/svclab.0123456789.wasm.gz": "wasm in gzip"} {
		w := ask("GET", target, "br, gzip")
		h := w.Header()
		if w.Code != 200 || w.Body.String() != want || h.Get("Content-Encoding") != "" || h.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("%s: got %d %q %v, want its bytes and no coding", target, w.Code, w.Body, h)
		}
	}
}
