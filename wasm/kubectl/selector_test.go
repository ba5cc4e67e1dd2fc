package kubectl

import (
	"math/rand/v2"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/labels"
)

// TestSelectorIsUpstreams reads selectors made of odd pieces, and compares
// what they mean, or the error, with apimachinery's own parser.
func TestSelectorIsUpstreams(t *testing.T) {
	pieces := []string{"app", "in", "notin", "(", ")", ",", "=", "==", "!=", "!", ">", "<", " ", "web", "a/b", "-bad", "x_", "1", "5", ""}
	samples := []map[string]string{
		{}, {"app": "web"}, {"app": ""}, {"app": "5", "web": "in"}, {"in": "app", "1": "1"}, {"a/b": "web", "notin": ""},
	}
	r := rand.New(rand.NewPCG(7, 7))
	accepted := 0
	for range 60_000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		want, wantErr := labels.Parse(text)
		got, gotErr := parseSelector(text)
		if (wantErr == nil) != (gotErr == nil) || wantErr != nil && wantErr.Error() != gotErr.Error() {
			t.Fatalf("selector %q: error\n got %v\nwant %v", text, gotErr, wantErr)
		}
		if wantErr != nil {
			continue
		}
		accepted++
		for _, s := range samples {
			if got.matches(s) != want.Matches(labels.Set(s)) {
				t.Fatalf("selector %q on %v: got %t", text, s, got.matches(s))
			}
		}
	}
	if accepted < 1000 {
		t.Errorf("only %d selectors were accepted, the test says little", accepted)
	}
}
