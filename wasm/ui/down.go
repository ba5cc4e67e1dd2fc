package ui

// placeDown arranges the diagram from top to bottom: the learner, the cloud, the
// lanes side by side, in them the Pods that ask, the bands across them and the
// Pods below. More lanes than fit make the diagram wider than its pane, which
// scrolls.
func (l *layout) placeDown(p *drawing) {
	const least, edge, gap = 106.0, 8.0, 8.0
	pane := l.w
	n := float64(max(len(p.Nodes), 1))
	l.w = max(l.w, n*least+(n-1)*gap+2*edge)
	laneW := (l.w - 2*edge - (n-1)*gap) / n
	l.learner = point{max(24, pane-130), 26}
	l.newClouds(p)
	top := 68.0 + float64(max(l.nodePorts()-1, 0))*(doorH+4)
	for i := range l.clouds {
		l.clouds[i].box = rect{edge - 4, 58 + float64(i)*48, pane - 2*edge + 8, 40}
		top += 56
	}
	bandY := top + 62
	if l.nodePorts() > 0 {
		bandY += 14
	}
	bandY += l.tallestAskers(p) * 44
	y := bandY
	for i := range l.bands {
		b := &l.bands[i]
		b.chips = wrap(selectorChips(b.service), l.w-2*edge-16)
		b.head = 28 + chipsHeight(b.chips) + 16*float64(len(b.notes))
		if b.empty {
			b.head += 18
		}
		b.box = rect{edge - 6, y, l.w - 2*edge + 12, b.head + 26}
		if b.tag {
			b.head += 18
			b.box.h = b.head + 6
		}
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
	y = bottom + 8 + laneGap
	if len(l.aside) > 0 {
		y = l.placeAside(edge, y, min(pane-2*edge, 200)) + laneGap
	}
	l.h = l.placeSpare(p, edge, y, min(laneW, 160)) + 4
}

// tallestAskers is the most Pods that only ask on one node.
func (l *layout) tallestAskers(p *drawing) float64 {
	most := 0.0
	count := map[string]float64{}
	for _, b := range p.Pods {
		if l.asks(b) && b.Node != "" {
			count[b.Node]++
			most = max(most, count[b.Node])
		}
	}
	return most
}

// gridCards puts the lane's Pods in as many columns as fit, their doors on
// their upper edges, and returns where they end.
func (l *layout) gridCards(p *drawing, a *lane, y float64) float64 {
	const least, inset = 98.0, 4.0
	room := a.box.w - 2*inset
	columns := max(1, int((room+cardGap)/(least+cardGap)))
	w := (room - float64(columns-1)*cardGap) / float64(columns)
	w = min(w, 190)
	if l.dense {
		return l.stackGroups(p, a, a.box.x+inset, y, room) - cardGap
	}
	tallest, k, top := 0.0, 0, a.box.y+56
	if l.nodePorts() > 0 {
		top += 4
	}
	for i, b := range p.Pods {
		switch {
		case b.Node != a.node.Name:
			continue
		case l.asks(b):
			a.askers = append(a.askers, card{pod: b, at: i, small: true, box: rect{a.box.x + inset, top, room, 38}})
			top += 44
			continue
		case k > 0 && k%columns == 0:
			y, tallest = y+tallest+cardGap+doorH, 0
		}
		c := l.newCard(p, b, a.box.x+inset+float64(k%columns)*(w+cardGap), y, w)
		c.at = i
		if len(c.doors) > 0 {
			c.box.h += 10 // room below the doors
		}
		for d := range c.doors {
			c.doors[d].at = point{c.box.x + w/2 + (float64(d)-float64(len(c.doors)-1)/2)*(podDoorW+4), y}
		}
		a.pods = append(a.pods, c)
		tallest = max(tallest, c.box.h)
		k++
	}
	return y + tallest
}
