package ui

import (
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
	"svclab/wasm/network"
)

// query is a request with what was known when it was sent: why it failed may
// have been mended since.
type query struct {
	cluster.Connected
	names  []cluster.LookedUp // that were asked for its address, in turn
	cause  Cause
	before int      // the request after which the client is sent to the same Pod
	since  api.Time // when that was
	aside  aside
}

// aside is the endpoints that a node leaves out of its choice.
type aside struct {
	why  string   // a key of phrases
	pods []string // or addresses
}

// ask keeps a request.
func (p Picture) ask(e cluster.Connected) Picture {
	a := query{Connected: e, names: ledTo(p.pending, e.Path), aside: p.leftAside(e.Path)}
	p.pending = nil
	if e.Path.Result != network.Answered || e.Path.Status >= 400 {
		a.cause = p.cause(e.Path)
	}
	if chosenByAffinity(e.Path) {
		a.before, a.since = p.lastLike(e.Path)
	}
	p.recent = p.recent.add(a, recent)
	return p
}

func chosenByAffinity(path network.Path) bool {
	h, ok := find(path.Hops, func(h network.Hop) bool { return h.Kind == network.HopDNAT })
	return ok && h.By == network.ByAffinity
}

// lastLike is the last request from the same address to the same Service.
func (p Picture) lastLike(path network.Path) (id int, at api.Time) {
	namespace, name := serviceOf(path)
	for l := p.recent.last; l != nil; l = l.prev {
		was := &l.value
		if n, s := serviceOf(was.Path); n == namespace && s == name && was.Path.From == path.From && was.Path.Result == network.Answered {
			return was.ID, was.Time
		}
	}
	return 0, 0
}

// request finds a request by its number among those that are remembered.
func (p Picture) request(id int) (query, bool) {
	for l := p.recent.last; l != nil && l.value.ID >= id; l = l.prev {
		if l.value.ID == id {
			return l.value, true
		}
	}
	return query{}, false
}

// beside finds the request before or after one, 0 for none.
func (p Picture) beside(id, by int) int {
	after := 0
	for l := p.recent.last; l != nil; l = l.prev {
		switch {
		case by < 0 && l.value.ID < id:
			return l.value.ID
		case l.value.ID <= id:
			if by > 0 {
				return after
			}
		default:
			after = l.value.ID
		}
	}
	return 0
}

// toPod finds the latest request that reached a Pod, 0 for none.
func (p Picture) toPod(namespace, name string) int {
	for l := p.recent.last; l != nil; l = l.prev {
		if n, pod := l.value.Path.Pod(); n == namespace && pod == name {
			return l.value.ID
		}
	}
	return 0
}

// mostNamesAsked bounds the names that are kept for one request: those of a
// search list, for each type of address.
const mostNamesAsked = 32

// lookedUp keeps what is asked for until the request that it is for comes.
func (p Picture) lookedUp(e cluster.LookedUp) Picture {
	for _, was := range p.pending {
		if was.Path.From != e.Path.From || was.Question == e.Question || len(p.pending) >= mostNamesAsked {
			p.pending = nil // it is another program's
			break
		}
	}
	p.pending = append(p.pending[:len(p.pending):len(p.pending)], e)
	return p
}

// ledTo returns the questions that led to the address of a request.
func ledTo(pending []cluster.LookedUp, path network.Path) []cluster.LookedUp {
	word := ""
	for _, e := range pending {
		if e.Path.From == path.From && answers(e, path.To.IP) {
			word = firstLabel(e.Question.Name)
		}
	}
	if word == "" {
		return nil
	}
	var out []cluster.LookedUp
	for _, e := range pending {
		if firstLabel(e.Question.Name) == word {
			out = append(out, e)
		}
	}
	return out
}

func answers(e cluster.LookedUp, ip string) bool {
	if e.Message == nil {
		return false
	}
	_, ok := find(e.Message.Answer, func(r dns.Record) bool { return r.Data == ip })
	return ok
}

func firstLabel(name string) string {
	label, _, _ := strings.Cut(name, ".")
	return label
}

// inVain returns the questions of a name that has no address, when nothing was
// asked for after them.
func (p Picture) inVain() []cluster.LookedUp {
	var out []cluster.LookedUp
	for _, e := range p.pending {
		if e.Question.Type != dns.TypeA && e.Question.Type != dns.TypeAAAA {
			return nil
		}
		if e.Message != nil {
			for _, r := range e.Message.Answer {
				if r.Type == e.Question.Type {
					return nil
				}
			}
		}
		out = append(out, e)
	}
	return out
}
