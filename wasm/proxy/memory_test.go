package proxy

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// history is a node that lives through connections and changes of endpoints,
// beside a plain account of what it should remember.
type history struct {
	r       *rand.Rand
	config  Config
	seconds int32 // of session affinity
	memory  *Memory
	rules   *Rules
	now     api.Time

	active map[string]int        // connections that are open, by endpoint
	idle   map[string][]api.Time // when closed ones are forgotten
	sticky map[string]api.Time   // "client endpoint": last sent there
	open   []string              // the endpoint of each open connection
}

func newHistory(seed uint64, config Config, seconds int32) *history {
	h := &history{r: rand.New(rand.NewPCG(seed, 0)), config: config, seconds: seconds, memory: &Memory{}}
	h.active, h.idle, h.sticky = map[string]int{}, map[string][]api.Time{}, map[string]api.Time{}
	h.change()
	return h
}

// change lets the node hear of other endpoints.
func (h *history) change() {
	var addresses []string
	for i := range 12 {
		if h.r.IntN(2) == 0 {
			addresses = append(addresses, fmt.Sprintf("10.244.0.%d", i+2))
		}
	}
	if len(addresses) == 0 {
		addresses = []string{"10.244.0.2"}
	}
	svc := service("web", "10.96.0.7", tcp("", 80, 30008))
	if h.seconds > 0 {
		svc.Spec.SessionAffinity = api.SessionAffinityClientIP
		svc.Spec.SessionAffinityConfig = &api.SessionAffinityConfig{ClientIP: &api.ClientIPConfig{TimeoutSeconds: &h.seconds}}
	}
	h.rules = Build(h.config, Node{Name: "node-1"}, []*api.Service{svc}, []*api.EndpointSlice{slice("web", "a", on(80), addresses...)})
	h.memory.Forget(h.rules)
	here := " " + strings.Join(addresses, ":80 ") + ":80 "
	gone := func(endpoint string) bool { return !strings.Contains(here, " "+endpoint+" ") }
	for key := range h.sticky {
		if _, endpoint, _ := strings.Cut(key, " "); gone(endpoint) {
			delete(h.sticky, key)
		}
	}
	for _, e := range everyEndpoint() {
		if gone(e) {
			delete(h.active, e)
			delete(h.idle, e)
		}
	}
}

func everyEndpoint() []string {
	var out []string
	for i := range 12 {
		out = append(out, fmt.Sprintf("10.244.0.%d:80", i+2))
	}
	return out
}

// balancer prepares the choice for a client.
func (h *history) balancer(client string) *Balancer {
	p := Packet{Source: client, IP: "10.96.0.7", Port: 80, Protocol: api.ProtocolTCP, Origin: FromPod}
	return h.memory.Balancer(h.rules.Match(p), p)
}

func (h *history) chain() *Chain { return h.rules.Portals()[0].Cluster }

// load is what IPVS lc goes by.
func (h *history) load(endpoint string) int {
	n := 256 * h.active[endpoint]
	for _, ends := range h.idle[endpoint] {
		if ends > h.now {
			n++
		}
	}
	return n
}

// plainLeast searches all endpoints for the least loaded one.
func (h *history) plainLeast() int {
	best := 0
	for i, e := range h.chain().Endpoints {
		if h.load(e.String()) < h.load(h.chain().Endpoints[best].String()) {
			best = i
		}
	}
	return best
}

// connect sends one connection, open for a while or closed at once, and
// returns what was chosen.
func (h *history) connect(client string) Choice {
	b := h.balancer(client)
	c := b.Choose(h.now, h.r.Uint64())
	e := h.chain().Endpoints[c.Index].String()
	if h.r.IntN(2) == 0 {
		b.Opened(c.Index)
		h.active[e]++
		h.open = append(h.open, e)
	} else {
		b.Passed(h.now, c.Index)
		h.idle[e] = append(h.idle[e], h.now.Add(lingers))
	}
	return c
}

