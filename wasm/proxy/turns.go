package proxy

import (
	"math"
	"math/bits"
	"net/netip"

	"svclab/wasm/api"
)

// lingers is for how long IPVS counts a connection as inactive once it is
// closed: its timeout for TIME_WAIT.
const lingers = 2 * api.Minute

// activeWeight is how many inactive connections one active one counts for.
const activeWeight = 256

// turns is the state of one virtual server of IPVS: whose turn is next, and
// how many connections each real server has.
type turns struct {
	chain  *Chain // the real servers, in the order of the counts below
	last   int    // the real server that had the last turn, -1 for none yet
	active []int32
	idle   []int32
	ends   []ending // of idle connections, in the order of time
	gone   int      // how many endings were dropped from the front of ends
	newest []int    // where each real server's last ending is, counted from the first ever
	tree   []uint64 // a tournament for the least loaded, root first, of load and number in one; nil when stale
}

// ending says when idle connections of a real server are forgotten.
type ending struct {
	at     api.Time
	server int32
	count  int32
}

func (t *turns) clone() *turns {
	c := *t
	c.active, c.idle = append([]int32(nil), t.active...), append([]int32(nil), t.idle...)
	c.ends, c.tree = append([]ending(nil), t.ends...), append([]uint64(nil), t.tree...)
	c.newest = append([]int(nil), t.newest...)
	return &c
}

// turnTo takes a new list of real servers over: who stays keeps its counts.
func (t *turns) turnTo(chain *Chain) {
	if t.chain == chain {
		return
	}
	n := len(chain.Endpoints)
	moved := turns{chain: chain, last: -1, active: make([]int32, n), idle: make([]int32, n), newest: make([]int, n)}
	if old := t.chain; old != nil {
		to := make([]int32, len(old.Endpoints))
		for i, e := range old.Endpoints {
			to[i] = int32(chain.index(e.String()))
			if to[i] >= 0 {
				moved.active[to[i]], moved.idle[to[i]] = t.active[i], t.idle[i]
			}
			if i <= t.last && to[i] >= 0 {
				moved.last = int(to[i])
			}
		}
		for _, end := range t.ends {
			if end.server = to[end.server]; end.server >= 0 {
				moved.ends = append(moved.ends, end)
			}
		}
	}
	*t = moved
}

// next gives the next real server its turn.
func (t *turns) next() int {
	t.last++
	if t.last >= len(t.chain.Endpoints) {
		t.last = 0
	}
	return t.last
}

// least returns the real server with the least load, among equals the first.
func (t *turns) least(now api.Time) int {
	t.forget(now)
	n := len(t.chain.Endpoints)
	if t.tree == nil {
		t.tree = make([]uint64, 2*size(n))
		for i := range t.tree[size(n):] {
			t.tree[size(n)+i] = math.MaxUint64 // stands for nobody
			if i < n {
				t.tree[size(n)+i] = t.entry(i)
			}
		}
		for i := size(n) - 1; i > 0; i-- {
			t.tree[i] = min(t.tree[2*i], t.tree[2*i+1])
		}
	}
	return int(t.tree[1] & (1<<numberBits - 1))
}

// size is the least power of two that is n or more.
func size(n int) int { return 1 << bits.Len(uint(n-1)) }

// numberBits hold the number of a real server in an entry of the tournament,
// below its load: so the lesser entry has less load, or as much and comes first.
const numberBits = 20

func (t *turns) entry(i int) uint64 {
	return (uint64(t.active[i])*activeWeight+uint64(t.idle[i]))<<numberBits | uint64(i)
}

// changed plays the tournament again where the load of a real server changed.
func (t *turns) changed(server int) {
	if t.tree == nil {
		return
	}
	i := size(len(t.active)) + server
	for t.tree[i] = t.entry(server); i > 1; {
		i /= 2
		t.tree[i] = min(t.tree[2*i], t.tree[2*i+1])
	}
}

// forget drops the idle connections whose time has come.
func (t *turns) forget(now api.Time) {
	done := 0
	for ; done < len(t.ends) && t.ends[done].at <= now; done++ {
		end := t.ends[done]
		t.idle[end.server] -= end.count
		t.changed(int(end.server))
	}
	t.ends, t.gone = t.ends[done:], t.gone+done
}

// Opened counts a connection that was sent to an endpoint and stays open.
func (b *Balancer) Opened(i int) {
	if b.turns != nil {
		b.turns.active[i]++
		b.turns.changed(i)
	}
}

// Passed counts a connection that was opened and closed at once.
func (b *Balancer) Passed(now api.Time, i int) {
	if b.turns != nil {
		b.turns.rest(now, i)
	}
}

// Closed counts a connection to an endpoint of a virtual server that has ended.
func (m *Memory) Closed(now api.Time, ip string, port int32, protocol api.Protocol, endpoint string) {
	t := m.servers[virtualServer{ip, port, protocol}]
	if t == nil || t.chain == nil {
		return
	}
	if i := t.chain.index(endpoint); i >= 0 && t.active[i] > 0 {
		t.active[i]--
		t.rest(now, i)
	}
}

// rest counts a closed connection for as long as it lingers.
func (t *turns) rest(now api.Time, i int) {
	t.idle[i]++
	t.changed(i)
	at := now.Add(lingers)
	if n := t.newest[i] - t.gone; n >= 0 && n < len(t.ends) && t.ends[n].server == int32(i) && t.ends[n].at == at {
		t.ends[n].count++
		return
	}
	t.newest[i] = t.gone + len(t.ends)
	t.ends = append(t.ends, ending{at, int32(i), 1})
}

// Connections returns how many active and inactive connections each real
// server of a virtual server has, nil when IPVS has balanced nothing there.
func (m *Memory) Connections(now api.Time, ip string, port int32, protocol api.Protocol) (chain *Chain, active, inactive []int32) {
	t := m.servers[virtualServer{ip, port, protocol}]
	if t == nil {
		return nil, nil, nil
	}
	inactive = append([]int32(nil), t.idle...)
	for _, end := range t.ends {
		if end.at <= now {
			inactive[end.server] -= end.count
		}
	}
	return t.chain, t.active, inactive
}

// String names a virtual server as ipvsadm does: TCP 10.96.0.7:80. A node port
// has one for each address of the node.
func (vs virtualServer) String() string {
	return string(vs.protocol) + " " + Endpoint{IP: vs.ip, Port: vs.port}.String()
}

// The kernel's table for source hashing.
const (
	hashBits    = 8
	goldenRatio = 0x61C88647
)

// sourceHash returns which of n real servers a client's address is hashed to.
// The table's 256 entries name the real servers in turn. Models the kernel's
// net/netfilter/ipvs/ip_vs_sh.c.
func sourceHash(client string, n int) int {
	addr, err := netip.ParseAddr(client)
	if err != nil {
		return 0
	}
	b := addr.As16()
	var fold uint32
	if addr.Is4() {
		fold = word32(b[12:])
	} else {
		fold = word32(b[0:]) ^ word32(b[4:]) ^ word32(b[8:]) ^ word32(b[12:])
	}
	return int(fold*goldenRatio>>(32-hashBits)) % n
}

func word32(b []byte) uint32 {
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}
