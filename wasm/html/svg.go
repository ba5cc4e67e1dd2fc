package html

// Each of these makes the SVG element of its name. A document puts an svg
// element and all below it in the SVG namespace.
var (
	SVG     = tag("svg")
	G       = tag("g")
	Path    = tag("path")
	Rect    = tag("rect")
	Circle  = tag("circle")
	Line    = tag("line")
	SVGText = tag("text")
	Title   = tag("title")
	Defs    = tag("defs")
	Pattern = tag("pattern")
)

// Box returns the attributes that place a rectangle.
func Box(x, y, width, height float64) Option {
	return attrs{number("x", x), number("y", y), number("width", width), number("height", height)}
}

// At returns the attributes that place a text.
func At(x, y float64) Option { return attrs{number("x", x), number("y", y)} }

// Round returns the attributes of a circle.
func Round(cx, cy, r float64) Option {
	return attrs{number("cx", cx), number("cy", cy), number("r", r)}
}

type attrs []Attr

func (as attrs) put(n *Node) { n.Attrs = append(n.Attrs, as...) }
