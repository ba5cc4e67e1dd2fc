package site

import "testing"

func TestWhereASiteStands(t *testing.T) {
	for _, row := range []struct{ text, url string }{
		{"", "/ko/"}, {"/", "/ko/"}, {"/svclab", "/svclab/ko/"}, {"svclab/", "/svclab/ko/"}, {"/a/b/", "/a/b/ko/"},
		{"https://example.org", "https://example.org/ko/"}, {"https://example.org:8443/svclab", "https://example.org:8443/svclab/ko/"},
	} {
		b, err := parseBase(row.text)
		if got := b.url("ko/"); err != nil || got != row.url {
			t.Errorf("%q: got %s (%v), want %s", row.text, got, err, row.url)
		}
	}
	for _, text := range []string{"ftp://example.org/", "https:///x", "/a?b", "/a#b", "/../x", "/a//b", "/a b/", "/a%0Ab/", "/%25/", "/*/", "/a\nb/", "/一/", `/"/`, "mailto:a@b", "https://me:pw@example.org/", "%zz"} {
		if b, err := parseBase(text); err == nil {
			t.Errorf("%q is taken for %+v", text, b)
		}
	}
}
