package ui

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// shop is a page of a lesson in which two Pods stand behind a Service, a third
// is nearly chosen and a fourth is never ready.
func shop(t *testing.T, lang string) *player {
	t.Helper()
	p := play(t, lang, "")
	p.line("kubectl create deployment web --image=nginx --replicas=2")
	p.line("kubectl expose deployment web --port=80 --type=NodePort")
	p.line("kubectl run slip --image=nginx --labels=app=wbe")
	p.line("kubectl run late --image=svclab.invalid/x --labels=app=web")
	p.wait(20)
	p.do(ShowTab{TabObjects})
	return p
}

func ref(resource, name string) Ref { return Ref{resource, "default", name} }

// first is the first object of a resource that a learner sees.
func (p *player) first(resource string) Ref {
	p.t.Helper()
	all := p.m.listed(resource)
	if len(all) == 0 {
		p.t.Fatalf("there are no %s", resource)
	}
	return all[0].Ref
}

func (p *player) inspected() string {
	return strings.Join(strings.Fields(wordsOf([]html.Node{p.m.inspector()})), " ")
}

// Each part of the tab and each kind of object, as they are shown.
func TestObjectViews(t *testing.T) {
	for _, lang := range []string{"ko", "en"} {
		p := shop(t, lang)
		golden(t, "objects-list."+lang, html.Indent(p.m.objectsBox()))
		show := func(name string, messages ...any) {
			p.do(messages...)
			golden(t, "objects-"+name+"."+lang, html.Indent(p.m.inspector()))
			rendered(t, name, View(p.m))
		}
		show("service", ShowObject{ref("services", "web")})
		show("slice", ShowObject{p.first("endpointslices")})
		show("pod", ShowObject{ref("pods", "late")})
		show("events", ShowPart{partEvents})
		show("node", ShowPart{partSummary}, ShowObject{Ref{"nodes", "", "node-1"}})
		show("deployment", ShowObject{ref("deployments", "web")})
		p.line("kubectl scale deployment web --replicas=3")
		show("scaled", ShowTab{TabObjects})
		show("fields", ShowPart{partFields}, AskField{"/spec/replicas"}, ToggleField{"/spec/template"}, ToggleField{"/status"})
		show("yaml", ShowPart{partYAML})
		p.line("kubectl delete pod late --now")
		p.wait(3)
		show("gone", ShowTab{TabObjects}, ShowPart{partSummary}, ShowObject{ref("pods", "late")})
		show("export", OpenExport{})
	}
}

func TestAHiddenTabCostsNothing(t *testing.T) {
	p := shop(t, "en")
	p.do(ShowObject{ref("services", "web")}, ShowTab{TabTerminal})
	p.line("kubectl label service web a=b")
	if n := len(p.m.objectsBox().Children); n != 0 {
		t.Errorf("a hidden tab has %d children", n)
	}
	if p.m.objects.view != nil {
		t.Error("an object that nobody sees was made ready")
	}
	p.do(ShowTab{TabObjects})
	if text := p.inspected(); !strings.Contains(text, "Just changed") {
		t.Errorf("back at the tab: %s", text)
	}
}

// edge is a cluster with an Ingress, a Gateway and what they need.
const edge = `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: door, namespace: shop}
spec:
  ingressClassName: nginx
  tls: [{hosts: [shop.example.com], secretName: cert}]
  rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}, {path: /old, pathType: Exact, backend: {service: {name: old, port: {name: http}}}}]}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: lab}
spec: {controllerName: svclab.dev/gateway-controller}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gate, namespace: shop}
spec: {gatewayClassName: lab, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: route, namespace: shop}
spec:
  parentRefs: [{name: gate}]
  hostnames: [shop.example.com]
  rules: [{backendRefs: [{name: web, port: 80}]}]
---
apiVersion: v1
kind: Secret
metadata: {name: cert, namespace: shop}
stringData: {user: admin}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
`

