package ui

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/html"
)

// atLanes is a page with three nodes on which a Deployment behind a Service has
// been scaled from 2 to 3.
func atLanes(t *testing.T, lang string) *player {
	t.Helper()
	l := small(lang)
	l.Cluster.Nodes, l.Cluster.Seed = 3, 7
	m, effects := New(l, nil, Options{Width: 1280, Height: 800})
	p := &player{t: t, m: m, stored: map[string]string{}}
	p.keep(effects)
	p.line("kubectl create deployment web --image=nginx --replicas=2")
	p.line("kubectl expose deployment web --port=80")
	p.line("kubectl rollout status deployment web")
	p.line("kubectl scale deployment web --replicas=3")
	p.line("kubectl rollout status deployment web; sleep 2")
	p.do(ShowTab{TabLanes})
	return p
}

// told says what is explained.
func (p *player) said() string {
	k, _ := p.m.momentNamed(p.m.lanes.selected)
	return p.m.momentWords(k)
}

func TestNode2HearsLater(t *testing.T) {
	for lang, want := range map[string][2]string{
		"ko": {"node-2의 kube-proxy가 EndpointSlice web-", " ms 뒤에 들었어요."},
		"en": {"kube-proxy on node-2 heard of EndpointSlice web-", " ms after it was written."},
	} {
		p := atLanes(t, lang)
		p.do(LastChange{})
		i := slices.IndexFunc(p.m.laneRows(), func(r laneRow) bool { return r.lane == Lane{KubeProxy, "node-2"} })
		if i < 0 {
			t.Fatalf("node-2's kube-proxy has no row in %v", p.m.laneRows())
		}
		row := p.m.laneRows()[i].moments
		if len(row) != 2 || row[0].Kind != HeardOf || row[1].Kind != WroteRules || row[1].Cause != row[0].ID {
			t.Fatalf("the last change has for node-2 %+v, want that it heard and then wrote rules", row)
		}
		p.do(PickMoment{row[0].ID})
		if got := p.said(); !strings.HasPrefix(got, want[0]) || !strings.HasSuffix(got, want[1]) {
			t.Errorf("%s: said %q", lang, got)
		}
		golden(t, "lanes."+lang, html.Indent(p.m.lanesBox()))
		p.do(LanesAsTable{true})
		golden(t, "lanes-table."+lang, html.Indent(p.m.lanesBox()))
	}
}

// Each cause comes before what it leads to, and is what it should be.
func TestCausesOfMoments(t *testing.T) {
	p := atLanes(t, "en")
	chains := map[string]bool{}
	for _, k := range p.m.picture.since(0) {
		c, ok := p.m.momentNamed(k.Cause)
		if !ok {
			continue
		}
		if c.ID >= k.ID || c.At > k.At {
			t.Errorf("%s at %v comes of %s at %v", p.m.momentWords(k), k.At, p.m.momentWords(c), c.At)
		}
		chains[fmt.Sprintf("%s %s < %s %s", strings.TrimSuffix(p.m.laneName(k.Lane), " node-2"), k.Resource, p.m.laneName(c.Lane), c.Resource)] = true
	}
	for _, want := range []string{
		"deployment-controller replicasets < Me deployments",
		"replicaset-controller pods < deployment-controller replicasets",
		"scheduler pods < replicaset-controller pods",
		"endpointslice-controller endpointslices < Me services",
		"endpointslice-controller endpointslices < kubelet node-2 pods",
		"kube-proxy endpointslices < endpointslice-controller endpointslices",
		"kube-proxy  < kube-proxy node-2 endpointslices",
		"CoreDNS services < Me services",
	} {
		if !chains[want] {
			t.Errorf("nobody is led to: %s; there are %v", want, chains)
		}
	}
}

