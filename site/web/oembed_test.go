package web

import (
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
)

var embeddable = fstest.MapFS{
	TitlesFile:               {Data: []byte(`{"ko":{"nodeport":"NodePort \"밖\"에서"}}`)},
	"ko/nodeport/index.html": {Data: []byte("page")},
}

func TestOEmbed(t *testing.T) {
	for _, row := range []struct {
		name, query string
		status      int
		want        string // of the HTML, or of the error
	}{
		{"a lesson", "url=" + url.QueryEscape("http://example.com/lab/ko/nodeport/"), 200, `<iframe src="http://example.com/lab/embed/ko/nodeport/" title="NodePort &#34;밖&#34;에서" width="960" height="640"`},
		{"an embedded lesson", "url=" + url.QueryEscape("http://example.com/lab/embed/ko/nodeport/"), 200, `src="http://example.com/lab/embed/ko/nodeport/"`},
		{"a shared moment", "url=" + url.QueryEscape("http://example.com/lab/ko/nodeport/#at=abc"), 200, `embed/ko/nodeport/#at=abc"`},
		{"no larger than there is room for", "maxwidth=320&maxheight=5000&url=" + url.QueryEscape("http://example.com/lab/ko/nodeport/"), 200, `width="320" height="640"`},
		{"XML", "format=xml&url=x", 501, "only json"},
		{"no address", "", 400, "want url=ADDRESS"},
		{"a width that is none", "maxwidth=wide&url=x", 400, "want a number of pixels"},
		{"another host", "url=" + url.QueryEscape("http://evil.example/lab/ko/nodeport/"), 404, "no lesson of this site"},
		{"a lesson that is not there", "url=" + url.QueryEscape("http://example.com/lab/ko/gone/"), 404, "no lesson of this site"},
		{"a page that is no lesson", "url=" + url.QueryEscape("http://example.com/lab/ko/"), 404, "no lesson of this site"},
		{"markup in an address", "url=" + url.QueryEscape(`http://example.com/lab/ko/nodeport/#"><script>`), 200, `#%22%3E%3Cscript%3E"`},
	} {
		w := httptest.NewRecorder()
		New(Config{Files: embeddable, Base: "/lab/"}).ServeHTTP(w, httptest.NewRequest("GET", "/lab/oembed?"+row.query, nil))
		got := w.Body.String()
		if w.Code == 200 {
			var answer embedded
			if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || answer.Type != "rich" || answer.Version != "1.0" {
				t.Errorf("%s: got %s (%v)", row.name, got, err)
			}
			got = answer.HTML
		}
		if w.Code != row.status || !strings.Contains(got, row.want) {
			t.Errorf("%s: got %d %s, want %d %s", row.name, w.Code, got, row.status, row.want)
		}
	}
}

// What the Link header of a lesson's page names is answered.
func TestALessonTellsOfOEmbed(t *testing.T) {
	h := New(Config{Files: embeddable, Base: "/lab/"})
	page := httptest.NewRecorder()
	h.ServeHTTP(page, httptest.NewRequest("GET", "/lab/ko/nodeport/", nil))
	address, rest, _ := strings.Cut(strings.TrimPrefix(page.Header().Get("Link"), "<"), ">")
	if rest != `; rel="alternate"; type="application/json+oembed"` {
		t.Fatalf("got Link %q", page.Header().Get("Link"))
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", address, nil))
	if w.Code != 200 {
		t.Errorf("%s: got %d %s", address, w.Code, w.Body)
	}
}
