package site

import (
	"slices"
	"strings"

	"svclab/wasm/html"
)

// locales are what Open Graph calls the languages.
var locales = map[string]string{"ko": "ko_KR", "en": "en_US"}

// alternates link a page with itself in other languages. They are relative where
// the origin is not known: browsers take that, search engines want all of it.
func (p page) alternates(b base, languages []string) html.Nodes {
	var out html.Nodes
	to := func(path string) string {
		if b.origin == "" {
			return p.up + path
		}
		return b.url(path)
	}
	for _, lang := range languages {
		if path, ok := p.others[lang]; ok {
			out = append(out, link("alternate", to(path), html.A("hreflang", lang)))
		}
	}
	if len(out) > 1 {
		out = append(out, link("alternate", to(p.others[languages[0]]), html.A("hreflang", "x-default")))
	}
	return out
}

// openGraph is what a place shows of a page that somebody links to, ogp.me. A page
// that nobody is to find says nothing.
func (p page) openGraph(a assets) html.Nodes {
	if p.hidden {
		return html.Nodes{html.El("meta", html.Name("robots"), html.A("content", "noindex"))}
	}
	property := func(name, content string) html.Node {
		return html.El("meta", html.A("property", "og:"+name), html.A("content", content))
	}
	kind := "article"
	if strings.Count(p.path, "/") < 2 {
		kind = "website"
	}
	out := html.Nodes{property("title", p.title), property("description", p.about), property("type", kind), property("locale", locales[p.lang])}
	if a.base.origin != "" {
		out = append(out, property("url", a.base.url(p.path)), link("canonical", a.base.url(p.path)))
	}
	if picture := a.cards[p.card()]; picture != "" {
		out = append(out, property("image", a.base.url(picture)), property("image:width", "1200"), property("image:height", "630"), property("image:alt", p.title),
			html.El("meta", html.Name("twitter:card"), html.A("content", "summary_large_image")))
	}
	return out
}

// card is the page whose picture this one has: its own, a lesson's for its sheet,
// the map's for all others.
func (p page) card() string {
	parts := strings.Split(p.path, "/")
	if len(parts) >= 3 && !slices.Contains([]string{glossaryPath, accuracyPath, guidePath, deployPath}, parts[1]+"/") {
		return parts[0] + "/" + parts[1] + "/"
	}
	return p.lang + "/"
}
