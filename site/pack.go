package site

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/html"
	"svclab/wasm/ui"
)

// Parts are what every page of a site shares: the program, the scripts and the
// style sheet.
type Parts struct {
	assets assets
	read   func(name string) ([]byte, error)
}

// PartsOf finds them in a site that Build wrote.
func PartsOf(built fs.FS) (Parts, error) {
	a, err := assetsOf(built)
	return Parts{a, func(name string) ([]byte, error) { return fs.ReadFile(built, name) }}, err
}

// Parts makes them as Build does.
func (o Options) Parts() (Parts, error) {
	program, err := o.program()
	if err != nil {
		return Parts{}, err
	}
	editor, err := o.editor()
	if err != nil {
		return Parts{}, err
	}
	files := folderFiles{}
	a, err := files.addAssets(program, editor)
	return Parts{a, func(name string) ([]byte, error) { return files[name], nil }}, err
}

// Pack makes one HTML file of a lesson in all its languages, the given one first.
// It holds all that it needs and asks nobody for anything, so it works from a
// disk and without a network.
func Pack(c markdown.Course, id, lang string, parts Parts) ([]byte, error) {
	l := c.Lesson(lang, id)
	if l == nil {
		return nil, fmt.Errorf("there is no lesson %q in %s", id, lang)
	}
	p := packer{parts: parts}
	style := p.text(parts.assets.style) + p.minified("style/packed.css", api.LoaderCSS)
	for _, other := range c.Languages {
		if there := c.Lesson(other, id); there != nil {
			p.page(there)
		}
	}
	p.gzipped("packed-wasm", parts.assets.wasm)
	data := ` data-wasm="#packed-wasm" data-size="` + strconv.Itoa(parts.assets.wasmSize) + `"`
	if rest := parts.assets.rest; rest != "" {
		p.gzipped("packed-rest", rest)
		data += ` data-rest="#packed-rest" data-functions="` + strconv.Itoa(parts.assets.functions) + `"`
	}
	if editor := parts.assets.editor; editor != "" {
		p.script("", "globalThis.packedEditor=()=>{"+p.text(editor)+"\n}")
		data += ` data-editor="#packed-editor"`
	}
	p.script("", p.minified("pack.js", api.LoaderJS))
	p.script(data, p.text(parts.assets.loader))
	if p.err != nil {
		return nil, p.err
	}
	return p.file(l, style)
}

// packer collects what stands in the body of the file behind the lesson.
type packer struct {
	parts  Parts
	body   strings.Builder
	hashes []string // of the scripts
	err    error    // the first
}

// text returns a file of the site.
func (p *packer) text(name string) string {
	body, err := p.parts.read(name)
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("reading the site: %w", err)
	}
	return string(body)
}

func (p *packer) minified(name string, loader api.Loader) string {
	body, err := minify(name, loader, source(name))
	if err != nil && p.err == nil {
		p.err = err
	}
	return string(body)
}

// script adds a script with some attributes, and allows it.
func (p *packer) script(attributes, text string) {
	text = strings.NewReplacer("</script", `<\/script`, "<!--", `<\!--`).Replace(text) // which only strings hold
	p.hashes = append(p.hashes, hashOf(text))
	p.body.WriteString("<script" + attributes + ">" + text + "</script>\n")
}

// gzipped adds a file as letters that no browser reads as HTML.
func (p *packer) gzipped(id, name string) {
	packed, err := packGzip([]byte(p.text(name)))
	if err != nil && p.err == nil {
		p.err = err
	}
	p.body.WriteString(`<script type="text/plain" id="` + id + `">` + base64.StdEncoding.EncodeToString(packed) + "</script>\n")
}

// page adds what the program reads of the lesson's page in a language.
func (p *packer) page(l *lesson.Lesson) {
	frame, err := rendered(failures(wordsIn[l.Lang]))
	if err == nil {
		var source, page []byte
		if source, err = json.Marshal(l); err == nil {
			page, err = json.Marshal(frame + `<script type="application/json" id="lesson">` + string(source) + `</script>`)
			p.body.WriteString(`<script type="application/json" id="packed-page-` + l.Lang + `">` + string(page) + "</script>\n")
		}
	}
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("lesson %s: %w", l.ID, err)
	}
}

// file puts all together.
func (p *packer) file(l *lesson.Lesson, style string) ([]byte, error) {
	text, err := json.Marshal(l)
	if err != nil {
		return nil, fmt.Errorf("lesson %s: %w", l.ID, err)
	}
	policy := "default-src 'none'; script-src 'wasm-unsafe-eval' " + strings.Join(p.hashes, " ") +
		"; style-src " + hashOf(style) + "; img-src data:; base-uri 'none'; form-action 'none'"
	head, err := rendered(
		html.El("meta", html.A("charset", "utf-8")),
		html.El("meta", html.A("http-equiv", "Content-Security-Policy"), html.A("content", policy)),
		html.El("meta", html.Name("viewport"), html.A("content", "width=device-width, initial-scale=1, interactive-widget=resizes-content")),
		html.El("meta", html.Name("color-scheme"), html.A("content", "light dark")),
		html.El("title", html.Text(l.Title+" · Service Lab")),
	)
	if err != nil {
		return nil, err
	}
	view, err := rendered(failures(wordsIn[l.Lang]), ui.Loading(l))
	if err != nil {
		return nil, err
	}
	return []byte("<!doctype html>\n<html lang=\"" + l.Lang + "\"><head>" + head +
		`<link rel="icon" href="data:image/svg+xml;base64,` + base64.StdEncoding.EncodeToString([]byte(source("favicon.svg"))) + `"><style>` + style + "</style></head>\n<body>" + view +
		`<script type="application/json" id="lesson">` + string(text) + "</script>\n" + p.body.String() + "</body></html>\n"), nil
}

func rendered(nodes ...html.Node) (string, error) {
	var b strings.Builder
	for _, n := range nodes {
		if err := html.Render(&b, n); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// hashOf is how a Content-Security-Policy names a text that it allows.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
