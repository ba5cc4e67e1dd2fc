package network

import (
	"svclab/wasm/api"
	"svclab/wasm/route"
)

// proxying tallies what an HTTP proxy makes of many requests that are alike.
type proxying struct {
	x      exchange
	at     end
	ip     string // the client as the proxy sees it
	port   int32
	shares map[share]*shared
	order  []*shared // as they were first drawn
	copies map[share]*shared
	copied []*shared
}

// share tells requests apart that a proxy dealt with otherwise.
type share struct {
	backend  *route.Backend
	endpoint *route.Endpoint // nil when the proxy answers itself
	before   api.Duration    // lost on endpoints that could not be reached
	status   int
}

// shared counts the requests of one share.
type shared struct {
	share
	answer   page      // the proxy's own
	decision *Decision // the way to the endpoint
	patience api.Duration
	again    bool // it cannot be reached, so that another is asked
	took     api.Duration
	count    int
}

// newProxying is nil when no proxy is at the end.
func (w *World) newProxying(e *end, r *Request, ip string, port int32) *proxying {
	t, ok := w.proxyAt(e)
	if !ok {
		return nil
	}
	p := &proxying{x: w.exchangeAt(e, t, r, ip), at: *e, ip: ip, port: port, shares: map[share]*shared{}, copies: map[share]*shared{}}
	return p
}

// connect deals with one request, as forward does.
func (p *proxying) connect(draw uint64) {
	x := &p.x
	if x.failure != "" || x.early.status != 0 {
		p.share(share{status: x.early.status}, func() *shared { return &shared{answer: x.early} }).count++
		return
	}
	before := api.Duration(0)
	for try := range max(1, x.table.Tries) {
		number := mix(draw, mixProxy+uint64(try))
		c := x.found.Choose(number)
		if c.Status != 0 {
			p.share(share{c.Backend, nil, before, c.Status}, func() *shared { return &shared{answer: x.answer(&c)} }).count++
			return
		}
		s := p.share(share{c.Backend, c.Endpoint, before, 0}, func() *shared { return p.toward(&c, c.Endpoint) })
		if s.again && try+1 < x.table.Tries {
			before += s.took
			continue
		}
		s.count++
		s.decision.Connect(mix(number, mixProxy))
		for i, m := range c.Mirrors {
			key := share{m.Backend, m.Endpoint, 0, 0}
			if p.copies[key] == nil {
				p.copies[key] = p.toward(&c, m.Endpoint)
				p.copied = append(p.copied, p.copies[key])
			}
			p.copies[key].decision.Connect(mix(number, mixMirror+uint64(i)))
		}
		return
	}
}

// share finds a share, or makes it.
func (p *proxying) share(key share, make func() *shared) *shared {
	s := p.shares[key]
	if s == nil {
		s = make()
		s.share = key
		p.shares[key] = s
		p.order = append(p.order, s)
	}
	return s
}

// toward finds the way to an endpoint, and whether it can be reached.
func (p *proxying) toward(c *route.Choice, to *route.Endpoint) *shared {
	s := &shared{decision: Decide(p.x.world, p.x.toward(c.Request, to)), patience: c.Timeout}
	b := s.decision.branch(0)
	_, e, chosen := s.decision.end(b, 0)
	probe := Path{Result: e.result, Reason: e.reason, Latency: latency(b.way.hops(&e, chosen), e.result)}
	s.again = retried(&probe)
	_, s.took = p.x.outcome(&probe, c.Timeout)
	return s
}

// endings tells how the requests ended, after the time that it took to reach the
// proxy.
func (p *proxying) endings(way api.Duration, each func(Ending)) {
	mine := p.at.answerTo(&p.x.request, p.ip, p.port)
	for _, s := range p.order {
		if s.decision == nil {
			e := Ending{Namespace: p.at.pod.Namespace, Pod: p.at.pod.Name, Result: Answered, Status: s.answer.status, Latency: way + s.before, Count: s.count}
			if mine.Status, mine.Size, mine.Upstream = e.Status, len(s.answer.body), ""; p.x.failure == "" {
				e.Answers = []Answer{mine}
			}
			each(e)
			continue
		}
		s.decision.Endings(func(e Ending) {
			if e.Copy {
				each(e)
				return
			}
			reached := Path{Result: e.Result, Reason: e.Reason, Latency: e.Latency, Served: e.Served, Status: e.Status}
			status, took := p.x.outcome(&reached, s.patience)
			size := 0
			if len(e.Answers) > 0 {
				size = e.Answers[0].Size
			}
			if status != 0 {
				e.Status, size = status, len(p.x.table.Page(status, ""))
			}
			if e.Pod == "" {
				e.Namespace, e.Pod = p.at.pod.Namespace, p.at.pod.Name
			}
			e.Result, e.Reason, e.Served = Answered, NoReason, s.before+took
			e.Latency = way + e.Served
			mine.Status, mine.Size, mine.Upstream = e.Status, size, SocketText(s.endpoint.IP, s.endpoint.Port)
			e.Answers = append([]Answer{mine}, e.Answers...)
			each(e)
		})
	}
	for _, s := range p.copied {
		s.decision.Endings(func(e Ending) {
			e.Copy = true
			each(e)
		})
	}
}
