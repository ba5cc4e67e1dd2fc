package network

import (
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

// exchange is a request at an HTTP proxy: what is settled before anything is
// drawn.
type exchange struct {
	world   *World
	pod     *api.Pod
	port    int32 // on which it came
	request Request
	seenIP  string
	table   *route.Table
	found   route.Found

	certificate *route.Certificate // that was shown
	failure     TLSFailure
	early       page // the answer before any rule is asked, status 0 for none
}

// page is an HTTP answer.
type page struct {
	status int
	body   string
	header []route.Field
}

// exchangeAt begins to deal with a request at the proxy at an end.
func (w *World) exchangeAt(e *end, t *route.Table, r *Request, seenIP string) exchange {
	x := exchange{world: w, pod: e.pod, port: e.port, request: *r, seenIP: seenIP, table: t}
	name := ""
	if r.TLS != nil {
		name = r.TLS.ServerName
	}
	var secure *route.Listener
	for i := range t.Listeners {
		if l := &t.Listeners[i]; l.Port == e.port && l.Protocol == route.HTTPS && (secure == nil || name != "" && !route.MatchesHost(secure.Hostname, name, false)) {
			secure = l
		}
	}
	switch {
	case r.depth > mostProxies:
		x.early = pageOf(t, 500, "")
	case r.TLS != nil && secure == nil:
		x.early, x.failure = pageOf(t, 400, ""), NoTLS
	case r.TLS != nil:
		if name == "" || route.MatchesHost(secure.Hostname, name, false) {
			x.certificate = secure.Certificate(name)
		}
		x.failure = r.TLS.refuses(x.certificate, w.Now)
	case secure != nil:
		x.early = pageOf(t, 400, "The plain HTTP request was sent to HTTPS port")
	}
	if x.early.status == 0 && x.failure == "" {
		x.found = t.Find(route.Request{Scheme: r.scheme(), Host: r.host(), Method: r.Method, Path: r.Path, Header: r.Header, Port: e.port, ServerName: name})
	}
	return x
}

// mostProxies is how many proxies one request goes through before one of them
// has none of it any more.
const mostProxies = 8

// toward is the request that is sent to an endpoint.
func (x *exchange) toward(q route.Request, to *route.Endpoint) Request {
	r := Request{From: Place{Kind: InPod, Namespace: x.pod.Namespace, Pod: x.pod.Name}, Path: q.Path, depth: x.request.depth + 1,
		To: Target{to.IP, to.Port, api.ProtocolTCP}, Ask: Ask{Method: q.Method, Host: q.Host, Header: q.Header}}
	if x.table.Forwards {
		scheme := x.request.scheme()
		r.Header = (&route.HeaderChange{Set: []route.Field{{Name: "X-Real-IP", Value: x.seenIP}, {Name: "X-Forwarded-For", Value: x.seenIP},
			{Name: "X-Forwarded-Host", Value: q.Host}, {Name: "X-Forwarded-Port", Value: strconv.Itoa(int(x.port))},
			{Name: "X-Forwarded-Proto", Value: scheme}, {Name: "X-Forwarded-Scheme", Value: scheme}, {Name: "X-Scheme", Value: scheme}}}).Apply(r.Header)
	}
	return r
}

// outcome is what the proxy makes of how its own request ended.
func (x *exchange) outcome(p *Path, patience api.Duration) (status int, took api.Duration) {
	connects, reads := proxyConnects, proxyReads
	if patience > 0 {
		connects, reads = min(connects, patience), patience
	}
	dialled := p.Latency - p.Served
	switch {
	case p.Reason == AppHangs || p.Result == Answered && p.Served > reads:
		return 504, dialled + reads
	case p.Result == Answered && p.Status == 0:
		return 502, p.Latency // what came back is no HTTP
	case p.Result == Answered:
		return 0, p.Latency
	case p.Result == TimedOut || dialled > connects:
		return 504, connects
	}
	return 502, p.Latency
}

// retried reports that the request may be sent to another endpoint: this one could
// not be reached.
func retried(p *Path) bool { return p.Result != Answered && p.Reason != AppHangs }

// look returns the entry that took the request.
func (x *exchange) look() *route.Look {
	for i := range x.found.Looks {
		if x.found.Looks[i].Lack == route.Nothing {
			return &x.found.Looks[i]
		}
	}
	return nil
}

// hop is the station at which the proxy decided.
func (x *exchange) hop(at Hop, c *route.Choice) Hop {
	h := Hop{Kind: HopHTTP, By: ByProxy, Node: at.Node, Namespace: x.pod.Namespace, Name: x.pod.Name, IP: at.IP, Port: at.Port}
	d := &Routed{Request: x.found.Request, Looks: x.found.Looks, Rule: x.look(), Why: c.Why, Share: c.Share, Shares: c.Shares, Location: c.Location}
	if b := c.Backend; b != nil {
		d.Namespace, d.Service, d.Port, d.Endpoints, d.Invalid = b.Namespace, b.Service, b.Port, len(b.Endpoints), b.Invalid
	}
	h.HTTP = d
	return h
}

// proxied lets the HTTP proxy at the end of a connection deal with its request,
// if there is one, and adds to the Path what came of it.
func (c *Connection) proxied(w *World, e *end, draw uint64) {
	p := &c.Path
	c.answers, p.Certificate, p.TLSFailure = nil, nil, ""
	t, ok := w.proxyAt(e)
	if !ok {
		return
	}
	x := w.exchangeAt(e, t, &c.Request, p.SeenIP)
	p.Certificate, p.TLSFailure = x.certificate, x.failure
	mine := e.answerTo(&c.Request, p.SeenIP, p.SeenPort)
	if p.Status, p.Body = x.early.status, ""; x.early.status != 0 || x.failure != "" {
		p.Status, p.Body, p.Header = x.early.status, x.early.body, x.early.header
		if mine.Status, mine.Size = p.Status, len(p.Body); x.failure == "" {
			c.answers = []Answer{mine}
		} else {
			c.answers = []Answer{}
		}
		return
	}
	got := x.forward(draw, p.Hops[len(p.Hops)-1])
	p.Hops = append(p.Hops, got.hops...)
	p.Status, p.Body, p.Header = got.status, got.body, got.header
	p.Served += got.took
	p.Latency += got.took
	mine.Status, mine.Size, mine.Upstream = p.Status, len(p.Body), got.upstream
	c.answers = append([]Answer{mine}, got.answers...)
}

// forwarding is what came of a request that a proxy dealt with.
type forwarding struct {
	page
	hops     []Hop
	took     api.Duration
	upstream string
	answers  []Answer
}

// forward draws what becomes of the request, and follows it there.
func (x *exchange) forward(draw uint64, at Hop) forwarding {
	w, f := x.world, forwarding{}
	var tried []Tried
	for try := range max(1, x.table.Tries) {
		number := mix(draw, mixProxy+uint64(try))
		choice := x.found.Choose(number)
		h := x.hop(at, &choice)
		h.HTTP.Tried = tried
		f.hops = []Hop{h}
		if choice.Status != 0 {
			f.page = x.answer(&choice)
			break
		}
		to := choice.Endpoint
		h.HTTP.IP, h.HTTP.ToPort, f.upstream = to.IP, to.Port, SocketText(to.IP, to.Port)
		made := Open(w, x.toward(choice.Request, to), mix(number, mixProxy))
		status, took := x.outcome(&made.Path, choice.Timeout)
		f.took += took
		f.hops = append(f.hops, made.Path.Hops[1:]...)
		f.answers = append(f.answers, made.Answers()...)
		if status != 0 {
			f.page = pageOf(x.table, status, "")
		} else {
			f.page = page{made.Path.Status, made.Path.Body, made.Path.Header}
		}
		if retried(&made.Path) && try+1 < x.table.Tries {
			tried = append(tried, Tried{to.IP, to.Port, made.Path.Result})
			continue
		}
		for _, change := range choice.Response {
			f.header = change.Apply(f.header)
		}
		f.answers = append(f.answers, x.mirror(h.HTTP, &choice, number)...)
		break
	}
	return f
}

// mirror sends the copies of a request, for which nobody waits.
func (x *exchange) mirror(d *Routed, c *route.Choice, draw uint64) (answers []Answer) {
	for i, m := range c.Mirrors {
		made := Open(x.world, x.toward(c.Request, m.Endpoint), mix(draw, mixMirror+uint64(i)))
		d.Mirrors = append(d.Mirrors, Tried{m.Endpoint.IP, m.Endpoint.Port, made.Path.Result})
		answers = append(answers, made.Answers()...)
	}
	return answers
}

// pageOf is an answer of the proxy itself.
func pageOf(t *route.Table, status int, what string) page {
	body := t.Page(status, what)
	p := page{status: status, body: body}
	if body != "" {
		p.header = []route.Field{{Name: "Content-Type", Value: t.PageType()}}
	}
	return p
}

// answer is what the proxy says where it asks nobody.
func (x *exchange) answer(c *route.Choice) page {
	p := pageOf(x.table, c.Status, "")
	if c.Location != "" {
		p.header = append(p.header, route.Field{Name: "Location", Value: c.Location})
	}
	for _, change := range c.Response {
		p.header = change.Apply(p.header)
	}
	return p
}
