package ui

import (
	"hash/fnv"
	"strconv"
	"strings"
	"unicode/utf8"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// chip is a label as drawn. Two pairs that are equal look equal.
type chip struct {
	text  string
	rest  string // a second line, when one is not enough
	hue   int
	class string
	box   rect // relative to where the row of chips begins
}

const (
	chipH   = 20.0
	chipGap = 5.0
	hues    = 7
)

// selectorChips are what a Service demands.
func selectorChips(s ServiceBox) []chip {
	out := make([]chip, 0, len(s.Selector))
	for _, p := range s.Selector {
		out = append(out, chip{text: p.String(), hue: hue(p)})
	}
	return out
}

// labelChips are what a Pod offers. A value that a drawn Service asks for
// almost so is marked, since that is what a slip of the finger looks like.
func labelChips(b PodBox, bands []band) []chip {
	out := make([]chip, 0, len(b.Labels))
	for _, p := range b.Labels {
		if ofControllers[p.Key] && !asked(p.Key, bands) {
			continue
		}
		c := chip{text: p.String(), hue: hue(p)}
		for _, band := range bands {
			for _, want := range band.service.Selector {
				if want.Key == p.Key && want.Value != p.Value && near(want.Value, p.Value) {
					c.text, c.class = p.Value+" ≠ "+want.Value, "miss"
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// ofControllers are labels that the cluster itself puts on Pods. They are worth
// their room only where a drawn Service asks for them.
var ofControllers = map[string]bool{
	api.LabelPodTemplateHash: true, api.LabelRevisionHash: true, api.LabelTemplateGeneration: true,
	api.LabelStatefulSetPodName: true, api.LabelPodIndex: true, api.LabelZone: true,
}

func asked(key string, bands []band) bool {
	for _, b := range bands {
		for _, want := range b.service.Selector {
			if want.Key == key {
				return true
			}
		}
	}
	return false
}

// hue picks one of the chip colours from the pair itself.
func hue(p Pair) int {
	h := fnv.New32a()
	h.Write([]byte(p.String()))
	return int(h.Sum32() % hues)
}

// near reports whether b could be a slip of the finger for a: a letter wrong,
// missing, too many or swapped with its neighbour, or two in a long word.
// Values that differ in their digits alone, such as v1 and v2, are meant.
func near(a, b string) bool {
	d, long := distance([]rune(a), []rune(b)), max(len(a), len(b))
	return long >= 3 && (d == 1 || d == 2 && long >= 6) && letters(a) != letters(b)
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}, s)
}

// distance counts the edits between a and b; two letters swapped are one. It
// is the optimal string alignment distance.
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range b {
		rows[0][j+1] = j + 1
	}
	for i := range a {
		for j := range b {
			wrong := 1
			if a[i] == b[j] {
				wrong = 0
			}
			d := min(rows[i][j]+wrong, rows[i][j+1]+1, rows[i+1][j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = d
		}
	}
	return rows[len(a)][len(b)]
}

// wrap places chips in rows of a width. One that is too long breaks after its
// key, and what is still too long is cut.
func wrap(chips []chip, width float64) []chip {
	x, y, row := 0.0, 0.0, 0.0
	for i := range chips {
		c := &chips[i]
		h := chipH
		if monoWidth(c.text)+14 > width {
			c.text, c.rest = breakPair(c.text)
			c.text, c.rest = cut(c.text, width-14), cut(c.rest, width-14)
			h += 13
		}
		w := max(monoWidth(c.text), monoWidth(c.rest)) + 14
		if x > 0 && x+w > width {
			x, y, row = 0, y+row+4, 0
		}
		c.box = rect{x, y, w, h}
		x += w + chipGap
		row = max(row, h)
	}
	return chips
}

// center moves a single row of chips to the middle of a width.
func center(chips []chip, width float64) {
	if len(chips) == 0 || chips[len(chips)-1].box.y > 0 {
		return
	}
	shift := (width - chips[len(chips)-1].box.right()) / 2
	for i := range chips {
		chips[i].box.x += shift
	}
}

func breakPair(s string) (first, rest string) {
	for i, r := range s {
		if r == '=' || r == '≠' {
			end := i + utf8.RuneLen(r)
			return s[:end], s[end:]
		}
	}
	return s, ""
}

// chipsHeight is the height of wrapped chips with the space below them.
func chipsHeight(chips []chip) float64 {
	h := 0.0
	for _, c := range chips {
		h = max(h, c.box.bottom()+6)
	}
	return h
}

func drawChips(chips []chip, x, y float64) html.Nodes {
	return html.Each(chips, func(_ int, c chip) html.Node {
		box := rect{x + c.box.x, y + c.box.y, c.box.w, c.box.h}
		g := html.G(html.Class("chip hue-"+strconv.Itoa(c.hue)), html.If(c.class != "", html.Class(c.class)),
			html.Rect(html.Box(box.x, box.y, box.w, box.h), html.N("rx", chipH/2)),
			label(box.x+7, box.y+14, "mono", c.text))
		if c.rest != "" {
			g.Children = append(g.Children, label(box.x+7, box.y+27, "mono", c.rest))
		}
		return g
	})
}

// Widths of texts, from the widest fonts that are likely: nothing here can
// measure. A Korean letter is a square.
func monoWidth(s string) float64 { return width(s, 11.5, 0.61) }

func textWidth(s string) float64 { return width(s, 11.5, 0.56) }

func boldWidth(s string, size float64) float64 { return width(s, size, 0.655) }

func width(s string, size, latin float64) float64 {
	w := 0.0
	for _, r := range s {
		if r < 0x1100 || 0x2000 <= r && r < 0x2e80 { // signs such as … and ≠ are narrow
			w += latin
		} else {
			w += 1
		}
	}
	return w * size
}

// cut shortens a mono text to a width. The end stays, where generated names differ.
func cut(s string, width float64) string {
	if monoWidth(s) <= width {
		return s
	}
	r := []rune(s)
	keep := max(2, int(width/(11.5*0.61))-1)
	if keep >= len(r) {
		return s
	}
	tail := min(5, keep/2)
	return string(r[:keep-tail]) + "…" + string(r[len(r)-tail:])
}
