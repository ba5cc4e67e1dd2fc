package network

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// How long a node remembers a connection after its last packet. kube-proxy sets
// those of established and half-closed ones, the rest are the kernel's.
const (
	establishedTimeout = 86400 * api.Second
	closeWaitTimeout   = 3600 * api.Second
	timeWaitTimeout    = 120 * api.Second
	synSentTimeout     = 120 * api.Second
	closeTimeout       = 10 * api.Second
	udpTimeout         = 30 * api.Second
	udpStreamTimeout   = 120 * api.Second

	// streamAfter is how old an answered UDP flow has to be to count as a stream.
	streamAfter = 2 * api.Second

	// IPVS keeps a table of its own, which forgets sooner.
	ipvsTCPTimeout = 900 * api.Second
	ipvsUDPTimeout = 300 * api.Second
)

// State is how far a TCP connection is, in conntrack's words.
type State string

// The states of TCP connections. UDP flows have none.
const (
	SynSent     State = "SYN_SENT"
	Established State = "ESTABLISHED"
	CloseWait   State = "CLOSE_WAIT"
	TimeWait    State = "TIME_WAIT"
	Closed      State = "CLOSE"
)

// Flow is one entry of a node's conntrack table: a packet's source and
// destination when it came, and those of the answer.
type Flow struct {
	Protocol  api.Protocol
	SourceIP  string
	IP        string
	ReplyIP   string // who answers: the endpoint, or IP when no rule rewrote it
	SeenIP    string // whom it answers: SourceIP, or the node that masqueraded it
	ReplyPort int32
	SeenPort  int32

	SourcePort int32
	Port       int32

	State     State
	Unreplied bool
	Assured   bool
	Expires   api.Time

	began api.Time
	ipvs  bool // IPVS rewrote it, and no longer does when it has forgotten it
}

// FlowID tells a flow from all others of a table: its packet as it came.
type FlowID struct {
	Protocol   api.Protocol `json:"protocol"`
	SourceIP   string       `json:"sourceIP"`
	SourcePort int32        `json:"sourcePort"`
	IP         string       `json:"ip"`
	Port       int32        `json:"port"`
}

// ID returns what tells the flow from others.
func (f *Flow) ID() FlowID {
	return FlowID{f.Protocol, f.SourceIP, f.SourcePort, f.IP, f.Port}
}

// Table is one node's conntrack table. It belongs to one cluster: a copy is
// made with Clone. The zero value is empty.
type Table struct {
	live  map[FlowID]Flow // those that more packets may belong to
	ended []Flow          // those that none will, the oldest first
	most  int             // how large live may grow before it is swept
}

// endedMost is how many ended connections a node remembers. A real one has
// room for some hundred thousand.
const endedMost = 256

// sweepFrom is the least size at which expired flows are looked for.
const sweepFrom = 512

// Clone returns an independent copy.
func (t *Table) Clone() *Table {
	return &Table{live: maps.Clone(t.live), ended: t.ended[:len(t.ended):len(t.ended)], most: t.most}
}

// find returns the flow to which a packet belongs.
func (t *Table) find(now api.Time, key FlowID) (Flow, bool) {
	if t == nil {
		return Flow{}, false
	}
	f, ok := t.live[key]
	return f, ok && f.Expires > now
}

func (t *Table) put(now api.Time, f Flow) {
	if t.live == nil {
		t.live = map[FlowID]Flow{}
	}
	t.live[f.ID()] = f
	if len(t.live) > max(t.most, sweepFrom) {
		for key, f := range t.live {
			if f.Expires <= now {
				delete(t.live, key)
			}
		}
		t.most = 2 * len(t.live)
	}
}

// end moves a flow to those that have ended.
func (t *Table) end(f Flow) {
	delete(t.live, f.ID())
	if len(t.ended) >= 4*endedMost {
		t.ended = append([]Flow(nil), t.ended[len(t.ended)-endedMost+1:]...)
	}
	t.ended = append(t.ended, f)
}

