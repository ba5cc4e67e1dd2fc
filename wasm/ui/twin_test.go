package ui

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/lab"
	"svclab/wasm/network"
)

// drawnFields lists what the diagram draws of each box. What is told otherwise
// than by a happening of the box has its reason.
var drawnFields = map[reflect.Type]map[string]string{
	reflect.TypeFor[NodeBox](): {"Name": "", "IP": "", "Zone": "only the map of many nodes draws it", "Ready": "", "Off": "", "number": "only tells nodes apart", "counts": "its Pods are told", "own": "of the fold"},
	reflect.TypeFor[PodBox](): {"Namespace": "", "Name": "", "IP": "", "Node": "", "Labels": "", "Ready": "", "Terminating": "", "Status": "", "Failed": "",
		"Restarts": "", "Workload": "", "Asks": "its request is told", "Requests": "each is told", "Mean": "of requests", "Variance": "of requests", "own": "of the fold"},
	reflect.TypeFor[ServiceBox](): {"Namespace": "", "Name": "", "Type": "", "ClusterIP": "", "Ports": "", "Selector": "", "External": "", "Addresses": "",
		"OutLocal": "", "InLocal": "", "Sticky": ""},
	reflect.TypeFor[SliceBox]():    {"Namespace": "", "Name": "the Service is told", "Service": "", "Endpoints": ""},
	reflect.TypeFor[EndpointBox](): {"Pod": "", "IP": "", "Port": "", "Ready": ""},
	reflect.TypeFor[BalancerBox](): {"Namespace": "", "Name": "", "IP": "", "Nodes": ""},
	reflect.TypeFor[RouteBox]():    {"Kind": "", "Namespace": "", "Name": "", "Gateways": "", "Lines": ""},
}

// boxesOf returns what is drawn of each object, by the key that a happening has.
func boxesOf(p Picture) map[string]string {
	out := map[string]string{}
	add := func(s Select, box any) {
		v := reflect.ValueOf(box)
		text := ""
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; drawnFields[v.Type()][name] == "" {
				text += fmt.Sprintf("%s=%v ", name, v.Field(i))
			}
		}
		out[s.key()] += text
	}
	for b := range p.Nodes.each {
		add(Select{"node", "", b.Name}, *b)
	}
	for b := range p.Pods.each {
		add(Select{"pod", b.Namespace, b.Name}, *b)
	}
	for b := range p.Services.each {
		add(Select{"service", b.Namespace, b.Name}, *b)
	}
	ends := map[string][]string{}
	for b := range p.Slices.each {
		key := Select{"service", b.Namespace, b.Service}.key()
		for _, ep := range b.Endpoints {
			ends[key] = append(ends[key], fmt.Sprint(ep))
		}
	}
	for key, list := range ends {
		slices.Sort(list)
		out[key] += fmt.Sprint(list)
	}
	for _, b := range p.Balancers {
		add(Select{"service", b.Namespace, b.Name}, b)
	}
	for _, b := range p.Routes {
		add(Select{strings.ToLower(b.Kind), b.Namespace, b.Name}, b)
	}
	return out
}

func TestEveryDrawnFieldIsListed(t *testing.T) {
	for box, fields := range drawnFields {
		for i := range box.NumField() {
			if name := box.Field(i).Name; fields == nil || !has(fields, name) {
				t.Errorf("%s.%s is in no list: is a change of it told?", box.Name(), name)
			}
		}
	}
}

func has(m map[string]string, key string) bool { _, ok := m[key]; return ok }

// randomLine is something that a learner may type.
func randomLine(r *rand.Rand) string {
	name := []string{"web", "api", "db"}[r.IntN(3)]
	node := fmt.Sprintf("node-%d", 2+r.IntN(2))
	return []string{
		"kubectl create deployment " + name + " --image=nginx --replicas=2",
		"kubectl create deployment " + name + " --image=svclab.invalid/none",
		"kubectl run " + name + "-1 --image=nginx --labels=app=" + name,
		"kubectl run " + name + "-2 --image=busybox --labels=app=" + name + " -- false",
		fmt.Sprintf("kubectl scale deployment %s --replicas=%d", name, r.IntN(5)),
		"kubectl delete deployment " + name,
		"kubectl delete pod -l app=" + name,
		"kubectl label pod --all app=" + name + "x --overwrite",
		"kubectl expose deployment " + name + " --port=80 --type=" + []string{"ClusterIP", "NodePort", "LoadBalancer"}[r.IntN(3)],
		"kubectl patch svc " + name + ` -p '{"spec":{"type":"` + []string{"ClusterIP", "NodePort", "LoadBalancer"}[r.IntN(3)] + `","sessionAffinity":"ClientIP"}}'`,
		"kubectl patch svc " + name + ` -p '{"spec":{"selector":{"app":"other"},"externalTrafficPolicy":"Local"}}'`,
		"kubectl delete svc " + name,
		"kubectl create service externalname " + name + " --external-name=example.com",
		"kubectl create ingress " + name + " --rule=shop.example.com/=" + name + ":80",
		"kubectl delete ingress " + name,
		"node off " + node, "node on " + node,
		"curl -m 1 -s node-1:30080",
		"ssh node-1 dig +short @10.96.0.10 " + name + ".default.svc.cluster.local",
		fmt.Sprintf("sleep %d", 1+r.IntN(60)),
	}[r.IntN(20)]
}