// pass lets a while go by, in which a connection may close and endpoints may change.
func (h *history) pass() {
	h.now = h.now.Add(api.Duration(h.r.IntN(40)) * api.Second)
	if n := len(h.open); n > 0 && h.r.IntN(2) == 0 {
		i := h.r.IntN(n)
		e := h.open[i]
		h.open = append(h.open[:i], h.open[i+1:]...)
		h.memory.Closed(h.now, "10.96.0.7", 80, api.ProtocolTCP, e)
		if h.active[e] > 0 {
			h.active[e]--
			h.idle[e] = append(h.idle[e], h.now.Add(lingers))
		}
	}
	switch h.r.IntN(30) {
	case 0:
		h.change()
		h.balancer("10.244.9.9") // IPVS hears of the change at once, whoever asks next
	case 1:
		h.memory = h.memory.Clone()
	}
}

func TestLeastConnectionsPicksALeastLoadedEndpoint(t *testing.T) {
	for seed := range uint64(20) {
		h := newHistory(seed, Config{Mode: IPVS, Scheduler: LeastConnections}, 0)
		for round := range 1000 {
			want := h.plainLeast()
			if got := h.connect("10.244.0.9").Index; got != want {
				t.Fatalf("seed %d, round %d: got endpoint %d, a plain search %d", seed, round, got, want)
			}
			_, active, inactive := h.memory.Connections(h.now, "10.96.0.7", 80, api.ProtocolTCP)
			for i, e := range h.chain().Endpoints {
				if n := 256*int(active[i]) + int(inactive[i]); n != h.load(e.String()) {
					t.Fatalf("seed %d, round %d: %s counts %d and %d, want a load of %d", seed, round, e, active[i], inactive[i], h.load(e.String()))
				}
			}
			h.pass()
		}
	}
}

func TestRoundRobinIsFairBetweenChanges(t *testing.T) {
	for seed := range uint64(20) {
		h := newHistory(seed, Config{Mode: IPVS}, 0)
		counts, chain := map[int]int{}, h.chain()
		for round := range 1000 {
			if h.chain() != chain {
				counts, chain = map[int]int{}, h.chain()
			}
			counts[h.connect("10.244.0.9").Index]++
			least, most := round, 0
			for i := range chain.Endpoints {
				least, most = min(least, counts[i]), max(most, counts[i])
			}
			if most-least > 1 {
				t.Fatalf("seed %d, round %d: one endpoint has had %d turns, another %d", seed, round, least, most)
			}
			h.pass()
		}
	}
}

func TestSourceHashingIsStableAndSpreads(t *testing.T) {
	for seed := range uint64(10) {
		h := newHistory(seed, Config{Mode: IPVS, Scheduler: SourceHashing}, 0)
		at, chain := map[string]int{}, h.chain()
		for round := range 1000 {
			if h.chain() != chain {
				at, chain = map[string]int{}, h.chain()
			}
			client := fmt.Sprintf("10.244.%d.%d", h.r.IntN(4), h.r.IntN(250))
			got := h.connect(client).Index
			if before, ok := at[client]; ok && before != got {
				t.Fatalf("seed %d, round %d: %s went to %d, now to %d", seed, round, client, before, got)
			}
			at[client] = got
			h.pass()
		}
	}
	h := newHistory(1, Config{Mode: IPVS, Scheduler: SourceHashing}, 0)
	counts := map[int]int{}
	for i := range 1000 {
		counts[h.connect(fmt.Sprintf("10.%d.%d.1", i%250, i/4)).Index]++
	}
	for i, e := range h.chain().Endpoints {
		if fair := 1000 / len(h.chain().Endpoints); counts[i] < fair/2 || counts[i] > fair*2 {
			t.Errorf("%s has %d of 1000 clients, want about %d", e, counts[i], fair)
		}
	}
}

func TestAffinityKeepsAClientUntilItsTimeIsOver(t *testing.T) {
	const seconds = 60
	for _, config := range []Config{{}, {Mode: NFTables}, {Mode: IPVS}, {Mode: IPVS, Scheduler: LeastConnections}} {
		kept, expired := 0, 0
		for seed := range uint64(10) {
			h := newHistory(seed, config, seconds)
			for round := range 1000 {
				client := fmt.Sprintf("10.244.0.%d", 100+h.r.IntN(4))
				want := -1 // the first of its endpoints, in the order of the rules
				for i, e := range h.chain().Endpoints {
					last, ok := h.sticky[client+" "+e.String()]
					switch {
					case ok && h.now.Sub(last) <= seconds*api.Second:
						if want < 0 {
							want = i
						}
						kept++
					case ok:
						expired++
					}
				}
				got := h.connect(client)
				if got.Sticky != (want >= 0) || want >= 0 && got.Index != want {
					t.Fatalf("%v, seed %d, round %d: got %+v, want endpoint %d", config, seed, round, got, want)
				}
				h.sticky[client+" "+h.chain().Endpoints[got.Index].String()] = h.now
				h.pass()
			}
		}
		if kept < 1000 || expired < 100 {
			t.Errorf("%v: kept %d, expired %d: too few to tell", config, kept, expired)
		}
	}
}

