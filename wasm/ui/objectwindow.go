package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/html"
)

// mostWhole is how many objects there are before only those rows of their list are
// in the page that are in sight, or nearly so. What is above and below has its room.
const mostWhole = 1000

// ScrollObjects says which part of the list is in sight, in CSS pixels.
type ScrollObjects struct{ Top, Height float64 }

// Sizes of the list's rows; the style sheet has the same.
const (
	groupHead    = 30.0
	rowHigh      = 28.0
	rowHighPhone = 44.0
	rowsBeyond   = 8
)

// windowed reports that not all rows are in the page.
func (m Model) windowed() bool {
	n := 0
	for _, h := range m.picture.shelves {
		n += h.objects.n
	}
	return n > mostWhole
}

// rowGroup is the rows of a resource.
type rowGroup struct {
	resource string
	all      list[*Stored]
	from, n  int       // of all
	found    []*Stored // instead, when there is a filter
	open     bool
	y        float64 // where it begins
}

// hits are what a filter lets through, by resource.
type hits struct {
	text  string
	found map[string][]*Stored
	at    float64 // when they were looked for, on the screen's clock
}

// hitsLast is for how long they are good, in milliseconds: to look again costs.
const hitsLast = 1000

// find looks for what the filter lets through, unless that is known.
func (m *Model) find() {
	o := &m.objects
	if text := strings.TrimSpace(o.filter); text != "" && (o.hits.text != text || m.clock.last-o.hits.at > hitsLast) {
		o.hits = hits{text, m.hitsOf(text), m.clock.last}
	}
}

func (m Model) hitsOf(text string) map[string][]*Stored {
	out := map[string][]*Stored{}
	for _, resource := range kindOrder {
		for s := range m.picture.all(resource).each {
			if strings.Contains(s.Name, text) {
				out[resource] = append(out[resource], s)
			}
		}
	}
	return out
}

// rowGroups are the groups of the list, from top to bottom.
func (m Model) rowGroups() []rowGroup {
	o := m.objects
	found, text := o.hits.found, strings.TrimSpace(o.filter)
	if text != o.hits.text {
		found = m.hitsOf(text)
	}
	var out []rowGroup
	y := 0.0
	for _, resource := range kindOrder {
		g := rowGroup{resource: resource, all: m.picture.all(resource), open: !o.shut[resource], y: y}
		g.n = g.all.n
		first, some := g.all.first()
		spaced := some && first.Namespace != "" && o.namespace != ""
		switch {
		case text != "":
			g.found = found[resource]
			if spaced {
				g.found = within(g.found, o.namespace)
			}
			g.n = len(g.found)
		case spaced:
			g.from = g.all.index(spot{a: o.namespace})
			g.n = g.all.index(spot{a: o.namespace + "\x00"}) - g.from
		}
		if g.n == 0 {
			continue
		}
		if y += groupHead; g.open {
			y += float64(g.n) * m.rowHigh()
		}
		out = append(out, g)
	}
	return out
}

// within are those of one namespace.
func within(all []*Stored, namespace string) []*Stored {
	var out []*Stored
	for _, s := range all {
		if s.Namespace == namespace {
			out = append(out, s)
		}
	}
	return out
}

func (m Model) rowHigh() float64 {
	if m.narrow() {
		return rowHighPhone
	}
	return rowHigh
}

// rows yields the rows of a group from the k-th on.
func (g rowGroup) rows(k int) func(yield func(*Stored) bool) {
	if g.found != nil {
		return func(yield func(*Stored) bool) {
			for _, s := range g.found[k:] {
				if !yield(s) {
					return
				}
			}
		}
	}
	return g.all.from(g.from + k)
}

// row returns the k-th row.
func (g rowGroup) row(k int) *Stored {
	for s := range g.rows(k) {
		return s
	}
	return nil
}

// index returns the place of an object in the group, -1 for none.
func (g rowGroup) index(r Ref) int {
	s := spot{a: r.Namespace, b: r.Name}
	if g.found != nil {
		for k, o := range g.found {
			if o.Ref == r {
				return k
			}
		}
		return -1
	}
	if _, ok := g.all.find(s); !ok || r.Resource != g.resource {
		return -1
	}
	if k := g.all.index(s) - g.from; k >= 0 && k < g.n {
		return k
	}
	return -1
}

