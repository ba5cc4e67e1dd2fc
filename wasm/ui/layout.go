package ui

import (
	"svclab/wasm/api"
)

// point is a place in the diagram, in CSS pixels.
type point struct{ x, y float64 }

// rect is a box in the diagram.
type rect struct{ x, y, w, h float64 }

func (r rect) right() float64  { return r.x + r.w }
func (r rect) bottom() float64 { return r.y + r.h }
func (r rect) middle() point   { return point{r.x + r.w/2, r.y + r.h/2} }

// layout says where everything stands. A request reads from left to right, or
// with down, as on a phone, from top to bottom.
type layout struct {
	w, h    float64
	down    bool
	learner point
	lanes   []lane
	bands   []band
	spare   []card // Pods without a node
	spareAt point  // of their caption
}

// lane is a node.
type lane struct {
	node  NodeBox
	box   rect
	line  float64 // where requests cross it: y, or x when down
	shell point   // where somebody on the node stands
	slim  bool    // no Pod makes it high: name and address share a row
	pods  []card
}

// band is a Service across all lanes.
type band struct {
	service ServiceBox
	box     rect
	head    float64 // height of its caption
	chips   []chip
	nodes   []nodeDoor
	empty   bool // no endpoint takes traffic
}

// nodeDoor is a nodePort on one node.
type nodeDoor struct {
	node string
	port int32
	at   point
}

// card is a Pod.
type card struct {
	pod   PodBox
	box   rect
	chips []chip
	doors []podDoor
}

// podDoor is a port at which endpoints of a drawn Service take connections.
type podDoor struct {
	port  int32
	at    point
	band  int // of layout.bands
	ready bool
}

// Sizes of the diagram.
const (
	wideDiagram = 560.0 // from here on requests read from left to right
	doorW       = 62.0
	doorH       = 26.0
	podDoorW    = 46.0
	laneGap     = 10.0
	cardGap     = 8.0
)

// shown returns the Services that are drawn: all while there is room for two,
// else the focused one, the one used last, or the first.
func (m Model) shown(wide bool) []ServiceBox {
	services := m.picture.Services
	most := 1
	if wide {
		most = 2
	}
	if len(services) <= most {
		return services
	}
	for _, s := range services {
		if s.Namespace+"/"+s.Name == m.focus {
			return []ServiceBox{s}
		}
	}
	if last, ok := m.picture.last(); ok {
		if s, found := m.picture.service(serviceOf(last.Path)); found {
			return []ServiceBox{s}
		}
	}
	return services[:1]
}

// place arranges the picture in a pane of a width.
func place(p Picture, services []ServiceBox, width float64) layout {
	l := layout{w: width, down: width < wideDiagram}
	for _, s := range services {
		l.bands = append(l.bands, band{service: s, empty: !serves(p, s)})
	}
	if l.down {
		l.placeDown(p)
	} else {
		l.placeAcross(p)
	}
	return l
}

func serves(p Picture, s ServiceBox) bool {
	for _, ep := range p.endpoints(s.Namespace, s.Name) {
		if ep.Ready {
			return true
		}
	}
	return false
}

// nodePorts lists the ports that the drawn Services open on every node.
func (l *layout) nodePorts() int {
	n := 0
	for _, b := range l.bands {
		n += len(openPorts(b.service))
	}
	return n
}

func openPorts(s ServiceBox) []api.ServicePort {
	var out []api.ServicePort
	for _, p := range s.Ports {
		if p.NodePort > 0 {
			out = append(out, p)
		}
	}
	return out
}

// doorsOf returns the doors of a Pod, without their places: one for each port
// at which a drawn Service has it as an endpoint.
func (l *layout) doorsOf(p Picture, b PodBox) []podDoor {
	var out []podDoor
	for i, band := range l.bands {
		if band.service.Namespace != b.Namespace {
			continue
		}
		for _, ep := range p.endpoints(b.Namespace, band.service.Name) {
			if ep.Pod == b.Name {
				out = append(out, podDoor{port: ep.Port, band: i, ready: ep.Ready})
			}
		}
	}
	return out
}

// lane returns the lane of a node.
func (l *layout) lane(node string) (lane, bool) {
	return find(l.lanes, func(a lane) bool { return a.node.Name == node })
}

// card returns the card of a Pod, with the lane's node.
func (l *layout) card(namespace, name string) (card, bool) {
	is := func(c card) bool { return c.pod.Namespace == namespace && c.pod.Name == name }
	for _, a := range l.lanes {
		if c, ok := find(a.pods, is); ok {
			return c, true
		}
	}
	return find(l.spare, is)
}

// bandOf returns the band of a Service.
func (l *layout) bandOf(namespace, name string) (band, bool) {
	return find(l.bands, func(b band) bool { return b.service.Namespace == namespace && b.service.Name == name })
}