// opening is how each random history begins, so that the usual happens in all.
var opening = []string{
	"kubectl create deployment web --image=nginx --replicas=2", "kubectl expose deployment web --port=80", "sleep 4",
	"kubectl run bad --image=svclab.invalid/none", "kubectl patch svc web -p '{\"spec\":{\"type\":\"LoadBalancer\"}}'", "sleep 5",
	"curl -s node-1:30080", "kubectl scale deployment web --replicas=1", "sleep 40", "kubectl label pod bad a=b",
}

// history folds a random history event by event.
func history(t *testing.T, seed uint64, each func(before, after Picture, e cluster.Event)) Picture {
	t.Helper()
	l := small("en")
	l.Cluster.Nodes, l.Cluster.Seed, l.Cluster.Cloud, l.Cluster.Ingress = 3, seed, true, true
	s, err := lab.New(l)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(seed, 1))
	var p Picture
	fold := func() {
		for _, e := range s.Drain() {
			after := p.Fold(e)
			each(p, after, e)
			p = after
		}
	}
	lines := slices.Clone(opening)
	for range 50 {
		lines = append(lines, randomLine(r))
	}
	for _, line := range lines {
		s.Enter(line)
		for range 2000 {
			if s.Advance(100 * api.Millisecond); !s.Busy() {
				break
			}
		}
		fold()
	}
	return p
}

// Whatever an event changes in the diagram, a line of the twin says of that object.
func TestTheTwinTellsAllThatIsDrawn(t *testing.T) {
	kinds := map[HappeningKind]bool{}
	for range 5 {
		seed := rand.Uint64N(1 << 20)
		history(t, seed, func(before, after Picture, e cluster.Event) {
			told := map[string]bool{}
			for _, h := range after.log.tail(after.Happened - before.Happened) {
				told[h.key()], kinds[h.Kind] = true, true
			}
			was, is := boxesOf(before), boxesOf(after)
			for key := range was {
				if _, ok := is[key]; !ok {
					is[key] = ""
				}
			}
			for key, text := range is {
				if text != was[key] && !told[key] {
					t.Errorf("seed %d: nobody tells of %s:\n was %s\n is  %s\n after %T", seed, key, was[key], text, e)
				}
			}
			if len(before.news) > 0 && len(after.news) == 0 && !kinds[AllNodesKnow] {
				t.Errorf("seed %d: nobody tells that all nodes know", seed)
			}
			if c, ok := e.(cluster.Connected); ok && !told["request"] {
				t.Errorf("seed %d: nobody tells of request %d", seed, c.ID)
			}
		})
	}
	for _, want := range []HappeningKind{PodCreated, PodPlaced, PodReady, PodFailed, PodRelabelled, PodTerminating, PodGone, ServiceCreated, ServiceChanged, EndpointsJoined, EndpointsLeft, EndpointsHeld, BalancerMade, ServiceAddress, AllNodesKnow, OneRequest} {
		if !kinds[want] {
			t.Errorf("in five histories kind %d did not happen", want)
		}
	}
}

// Every sentence names what it is about, in both languages, and has no hole.
func TestSentencesAreWhole(t *testing.T) {
	seed := rand.Uint64N(1 << 20)
	ko, en := loading(small("ko")), loading(small("en"))
	history(t, seed, func(before, after Picture, e cluster.Event) {
		for _, h := range after.log.tail(after.Happened - before.Happened) {
			for _, m := range []Model{ko, en} {
				s := m.sentence(h)
				if strings.Contains(s, "%!") || strings.Contains(s, "  ") || !strings.Contains(s, h.About.Name) {
					t.Errorf("seed %d: kind %d says %q", seed, h.Kind, s)
				}
			}
		}
	})
}

