package site

import (
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
)

// canvas is a picture of a few inks, drawn at build. Shapes are smooth at their
// edges: each pixel gets as much of the ink as its distance from the shape says.
type canvas struct{ *image.RGBA }

type point struct{ x, y float64 }

// The inks are those of style/page.css in its light colours.
var (
	ground  = color.RGBA{0xf7, 0xf6, 0xf2, 0xff}
	ink     = color.RGBA{0x1c, 0x1f, 0x26, 0xff}
	quiet   = color.RGBA{0x5b, 0x61, 0x6d, 0xff}
	edge    = color.RGBA{0xdc, 0xda, 0xd2, 0xff}
	indigo  = color.RGBA{0x44, 0x50, 0xc4, 0xff}
	tint    = color.RGBA{0xee, 0xf0, 0xfb, 0xff}
	traffic = color.RGBA{0xc2, 0x41, 0x0c, 0xff}
)

func newCanvas(width, height int, paper color.RGBA) canvas {
	d := canvas{image.NewRGBA(image.Rect(0, 0, width, height))}
	for y := range height {
		for x := range width {
			d.SetRGBA(x, y, paper)
		}
	}
	return d
}

// fill inks what lies within a distance of 0, inside of box.
func (d canvas) fill(box image.Rectangle, c color.RGBA, distance func(point) float64) {
	box = box.Intersect(d.Bounds())
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if share := 0.5 - distance(point{float64(x) + 0.5, float64(y) + 0.5}); share > 0 {
				d.blend(x, y, c, min(share, 1))
			}
		}
	}
}

// blend puts a share of an ink over a pixel, in one of sixteen strengths: so a
// picture has few colours, and is small.
func (d canvas) blend(x, y int, c color.RGBA, share float64) {
	share = math.Round(share*16) / 16
	under := d.RGBAAt(x, y)
	mix := func(over, under uint8) uint8 {
		return uint8(math.Round(float64(over)*share + float64(under)*(1-share)))
	}
	d.SetRGBA(x, y, color.RGBA{mix(c.R, under.R), mix(c.G, under.G), mix(c.B, under.B), 0xff})
}

// disc draws a filled circle.
func (d canvas) disc(at point, radius float64, c color.RGBA) {
	d.fill(boxAround(at, at, radius), c, func(p point) float64 { return math.Hypot(p.x-at.x, p.y-at.y) - radius })
}

// rect draws a rectangle with round corners, filled and with an edge.
func (d canvas) rect(from, to point, radius, width float64, inside, outline color.RGBA) {
	center, half := point{(from.x + to.x) / 2, (from.y + to.y) / 2}, point{(to.x - from.x) / 2, (to.y - from.y) / 2}
	distance := func(p point) float64 {
		x, y := math.Abs(p.x-center.x)-half.x+radius, math.Abs(p.y-center.y)-half.y+radius
		return math.Hypot(max(x, 0), max(y, 0)) + min(max(x, y), 0) - radius
	}
	d.fill(boxAround(from, to, width), inside, distance)
	d.fill(boxAround(from, to, width), outline, func(p point) float64 { return math.Abs(distance(p)) - width/2 })
}

// line draws a line through points.
func (d canvas) line(points []point, width float64, c color.RGBA) {
	low, high := points[0], points[0]
	for _, p := range points {
		low, high = point{min(low.x, p.x), min(low.y, p.y)}, point{max(high.x, p.x), max(high.y, p.y)}
	}
	d.fill(boxAround(low, high, width), c, func(p point) float64 {
		nearest := math.Inf(1)
		for i := 1; i < len(points); i++ {
			nearest = min(nearest, toSegment(p, points[i-1], points[i]))
		}
		return nearest - width/2
	})
}

// toSegment is how far p is from the line between a and b.
func toSegment(p, a, b point) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = min(max(((p.x-a.x)*dx+(p.y-a.y)*dy)/length, 0), 1)
	}
	return math.Hypot(p.x-a.x-t*dx, p.y-a.y-t*dy)
}

// curve returns points of a cubic Bézier curve.
func curve(a, b, c, e point) []point {
	const parts = 24
	out := make([]point, 0, parts+1)
	for i := range parts + 1 {
		t := float64(i) / parts
		u := 1 - t
		k := [4]float64{u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t}
		out = append(out, point{k[0]*a.x + k[1]*b.x + k[2]*c.x + k[3]*e.x, k[0]*a.y + k[1]*b.y + k[2]*c.y + k[3]*e.y})
	}
	return out
}

// boxAround is the box about two points, with a margin.
func boxAround(low, high point, margin float64) image.Rectangle {
	return image.Rect(int(low.x-margin)-2, int(low.y-margin)-2, int(high.x+margin)+3, int(high.y+margin)+3)
}

// write writes the picture as PNG, with a palette when 256 colours do.
func (d canvas) write(w io.Writer) error {
	var picture image.Image = d.RGBA
	if p := d.paletted(); p != nil {
		picture = p
	}
	return (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(w, picture)
}

// paletted is the picture with a palette, or nil when it has too many colours.
func (d canvas) paletted() *image.Paletted {
	index := map[color.RGBA]uint8{}
	out := image.NewPaletted(d.Bounds(), nil)
	for y := range d.Bounds().Dy() {
		for x := range d.Bounds().Dx() {
			c := d.RGBAAt(x, y)
			i, ok := index[c]
			if !ok {
				if len(index) == 256 {
					return nil
				}
				i = uint8(len(index))
				index[c] = i
				out.Palette = append(out.Palette, c)
			}
			out.SetColorIndex(x, y, i)
		}
	}
	return out
}
