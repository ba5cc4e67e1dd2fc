package ui

import (
	"fmt"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/lab"
	"svclab/wasm/network"
)

// world builds a picture from hand-made events.
type world struct {
	Picture
	requests int
}

func at(seconds int) cluster.Instant {
	return cluster.Instant{Time: api.Epoch.Add(api.Duration(seconds) * api.Second)}
}

func (w *world) written(change cluster.Change, o api.Object) {
	w.Picture = w.Fold(cluster.Written{Instant: at(1), Change: change, Object: o})
}

// nodes adds node-1 to node-n.
func (w *world) nodes(n int) {
	for i := 1; i <= n; i++ {
		o := &api.Node{ObjectMeta: api.ObjectMeta{Name: fmt.Sprintf("node-%d", i)}}
		o.Status.Addresses = []api.NodeAddress{{Type: "InternalIP", Address: fmt.Sprintf("192.168.1.%d", i+1)}}
		o.Status.Conditions = []api.NodeCondition{{Type: "Ready", Status: "True"}}
		w.written(cluster.Added, o)
	}
}

// newPod returns a Pod: labels as app=web,type=front-end. Without an address
// it is not ready yet.
func newPod(name, node, ip, labels string) *api.Pod {
	o := &api.Pod{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: name, Labels: split(labels)}}
	o.Spec.NodeName = node
	o.Status.Phase, o.Status.PodIP = api.PodRunning, ip
	ready := "True"
	if ip == "" {
		o.Status.Phase, ready = api.PodPending, "False"
		o.Status.ContainerStatuses = []api.ContainerStatus{{State: api.ContainerState{Waiting: &api.ContainerStateWaiting{Reason: "ContainerCreating"}}}}
	}
	o.Status.Conditions = []api.PodCondition{{Type: api.PodReady, Status: ready}}
	return o
}

func (w *world) pod(name, node, ip, labels string) {
	w.written(cluster.Added, newPod(name, node, ip, labels))
}

func split(labels string) map[string]string {
	m := map[string]string{}
	for _, pair := range strings.Split(labels, ",") {
		if k, v, ok := strings.Cut(pair, "="); ok {
			m[k] = v
		}
	}
	return m
}

// service adds a Service on port 80 with its endpoints; nodePort 0 makes it a ClusterIP.
func (w *world) service(name, ip string, nodePort int32, selector string, pods ...string) {
	o := &api.Service{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: name}}
	o.Spec = api.ServiceSpec{Type: api.ServiceTypeNodePort, ClusterIP: ip, Selector: split(selector),
		Ports: []api.ServicePort{{Port: 80, TargetPort: api.FromInt(80), NodePort: nodePort}}}
	if nodePort == 0 {
		o.Spec.Type = api.ServiceTypeClusterIP
	}
	w.written(cluster.Added, o)
	w.written(cluster.Added, w.slice(name, pods...))
}

func (w *world) slice(service string, pods ...string) *api.EndpointSlice {
	o := &api.EndpointSlice{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: service + "-x",
		Labels: map[string]string{api.LabelServiceName: service}}}
	port := int32(80)
	o.Ports = []api.EndpointPort{{Port: &port}}
	for _, name := range pods {
		b, _ := w.Picture.pod("default", name)
		ready := b.Ready
		o.Endpoints = append(o.Endpoints, api.Endpoint{Addresses: []string{b.IP}, Conditions: api.EndpointConditions{Ready: &ready},
			TargetRef: &api.ObjectReference{Kind: "Pod", Name: name}})
	}
	return o
}

