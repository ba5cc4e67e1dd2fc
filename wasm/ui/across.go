package ui

import "svclab/wasm/api"

// placeAcross arranges the diagram from left to right: the learner, the cloud,
// the lanes one below the other, in them the Pods that ask, the bands and at
// their right ends the Pods.
func (l *layout) placeAcross(p *drawing) {
	const right = 16.0
	laneX := 128 + min(24, max(0, (l.w-600)/10))
	bands := float64(len(l.bands))
	if bands > 2 {
		laneX = 128
	}
	cloudX := max(laneX-26, 122)
	if l.balanced() > 0 {
		laneX = cloudX + cloudW + 62
	}
	left := 104.0
	if l.anyAsks(p) {
		left = 16 + askerW + 12
		if l.nodePorts() > 0 {
			left += 28
		}
	}
	if bands > 0 { // more than fits makes the diagram wider than its pane
		l.w = max(l.w, laneX+left+bands*(leastBand+6)+58+leastPod+right+12)
	}
	podW := l.podWidth(laneX + left)
	podX := l.w - right - 12 - podW
	l.placeBands(laneX+left, podX-podDoorW/2)
	head := 8.0
	for i := range l.bands {
		head = max(head, l.bands[i].head)
	}
	y := head + 8
	for _, n := range p.Nodes {
		a := lane{node: n, box: rect{laneX, y, l.w - right - laneX, 0}}
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
	bottom := y - laneGap
	if len(l.aside) > 0 {
		bottom = l.placeAside(podX, y, podW)
		y = bottom + laneGap
	}
	l.stretchBands(head+8, bottom)
	l.placeNodeDoors()
	y = l.placeSpare(p, laneX, y, podW)
	l.h = max(y+4, 150)
	l.learner = point{min(laneX/2-4, 72), l.laneMiddle()}
	l.placeClouds(p, cloudX)
}

// askerW is how wide a Pod is that only asks.
const askerW = 118.0

func (l *layout) anyAsks(p *drawing) bool {
	for _, b := range p.Pods {
		if l.asks(b) && b.Node != "" {
			return true
		}
	}
	return false
}

// What a band and a Pod's card take at least.
const leastBand, leastPod = 82.0, 168.0

// podWidth is the width of a card beside the bands, which begin at from.
func (l *layout) podWidth(from float64) float64 {
	w := min(264, max(178, (l.w-168)*0.36))
	spare := l.w - 28 - from - 64 - float64(len(l.bands))*120
	return max(leastPod, min(w, spare))
}

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
	w := min(164, max(leastBand, (room-spare)/n))
	if w < 104 {
		w = max(leastBand, min(104, (room-58)/n-6))
	}
	gap := min(28, max(6, (room-n*w)/(n+1)))
	x := from + max(0, (room-n*w-(n-1)*gap)*0.5)
	for i := range l.bands {
		b := &l.bands[i]
		b.box = rect{x, 0, w, 0}
		b.chips = wrap(selectorChips(b.service), w-16)
		center(b.chips, w-16)
		b.head = 48 + chipsHeight(b.chips) + 16*float64(len(b.notes))
		if b.empty {
			b.head += 18
		}
		if b.service.headless() {
			b.head += 20
		}
		x += w + gap
	}
}

// stackCards puts the lane's Pods one below the other and returns the lane's height.
func (l *layout) stackCards(p *drawing, a *lane, podX, podW float64) float64 {
	y, left := a.box.y+10, a.box.y+52
	for i, b := range p.Pods {
		switch {
		case b.Node != a.node.Name || l.dense:
			continue
		case l.asks(b):
			x := a.box.x + 16
			if l.nodePorts() > 0 {
				x += 28
			}
			c := card{pod: b, at: i, small: true, box: rect{x, left, askerW, 44}}
			a.askers = append(a.askers, c)
			left = c.box.bottom() + 6
			continue
		}
		c := l.newCard(p, b, podX, y, podW)
		c.at = i
		c.stackDoors(podX)
		a.pods = append(a.pods, c)
		y = c.box.bottom() + cardGap
	}
	if l.dense {
		y = l.stackGroups(p, a, podX, y, podW)
	}
	least := 80.0 // for the name, the address and the switch
	if n := l.nodePorts(); n > 0 {
		least = 72 + float64(n)*46
	}
	if len(l.bands) > 0 {
		least = max(least, 92)
	}
	if len(a.askers) > 0 {
		least = max(least, left+30-a.box.y)
	}
	if a.slim {
		return 64
	}
	return max(least, y-cardGap+10-a.box.y)
}