func TestACloneGoesItsOwnWay(t *testing.T) {
	for _, config := range []Config{{}, {Mode: NFTables}, {Mode: IPVS}, {Mode: IPVS, Scheduler: LeastConnections}} {
		for seed := range uint64(10) {
			h := newHistory(seed, config, int32(seed%2)*600)
			for range 100 {
				h.connect("10.244.0.9")
				h.pass()
			}
			before, same := remembers(h), h.memory.Clone()
			other := *h
			other.memory = h.memory.Clone()
			other.active, other.idle, other.sticky, other.open = map[string]int{}, map[string][]api.Time{}, map[string]api.Time{}, nil
			for range 100 {
				other.connect("10.244.0.8")
				other.pass()
			}
			if after := remembers(h); after != before {
				t.Fatalf("%v, seed %d: the original changed with its clone: %s, was %s", config, seed, after, before)
			}
			b, p := h.balancer("10.244.0.9"), Packet{Source: "10.244.0.9", IP: "10.96.0.7", Port: 80, Protocol: api.ProtocolTCP, Origin: FromPod}
			twin := same.Balancer(h.rules.Match(p), p)
			for draw := range uint64(20) {
				if got, want := twin.Choose(h.now, draw<<59), b.Choose(h.now, draw<<59); got != want {
					t.Fatalf("%v, seed %d: a clone chose %+v, the original %+v", config, seed, got, want)
				}
			}
		}
	}
}

func remembers(h *history) string {
	_, active, inactive := h.memory.Connections(h.now, "10.96.0.7", 80, api.ProtocolTCP)
	return fmt.Sprint(h.memory.Sticky(), active, inactive)
}

func TestForgetDropsWhatHasNoRule(t *testing.T) {
	h := newHistory(3, Config{Mode: IPVS}, 600)
	h.connect("10.244.0.9")
	if len(h.memory.Sticky()) != 1 {
		t.Fatalf("got %v, want one client", h.memory.Sticky())
	}
	same := h.rules
	h.memory.Forget(same)
	if chain, _, _ := h.memory.Connections(h.now, "10.96.0.7", 80, api.ProtocolTCP); chain == nil || len(h.memory.Sticky()) != 1 {
		t.Error("forgot what still has rules")
	}
	h.memory.Forget(Build(h.config, Node{}, nil, nil))
	if chain, _, _ := h.memory.Connections(h.now, "10.96.0.7", 80, api.ProtocolTCP); chain != nil || len(h.memory.Sticky()) != 0 {
		t.Errorf("still remembers %v, %v", chain, h.memory.Sticky())
	}
}

func TestEqualNewsMakesEqualRulesInEveryMode(t *testing.T) {
	const seed = 5
	r := rand.New(rand.NewPCG(seed, 0))
	for _, mode := range allModes {
		services := []*api.Service{open("web", NodePort, "Local"), open("api", ClusterIP, "Local"), service("db", "10.96.0.9", tcp("", 80, 0))}
		heard := append(endpointsThat(someNear), slice("api", "b", on(81), "10.244.0.7"), slice("api", "a", on(80), "10.244.0.7~"), slice("db", "a", on(80), "10.244.0.8"))
		want := Build(Config{Mode: mode}, Node{Name: "node-1"}, services, heard)
		for range 20 {
			r.Shuffle(len(services), func(i, j int) { services[i], services[j] = services[j], services[i] })
			r.Shuffle(len(heard), func(i, j int) { heard[i], heard[j] = heard[j], heard[i] })
			if got := Build(Config{Mode: mode}, Node{Name: "node-1"}, services, heard); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s, seed %d: rules differ with the order of the news", mode, seed)
			}
		}
	}
}