// The kinds at the edge of a cluster, and their export.
func TestObjectsAtTheEdge(t *testing.T) {
	l := small("en")
	l.Cluster.Nodes, l.Cluster.Ingress, l.Cluster.Gateway = 2, true, true
	start := func(file string) *player {
		m, _ := New(l, nil, Options{Width: 1280, Height: 800})
		p := &player{t: t, m: m, stored: map[string]string{}}
		p.line("kubectl create namespace shop --dry-run=client -o yaml | kubectl apply -f -")
		p.do(OpenFile{"edge.yaml", file})
		p.line("kubectl apply -f edge.yaml")
		if out := p.output(); strings.Contains(out, "rror") {
			t.Fatal(out)
		}
		p.wait(20)
		return p
	}
	p := start(edge)
	p.do(ShowTab{TabObjects})
	for _, r := range []Ref{{"ingresses", "shop", "door"}, {"gateways", "shop", "gate"}, {"httproutes", "shop", "route"}, {"gatewayclasses", "", "lab"}, {"secrets", "shop", "cert"},
		{"poddisruptionbudgets", "shop", "web"}, {"namespaces", "", "shop"}} {
		p.do(ShowObject{r})
		golden(t, "objects-"+r.Resource+".en", html.Indent(p.m.inspector()))
		rendered(t, r.Resource, View(p.m))
	}
	first, n := exported(p.m.picture, "en")
	if second, _ := exported(start(first).m.picture, "en"); n != 8 || first != second {
		t.Errorf("%d objects; exported again: %s", n, firstLine(first, second))
	}
	p.do(ToggleSystem{}, PickNamespace{"ingress-nginx"})
	if rows := p.m.objectRows(); len(rows) < 4 {
		t.Errorf("the controller's namespace has %d rows", len(rows))
	}
}

// What one looked at can be gone through, and what is chosen elsewhere is shown.
func TestWalkingThroughObjects(t *testing.T) {
	p := shop(t, "en")
	at := func(want Ref) {
		t.Helper()
		if p.m.objects.at != want {
			t.Fatalf("shows %v, want %v", p.m.objects.at, want)
		}
	}
	web, slip, node := ref("services", "web"), ref("pods", "slip"), Ref{"nodes", "", "node-1"}
	p.do(ShowObject{web}, ShowObject{slip}, ShowObject{node}, WalkObjects{-1})
	at(slip)
	p.do(WalkObjects{-1}, WalkObjects{-1})
	at(web)
	p.do(WalkObjects{1})
	at(slip)
	p.do(ShowObject{web}, WalkObjects{1})
	at(web) // what was ahead is gone, as in a browser
	p.do(PinPod{"default", "late"})
	at(ref("pods", "late"))
	p.do(Select{"node", "", "node-1"})
	at(node)
	p.do(Select{})
	at(node)

	p.do(PickRow{web}, StepObject{1})
	at(p.first("endpointslices"))
	p.do(StepObject{-1}, StepObject{-1})
	at(web)
	if !p.has(FocusEffect{ID: rowID(web)}) {
		t.Error("the list has lost the focus")
	}
	p.do(FilterObjects{"ImagePull"})
	if rows := p.m.objectRows(); len(rows) != 1 || rows[0].Name != "late" {
		t.Errorf("the filter lets through %d rows", len(rows))
	}
	p.do(ShowTab{TabTerminal}, PinPod{"default", "slip"})
	at(web) // nobody sees it
}

// Who goes back in time sees the object as it was, and that it was not there.
func TestTheInspectorShowsThePast(t *testing.T) {
	p := shop(t, "en")
	p.do(ShowObject{ref("deployments", "web")})
	p.line("kubectl scale deployment web --replicas=5")
	p.wait(10)
	p.do(ShowTab{TabObjects})
	shows := func(want string) {
		t.Helper()
		if text := p.inspected(); !strings.Contains(text, want) {
			t.Errorf("want %q in %s", want, text)
		}
	}
	shows("Wants 5 Pods, has 5")
	p.do(Undo{})
	shows("Wants 2 Pods, has 2")
	p.do(ToStart{})
	shows("There is no such object now")
	p.do(ToNow{})
	shows("Wants 5 Pods, has 5")
}

