package ui

import (
	"math"
	"strconv"
	"strings"

	"svclab/wasm/html"
)

// group is the Pods of one workload on one node, when there are too many for a
// card each: their counts, and a strip with a cell for every Pod.
type group struct {
	namespace, name string
	node            string
	box             rect
	strip           rect
	pitch           float64 // from cell to cell
	columns         int
	pods            []int // places in layout.pods
	doors           []podDoor
	counts          [4]int // by cellState
}

// The states of a cell.
const (
	cellReady = iota
	cellUnready
	cellEnding
	cellFailed
)

func cellState(b PodBox) int {
	switch {
	case b.Terminating:
		return cellEnding
	case b.Failed:
		return cellFailed
	case b.Ready:
		return cellReady
	}
	return cellUnready
}

// groupName is what a Pod is counted under: its workload, or else itself with
// those that are called alike but for a number.
func groupName(b PodBox) string {
	if b.Workload != "" {
		return b.Workload
	}
	if i := strings.LastIndexByte(b.Name, '-'); i > 0 && letters(b.Name[i+1:]) == "" {
		return b.Name[:i]
	}
	return b.Name
}

// stackGroups puts the groups of a lane one below the other, those that a drawn
// Service leads to first, and returns where they end.
func (l *layout) stackGroups(p *drawing, a *lane, x, y, w float64) float64 {
	at := map[podKey]int{}
	for i, b := range p.Pods {
		if b.Node != a.node.Name {
			continue
		}
		key := podKey{b.Namespace, groupName(b)}
		k, ok := at[key]
		if !ok {
			k = len(a.groups)
			at[key] = k
			a.groups = append(a.groups, group{namespace: key.namespace, name: key.name, node: a.node.Name})
		}
		g := &a.groups[k]
		g.pods = append(g.pods, i)
		g.counts[cellState(b)]++
		g.addDoors(l.doorsOf(b))
	}
	for _, served := range [2]bool{true, false} {
		for i := range a.groups {
			if g := &a.groups[i]; (len(g.doors) > 0) == served {
				l.placeGroup(g, x, y, w)
				y = g.box.bottom() + cardGap
				if l.down && len(g.doors) > 0 {
					y += 6
				}
			}
		}
	}
	return y
}

// addDoors notes the doors of one more Pod: a door stands for all Pods that have it.
func (g *group) addDoors(doors []podDoor) {
next:
	for _, d := range doors {
		for i, known := range g.doors {
			if known.port == d.port && known.band == d.band {
				g.doors[i].ready = known.ready || d.ready
				continue next
			}
		}
		g.doors = append(g.doors, d)
	}
}

func (l *layout) placeGroup(g *group, x, y, w float64) {
	left, top := 32.0, 44.0
	if l.down {
		left, top = 8, 60
		if len(g.doors) > 0 {
			top += 10
		}
	}
	n := len(g.pods)
	g.pitch = 15
	switch {
	case n > 150:
		g.pitch = 9
	case n > 60:
		g.pitch = 12
	}
	room := w - left - 9
	g.columns = max(1, int(room/g.pitch))
	rows := (n + g.columns - 1) / g.columns
	if l.focused && len(g.doors) == 0 {
		rows = 0 // the counts are enough of what is not looked at
	}
	g.strip = rect{x + left, y + top, float64(min(n, g.columns)) * g.pitch, float64(rows) * g.pitch}
	g.box = rect{x, y, w, max(top+g.strip.h+8, float64(len(g.doors))*(doorH+4)+8)}
	for i := range g.doors {
		g.doors[i].at = point{x, y + g.box.h/2 + (float64(i)-float64(len(g.doors)-1)/2)*(doorH+4)}
		if l.down {
			g.doors[i].at = point{x + w/2 + (float64(i)-float64(len(g.doors)-1)/2)*(podDoorW+4), y}
		}
	}
}

// cell is the upper left corner of a group's k-th cell.
func (g *group) cell(k int) point {
	return point{g.strip.x + float64(k%g.columns)*g.pitch, g.strip.y + float64(k/g.columns)*g.pitch}
}

// id is the element of a group's strip.
func (g *group) id() string { return "group-" + g.node + "-" + g.namespace + "-" + g.name }

func (m Model) drawGroup(l *layout, g *group) html.Node {
	key := g.id()
	x := g.strip.x
	y := g.box.y + 19
	if l.down && len(g.doors) > 0 {
		y += 10
	}
	node := html.G(html.Key(key), html.Class("group"),
		html.Rect(html.Box(g.box.x, g.box.y, g.box.w, g.box.h), html.N("rx", 8)),
		label(x, y, "name", fit(g.name, 13, g.box.right()-x-50)), label(g.box.right()-9, y, "mono small end", "×"+strconv.Itoa(len(g.pods))))
	node.Children = append(node.Children, m.groupCounts(l, g, x, y+17)...)
	if g.strip.h == 0 {
		return node
	}
	picked := ""
	if m.selected.Kind == "pod" {
		picked = m.selected.Name
	}
	strip := html.G(html.ID(key), html.Class("strip"), html.Role("group"), m.stop(key), html.Aria("label", m.groupLabel(g, picked)),
		html.OnPrevent("keydown", func(in html.Input) any { return m.cellKey(l, g, in.Key) }),
		m.cells(l, g),
		html.Rect(html.Box(g.strip.x, g.strip.y, g.strip.w, g.strip.h), html.Class("touch"),
			html.On("click", func(in html.Input) any { return m.cellAt(l, g, in) })))
	return with2(node, strip)
}

