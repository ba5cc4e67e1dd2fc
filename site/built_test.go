package site

import (
	"net/http/httptest"
	"regexp"
	"testing"

	"svclab/site/web"
)

func TestASiteSaysWhichItIs(t *testing.T) {
	w := httptest.NewRecorder()
	web.Handler(built(t)).ServeHTTP(w, httptest.NewRequest("GET", "/healthz", nil))
	if !regexp.MustCompile(`^ok [0-9a-f]{10}\n$`).MatchString(w.Body.String()) {
		t.Errorf("healthz says %q", w.Body)
	}
	was := folderFiles{"a": []byte("1"), "b": nil}.version()
	for _, other := range []folderFiles{{"a": []byte("2"), "b": nil}, {"a": []byte("1")}, {"a": []byte("1"), "c": nil}, {"b": []byte("1"), "a": nil}} {
		if other.version() == was {
			t.Errorf("%v has the version of another site", other)
		}
	}
}