// A name in the terminal leads to the object that the line has asked for.
func TestNamesLeadToTheInspector(t *testing.T) {
	p := shop(t, "en")
	web, set := ref("deployments", "web"), p.first("replicasets")
	for _, tt := range []struct {
		line, word string
		want       any
	}{
		{"kubectl get deploy", "web", ShowObject{web}},
		{"kubectl get deployments,svc", "web", ShowObject{web}},
		{"kubectl get svc", "web", Select{"service", "default", "web"}},
		{"kubectl get rs", set.Name, ShowObject{set}},
		{"kubectl get all", "deployment.apps/web", ShowObject{web}},
		{"kubectl get all", "service/web", Select{"service", "default", "web"}},
		{"kubectl get ep", "web", Select{"service", "default", "web"}},
		{"kubectl get deploy", "default", nil},
	} {
		p.line(tt.line)
		l := linker{m: &p.m, entry: p.m.lab.entries[len(p.m.lab.entries)-1]}
		if got := l.meaning(tt.word, ""); got != tt.want {
			t.Errorf("%s in %s leads to %#v, want %#v", tt.word, tt.line, got, tt.want)
		}
	}
}

// A write is marked with what it changed, and again for whoever looked away.
func TestWhatHasChangedIsMarked(t *testing.T) {
	p := shop(t, "en")
	p.do(ShowObject{ref("deployments", "web")}, ShowObject{ref("services", "web")})
	if text := p.inspected(); !strings.Contains(text, "Created by you") || strings.Contains(text, "hanged") {
		t.Errorf("before anything has changed: %s", text)
	}
	p.line("kubectl label service web team=shop")
	p.do(ShowTab{TabObjects})
	if text := p.inspected(); !strings.Contains(text, "Just changed Last written by you") || !strings.Contains(text, `metadata.labels.team nothing → "shop"`) {
		t.Errorf("after a label: %s", text)
	}
	p.line("kubectl scale deployment web --replicas=1")
	p.wait(20)
	p.do(ShowTab{TabObjects}, WalkObjects{-1})
	if text := p.inspected(); !strings.Contains(text, "Changed since you last looked Last written by deployment-controller") {
		t.Errorf("after looking away: %s", text)
	}
	p.do(ShowPart{partFields})
	if text := p.inspected(); !strings.Contains(text, "replicas 1 changed since you looked") {
		t.Errorf("the fields: %s", text)
	}
}

func TestActionsAreLinesToBeEntered(t *testing.T) {
	p := shop(t, "en")
	p.line("kubectl create namespace shop")
	p.line("kubectl create deployment cart --image=nginx -n shop")
	p.do(ShowTab{TabObjects}, ShowObject{Ref{"deployments", "shop", "cart"}})
	var lines []string
	for _, b := range p.m.actions(p.m.objects.view.stored, false).Children {
		for _, h := range b.Handlers {
			if line, ok := h.Message.(Prepare); ok {
				lines = append(lines, line.Line)
			}
		}
	}
	want := []string{"kubectl describe deployment cart -n shop", "kubectl scale deployment cart -n shop --replicas=2", "kubectl logs deployment/cart -n shop",
		"kubectl label deployment cart -n shop ", "kubectl edit deployment cart -n shop", "kubectl delete deployment cart -n shop"}
	if !slices.Equal(lines, want) {
		t.Errorf("got %q, want %q", lines, want)
	}
	entries := len(p.m.lab.entries)
	p.do(Prepare{want[1]})
	if p.m.term.line != want[1] || p.m.lower != TabTerminal || len(p.m.lab.entries) != entries {
		t.Errorf("the line is %q in %s", p.m.term.line, p.m.lower)
	}
	p.do(ShowTab{TabObjects}, EditObject{})
	if text := p.m.text(); p.m.file() != "cart.yaml" || p.m.lower != TabYAML || !strings.Contains(text, "namespace: shop\n") || strings.Contains(text, "status") {
		t.Errorf("%s holds\n%s", p.m.file(), text)
	}
	p.do(ShowObject{Ref{"deployments", "shop", "cart"}}, EditObject{})
	if p.m.file() != "cart-deployment.yaml" {
		t.Errorf("a second time it is %s", p.m.file())
	}
}

