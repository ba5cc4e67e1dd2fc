package site

import (
	"bytes"
	"encoding/json"
	"fmt"

	"svclab/lessons/markdown"
	"svclab/wasm/html"
)

// icons are the pictures of an installed site, by their paths: how large, and how
// much of each side is left free, since some systems cut a maskable icon to a shape.
var icons = []struct {
	path    string
	size    int
	margin  float64
	purpose string // in the manifest, "" for none there
}{
	{"icon-192.png", 192, 0.06, "any"},
	{"icon-512.png", 512, 0.06, "any"},
	{"icon-maskable-512.png", 512, 0.2, "maskable"},
	{"apple-touch-icon.png", 180, 0.12, ""},
}

// The colours of a window's frame, as style/page.css has them for the ground.
const groundLight, groundDark = "#f7f6f2", "#0f1216"

// addIcons draws the icons.
func (f folderFiles) addIcons() error {
	for _, icon := range icons {
		d := newCanvas(icon.size, icon.size, ground)
		free := icon.margin * float64(icon.size)
		d.mark(point{free, free}, float64(icon.size)-2*free)
		var out bytes.Buffer
		if err := d.write(&out); err != nil {
			return err
		}
		f[icon.path] = out.Bytes()
	}
	return nil
}

// mark draws what favicon.svg shows: a Service, the request that came, and the two
// Pods that it can go to.
func (d canvas) mark(at point, size float64) {
	k := size / 32
	p := func(x, y float64) point { return point{at.x + x*k, at.y + y*k} }
	d.rect(p(11, 3), p(20, 29), 3*k, 2*k, tint, indigo)
	d.line([]point{p(2, 16), p(15, 16)}, 2*k, indigo)
	d.line(curve(p(15, 16), p(21, 16), p(20, 8), p(27, 8)), 2*k, indigo)
	d.line(curve(p(15, 16), p(21, 16), p(20, 24), p(27, 24)), 2*k, indigo)
	d.disc(p(28, 8), 3*k, traffic)
	d.disc(p(28, 24), 3*k, traffic)
}

// manifestPath is where a language's manifest stands, below its folder.
const manifestPath = "manifest.webmanifest"

// manifest says how the site is installed: as one app, whichever language it is
// begun in.
func manifest(lang string, c markdown.Course, b base) ([]byte, error) {
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
	var list []icon
	for _, i := range icons {
		if i.purpose != "" {
			list = append(list, icon{"../" + i.path, fmt.Sprintf("%dx%d", i.size, i.size), "image/png", i.purpose})
		}
	}
	return json.MarshalIndent(struct {
		ID          string   `json:"id"`
		Name        string   `json:"name"`
		ShortName   string   `json:"short_name"`
		Description string   `json:"description"`
		Lang        string   `json:"lang"`
		Start       string   `json:"start_url"`
		Scope       string   `json:"scope"`
		Display     string   `json:"display"`
		Background  string   `json:"background_color"`
		Theme       string   `json:"theme_color"`
		Categories  []string `json:"categories"`
		Icons       []icon   `json:"icons"`
	}{b.path, "Service Lab · " + c.Title[lang], "Service Lab", wordsIn[lang].about, lang, "./", "../", "standalone", groundLight, groundLight,
		[]string{"education", "developer"}, list}, "", "  ")
}

// installs are the links of a page's head that make the site installable.
func (p page) installs() html.Nodes {
	return html.Nodes{
		link("manifest", p.up+p.lang+"/"+manifestPath),
		link("apple-touch-icon", p.up+"apple-touch-icon.png"),
		html.El("meta", html.Name("theme-color"), html.A("content", groundLight), html.A("media", "(prefers-color-scheme:light)")),
		html.El("meta", html.Name("theme-color"), html.A("content", groundDark), html.A("media", "(prefers-color-scheme:dark)")),
	}
}
