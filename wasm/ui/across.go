package ui

// placeAcross arranges the diagram from left to right: the learner, the lanes
// one below the other, in them the bands and at their right ends the Pods.
func (l *layout) placeAcross(p Picture) {
	const right = 16.0
	laneX := 128 + min(24, max(0, (l.w-600)/10))
	laneW := l.w - right - laneX
	podW := l.podWidth()
	podX := l.w - right - 12 - podW
	l.placeBands(laneX+104, podX-podDoorW/2)
	head := 8.0
	for i := range l.bands {
		head = max(head, l.bands[i].head)
	}
	y := head + 8
	for _, n := range p.Nodes {
		a := lane{node: n, box: rect{laneX, y, laneW, 0}}
		a.slim = len(p.podsOn(n.Name)) == 0 && l.nodePorts() == 1 && l.bands[0].box.x-laneX > 172
		a.box.h = l.stackCards(p, &a, podX, podW)
		a.line = max(a.box.middle().y, y+60)
		if a.slim {
			a.line = y + 41
		}
		a.shell = point{laneX + 66, a.line}
		l.lanes = append(l.lanes, a)
		y = a.box.bottom() + laneGap
	}
	l.stretchBands(head+8, y-laneGap)
	l.placeNodeDoors()
	y = l.placeSpare(p, laneX, y, podW)
	l.h = max(y+4, 150)
	l.learner = point{laneX/2 - 4, l.laneMiddle()}
}

// podWidth is the width of a card beside the bands.
func (l *layout) podWidth() float64 { return min(264, max(178, (l.w-168)*0.36)) }

// placeBands shares the room between from and to among the bands.
func (l *layout) placeBands(from, to float64) {
	n := float64(len(l.bands))
	if n == 0 {
		return
	}
	room := to - from
	spare := 136.0 // for the words beside the Pods' doors
	if n > 1 {
		spare = 64
	}
	w := min(164, max(104, (room-spare)/n))
	gap := min(28, max(6, (room-n*w)/(n+1)))
	x := from + max(0, (room-n*w-(n-1)*gap)*0.5)
	for i := range l.bands {
		b := &l.bands[i]
		b.box = rect{x, 0, w, 0}
		b.chips = wrap(selectorChips(b.service), w-16)
		center(b.chips, w-16)
		b.head = 48 + chipsHeight(b.chips)
		if b.empty {
			b.head += 18
		}
		x += w + gap
	}
}

// stackCards puts the lane's Pods one below the other and returns the lane's height.
func (l *layout) stackCards(p Picture, a *lane, podX, podW float64) float64 {
	y := a.box.y + 10
	for _, b := range p.podsOn(a.node.Name) {
		c := l.newCard(p, b, podX, y, podW)
		for i := range c.doors {
			c.doors[i].at = point{podX, y + c.box.h/2 + (float64(i)-float64(len(c.doors)-1)/2)*(doorH+4)}
		}
		a.pods = append(a.pods, c)
		y = c.box.bottom() + cardGap
	}
	least := 80.0 // for the name, the address and the switch
	if n := l.nodePorts(); n > 0 {
		least = 54 + float64(n)*46
	}
	if len(l.bands) > 0 {
		least = max(least, 92)
	}
	if a.slim {
		return 64
	}
	return max(least, y-cardGap+10-a.box.y)
}

// newCard returns a card of the height that its Pod needs; doors have no place yet.
func (l *layout) newCard(p Picture, b PodBox, x, y, w float64) card {
	inset := 9.0
	c := card{pod: b, doors: l.doorsOf(p, b)}
	if !l.down {
		inset = 32 // the doors stand on the left edge
	}
	c.chips = wrap(labelChips(b, l.bands), w-inset-9)
	h := 30 + chipsHeight(c.chips) + 24
	if l.down || !sameRow(b, w) {
		h += 18
	}
	c.box = rect{x, y, w, max(h, float64(len(c.doors))*(doorH+4)+8)}
	return c
}

// sameRow reports whether a Pod's name and address fit beside each other.
func sameRow(b PodBox, w float64) bool {
	return boldWidth(b.Name, 13)+monoWidth(b.IP)+72 <= w
}

func (l *layout) stretchBands(top, bottom float64) {
	for i := range l.bands {
		b := &l.bands[i]
		b.box.y, b.box.h = top-b.head, bottom+8-(top-b.head)
	}
}

// placeNodeDoors puts each Service's node ports on the edge of every lane, one
// above the other: lanes are narrow.
func (l *layout) placeNodeDoors() {
	for a := range l.lanes {
		k := 0.0
		total := float64(l.nodePorts())
		for i := range l.bands {
			b := &l.bands[i]
			for _, port := range openPorts(b.service) {
				at := point{l.lanes[a].box.x, l.lanes[a].line + (k-(total-1)/2)*46}
				if l.down {
					at = point{l.lanes[a].line, l.lanes[a].box.y - (total-1-k)*(doorH+4)}
				}
				b.nodes = append(b.nodes, nodeDoor{l.lanes[a].node.Name, port.NodePort, at})
				k++
			}
		}
	}
}

// placeSpare puts Pods without a node below the lanes and returns where they end.
func (l *layout) placeSpare(p Picture, x, y, w float64) float64 {
	pods := p.podsOn("")
	if len(pods) == 0 {
		return y
	}
	l.spareAt = point{x, y + 14}
	y += 22
	start, tallest := x, 0.0
	for _, b := range pods {
		if x > start && x+w > l.w {
			x, y, tallest = start, y+tallest+cardGap, 0
		}
		c := l.newCard(p, b, x, y, w)
		l.spare = append(l.spare, c)
		tallest = max(tallest, c.box.h)
		x += w + cardGap
	}
	return y + tallest + laneGap
}

func (l *layout) laneMiddle() float64 {
	if len(l.lanes) == 0 {
		return 60
	}
	return max(60, (l.lanes[0].box.y+l.lanes[len(l.lanes)-1].box.bottom())/2-12)
}
