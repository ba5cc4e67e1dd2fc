package ui

import (
	"slices"
	"strconv"

	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/network"
)

// Stream is many connections made at once: too many for a dot each.
type Stream struct {
	ID    int // of the first of them
	Start float64
	Ways  []StreamWay
}

// StreamWay is those of them that took the same way.
type StreamWay struct {
	Path  network.Path
	Count int
}

// flows is for how long a stream is seen, in screen milliseconds.
const flows = 3500.0

// streamed sets a stream flowing along the ways that its connections took.
func (p Picture) streamed(e cluster.Tallied) Picture {
	s := Stream{ID: e.First, Start: p.Clock}
	for _, t := range e.Answers {
		s.Ways = append(s.Ways, StreamWay{p.tallyPath(e, t), t.Count})
	}
	p.Streams = append(slices.Clone(p.Streams), s)
	if n := len(p.Streams); n > 4 {
		p.Streams = p.Streams[n-4:]
	}
	return p
}

// tallyPath is the way that connections of a tally took, as far as it is known.
func (p Picture) tallyPath(e cluster.Tallied, t cluster.Tally) network.Path {
	path := network.Path{From: e.From, To: e.To, Result: t.Result, Reason: t.Reason}
	node := e.From.Node
	if e.From.Kind == network.InPod {
		b, _ := p.pod(e.From.Namespace, e.From.Pod)
		node = b.Node
	}
	s, _ := p.serviceAt(e.To)
	if n, ok := p.nodeAt(e.To.IP); ok {
		node = n.Name
		path.Hops = append(path.Hops, network.Hop{Kind: network.HopNode, Node: node}, network.Hop{Kind: network.HopNodePort, Node: node, Port: e.To.Port})
	}
	if box, ok := find(p.Balancers, func(b BalancerBox) bool { return b.IP == e.To.IP && b.IP != "" }); ok {
		s, _ = p.service(box.Namespace, box.Name)
		path.Hops = append(path.Hops, network.Hop{Kind: network.HopBalancer, Name: box.IP})
		if len(box.Nodes) > 0 {
			node = box.Nodes[0]
			path.Hops = append(path.Hops, network.Hop{Kind: network.HopNode, Node: node})
		}
	}
	if s.Name != "" {
		path.Hops = append(path.Hops, network.Hop{Kind: network.HopServicePort, Node: node, Namespace: s.Namespace, Name: s.Name})
	}
	if t.Pod != "" {
		port := e.To.Port
		for _, ep := range p.endpoints(s.Namespace, s.Name) {
			if ep.Pod == t.Pod {
				port = ep.Port
			}
		}
		path.Hops = append(path.Hops, network.Hop{Kind: network.HopPod, Namespace: t.Namespace, Name: t.Pod}, network.Hop{Kind: network.HopTargetPort, Port: port})
	}
	return path
}

// drawStreams draws the streams: as wide as their share, with their count.
func (m Model) drawStreams(l *layout, trails, ends *html.Node) {
	type flow struct {
		w     *way
		path  network.Path
		count int
	}
	var all []flow
	total, at := 0, map[string]int{}
	for _, s := range m.picture.Streams {
		for _, sw := range s.Ways {
			total += sw.Count
			w := newWay(l.curves(l.streamRoute(sw.Path)))
			k, ok := at[w.path]
			if !ok {
				k = len(all)
				at[w.path] = k
				all = append(all, flow{w, sw.Path, 0})
			}
			all[k].count += sw.Count
		}
	}
	said := map[point]bool{}
	for k, f := range all {
		id := strconv.Itoa(k)
		failed := f.path.Result != network.Answered
		trails.Children = append(trails.Children, html.Path(html.Key("stream-"+id), html.Class("stream"), html.If(failed, html.Class("failed")),
			html.A("d", f.w.path), html.N("stroke-width", 2+10*float64(f.count)/float64(max(total, 1)))))
		end := f.w.curves[len(f.w.curves)-1][3]
		if said[end] {
			continue // by another way to the same place
		}
		said[end] = true
		count := 0
		for _, other := range all {
			if other.w.curves[len(other.w.curves)-1][3] == end {
				count += other.count
			}
		}
		word, class := m.T("diagram.stream", count), "small middle halo flow"
		if failed {
			word, class = word+" "+m.failureWord(f.path), "small middle halo flow fail"
		}
		x := end.x - 34
		if l.down {
			x = end.x
		}
		ends.Children = append(ends.Children, html.G(html.Key("flow-"+id), label(x, end.y-17, class, word)))
	}
}

// streamRoute is the way of a stream: to a group where there are too many Pods.
func (l *layout) streamRoute(p network.Path) []point {
	at := l.route(p)
	if !l.dense {
		return at
	}
	namespace, name := p.Pod()
	g, _ := l.group(namespace, name)
	if g == nil {
		return at
	}
	end := point{g.box.x, g.box.middle().y}
	if l.down {
		end = point{g.box.middle().x, g.box.y}
	}
	at[len(at)-1] = end
	return at
}
