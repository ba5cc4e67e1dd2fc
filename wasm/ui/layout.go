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
	w, h        float64
	down        bool
	dense       bool // too many Pods for a card each
	focused     bool // one Service was asked for
	learner     point
	clouds      []cloudBox
	lanes       []lane
	bands       []band
	spare       []card // Pods without a node
	spareAt     point  // of their caption
	spareGroups []group
	aside       []card // endpoints that are no Pods
	asideAt     point
	pods        []PodBox // as placed; not to be changed
	doors       map[podKey][]podDoor
	stops       []focusStop
	ways        map[uint64]*way // that have been worked out, by Request.way
}

// podKey names a Pod.
type podKey struct{ namespace, name string }

// lane is a node.
type lane struct {
	node   NodeBox
	box    rect
	line   float64 // where requests cross it: y, or x when down
	shell  point   // where somebody on the node stands
	slim   bool    // no Pod makes it high: name and address share a row
	askers []card  // Pods that only ask, where requests begin
	pods   []card
	groups []group // instead of pods, when there are too many
}

// band is a Service across all lanes.
type band struct {
	service ServiceBox
	box     rect
	head    float64 // height of its caption
	chips   []chip
	notes   []string // keys of words about its policies
	nodes   []nodeDoor
	empty   bool // no endpoint takes traffic
	tag     bool // it is a name only: headless, or an ExternalName
}

// nodeDoor is a nodePort on one node.
type nodeDoor struct {
	node string
	port int32
	at   point
}

// card is a Pod, or an endpoint that is none.
type card struct {
	pod   PodBox
	at    int // its place in layout.pods, -1 for no Pod
	box   rect
	chips []chip
	rules []string // of an HTTP proxy
	doors []podDoor
	small bool // it only asks
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
	mostCards   = 30 // Pods that get a card each
)

// place arranges the picture in a pane of a width.
func place(p *drawing, services []ServiceBox, width float64) layout {
	l := layout{w: width, ways: map[uint64]*way{}, down: width < wideDiagram, pods: p.Pods, dense: len(p.Pods) > mostCards}
	l.focused = len(services) < len(p.Services)
	for _, s := range services {
		l.bands = append(l.bands, band{service: s, empty: !serves(p, s), tag: s.headless() || s.Type == api.ServiceTypeExternalName, notes: notesOf(s)})
	}
	l.findDoors(p)
	if l.down {
		l.placeDown(p)
	} else {
		l.placeAcross(p)
	}
	l.findStops()
	return l
}

// notesOf lists what is special about a Service.
func notesOf(s ServiceBox) []string {
	var notes []string
	add := func(holds bool, key string) {
		if holds {
			notes = append(notes, key)
		}
	}
	add(len(s.Selector) == 0 && s.Type != api.ServiceTypeExternalName, "diagram.noSelector")
	add(s.OutLocal, "diagram.outLocal")
	add(s.InLocal, "diagram.inLocal")
	add(s.Sticky, "diagram.sticky")
	return notes
}

func serves(p *drawing, s ServiceBox) bool {
	for _, b := range p.Slices {
		if b.Namespace == s.Namespace && b.Service == s.Name {
			for _, ep := range b.Endpoints {
				if ep.Ready {
					return true
				}
			}
		}
	}
	return s.Type == api.ServiceTypeExternalName
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

// findDoors finds the doors of all Pods, without their places: one for each port
// at which a drawn Service has the Pod as an endpoint. What is no Pod gets a card
// aside.
func (l *layout) findDoors(p *drawing) {
	l.doors = map[podKey][]podDoor{}
	byIP := map[string]podKey{}
	aside := map[podKey]bool{}
	for i, band := range l.bands {
		for _, s := range p.Slices {
			if s.Namespace != band.service.Namespace || s.Service != band.service.Name {
				continue
			}
			for _, ep := range s.Endpoints {
				key := podKey{s.Namespace, ep.Pod}
				if ep.Pod == "" {
					if len(byIP) == 0 {
						for _, b := range p.Pods {
							byIP[b.IP] = podKey{b.Namespace, b.Name}
						}
					}
					if known, ok := byIP[ep.IP]; ok {
						key = known
					} else if key = (podKey{"", ep.IP}); !aside[key] {
						aside[key] = true
						l.aside = append(l.aside, card{pod: PodBox{Name: ep.IP, Ready: ep.Ready}, at: -1})
					}
				}
				l.doors[key] = append(l.doors[key], podDoor{port: ep.Port, band: i, ready: ep.Ready})
			}
		}
	}
}

// doorsOf returns the doors of a Pod; their places are still to be set.
func (l *layout) doorsOf(b PodBox) []podDoor { return l.doors[podKey{b.Namespace, b.Name}] }

// asks reports that a Pod is drawn where requests begin: it has asked, and no
// drawn Service leads to it.
func (l *layout) asks(b PodBox) bool { return b.Asks && len(l.doorsOf(b)) == 0 && !l.dense }

// lane returns the lane of a node.
func (l *layout) lane(node string) (lane, bool) {
	a, ok := find(l.lanes, func(a lane) bool { return a.node.Name == node })
	if n := len(l.lanes); !ok && n > 0 && l.lanes[n-1].node.Name == restNode && node != "" {
		return l.lanes[n-1], true
	}
	return a, ok
}

// card returns the card of a Pod.
func (l *layout) card(namespace, name string) (card, bool) {
	for _, a := range l.lanes {
		for _, list := range [2][]card{a.pods, a.askers} {
			for _, c := range list {
				if c.pod.Namespace == namespace && c.pod.Name == name {
					return c, true
				}
			}
		}
	}
	return find(l.spare, func(c card) bool { return c.pod.Namespace == namespace && c.pod.Name == name })
}

// bandOf returns the band of a Service.
func (l *layout) bandOf(namespace, name string) (band, bool) {
	return find(l.bands, func(b band) bool { return b.service.Namespace == namespace && b.service.Name == name })
}
