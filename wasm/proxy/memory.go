package proxy

import (
	"maps"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// Memory is what one node's kernel remembers of the connections that it has
// balanced: which client goes where, whose turn it is, who has how many. It
// belongs to one cluster: a copy is made with Clone. The zero value remembers
// nothing.
type Memory struct {
	sticky  map[stickyKey][]stuck
	servers map[virtualServer]*turns
}

// stickyKey is a client of a Service port. Only IPVS tells the port's
// addresses apart.
type stickyKey struct {
	service ServicePortName
	door    string
	client  string
}

// stuck is an endpoint to which a client was sent.
type stuck struct {
	endpoint string
	last     api.Time // when it was sent there last
}

// virtualServer is an address on which IPVS listens.
type virtualServer struct {
	ip       string
	port     int32
	protocol api.Protocol
}

// Clone returns an independent copy.
func (m *Memory) Clone() *Memory {
	c := &Memory{sticky: maps.Clone(m.sticky), servers: make(map[virtualServer]*turns, len(m.servers))}
	for vs, t := range m.servers {
		c.servers[vs] = t.clone()
	}
	return c
}

// Forget drops what a node cannot remember any longer once its rules are
// these: clients of endpoints for which there is no rule, and virtual servers
// that are gone.
func (m *Memory) Forget(rules *Rules) {
	reachable := map[ServicePortName]map[string]bool{}
	for key := range m.sticky {
		if reachable[key.service] != nil {
			continue
		}
		of := map[string]bool{}
		reachable[key.service] = of
		for _, p := range rules.Of(key.service.Namespace, key.service.Name) {
			if p.Service != key.service || p.AffinitySeconds == 0 {
				continue
			}
			for _, e := range p.Reachable() {
				of[e.String()] = true
			}
		}
	}
	for key, list := range m.sticky {
		var kept []stuck
		for _, s := range list {
			if reachable[key.service][s.endpoint] {
				kept = append(kept, s)
			}
		}
		if len(kept) == 0 {
			delete(m.sticky, key)
		} else {
			m.sticky[key] = kept
		}
	}
	for vs := range m.servers {
		if _, p := rules.at(vs.ip, vs.port, vs.protocol); p == nil && rules.NodePort(vs.port, vs.protocol, api.IsIPv6(vs.ip)) == nil {
			delete(m.servers, vs)
		}
	}
}

// Choice is the endpoint that one connection goes to.
type Choice struct {
	Index  int
	Sticky bool // the client was there before
}

// Balancer chooses endpoints for any number of connections from one client to
// one address, and remembers on the way what its node remembers.
type Balancer struct {
	memory  *Memory
	chain   *Chain
	key     stickyKey
	server  virtualServer
	turns   *turns // for IPVS, nil otherwise
	seconds api.Duration
	sh      int // where source hashing sends the client, -1 for other ways
}

// Balancer prepares the choice for connections that met this verdict, whose
// Action is Balance.
func (m *Memory) Balancer(v Verdict, p Packet) *Balancer {
	b := &Balancer{memory: m, chain: v.Chain, seconds: api.Duration(v.Portal.AffinitySeconds) * api.Second, sh: -1}
	b.key = stickyKey{service: v.Portal.Service, client: p.Source}
	config := v.Portal.config
	if config.mode() != IPVS {
		return b
	}
	b.key.door = p.IP
	b.server = virtualServer{p.IP, p.Port, p.Protocol}
	if m.servers == nil {
		m.servers = map[virtualServer]*turns{}
	}
	b.turns = m.servers[b.server]
	if b.turns == nil {
		b.turns = &turns{}
		m.servers[b.server] = b.turns
	}
	b.turns.turnTo(v.Chain)
	if config.scheduler() == SourceHashing {
		b.sh = sourceHash(p.Source, len(v.Chain.Endpoints))
	}
	return b
}

// Choose sends one connection to an endpoint. draw is equally distributed over
// all of uint64; now is when the connection begins.
func (b *Balancer) Choose(now api.Time, draw uint64) Choice {
	if b.seconds == 0 {
		return Choice{Index: b.fresh(now, draw)}
	}
	c := Choice{Index: b.remembered(now)}
	c.Sticky = c.Index >= 0
	if !c.Sticky {
		c.Index = b.fresh(now, draw)
	}
	b.remember(now, c.Index)
	return c
}

func (b *Balancer) fresh(now api.Time, draw uint64) int {
	switch {
	case b.turns == nil:
		return b.chain.Random(draw)
	case b.sh >= 0:
		return b.sh
	case b.chain.Port.config.scheduler() == LeastConnections:
		return b.turns.least(now)
	}
	return b.turns.next()
}

// remembered returns the first endpoint, in the order of the rules, at which
// the client was within the time allowed; -1 for none.
func (b *Balancer) remembered(now api.Time) int {
	first := -1
	for _, s := range b.memory.sticky[b.key] {
		if now.Sub(s.last) > b.seconds {
			continue
		}
		if i := b.chain.index(s.endpoint); i >= 0 && (first < 0 || i < first) {
			first = i
		}
	}
	return first
}

// remember notes that the client was sent to an endpoint now.
func (b *Balancer) remember(now api.Time, i int) {
	if b.memory.sticky == nil {
		b.memory.sticky = map[stickyKey][]stuck{}
	}
	endpoint := b.chain.Endpoints[i].String()
	list := []stuck{{endpoint, now}} // a list is never changed in place: clones share it
	for _, s := range b.memory.sticky[b.key] {
		if s.endpoint != endpoint && now.Sub(s.last) <= b.seconds {
			list = append(list, s)
		}
	}
	b.memory.sticky[b.key] = list
}

// Sticky lists the clients that a Service's endpoints remember, sorted:
// "10.244.0.9 default/web 10.244.0.2:80".
func (m *Memory) Sticky() []string {
	var out []string
	for key, list := range m.sticky {
		for _, s := range list {
			out = append(out, strings.Join([]string{key.client, key.service.String(), s.endpoint}, " "))
		}
	}
	sort.Strings(out)
	return out
}
