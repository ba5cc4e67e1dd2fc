package site

import (
	"net/http/httptest"
	"strings"
	"testing"

	"svclab/site/web"
)

// What healthz says is the edition that the service worker keeps.
func TestASiteSaysWhichItIs(t *testing.T) {
	dir := built(t)
	w := httptest.NewRecorder()
	web.Handler(dir).ServeHTTP(w, httptest.NewRequest("GET", "/healthz", nil))
	version, ok := strings.CutPrefix(strings.TrimSpace(w.Body.String()), "ok ")
	if !ok || len(version) < 10 || !strings.Contains(read(t, dir, workerFile), `"`+version+`"`) {
		t.Errorf("healthz says %q, which is not the edition of %s", w.Body, workerFile)
	}
}
