package site

import "strings"

// HeaderRule says which headers the answers below a path carry.
type HeaderRule struct {
	Path    string // such as /* or /assets/*, as netlify.toml writes it
	Headers [][2]string
}

// Headers is what hosts are to send. The paths of two rules that name the same
// header do not overlap, because hosts differ in what they make of that.
var Headers = []HeaderRule{
	{"/*", [][2]string{
		{"Content-Security-Policy", Policy + "; frame-ancestors 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
	}},
	{"/assets/*", [][2]string{
		{"Cache-Control", "public, max-age=31536000, immutable"},
	}},
}

// Policy is the Content-Security-Policy that each page carries in a meta
// element too, for hosts that cannot send headers. frame-ancestors works in a
// header only.
const Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
	"img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; " +
	"base-uri 'none'; form-action 'none'"

// headersFor returns the headers for a URL path.
func headersFor(path string) [][2]string {
	var out [][2]string
	for _, rule := range Headers {
		if strings.HasPrefix(path, strings.TrimSuffix(rule.Path, "*")) {
			out = append(out, rule.Headers...)
		}
	}
	return out
}
