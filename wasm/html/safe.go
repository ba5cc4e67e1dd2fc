package html

import "strings"

// Allowed reports whether a document may get the attribute. It refuses names
// that are none, event handlers and styles, which a strict content security
// policy forbids, and addresses that could run a script.
func Allowed(a Attr) bool {
	if !validName(a.Name) {
		return false
	}
	name := strings.ToLower(a.Name)
	switch name {
	case "style", "srcdoc", "srcset", "ping":
		return false
	case "href", "src", "action", "formaction", "poster", "cite", "xlink:href":
		return safeURL(a.Value)
	}
	return !strings.HasPrefix(name, "on")
}

// validName reports whether s is a tag or attribute name made of letters,
// digits, hyphens, colons and underscores, beginning with a letter.
func validName(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case i > 0 && ('0' <= c && c <= '9' || c == '-' || c == ':' || c == '_'):
		default:
			return false
		}
	}
	return s != ""
}

// safeURL reports whether u is http, https, relative or a fragment. Browsers
// drop control characters and leading spaces before they look for a scheme, so
// an address with any of them is refused.
func safeURL(u string) bool {
	for i := 0; i < len(u); i++ {
		if u[i] <= ' ' || u[i] == 0x7f || u[i] == '\\' {
			return false
		}
	}
	scheme, _, found := strings.Cut(u, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return true
	}
	scheme = strings.ToLower(scheme)
	return scheme == "http" || scheme == "https"
}