// cells draws a strip in a few paths, however many Pods it has: outlines by
// state, and in each cell a column as high as the Pod's share of the requests.
func (m Model) cells(l *layout, g *group) html.Node {
	var shapes [4]strings.Builder
	var share, mark strings.Builder
	size := g.pitch - 3
	most := m.mostRequests()
	picked := -1
	for k, i := range g.pods {
		b := l.pods[i]
		at := g.cell(k)
		square(&shapes[cellState(b)], at, size, cellState(b) == cellFailed)
		if b.Requests > 0 {
			h := max(1.5, math.Round(size*float64(b.Requests)/most*4)/4)
			share.WriteString("M" + html.Number(at.x) + " " + html.Number(at.y+size) + "v-" + html.Number(h) + "h" + html.Number(size) + "v" + html.Number(h) + "z")
		}
		if m.isSelected("pod", b.Namespace, b.Name) {
			picked = k
		}
	}
	if picked >= 0 {
		at := g.cell(picked)
		square(&mark, point{at.x - 1.5, at.y - 1.5}, size+3, false)
	}
	out := html.G(html.Class("cells"))
	for state, class := range [4]string{"ready", "unready", "ending", "failed"} {
		if d := shapes[state].String(); d != "" {
			out.Children = append(out.Children, html.Path(html.Key(class), html.Class(class), html.A("d", d)))
		}
	}
	if d := share.String(); d != "" {
		out.Children = append(out.Children, html.Path(html.Key("share"), html.Class("share"), html.A("d", d)))
	}
	if d := mark.String(); d != "" {
		out.Children = append(out.Children, html.Path(html.Key("picked"), html.Class("picked"), html.A("d", d)))
	}
	return out
}

func square(b *strings.Builder, at point, size float64, crossed bool) {
	s := html.Number(size)
	b.WriteString("M" + html.Number(at.x) + " " + html.Number(at.y) + "h" + s + "v" + s + "h-" + s + "z")
	if crossed {
		b.WriteString("l" + s + " " + s + "m0-" + s + "l-" + s + " " + s)
	}
}

// groupCounts says how many Pods are in which state, with the sign of each.
func (m Model) groupCounts(l *layout, g *group, x, y float64) []html.Node {
	var out []html.Node
	keys := [4]string{"cells.ready", "cells.unready", "cells.ending", "cells.failed"}
	if l.down {
		keys = [4]string{"cells.ready.short", "cells.unready.short", "cells.ending.short", "cells.failed.short"}
	}
	classes := [4]string{"small quiet", "small warn", "small quiet", "small fail"}
	start := x
	for state, n := range g.counts {
		if n == 0 {
			continue
		}
		text := m.T(keys[state], n)
		w := textWidth(text)
		if x > start && x+w > g.box.right()-6 {
			break
		}
		out = append(out, label(x, y, classes[state], text))
		x += w + 10
	}
	return out
}

func (m Model) groupLabel(g *group, picked string) string {
	text := m.T("cells.label", g.name, g.node, len(g.pods))
	for state, key := range [4]string{"cells.ready", "cells.unready", "cells.ending", "cells.failed"} {
		if n := g.counts[state]; n > 0 {
			text += ", " + m.T(key, n)
		}
	}
	if picked != "" {
		text += ". " + m.T("cells.picked", picked)
	}
	return text
}

// cellAt is the Pod at a place of the strip.
func (m Model) cellAt(l *layout, g *group, in html.Input) any {
	scale := 1.0
	if in.Width > 0 {
		scale = g.strip.w / in.Width
	}
	column, row := int(in.X*scale/g.pitch), int(in.Y*scale/g.pitch)
	k := row*g.columns + column
	if column < 0 || row < 0 || column >= g.columns || k >= len(g.pods) {
		return nil
	}
	b := l.pods[g.pods[k]]
	return Select{"pod", b.Namespace, b.Name}
}

// cellKey goes from Pod to Pod with the arrows.
func (m Model) cellKey(l *layout, g *group, key string) any {
	by := map[string]int{"ArrowRight": 1, "ArrowLeft": -1, "ArrowDown": g.columns, "ArrowUp": -g.columns, "Enter": 0, " ": 0}
	step, ok := by[key]
	if !ok {
		return nil
	}
	at := -1
	for k, i := range g.pods {
		if m.isSelected("pod", l.pods[i].Namespace, l.pods[i].Name) {
			at = k
		}
	}
	switch {
	case at < 0:
		at = 0
	case at+step < 0 || at+step >= len(g.pods):
		return nil // on to what stands beside the strip
	default:
		at += step
	}
	b := l.pods[g.pods[at]]
	return Select{"pod", b.Namespace, b.Name}
}

// group finds the group that a Pod is counted in, and its place there.
func (l *layout) group(namespace, name string) (*group, int) {
	for a := range l.lanes {
		for i := range l.lanes[a].groups {
			g := &l.lanes[a].groups[i]
			if g.namespace != namespace || !strings.HasPrefix(name, g.name) {
				continue
			}
			if k := placeIn(l.pods, g.pods, name); k >= 0 {
				return g, k
			}
		}
	}
	return nil, 0
}

// placeIn finds a name among Pods that are sorted by name.
func placeIn(pods []PodBox, of []int, name string) int {
	low, high := 0, len(of)
	for low < high {
		mid := (low + high) / 2
		if pods[of[mid]].Name < name {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(of) && pods[of[low]].Name == name {
		return low
	}
	return -1
}
