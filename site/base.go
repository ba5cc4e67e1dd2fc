package site

import (
	"fmt"
	"net/url"
	"strings"
)

// base is where a site will stand: its origin, such as https://example.org, when
// that is known, and the path, which begins and ends with a slash.
type base struct{ origin, path string }

// badInPath tells what may have a meaning in HTML, in a file of headers or in a pattern
// from what has none.
func badInPath(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_.~/-", r))
}

// parseBase reads a URL path such as /svclab/, or a whole address such as
// https://example.org/svclab/.
func parseBase(text string) (base, error) {
	bad := fmt.Errorf("base %q: want a path such as /svclab/, or an address such as https://example.org/svclab/", text)
	u, err := url.Parse(text)
	if err != nil || u.RawQuery != "" || u.Fragment != "" || u.User != nil || u.Opaque != "" || strings.ContainsFunc(u.EscapedPath(), badInPath) {
		return base{}, bad
	}
	b := base{path: "/" + strings.Trim(u.Path, "/") + "/"}
	if b.path == "//" {
		b.path = "/"
	}
	for part := range strings.SplitSeq(strings.Trim(b.path, "/"), "/") {
		if part == "." || part == ".." || part == "" && b.path != "/" {
			return base{}, bad
		}
	}
	switch {
	case u.Scheme == "" && u.Host == "":
		return b, nil
	case u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return base{}, bad
	}
	b.origin = u.Scheme + "://" + u.Host
	return b, nil
}

// url is the address of a path below the root of the site: absolute when the origin
// is known, from the root of the host otherwise.
func (b base) url(below string) string { return b.origin + b.path + below }
