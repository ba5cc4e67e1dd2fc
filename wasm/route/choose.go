package route

import (
	"math/bits"

	"svclab/wasm/api"
)

// Choice is what is done with one request.
type Choice struct {
	// Status is the answer of the proxy itself, with Why; 0 when the request goes
	// on to Endpoint.
	Status   int
	Why      Why
	Location string // of a redirect

	Backend  *Backend // nil when none was drawn
	Share    int32    // its weight
	Shares   int32    // the weights of all
	Endpoint *Endpoint

	Request  Request // as the endpoint gets it, before the proxy's own headers
	Response []*HeaderChange
	Mirrors  []Copy

	Timeout api.Duration // 0 for the proxy's own
}

// Why says for what the proxy answers itself, as a stable word for programs.
type Why string

// Why a proxy answers itself.
const (
	NoRule         Why = "no-rule"         // 404
	Redirected     Why = "redirected"      // 30x
	NoBackend      Why = "no-backend"      // the rule has none, or all have weight 0
	InvalidBackend Why = "invalid-backend" // what it names is not there
	NoEndpoint     Why = "no-endpoint"     // 503
	Fixed          Why = "fixed"           // the rule says so
)

// Copy is a request that is mirrored.
type Copy struct {
	Backend  *Backend
	Endpoint *Endpoint
}

// Choose draws what becomes of the request. draw is equally distributed over
// all of uint64.
func (f *Found) Choose(draw uint64) Choice {
	c := Choice{Request: f.Request}
	if f.Rule == nil {
		c.Status, c.Why = 404, NoRule
		return c
	}
	c.Timeout = f.Rule.Timeout
	if b := f.Rule.BackendTimeout; b != 0 && (c.Timeout == 0 || b < c.Timeout) {
		c.Timeout = b
	}
	prefix := f.prefix()
	c.filter(&f.Rule.Filters, prefix)
	if r := f.Rule.Filters.Redirect; r != nil {
		c.redirect(r, f.Request, prefix)
		return c
	}
	if f.Rule.Status != 0 {
		c.Status, c.Why = f.Rule.Status, Fixed
		return c
	}
	f.Rule.draw(&c, draw)
	c.mirror(&f.Rule.Filters, draw)
	if c.Backend != nil {
		c.filter(&c.Backend.Filters, prefix)
		c.mirror(&c.Backend.Filters, draw+1)
		if r := c.Backend.Filters.Redirect; r != nil && c.Status == 0 {
			c.redirect(r, f.Request, prefix)
		}
	}
	return c
}

// prefix is what the entry matched of the path, for filters that replace it.
func (f *Found) prefix() string {
	if f.Entry == nil {
		return ""
	}
	return f.Entry.Match.Path
}

func (c *Choice) redirect(r *Redirect, q Request, prefix string) {
	c.Status, c.Why, c.Location = r.Status, Redirected, r.location(q, prefix)
	if c.Status == 0 {
		c.Status = 302
	}
}

// filter changes the request that is sent on.
func (c *Choice) filter(f *Filters, prefix string) {
	c.Request.Header = f.Request.Apply(c.Request.Header)
	if w := f.Rewrite; w != nil {
		c.Request.Path = w.Path.apply(c.Request.path(), prefix)
		if w.Hostname != "" {
			c.Request.Host = w.Hostname
		}
	}
	if f.Response != nil {
		c.Response = append(c.Response, f.Response)
	}
}

// draw picks a backend by weight and one of its endpoints.
func (r *Rule) draw(c *Choice, draw uint64) {
	for i := range r.Backends {
		c.Shares += max(0, r.Backends[i].Weight)
	}
	if c.Shares == 0 {
		c.Status, c.Why = 500, NoBackend
		return
	}
	at := int32(below(draw, uint64(c.Shares)))
	for i := range r.Backends {
		b := &r.Backends[i]
		if at -= max(0, b.Weight); at < 0 {
			c.Backend, c.Share = b, b.Weight
			break
		}
	}
	switch b := c.Backend; {
	case b.Invalid != "":
		c.Status, c.Why = b.InvalidStatus, InvalidBackend
		if c.Status == 0 {
			c.Status = 500
		}
	case len(b.Endpoints) == 0:
		c.Status, c.Why = 503, NoEndpoint
	default:
		c.Endpoint = b.pick(draw)
	}
}

// pick draws one of the endpoints by a number that knows nothing of the one by
// which the backend was drawn.
func (b *Backend) pick(draw uint64) *Endpoint {
	return &b.Endpoints[below(mix(draw, mixEndpoint), uint64(len(b.Endpoints)))]
}

// mirror adds the copies of a request.
func (c *Choice) mirror(f *Filters, draw uint64) {
	for i := range f.Mirrors {
		m := &f.Mirrors[i]
		number := mix(draw, mixMirror+uint64(i))
		if m.Denominator > 0 && int32(below(number, uint64(m.Denominator))) >= m.Numerator {
			continue
		}
		if m.Backend.Invalid == "" && len(m.Backend.Endpoints) > 0 {
			c.Mirrors = append(c.Mirrors, Copy{&m.Backend, m.Backend.pick(number)})
		}
	}
}

// below makes a number below n of a draw.
func below(draw, n uint64) uint64 {
	hi, _ := bits.Mul64(draw, n)
	return hi
}

// What the numbers that are made from one draw are for.
const (
	mixEndpoint = 0x632be59bd9b4e019
	mixMirror   = 0xe220a8397b1dcdaf
)

// mix makes another equally distributed number from a draw. Models splitmix64.
func mix(draw, what uint64) uint64 {
	z := draw + what
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