// stackDoors puts a card's doors on its left edge.
func (c *card) stackDoors(x float64) {
	for i := range c.doors {
		c.doors[i].at = point{x, c.box.y + c.box.h/2 + (float64(i)-float64(len(c.doors)-1)/2)*(doorH+4)}
	}
}

// newCard returns a card of the height that its Pod needs; doors have no place yet.
func (l *layout) newCard(p *drawing, b PodBox, x, y, w float64) card {
	inset := 9.0
	c := card{pod: b, doors: append([]podDoor(nil), l.doorsOf(b)...)}
	if !l.down {
		inset = 32 // the doors stand on the left edge
	}
	c.chips = wrap(labelChips(b, l.bands), w-inset-9)
	c.rules = rulesText(p, b, w-inset-9)
	h := 30 + chipsHeight(c.chips) + 24 + 16*float64(len(c.rules))
	if l.down || !sameRow(b, w) {
		h += 18
	}
	if b.Namespace != home {
		h += 18
	}
	c.box = rect{x, y, w, max(h, float64(len(c.doors))*(doorH+4)+8)}
	return c
}

// mostRules is how many rules of a proxy are written on its card.
const mostRules = 4

func rulesText(p *drawing, b PodBox, width float64) []string {
	lines, is := p.proxyOf(b)
	if !is {
		return nil
	}
	var out []string
	for i, r := range lines {
		if i == mostRules && len(lines) > mostRules+1 {
			return append(out, "…")
		}
		out = append(out, cut(r.From+" → "+r.To, width))
	}
	return out
}

// sameRow reports whether a Pod's name and address fit beside each other.
func sameRow(b PodBox, w float64) bool {
	return boldWidth(b.Name, 13)+monoWidth(b.IP)+72 <= w
}

func (l *layout) stretchBands(top, bottom float64) {
	for i := range l.bands {
		b := &l.bands[i]
		b.box.y, b.box.h = top-b.head, bottom+8-(top-b.head)
		if b.tag {
			b.box.h = b.head - 8
		}
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

// placeAside puts endpoints that are no Pods below the lanes, and returns where
// they end.
func (l *layout) placeAside(x, y, w float64) float64 {
	l.asideAt = point{x, y + 14}
	y += 22
	for i := range l.aside {
		c := &l.aside[i]
		c.box = rect{x, y, w, 40}
		c.doors = append([]podDoor(nil), l.doorsOf(c.pod)...)
		if l.down {
			c.box.h = 56
			for d := range c.doors {
				c.doors[d].at = point{x + w/2 + (float64(d)-float64(len(c.doors)-1)/2)*(podDoorW+4), y + doorH/2}
			}
		} else {
			c.box.h = max(c.box.h, float64(len(c.doors))*(doorH+4)+8)
			c.stackDoors(x)
		}
		y = c.box.bottom() + cardGap
	}
	return y - cardGap
}

// placeSpare puts Pods without a node below the lanes and returns where they end.
func (l *layout) placeSpare(p *drawing, x, y, w float64) float64 {
	pods := p.podsOn("")
	if len(pods) == 0 {
		return y
	}
	l.spareAt = point{x, y + 14}
	y += 22
	if l.dense {
		a := lane{box: rect{x, y, w, 0}}
		end := l.stackGroups(p, &a, x, y, w)
		l.spareGroups = a.groups
		return end + laneGap
	}
	start, tallest := x, 0.0
	for i, b := range p.Pods {
		if b.Node != "" {
			continue
		}
		if x > start && x+w > l.w {
			x, y, tallest = start, y+tallest+cardGap, 0
		}
		c := l.newCard(p, b, x, y, w)
		c.at = i
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

// balanced counts the drawn Services that have, or wait for, a load balancer.
func (l *layout) balanced() int {
	n := 0
	for _, b := range l.bands {
		if b.service.Type == api.ServiceTypeLoadBalancer {
			n++
		}
	}
	return n
}