// Flows lists what the table remembers, sorted by protocol, source and
// destination.
func (t *Table) Flows(now api.Time) []Flow {
	var out []Flow
	seen := map[FlowID]bool{}
	add := func(f *Flow) {
		if key := f.ID(); f.Expires > now && !seen[key] { // a port that was used twice has one entry
			seen[key] = true
			out = append(out, *f)
		}
	}
	for _, f := range t.live {
		add(&f)
	}
	for i := len(t.ended) - 1; i >= 0 && i >= len(t.ended)-endedMost; i-- {
		add(&t.ended[i])
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := &out[i], &out[j]
		return cmp.Or(strings.Compare(string(a.Protocol), string(b.Protocol)), strings.Compare(a.SourceIP, b.SourceIP),
			int(a.SourcePort-b.SourcePort), strings.Compare(a.IP, b.IP), int(a.Port-b.Port)) < 0
	})
	return out
}

// refresh notes that a packet of the flow has passed, and been answered or not.
func (f *Flow) refresh(now api.Time, answered bool) {
	switch {
	case f.Protocol != api.ProtocolUDP && f.ipvs:
		f.Expires = now.Add(ipvsTCPTimeout)
	case f.Protocol != api.ProtocolUDP:
		f.Expires = now.Add(establishedTimeout)
	case f.ipvs:
		f.Expires = now.Add(ipvsUDPTimeout)
	case !f.Unreplied && now.Sub(f.began) > streamAfter:
		f.Assured, f.Expires = true, now.Add(udpStreamTimeout)
	default:
		f.Expires = now.Add(udpTimeout)
	}
	f.Unreplied = f.Unreplied && !answered
}

// finish puts a TCP flow into the state in which it is left alone.
func (f *Flow) finish(now api.Time, s State) {
	f.State = s
	switch s {
	case TimeWait:
		f.Expires = now.Add(timeWaitTimeout)
	case CloseWait:
		f.Expires = now.Add(closeWaitTimeout)
	case Closed:
		f.Expires = now.Add(closeTimeout)
	case SynSent:
		f.Expires = now.Add(synSentTimeout)
	}
}

// Clean deletes the UDP flows to a Service that lead to no endpoint of it that
// serves. kube-proxy does so when endpoints of a Service with a UDP port have
// changed. Models pkg/proxy/conntrack/cleanup.go CleanStaleEntries, which does
// not look at the address of a node port.
func (t *Table) Clean(rules *proxy.Rules) {
	t.forget(func(f *Flow) bool { return f.Protocol == api.ProtocolUDP && stale(f, rules) })
}

// Delete forgets flows, as conntrack -D does, and returns how many there were.
func (t *Table) Delete(now api.Time, flows []FlowID) (deleted int) {
	there := map[FlowID]bool{}
	for _, f := range t.Flows(now) {
		there[f.ID()] = true
	}
	which := map[FlowID]bool{}
	for _, id := range flows {
		if there[id] && !which[id] {
			which[id] = true
			deleted++
		}
	}
	t.forget(func(f *Flow) bool { return which[f.ID()] })
	return deleted
}

// Break forgets the connections that IPVS rewrote, as happens when it goes.
func (t *Table) Break() { t.forget(func(f *Flow) bool { return f.ipvs }) }

func (t *Table) forget(which func(f *Flow) bool) {
	for key, f := range t.live {
		if which(&f) {
			delete(t.live, key)
		}
	}
	var kept []Flow // not in place: copies share what has ended
	for i := range t.ended {
		if !which(&t.ended[i]) {
			kept = append(kept, t.ended[i])
		}
	}
	t.ended = kept
}

func stale(f *Flow, rules *proxy.Rules) bool {
	for _, p := range rules.Portals() {
		door := f.Port == p.Port && (f.IP == p.ClusterIP || slices.Contains(p.LoadBalancerIPs, f.IP) || slices.Contains(p.ExternalIPs, f.IP))
		if p.Service.Protocol != api.ProtocolUDP || !door && f.Port != p.NodePort {
			continue
		}
		some, own := false, false
		for i := range p.Endpoints {
			if e := &p.Endpoints[i]; e.Serving {
				some = true
				own = own || e.IP == f.ReplyIP && e.Port == f.ReplyPort
			}
		}
		if !own && (door || some) {
			return true
		}
	}
	return false
}
