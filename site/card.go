package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
)

// How large the picture of a page is that places show where somebody links to it.
const cardWidth, cardHeight = 1200, 630

// card is what such a picture says.
type card struct {
	Kind     string // above the title, such as the part of the course
	Title    string
	Question string
	Pods     int // to which the picture's request may go
}

// cardStyle changes when cards are drawn otherwise: kept ones are then drawn anew.
const cardStyle = "1"

// letters are the fonts of the cards.
type letters struct {
	bold, regular *opentype.Font
	sum           string
}

// letters reads the fonts that npm has put into site/fonts; nil when it has not.
func (o Options) letters() (*letters, error) {
	folder, err := sourceFolder("fonts")
	if err != nil {
		o.log("links to pages show no picture: the letters to draw them with stand beside the source (%v)", err)
		return nil, nil
	}
	out := &letters{}
	for _, font := range []struct {
		file string
		into **opentype.Font
	}{{"700Bold/NanumGothic_700Bold.ttf", &out.bold}, {"400Regular/NanumGothic_400Regular.ttf", &out.regular}} {
		file, into := font.file, font.into
		body, err := os.ReadFile(filepath.Join(folder, "node_modules", "@expo-google-fonts", "nanum-gothic", filepath.FromSlash(file)))
		if err != nil {
			o.log("links to pages show no picture: npm ci --prefix site/fonts brings the letters to draw them with")
			return nil, nil
		}
		if *into, err = opentype.Parse(body); err != nil {
			return nil, fmt.Errorf("reading the font %s: %w", file, err)
		}
		out.sum += fmt.Sprintf("%x", sha256.Sum256(body))
	}
	out.sum += cardStyle
	return out, nil
}

// addCards draws the cards of a course, and returns their paths by those of their
// pages. There are none where there are no fonts.
func (f folderFiles) addCards(c markdown.Course, o Options) (map[string]string, error) {
	if o.Plain {
		return nil, nil
	}
	fonts, err := o.letters()
	if fonts == nil || err != nil {
		return nil, err
	}
	paths := map[string]string{}
	for _, lang := range c.Languages {
		for page, card := range cardsOf(lang, c) {
			body, err := o.draw(card, fonts)
			if err != nil {
				return nil, fmt.Errorf("drawing the card of /%s: %w", page, err)
			}
			paths[page] = f.addHashed("card-"+strings.ReplaceAll(strings.Trim(page, "/"), "/", "-")+".png", body)
		}
	}
	return paths, nil
}

// cardsOf are the cards of a language, by the paths of their pages.
func cardsOf(lang string, c markdown.Course) map[string]card {
	w := wordsIn[lang]
	out := map[string]card{lang + "/": {Kind: "Service Lab", Title: c.Title[lang], Question: w.about, Pods: 3}}
	if len(c.Scenes[lang]) > 0 {
		out[lessonPath(lang, lesson.SandboxID)] = card{"Service Lab", w.sandbox, w.sandboxAbout, 3}
	}
	all := c.Lessons[lang]
	for _, part := range parts(c) {
		title := w.start
		if part.title != nil {
			title = part.title[lang]
		}
		for i := part.from; i < part.to; i++ {
			l := all[i]
			out[lessonPath(lang, l.ID)] = card{fmt.Sprintf("%s · %d/%d", title, i+1, len(all)), l.Title, plain(markdown.Question(l)), 2 + i%3}
		}
	}
	return out
}

// plain is a text without the backquotes around code.
func plain(text string) string { return strings.ReplaceAll(text, "`", "") }

// draw returns a card as PNG, which is kept for the next build.
func (o Options) draw(c card, fonts *letters) ([]byte, error) {
	key, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("writing the card down: %w", err)
	}
	sum := sha256.Sum256(append(key, fonts.sum...))
	kept := filepath.Join(o.Build, "cards", hex.EncodeToString(sum[:16])+".png")
	if o.Build != "" {
		if body, err := os.ReadFile(kept); err == nil {
			return body, nil
		}
	}
	d, err := c.paint(fonts)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := d.write(&out); err != nil {
		return nil, err
	}
	if o.Build != "" {
		return out.Bytes(), writeWhole(kept, out.Bytes())
	}
	return out.Bytes(), nil
}

// The card's margins, and how wide its text is: the picture stands at the right.
const cardMargin, cardText = 80, 700

