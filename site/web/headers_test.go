package web

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestNetlifySendsTheSameHeaders(t *testing.T) {
	body, err := os.ReadFile("../../netlify.toml")
	if err != nil {
		t.Fatal(err)
	}
	_, got, _ := strings.Cut(string(body), "[[headers]]")
	got = "[[headers]]" + got
	var want strings.Builder
	for i, rule := range Headers {
		if i > 0 {
			want.WriteString("\n")
		}
		fmt.Fprintf(&want, "[[headers]]\n  for = %q\n  [headers.values]\n", rule.Path)
		for _, h := range rule.Headers {
			fmt.Fprintf(&want, "    %s = %q\n", h[0], h[1])
		}
	}
	if got != want.String() {
		t.Errorf("netlify.toml says\n%s\nwant\n%s", got, want.String())
	}
}

func TestPolicyAllowsNothingInline(t *testing.T) {
	for _, word := range []string{"'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*"} {
		if strings.Contains(Policy, word) {
			t.Errorf("the policy holds %s", word)
		}
	}
}

// Nothing but what is below embed/ may be framed by another site.
func TestOnlyEmbedMayBeFramed(t *testing.T) {
	for path, want := range map[string]string{
		"/": "'none'", "/ko/": "'none'", "/en/nodeport/": "'none'", "/assets/a.js": "'none'", "/nowhere": "'none'", "/embedded/": "'none'",
		"/embed/ko/nodeport/": "*", "/embed/en/sandbox/": "*",
	} {
		policies := 0
		for _, h := range HeadersFor(path) {
			if h[0] == "Content-Security-Policy" {
				policies++
				if !strings.HasSuffix(h[1], "; frame-ancestors "+want) {
					t.Errorf("%s: %s, want frame-ancestors %s", path, h[1], want)
				}
			}
		}
		if policies != 1 {
			t.Errorf("%s has %d policies", path, policies)
		}
	}
}