// reach is the path of a request from outside through a node port to a Pod.
func (w *world) reach(service, node, pod string) network.Path {
	b, _ := w.Picture.pod("default", pod)
	n, _ := w.Picture.node(node)
	s, _ := w.Picture.service("default", service)
	port := s.Ports[0].NodePort
	return network.Path{From: network.Place{Kind: network.Outside}, SourceIP: "192.168.1.10",
		To: network.Target{IP: n.IP, Port: port}, Result: network.Answered, Body: pod + "\n",
		Hops: []network.Hop{
			{Kind: network.HopClient, IP: n.IP, Port: port},
			{Kind: network.HopNode, Node: node, Name: node, IP: n.IP, Port: port},
			{Kind: network.HopNodePort, Node: node, IP: n.IP, Port: port, Rule: "KUBE-NODEPORTS"},
			{Kind: network.HopServicePort, Node: node, Namespace: "default", Name: service, IP: n.IP, Port: port, Rule: "KUBE-SVC-BJM46V3U5RZHCFRZ"},
			{Kind: network.HopDNAT, Node: node, Namespace: "default", Name: service, IP: b.IP, Port: 80, Rule: "KUBE-SEP-AAA",
				Rolls: []network.Roll{{Pod: "web-1", IP: "10.244.0.2", Probability: 1.0 / 3, Drew: 0.71}, {Pod: "web-2", Probability: 0.5, Drew: 0.64}, {Pod: pod, Probability: 1, Matched: true}}},
			{Kind: network.HopPod, Node: b.Node, Namespace: "default", Name: pod, IP: b.IP, Port: 80},
			{Kind: network.HopTargetPort, Node: b.Node, Namespace: "default", Name: pod, IP: b.IP, Port: 80},
			{Kind: network.HopContainer, Node: b.Node, Namespace: "default", Name: "nginx", IP: b.IP, Port: 80},
		}}
}

// send folds a connection that starts at a screen time.
func (w *world) send(start float64, path network.Path) {
	w.requests++
	w.Clock = start
	w.Picture = w.Fold(cluster.Connected{Instant: at(2), ID: w.requests, Path: path})
}

// lost is a request that never got beyond some hops of reach.
func lost(path network.Path, hops int, result network.Result, reason network.Reason) network.Path {
	path.Hops, path.Result, path.Reason, path.Body = path.Hops[:hops], result, reason, ""
	return path
}

// outsidePod is a request from outside straight to a Pod's address.
func outsidePod() network.Path {
	return network.Path{From: network.Place{Kind: network.Outside}, SourceIP: "192.168.1.10", To: network.Target{IP: "10.244.0.2", Port: 80},
		Hops: []network.Hop{{Kind: network.HopClient, IP: "10.244.0.2", Port: 80}}, Result: network.TimedOut, Reason: network.OutsidePodCIDR}
}

// threeNodes is the notes' fifth figure: three Pods on three nodes.
func threeNodes() *world {
	w := &world{}
	w.nodes(3)
	for i := range 3 {
		w.pod(fmt.Sprintf("web-%d", i+1), fmt.Sprintf("node-%d", i+1), fmt.Sprintf("10.244.%d.2", i), "app=web")
	}
	w.service("web", "10.106.1.12", 30008, "app=web", "web-1", "web-2", "web-3")
	return w
}

