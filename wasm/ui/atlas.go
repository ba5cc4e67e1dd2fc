package ui

import (
	"slices"
	"strings"
)

// atlas is the map of all nodes of a vast cluster: a cell for each, by zone, the
// fuller the darker. It is drawn in a few paths for each chunk of the nodes, and
// only where they have changed.
type atlas struct {
	of     **chunk[*NodeBox]
	grid   *grid
	cells  []int // the place of each node
	nodes  []*NodeBox
	chunks []uint64 // of each, a sum of its places
	most   int      // Pods that fill a cell
}

// grid is where the cells are. It is the same one for as long as they are there.
type grid struct {
	w, h, pitch float64
	left        float64 // of the cells
	columns     int
	zones       []zone
}

// zone is the nodes of a zone, from one place on.
type zone struct {
	name  string
	first int
	n     int
	y     float64
}

const (
	zoneHead = 18.0  // where zones have their names above
	zoneSide = 150.0 // or beside
	zoneGap  = 6.0
	mapEdge  = 8.0
)

// newAtlas makes the map for a pane of a width, from the one before where that
// still holds.
func newAtlas(p Picture, width float64, was *atlas) *atlas {
	if p.Nodes.n == 0 {
		return nil
	}
	of := &p.Nodes.chunks[0]
	if was != nil && was.of == of && was.grid.w == width {
		return was
	}
	a := &atlas{of: of, cells: make([]int, 0, p.Nodes.n), nodes: make([]*NodeBox, p.Nodes.n), most: 10}
	g := &grid{w: width}
	at := map[string]int{}
	for n := range p.Nodes.each {
		if _, ok := at[n.Zone]; !ok {
			at[n.Zone] = 0
			g.zones = append(g.zones, zone{name: n.Zone})
		}
		at[n.Zone]++
	}
	slices.SortFunc(g.zones, func(a, b zone) int { return strings.Compare(a.name, b.name) })
	first := 0
	for i := range g.zones {
		z := &g.zones[i]
		z.first, z.n = first, at[z.name]
		at[z.name] = first
		first += z.n
	}
	g.arrange()
	if was != nil && was.grid.like(g) {
		g = was.grid
	}
	a.grid = g
	for _, c := range p.Nodes.chunks {
		sum := uint64(14695981039346656037)
		for _, n := range c.boxes {
			k := at[n.Zone]
			at[n.Zone]++
			a.cells = append(a.cells, k)
			a.nodes[k] = n
			sum = (sum ^ uint64(k)) * 1099511628211
			pods := 0
			for _, count := range n.counts {
				pods += count
			}
			for a.most < pods {
				a.most *= 2
			}
		}
		a.chunks = append(a.chunks, sum)
	}
	return a
}

func (g *grid) like(o *grid) bool { return g.w == o.w && slices.Equal(g.zones, o.zones) }

// arrange chooses the largest cells with which all zones stay in sight.
func (g *grid) arrange() {
	high, head, least := 150.0, 2.0, 14.0
	g.left = mapEdge + zoneSide
	if g.w < wideDiagram {
		high, head, least = 260, zoneHead, 0
		g.left = mapEdge
	}
	for _, g.pitch = range []float64{20, 16, 14, 12, 10, 8, 7, 6, 5} {
		g.columns = max(1, int((g.w-g.left-mapEdge)/g.pitch))
		y := 2.0
		for i := range g.zones {
			z := &g.zones[i]
			z.y = y + head
			y = z.y + max(least, float64((z.n+g.columns-1)/g.columns)*g.pitch) + zoneGap
		}
		if g.h = y; y <= high {
			break
		}
	}
}

// cell is the upper left corner of the k-th place.
func (g *grid) cell(k int) point {
	z := g.zone(k)
	k -= z.first
	return point{g.left + float64(k%g.columns)*g.pitch, z.y + float64(k/g.columns)*g.pitch}
}

// nameY is where a zone's name stands.
func (g *grid) nameY(z zone) float64 {
	if g.left > mapEdge {
		return z.y + 10
	}
	return z.y - 5
}

func (g *grid) zone(k int) zone {
	for _, z := range g.zones {
		if k < z.first+z.n {
			return z
		}
	}
	return zone{}
}

// at is the place of a point, -1 for none.
func (g *grid) at(x, y float64) int {
	for _, z := range g.zones {
		column, row := int((x-g.left)/g.pitch), int((y-z.y)/g.pitch)
		k := row*g.columns + column
		if x >= g.left && y >= z.y && column < g.columns && k < z.n {
			return z.first + k
		}
	}
	return -1
}

// step goes from a place to the next one in a direction, -1 for none.
func (g *grid) step(k int, key string) int {
	z := g.zone(k)
	switch key {
	case "ArrowRight":
		k++
	case "ArrowLeft":
		k--
	case "ArrowDown":
		if k+g.columns >= z.first+z.n { // on to the zone below
			for _, below := range g.zones {
				if below.first == z.first+z.n {
					return min(below.first+(k-z.first)%g.columns, below.first+below.n-1)
				}
			}
			return -1
		}
		k += g.columns
	case "ArrowUp":
		if k-g.columns < z.first {
			for _, above := range g.zones {
				if above.first+above.n == z.first {
					rows := (above.n - 1) / g.columns
					column := (k - z.first) % g.columns
					return above.first + min(above.n-1, rows*g.columns+column)
				}
			}
			return -1
		}
		k -= g.columns
	case "Home":
		k = 0
	case "End":
		last := g.zones[len(g.zones)-1]
		k = last.first + last.n - 1
	default:
		return -1
	}
	return k
}