func TestWhatIsInSight(t *testing.T) {
	p := atLanes(t, "en")
	start, end := p.m.sight()
	if now := p.m.laneClock(); end-start != usualSpan || now < start || now > end {
		t.Errorf("at first %v to %v is in sight at %v", start, end, now)
	}
	p.do(LastChange{})
	if k, ok := p.m.momentNamed(p.m.lanes.selected); !ok || k.Resource != "endpointslices" {
		t.Errorf("the last change is %+v", k)
	}
	start, end = p.m.sight()
	if end-start > 2*api.Second {
		t.Errorf("the last change takes %v", end-start)
	}
	for _, msg := range []any{ZoomLanes{1}, ZoomLanes{1}, ZoomLanes{-1}, StepMoment{By: 1}, StepMoment{By: -1}, StepMoment{Lane: 1}, StepMoment{Lane: -1}} {
		p.do(msg)
		k, _ := p.m.momentNamed(p.m.lanes.selected)
		start, end := p.m.sight()
		if at := k.At.Sub(api.Epoch); at < start || at > end {
			t.Errorf("after %T%+v, %v is not between %v and %v", msg, msg, at, start, end)
		}
	}
	for _, by := range []int{1, -1} { // from whatever the last change took, a step is seen
		p.do(LastChange{})
		start, end := p.m.sight()
		p.do(ZoomLanes{by})
		if s, e := p.m.sight(); by > 0 == (4*(e-s) > 3*(end-start)) || by < 0 == (3*(e-s) < 4*(end-start)) {
			t.Errorf("a step of %d goes from %v to %v", by, end-start, e-s)
		}
	}
	for range 30 {
		p.do(ZoomLanes{1})
	}
	if start, end := p.m.sight(); end-start != leastSpan {
		t.Errorf("at the closest %v are in sight", end-start)
	}
	for range 60 {
		p.do(ZoomLanes{-1}, PanLanes{-1})
	}
	if start, end := p.m.sight(); end-start != mostSpan || start < 0 {
		t.Errorf("at the farthest %v to %v", start, end)
	}
	p.do(FollowLanes{}, ShowAllLanes{true})
	all := len(p.m.laneRows())
	p.do(ShowAllLanes{false})
	if few := len(p.m.laneRows()); few >= all {
		t.Errorf("%d rows for Services, %d in all", few, all)
	}
}

// Folding leaves earlier pictures as they were, and forgets what is old.
func TestMomentsAreAValue(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 0))
	var p Picture
	var kept []Picture
	var want []string
	sum := func(p Picture) string { return fmt.Sprint(p.since(0), p.moments.fresh) }
	for i := range 4000 {
		node := fmt.Sprintf("node-%d", r.IntN(3))
		switch r.IntN(4) {
		case 0:
			o := &api.Service{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: "web", ResourceVersion: fmt.Sprint(i)}}
			p = p.Fold(cluster.Written{Instant: at(i), By: "user", Change: cluster.Modified, Resource: "services", Object: o, Old: o})
		case 1:
			p = p.Fold(cluster.Heard{Instant: at(i), Node: node, Change: cluster.Modified, Resource: "services", Namespace: "default", Name: "web", Version: fmt.Sprint(i - 1)})
		case 2:
			p = p.Fold(cluster.Synced{Instant: at(i), Node: node})
		default:
			p = p.Fold(cluster.Connected{Instant: at(i), ID: i})
		}
		if i%500 == 0 {
			kept, want = append(kept, p), append(want, sum(p))
		}
	}
	for i, p := range kept {
		if got := sum(p); got != want[i] {
			t.Errorf("seed %d: picture %d changed afterwards", seed, i)
		}
	}
	if n := len(p.since(0)); n > 2*(mostMoments+mostAsked) {
		t.Errorf("seed %d: %d moments are remembered", seed, n)
	}
}

func TestKoreanParticles(t *testing.T) {
	m := loading(small("ko"))
	for name, want := range map[string]string{
		"Pod web-1": "이", "Pod web-2": "가", "node-3": "이", "Service web": "이", "kubelet": "이", "kube-proxy": "가",
		"endpointslice-controller": "가", "API 서버": "가", "클라우드의 답": "이", "Pod web-5fc9f4bf66-k7pnh": "가", "Pod web-5fc9f4bf66-k7pnl": "이", "": "가",
	} {
		if got := m.particle(name, "이", "가"); got != name+want {
			t.Errorf("%s: want %s", got, want)
		}
	}
}

func BenchmarkLanes(b *testing.B) {
	p := atLanes(&testing.T{}, "ko")
	p.do(ShowAllLanes{true})
	for b.Loop() {
		p.m.lanesBox()
	}
}
