package ui

import (
	"strings"
	"testing"

	"svclab/wasm/html"
)

func TestLearnerIsToldWhatTheBrowserDoesNotKeep(t *testing.T) {
	m, _ := Update(play(t, "en", "").m, NotSaved{Reason: "no room"})
	if got := html.String(View(m)); !strings.Contains(got, "no room") || !strings.Contains(got, `role="alert"`) {
		t.Error("the page does not say that nothing is kept")
	}
}