// windowGroups is the list with those rows that are in sight.
func (m *Model) windowGroups() html.Node {
	o := m.objects
	box := html.Div(html.ID("object-groups"), html.Class("object-groups windowed"), html.OnPrevent("keydown", rowKey),
		html.On("scroll", func(in html.Input) any { return ScrollObjects{in.Scroll, in.Height} }))
	groups := m.rowGroups()
	if len(groups) == 0 {
		return with2(box, html.P(html.Class("quiet"), html.Text(m.T("objects.none"))))
	}
	entry := o.at
	if g, k := placeOf(groups, o.at); k < 0 || !groups[g].open {
		entry = groups[0].row(0).Ref
	}
	high := m.rowHigh()
	sight := o.sight
	if sight == 0 {
		sight = 600
	}
	for _, g := range groups {
		group := html.Section(html.Key(g.resource), html.Class("object-kind"),
			html.H3(html.Button(html.ID("kind-"+g.resource), html.Class("plain"), html.Flag("expanded", g.open), html.On("click", ToggleKind{g.resource}),
				caret(g.open), html.Text(kindOf(g.resource)+" "), html.Span(html.Class("quiet"), html.Text(thousands(g.n))))))
		if !g.open {
			box.Children = append(box.Children, group)
			continue
		}
		top := o.top - g.y - groupHead
		first := max(0, min(g.n, int(top/high)-rowsBeyond))
		last := max(first, min(g.n, int((top+sight)/high)+rowsBeyond+1))
		rows := html.Ul()
		add := func(n html.Node) { rows.Children = append(rows.Children, n) }
		if first > 0 {
			add(spacer(float64(first) * high))
		}
		k := first
		for s := range g.rows(first) {
			if k == last {
				break
			}
			k++
			look := m.rowLook(s, s.Ref == entry)
			place := [2]int{k, g.n}
			add(html.Once(s.Namespace+"/"+s.Name, windowLook{look, place}, func() html.Node {
				row := m.drawRow(look)
				row.Attrs = append(row.Attrs, html.Attr{Name: "aria-posinset", Value: strconv.Itoa(place[0])}, html.Attr{Name: "aria-setsize", Value: strconv.Itoa(place[1])})
				return row
			}))
		}
		if last < g.n {
			add(spacer(float64(g.n-last) * high))
		}
		group.Children = append(group.Children, rows)
		box.Children = append(box.Children, group)
	}
	return box
}

// windowLook is all on which a row depends, with its place.
type windowLook struct {
	rowLook
	place [2]int
}

// spacer has the height of rows that are not in the page.
func spacer(height float64) html.Node {
	return html.Li(html.Class("spacer"), html.Hidden(), html.Role("presentation"), html.SVG(html.N("width", 1), html.N("height", height)))
}

// placeOf finds an object's group and its place there, -1 for none.
func placeOf(groups []rowGroup, r Ref) (group, k int) {
	for i, g := range groups {
		if g.resource == r.Resource {
			return i, g.index(r)
		}
	}
	return 0, -1
}

// stepWindow moves in the list by so many rows.
func (m *Model) stepWindow(by int) []Effect {
	var groups []rowGroup
	for _, g := range m.rowGroups() {
		if g.open {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	i, k := placeOf(groups, m.objects.at)
	if k < 0 {
		if i, k = 0, 0; by == 1 {
			by = 0
		}
	}
	k += by
	for k < 0 && i > 0 {
		i--
		k += groups[i].n
	}
	for k >= groups[i].n && i < len(groups)-1 {
		k -= groups[i].n
		i++
	}
	g := groups[i]
	k = max(0, min(k, g.n-1))
	r := g.row(k).Ref
	o := &m.objects
	y, sight := g.y+groupHead+float64(k)*m.rowHigh(), max(o.sight, 4*m.rowHigh())
	o.top = max(min(o.top, y), y+m.rowHigh()-sight)
	effects := m.showObject(r)
	return append(effects[:1], FocusEffect{ID: rowID(r)})
}