func BenchmarkChoose(b *testing.B) {
	for _, config := range []Config{{}, {Mode: NFTables}, {Mode: IPVS}, {Mode: IPVS, Scheduler: LeastConnections}, {Mode: IPVS, Scheduler: SourceHashing}} {
		for _, n := range []int{1, 100, 10_000} {
			b.Run(fmt.Sprintf("%s-%s/%d", config.mode(), config.scheduler(), n), func(b *testing.B) {
				var addresses []string
				for i := range n {
					addresses = append(addresses, fmt.Sprintf("10.244.%d.%d", i/250, i%250+2))
				}
				rules := Build(config, Node{}, []*api.Service{service("web", "10.96.0.7", tcp("", 80, 0))}, []*api.EndpointSlice{slice("web", "a", on(80), addresses...)})
				p := Packet{Source: "10.244.0.9", IP: "10.96.0.7", Port: 80, Protocol: api.ProtocolTCP, Origin: FromPod}
				balancer, r, now := new(Memory).Balancer(rules.Match(p), p), rand.NewPCG(1, 0), api.Time(0)
				for b.Loop() {
					i := balancer.Choose(now, r.Uint64()).Index
					balancer.Passed(now, i)
					now++
				}
			})
		}
	}
}

func TestTurnsGoOnAfterAChange(t *testing.T) {
	for _, tt := range []struct {
		name          string
		turns         int
		before, after string
		want          string
	}{
		{"the next one keeps its turn", 2, "10.244.0.2 10.244.0.3 10.244.0.4", "10.244.0.2 10.244.0.3 10.244.0.4 10.244.0.5", "10.244.0.4:80"},
		{"it does when the last one has left", 2, "10.244.0.2 10.244.0.3 10.244.0.4", "10.244.0.2 10.244.0.4", "10.244.0.4:80"},
		{"a new one behind it waits for its turn", 1, "10.244.0.2 10.244.0.4", "10.244.0.2 10.244.0.3 10.244.0.4", "10.244.0.3:80"},
		{"when all that had a turn have left, the first begins", 2, "10.244.0.2 10.244.0.3 10.244.0.4", "10.244.0.4 10.244.0.5", "10.244.0.4:80"},
	} {
		m, p := &Memory{}, ask(ClusterIP, FromPod)
		got := ""
		for round, addresses := range []string{tt.before, tt.after} {
			rules := Build(Config{Mode: IPVS}, Node{}, []*api.Service{service("web", "10.96.0.7", tcp("", 80, 0))}, []*api.EndpointSlice{slice("web", "a", on(80), strings.Fields(addresses)...)})
			for range []int{tt.turns, 1}[round] {
				v := rules.Match(p)
				got = v.Chain.Endpoints[m.Balancer(v, p).Choose(0, 0).Index].String()
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// A client may have been at two endpoints, when two policies sent it.
func TestTheFirstRuleFindsTheClient(t *testing.T) {
	svc := open("web", NodePort, "Local")
	svc.Spec.SessionAffinity = api.SessionAffinityClientIP
	heard := endpointsThat(someNear)
	here := "node-1"
	heard[0].Endpoints[2] = endpoint("10.244.0.3")
	heard[0].Endpoints[2].NodeName = &here
	rules := Build(Config{}, Node{Name: here}, []*api.Service{svc}, heard)
	inside, outside := ask(ClusterIP, FromPod), ask(NodePort, Elsewhere)
	outside.Source = inside.Source
	m := &Memory{}
	choose := func(p Packet, draw uint64) string {
		v := rules.Match(p)
		return v.Chain.Endpoints[m.Balancer(v, p).Choose(0, draw).Index].String()
	}
	const last = 1<<64 - 1
	if got := choose(inside, last); got != "10.244.1.12:80" {
		t.Fatalf("the last of all is %s", got)
	}
	if got := choose(outside, last); got != "10.244.0.3:80" {
		t.Fatalf("the last here is %s", got)
	}
	if got := choose(inside, last); got != "10.244.0.3:80" {
		t.Errorf("got %s, want 10.244.0.3:80, whose rule comes before the other's", got)
	}
}