// small is a lesson with every kind of block.
func small(lang string) *lesson.Lesson {
	say := func(ko, en string) string {
		if lang == "en" {
			return en
		}
		return ko
	}
	html := func(ko, en string) string { return "<p>" + say(ko, en) + "</p>\n" }
	manifest := "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: NodePort\n  ports:\n    targetPort: 80\n"
	return &lesson.Lesson{ID: "nodeport", Lang: lang, Order: 30, Title: say("Pod가 여러 노드에 있어도 문은 같습니다", "Pods on many nodes, one door"), Minutes: 6,
		Files: []lesson.File{{Name: "service.yaml", Text: manifest}},
		Steps: []lesson.Step{
			{ID: "step-1", Title: say("어느 노드로 가도", "Whichever node"), Blocks: []lesson.Block{
				{HTML: html("Service는 어느 한 노드 위에 있지 않습니다. 모든 노드의 kube-proxy가 같은 규칙을 가지고 있어서, <strong>어느 노드의 30008번 포트</strong>로 들어와도 같은 Pod들 가운데 하나로 갑니다.",
					"A Service is not on any one node. Every node's kube-proxy has the same rules, so <strong>port 30008 of any node</strong> leads to one of the same Pods.")},
				{Quiz: &lesson.Quiz{ID: "where", Predict: []string{"curl -s node-2:30008"}, Options: []lesson.Option{
					{HTML: say("언제나 node-2의 Pod", "Always node-2's Pod")}, {HTML: say("세 Pod 가운데 아무 데나", "Any of the three")}, {HTML: say("가장 한가한 Pod", "The least busy one")}}}},
				{Run: &lesson.Run{Lines: []string{"curl node-2:30008"}, Output: "web-3\n"}},
				{Manifest: &lesson.Manifest{File: "service.yaml", Text: manifest, Broken: true, Output: "error: strict decoding error\n"}},
				{Goal: &lesson.Goal{Items: []lesson.GoalItem{
					{HTML: say("세 노드의 30008번 포트가 모두 응답한다", "Port 30008 answers on all three nodes"), Check: "true"},
					{HTML: say("요청 300번이 세 Pod에 고르게 나뉘는 것을 확인한다", "300 requests spread over three Pods"), Check: "true"}}}},
				{Hint: &lesson.Hint{Summary: say("어떤 명령을 쓸까요?", "Which command?"), HTML: html("for 문을 써 보세요.", "Try a for loop.")}},
				{Solution: &lesson.Solution{Summary: say("정답", "Solution"), Lines: []lesson.SolutionLine{{Text: "curl node-1:30008"}, {Text: "curl node-2:30008", Optional: true}}}},
			}},
			{ID: "step-2", Title: say("문제 하나", "A question"), Blocks: []lesson.Block{
				{HTML: html("셀렉터가 무엇을 고를까요?", "What does a selector choose?")},
				{Quiz: &lesson.Quiz{ID: "selector", Answer: 2, Options: []lesson.Option{
					{HTML: say("Node", "Nodes"), Feedback: html("Node가 아니에요.", "Not nodes.")}, {HTML: say("Pod", "Pods")}}}},
			}},
		}}
}

// shown is a Model of a page whose engine runs, with a picture.
func shown(lang string, width float64, w *world) Model {
	m := loading(small(lang))
	m.started, m.width, m.height, m.picture = true, width, 800, w.Picture
	m.clock.last = w.Clock
	m.lab = labState{prompt: "learner@192.168.1.10 ~ $ ", now: 42*api.Second + 180*api.Millisecond,
		files: m.lesson.Files, goals: [][]bool{{true, false}, nil},
		entries: []lab.Entry{
			{Prompt: "learner@192.168.1.10 ~ $ ", Line: "kubectl get svc web", Done: true,
				Output: "NAME   TYPE       CLUSTER-IP    EXTERNAL-IP   PORT(S)        AGE\nweb    NodePort   10.106.1.12   <none>        80:30008/TCP   38s\n"},
			{Prompt: "learner@192.168.1.10 ~ $ ", Line: "curl node-2:30008", Output: "web-3\n", Done: true}}}
	m.tab = TabTerminal
	m.named(nil)
	m.printouts()
	return m
}

// adds adds an object of a resource.
func (w *world) adds(resource string, o api.Object) {
	w.Picture = w.Fold(cluster.Written{Instant: at(1), Change: cluster.Added, Resource: resource, Object: o, By: "user"})
}

// placed arranges all that is drawn in a pane of a width.
func (w *world) placed(width float64) layout {
	d := w.Picture.draw(false)
	return place(d, d.Services, width)
}

// podsText is all that is known of the Pods but who may change them.
func podsText(p Picture) string {
	text := ""
	for b := range p.Pods.each {
		box := *b
		box.own = nil
		text += fmt.Sprintf("%+v\n", box)
	}
	return text
}
