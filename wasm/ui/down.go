package ui

// placeDown arranges the diagram from top to bottom: the learner, the lanes
// side by side, the bands across them and the Pods below. More lanes than fit
// make the diagram wider than its pane, which scrolls.
func (l *layout) placeDown(p Picture) {
	const least, edge, gap = 106.0, 8.0, 8.0
	pane := l.w
	n := float64(max(len(p.Nodes), 1))
	l.w = max(l.w, n*least+(n-1)*gap+2*edge)
	laneW := (l.w - 2*edge - (n-1)*gap) / n
	l.learner = point{pane/2 - 44, 26}
	top := 68.0 + float64(max(l.nodePorts()-1, 0))*(doorH+4)
	bandY := top + 62
	if l.nodePorts() > 0 {
		bandY += 14
	}
	y := bandY
	for i := range l.bands {
		b := &l.bands[i]
		b.chips = wrap(selectorChips(b.service), l.w-2*edge-16)
		b.head = 28 + chipsHeight(b.chips)
		if b.empty {
			b.head += 18
		}
		b.box = rect{edge - 6, y, l.w - 2*edge + 12, b.head + 26}
		y = b.box.bottom() + 10
	}
	podY := y + 6
	if len(l.bands) > 0 {
		podY = y + 24
	}
	bottom := podY + 20
	for i, node := range p.Nodes {
		x := edge + float64(i)*(laneW+gap)
		a := lane{node: node, box: rect{x, top, laneW, 0}, line: x + min(laneW-32, max(laneW/2, 86))}
		a.shell = point{a.line, top + 40}
		bottom = max(bottom, l.gridCards(p, &a, podY))
		l.lanes = append(l.lanes, a)
	}
	for i := range l.lanes {
		l.lanes[i].box.h = bottom + 8 - top
	}
	l.placeNodeDoors()
	l.h = l.placeSpare(p, edge, bottom+8+laneGap, min(laneW, 160)) + 4
}

// gridCards puts the lane's Pods in as many columns as fit, their doors on
// their upper edges, and returns where they end.
func (l *layout) gridCards(p Picture, a *lane, y float64) float64 {
	const least, inset = 98.0, 4.0
	room := a.box.w - 2*inset
	columns := max(1, int((room+cardGap)/(least+cardGap)))
	w := (room - float64(columns-1)*cardGap) / float64(columns)
	w = min(w, 190)
	tallest := 0.0
	for i, b := range p.podsOn(a.node.Name) {
		if i > 0 && i%columns == 0 {
			y, tallest = y+tallest+cardGap+doorH, 0
		}
		c := l.newCard(p, b, a.box.x+inset+float64(i%columns)*(w+cardGap), y, w)
		if len(c.doors) > 0 {
			c.box.h += 10 // room below the doors
		}
		for d := range c.doors {
			c.doors[d].at = point{c.box.x + w/2 + (float64(d)-float64(len(c.doors)-1)/2)*(podDoorW+4), y}
		}
		a.pods = append(a.pods, c)
		tallest = max(tallest, c.box.h)
	}
	return y + tallest
}
