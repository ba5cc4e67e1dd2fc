package ui

import (
	"slices"
	"strings"

	"svclab/wasm/network"
)

// mostTrails is how many ended requests keep their trail: of more one sees none.
const mostTrails = 60

// fly sets a request moving, unless so many move already that one more would
// not be told apart. It draws the trail of an ended one that took the same way.
func (p Picture) fly(r Request) Picture {
	p.Requests = p.requests()
	flying, same := 0, -1
	for i := range p.Requests {
		switch q := &p.Requests[i]; {
		case p.Clock-q.Start < q.Travel:
			flying++
		case q.way == r.way && q.Start != over:
			same = i
		}
	}
	if flying >= inFlight {
		return p
	}
	if same >= 0 {
		p.Requests[same].Start = over
	}
	if len(p.Requests) > 3*inFlight { // nobody looks on
		p.Requests = p.at(p.Clock).Requests
	}
	p.Requests = append(p.Requests, r)
	return p
}

// over is the Start of a request whose trail is another's now.
const over = -1e12

// at returns the picture at a screen time: what is no longer seen is dropped.
func (p Picture) at(now float64) Picture {
	ended, marked := 0, false
	for i := range p.Requests {
		if r := &p.Requests[i]; r.Start != over && now-r.Start >= r.Travel {
			ended++
		}
		marked = marked || p.Requests[i].Start == over
	}
	gone := func(r Request) bool {
		if now-r.Start < r.Travel {
			return false
		}
		if r.Start == over {
			return true
		}
		ended--
		return ended >= mostTrails || now-r.Start >= r.Travel+trail
	}
	if ended > 0 || marked {
		kept := make([]Request, 0, len(p.Requests))
		for _, r := range p.Requests {
			if !gone(r) {
				kept = append(kept, r)
			}
		}
		p.Requests = kept
	}
	if slices.ContainsFunc(p.Streams, func(s Stream) bool { return now-s.Start >= flows }) {
		p.Streams = slices.DeleteFunc(slices.Clone(p.Streams), func(s Stream) bool { return now-s.Start >= flows })
	}
	p.Clock = now
	return p
}

// wayHash is equal for connections that are drawn alike.
func wayHash(p network.Path) uint64 {
	h := uint64(14695981039346656037)
	add := func(s string) {
		for i := 0; i < len(s); i++ {
			h = (h ^ uint64(s[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	add(string(p.From.Kind))
	add(p.From.Node)
	add(p.From.Namespace)
	add(p.From.Pod)
	add(string(p.Result))
	for i := range p.Hops {
		hop := &p.Hops[i]
		add(string(hop.Kind))
		add(hop.Node)
		add(hop.Namespace)
		add(hop.Name)
		h = (h ^ uint64(hop.Port)) * 1099511628211
	}
	return h
}

// count adds requests to their Pod, and to each Pod of the Service what equal
// chance would have given it, where chance has chosen.
func (p Picture) count(path network.Path, n int) Picture {
	if b := p.touch(path.Pod()); b != nil {
		p.reach(b, n)
	}
	if namespace, name := serviceOf(path); name != "" && byChance(path) {
		p.expect(namespace, name, n, p.leftAside(path).pods)
	}
	return p
}

// reach counts requests to a Pod, which from now on is one of those that could get
// some.
func (p *Picture) reach(b *PodBox, n int) {
	if b.Requests == 0 && b.Mean == 0 {
		p.asked = p.asked.put(&placement{"", b.Namespace, b.Name}, p.own)
	}
	b.Requests += n
}

// expect spreads n connections evenly over the ready Pods of a Service but for
// those that are left aside.
func (p *Picture) expect(namespace, service string, n int, aside []string) {
	var pods []*PodBox
	ports := map[int32]bool{} // a Pod is listed once for each
	for s := range p.slicesIn(namespace, service) {
		for k := range s.Endpoints {
			if ep := &s.Endpoints[k]; ep.Ready && ep.Pod != "" && !slices.Contains(aside, ep.Pod) {
				if b := p.touch(namespace, ep.Pod); b != nil {
					pods = append(pods, b)
					ports[ep.Port] = true
				}
			}
		}
	}
	if len(ports) > 1 {
		slices.SortFunc(pods, func(a, b *PodBox) int { return strings.Compare(a.Name, b.Name) })
		pods = slices.Compact(pods)
	}
	chance := 1 / float64(max(len(pods), 1))
	for _, b := range pods {
		p.reach(b, 0)
		b.Mean += float64(n) * chance
		b.Variance += float64(n) * chance * (1 - chance)
	}
}
