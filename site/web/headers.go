package web

import "strings"

// HeaderRule says which headers the answers below a path carry.
type HeaderRule struct {
	Path    string // such as /* or /assets/*, as netlify.toml writes it
	Headers [][2]string
}

// Headers is what hosts are to send. The paths of two rules that name the same
// header do not overlap, because hosts differ in what they make of that: so the
// policy stands with each folder of the site, and not with all of it. Only what is
// below embed/ may be framed by other sites. It has a path of its own since no
// host of files can vary a header by the query; ?embed at the usual path looks the
// same, for whoever writes a page to try it.
var Headers = []HeaderRule{
	{"/*", [][2]string{
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
	}},
	{"/", unframed},
	{"/404.html", unframed},
	{"/sw.js", [][2]string{
		unframed[0],
		{"Cache-Control", "no-cache"},
	}},
	{"/ko/*", unframed},
	{"/en/*", unframed},
	{"/draft/*", [][2]string{
		{"Content-Security-Policy", Policy + "; frame-ancestors 'self'"},
	}},
	{"/embed/*", [][2]string{
		{"Content-Security-Policy", Policy + "; frame-ancestors *"},
	}},
	{"/assets/*", [][2]string{
		{"Content-Security-Policy", Policy + "; frame-ancestors 'none'"},
		{"Cache-Control", "public, max-age=31536000, immutable"},
	}},
}

// The pages of a language may have frames of this site: one of them shows a lesson
// while it is written. What a page says of itself is stricter.
var unframed = [][2]string{{"Content-Security-Policy", Policy + Framing + "; frame-ancestors 'none'"}}

// Framing is what a page adds to Policy that shows other pages of the site in frames.
const Framing = "; frame-src 'self'"

// Policy is the Content-Security-Policy that each page carries in a meta
// element too, for hosts that cannot send headers. frame-ancestors works in a
// header only.
const Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
	"img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; " +
	"base-uri 'none'; form-action 'none'"

// Revalidate is the Cache-Control of files whose names do not change with their content.
const Revalidate = "public, max-age=0, must-revalidate"

// cacheControl says for how long a file may be kept.
func cacheControl(name string) string {
	for _, h := range HeadersFor("/" + name) {
		if h[0] == "Cache-Control" {
			return h[1]
		}
	}
	return Revalidate
}

// HeadersFor returns the headers for a URL path.
func HeadersFor(path string) [][2]string {
	var out [][2]string
	for _, rule := range Headers {
		folder, all := strings.CutSuffix(rule.Path, "*")
		if path == rule.Path || all && strings.HasPrefix(path, folder) {
			out = append(out, rule.Headers...)
		}
	}
	for _, h := range out {
		if h[0] == unframed[0][0] {
			return out
		}
	}
	return append(out, unframed...) // what has no place of its own, such as a page that is not there
}