// However a history goes, the page knows the objects and Events that the API
// server has, and at any moment of the past those that it had then.
func TestThePageKnowsWhatTheServerHolds(t *testing.T) {
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 3))
		p := play(t, "en", "")
		var pictures []Picture
		var dumps []string
		for range 12 {
			p.line(randomStep(r))
			pictures, dumps = append(pictures, p.m.picture), append(dumps, p.held())
		}
		for i, was := range pictures {
			if got := knownOf(was); got != dumps[i] {
				t.Fatalf("seed %d, line %d: %s", seed, i+1, firstLine(dumps[i], got))
			}
		}
		now := p.m.session.Cluster().Now()
		for _, resource := range kindOrder {
			for s := range p.m.picture.all(resource).each {
				want := 0
				for _, o := range p.m.session.Cluster().List("events", "") {
					if about := o.(*api.Event).InvolvedObject; about.UID == s.Object.Meta().UID || resource == "nodes" && about.UID == s.Name {
						want++
					}
				}
				if got := len(s.Events(now)); got != want {
					t.Errorf("seed %d: %v has %d Events, the server %d", seed, s.Ref, got, want)
				}
			}
		}
	}
}

// held is what the API server holds, Events aside.
func (p *player) held() string {
	var b strings.Builder
	for _, resource := range kindOrder {
		for _, o := range p.m.session.Cluster().List(resource, "") {
			b.WriteString(resource + " " + o.Meta().Namespace + "/" + o.Meta().Name + " " + o.Meta().ResourceVersion + "\n")
		}
	}
	return b.String()
}

func knownOf(p Picture) string {
	var b strings.Builder
	for _, resource := range kindOrder {
		for s := range p.all(resource).each {
			b.WriteString(resource + " " + s.Namespace + "/" + s.Name + " " + s.Object.Meta().ResourceVersion + "\n")
		}
	}
	return b.String()
}

// crowd is a page with 900 Pods, one of which is looked at.
func crowd(tb testing.TB) Model {
	w := &world{}
	w.nodes(5)
	for i := range 900 {
		o := newPod("web-"+string(rune('a'+i/100))+string(rune('a'+i/10%10))+string(rune('a'+i%10)), "node-1", "10.244.0.2", "app=web")
		w.adds("pods", o)
	}
	m := shown("en", 1280, w)
	m.show(TabObjects)
	m.objects.at = Ref{"pods", "default", "web-aaa"}
	m.lookAtObject()
	return m
}

func TestALongListIsCut(t *testing.T) {
	m := crowd(t)
	rows := strings.Count(html.Indent(m.objectList()), ".object-row")
	if rows != mostRows {
		t.Errorf("%d rows are drawn, want %d", rows, mostRows)
	}
	m.objects.all = true
	if rows := strings.Count(html.Indent(m.objectList()), ".object-row"); rows != 900 {
		t.Errorf("%d rows are drawn when all are asked for", rows)
	}
}

func BenchmarkObjects(b *testing.B) {
	m := crowd(b)
	for b.Loop() {
		m.objectsBox()
	}
}

func BenchmarkInspectService(b *testing.B) {
	m := crowd(b)
	w := &world{Picture: m.picture}
	svc := &api.Service{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: "web"}}
	svc.Spec.Type, svc.Spec.ClusterIP, svc.Spec.Selector = api.ServiceTypeClusterIP, "10.96.1.1", map[string]string{"app": "web"}
	svc.Spec.Ports = []api.ServicePort{{Port: 80, TargetPort: api.FromInt(80)}}
	w.adds("services", svc)
	slice := &api.EndpointSlice{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: "web-1", Labels: map[string]string{api.LabelServiceName: "web"}}}
	port := int32(80)
	slice.Ports = []api.EndpointPort{{Port: &port}}
	for s := range m.picture.all("pods").each {
		slice.Endpoints = append(slice.Endpoints, api.Endpoint{Addresses: []string{"10.244.0.2"}, TargetRef: &api.ObjectReference{Kind: "Pod", Namespace: "default", Name: s.Name}})
	}
	w.adds("endpointslices", slice)
	m.picture, m.objects.at = w.Picture, ref("services", "web")
	m.lookAtObject()
	for b.Loop() {
		m.drawInspector()
	}
}