func (c card) paint(fonts *letters) (canvas, error) {
	d := newCanvas(cardWidth, cardHeight, ground)
	d.rect(point{-20, 0}, point{16, cardHeight}, 0, 0, indigo, indigo)
	d.scene(c.Pods)
	d.mark(point{cardMargin, 60}, 48)
	y := 0
	for _, part := range []struct {
		text  string
		font  *opentype.Font
		size  float64
		color color.RGBA
		top   int // of the first line's base, 0 for below what was written
		lines int
	}{
		{"Service Lab", fonts.bold, 30, ink, 95, 1},
		{c.Kind, fonts.regular, 26, quiet, 200, 1},
		{c.Title, fonts.bold, 56, ink, 275, 3},
		{c.Question, fonts.regular, 30, quiet, 0, 4},
	} {
		face, err := opentype.NewFace(part.font, &opentype.FaceOptions{Size: part.size, DPI: 72})
		if err != nil {
			return d, fmt.Errorf("taking a font: %w", err)
		}
		x := cardMargin
		if part.text == "Service Lab" && part.top == 95 {
			x += 64
		}
		if part.top == 0 {
			part.top = y + 20
		}
		step := int(part.size * 1.35)
		for i, line := range wrapped(part.text, face, cardText, part.lines) {
			y = part.top + i*step
			d.letter(line, face, x, y, part.color)
		}
		y += step
		face.Close()
	}
	return d, nil
}

// scene draws a request, a Service and the Pods it may go to.
func (d canvas) scene(pods int) {
	const left, bar, right, middle = 840, 930, 1100, 315
	d.line([]point{{left, middle}, {bar, middle}}, 6, traffic)
	for i := range pods {
		y := middle + (float64(i)-float64(pods-1)/2)*120
		c := indigo
		if i == 0 {
			c = traffic
		}
		d.line(curve(point{bar, middle}, point{bar + 90, middle}, point{bar + 60, y}, point{right - 40, y}), 6, c)
		d.rect(point{right - 40, y - 38}, point{right + 40, y + 38}, 14, 5, color.RGBA{0xff, 0xff, 0xff, 0xff}, edge)
		d.disc(point{right, y}, 12, c)
	}
	d.rect(point{bar - 26, middle - 150}, point{bar + 26, middle + 150}, 16, 6, tint, indigo)
	d.disc(point{left, middle}, 14, traffic)
}

// letter writes a line of text with its base at y.
func (d canvas) letter(text string, face font.Face, x, y int, c color.RGBA) {
	dot := fixed.P(x, y)
	for _, r := range text {
		box, mask, at, advance, ok := face.Glyph(dot, r)
		if !ok {
			continue
		}
		for py := box.Min.Y; py < box.Max.Y; py++ {
			for px := box.Min.X; px < box.Max.X; px++ {
				if !(image.Point{X: px, Y: py}).In(d.Bounds()) {
					continue
				}
				_, _, _, a := mask.At(at.X+px-box.Min.X, at.Y+py-box.Min.Y).RGBA()
				d.blend(px, py, c, float64(a)/0xffff)
			}
		}
		dot.X += advance
	}
}

// wrapped breaks a text into lines at its spaces, and a word where it is too long
// for a line. What needs more lines than there are ends in dots.
func wrapped(text string, face font.Face, width, lines int) []string {
	var out []string
	line := ""
	fits := func(s string) bool { return font.MeasureString(face, s).Ceil() <= width }
	for _, word := range strings.Fields(text) {
		if line != "" && fits(line+" "+word) {
			line += " " + word
			continue
		}
		if line != "" {
			out = append(out, line)
		}
		for !fits(word) {
			cut := len(word)
			for cut > 0 && !fits(word[:cut]) {
				_, size := utf8.DecodeLastRuneInString(word[:cut])
				cut -= size
			}
			out, word = append(out, word[:cut]), word[cut:]
		}
		line = word
	}
	if line != "" {
		out = append(out, line)
	}
	if len(out) <= lines {
		return out
	}
	last := out[lines-1] + "…"
	for !fits(last) {
		cut := strings.TrimSuffix(last, "…")
		_, size := utf8.DecodeLastRuneInString(cut)
		last = strings.TrimSpace(cut[:len(cut)-size]) + "…"
	}
	return append(out[:lines-1], last)
}