// The lists of how things stand have a line for each thing.
func TestTheStateCountsAsThePicture(t *testing.T) {
	for range 4 {
		seed := rand.Uint64N(1 << 20)
		m := loading(small("en"))
		m.picture = history(t, seed, func(_, _ Picture, _ cluster.Event) {})
		buttons := map[string]int{}
		var walk func(n html.Node)
		walk = func(n html.Node) {
			for _, h := range n.Handlers {
				if s, ok := h.Message.(Select); ok {
					buttons[s.Kind]++
				}
			}
			for _, c := range n.Children {
				walk(c)
			}
		}
		walk(m.stateNow())
		p := m.picture
		if buttons["node"] != p.Nodes.n || buttons["pod"] != p.Pods.n || buttons["service"] != p.Services.n {
			t.Errorf("seed %d: %v for %d nodes, %d Pods and %d Services", seed, buttons, p.Nodes.n, p.Pods.n, p.Services.n)
		}
	}
}

// atEvents is a page at which much has happened.
func atEvents(lang string) Model {
	w := threeNodes()
	w.pod("wrong", "node-1", "10.244.0.9", "app=wbe")
	failing := newPod("broken", "node-2", "", "app=web")
	failing.Status.ContainerStatuses[0].State.Waiting = &api.ContainerStateWaiting{Reason: "ErrImagePull", Message: "no such image"}
	w.written(cluster.Modified, failing)
	w.written(cluster.Modified, w.slice("web", "web-1", "web-3", "broken"))
	w.Picture = w.Fold(cluster.Powered{Instant: at(3), Node: "node-3"})
	w.send(0, w.reach("web", "node-2", "web-3"))
	w.send(1, lost(w.reach("web", "node-2", "web-1"), 4, network.Refused, network.NoEndpoints))
	w.Picture = w.Fold(cluster.Tallied{Instant: at(3), To: network.Target{IP: "192.168.1.2", Port: 30008},
		Answers: []cluster.Tally{{Namespace: "default", Pod: "web-1", Result: network.Answered, Count: 990}, {Result: network.TimedOut, Count: 10}}})
	m := shown(lang, 1280, w)
	m.lower = TabEvents
	return m
}

func TestTheDiagramInWords(t *testing.T) {
	for _, lang := range []string{"ko", "en"} {
		golden(t, "twin."+lang, html.Indent(atEvents(lang).eventsBox()))
	}
}

func TestTheListIsFilteredAndHeld(t *testing.T) {
	m := atEvents("en")
	count := func() string {
		shown, fresh := m.lines()
		return fmt.Sprintf("%d of %d, %d new", len(shown), m.picture.Happened, fresh)
	}
	do := func(msg any) { m, _ = Update(m, msg) }
	all := count()
	do(FindEvents{"no such IMAGE"})
	if got := count(); !strings.HasPrefix(got, "1 of") {
		t.Errorf("lines with a text: %s", got)
	}
	do(FindEvents{""})
	do(EventsAbout{"request"})
	if got := count(); !strings.HasPrefix(got, "3 of") {
		t.Errorf("lines about requests: %s", got)
	}
	do(EventsAbout{"pod/default/broken"})
	if got := count(); !strings.HasPrefix(got, "2 of") && !strings.HasPrefix(got, "3 of") {
		t.Errorf("lines about a Pod: %s", got)
	}
	do(EventsAbout{})
	do(HoldEvents{})
	was, _ := m.lines()
	m.picture = m.picture.Fold(cluster.Powered{Instant: at(5), Node: "node-3", Up: true})
	now, fresh := m.lines()
	if len(was) != len(now) || fresh != 1 {
		t.Errorf("held at %s: %d lines, then %d and %d new", all, len(was), len(now), fresh)
	}
	do(FreshEvents{})
	if now, fresh := m.lines(); len(now) != len(was)+1 || fresh != 0 {
		t.Errorf("let go: %d lines, %d new", len(now), fresh)
	}
}

func TestAScreenReaderIsNotFlooded(t *testing.T) {
	p := play(t, "en", "")
	p.line("kubectl create deployment web --image=nginx --replicas=9")
	tellings := []string{}
	for range 60 {
		p.wait(0.1)
		if n := len(tellings); p.m.live != "" && (n == 0 || tellings[n-1] != p.m.live) {
			tellings = append(tellings, p.m.live)
		}
	}
	if len(tellings) > 5 {
		t.Errorf("in six seconds told %d times: %q", len(tellings), tellings)
	}
	all := strings.Join(tellings, "\n")
	if !strings.Contains(all, "ready on node-1") || !strings.Contains(all, "more like it") || strings.Contains(all, "bound to") {
		t.Errorf("told %q", all)
	}
}
