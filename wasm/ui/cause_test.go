package ui

import (
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/html"
	"svclab/wasm/lab"
)

// aftermath types lines in a fresh cluster and returns the page after it.
func aftermath(t *testing.T, lang, lines string, cloud bool) Model {
	t.Helper()
	l := &lesson.Lesson{ID: "x", Lang: lang, Cluster: lesson.Cluster{Nodes: 2, Seed: 7, Cloud: cloud, Ingress: strings.Contains(lines, "kind: Ingress")}, Steps: []lesson.Step{{ID: "a"}}}
	s, err := lab.New(l)
	if err != nil {
		t.Fatal(err)
	}
	m := loading(l)
	m.session, m.started, m.width, m.height = s, true, 1280, 800
	s.Enter(strings.Split(strings.TrimSpace(lines), "\n")...)
	for range 400 {
		s.Advance(api.Second)
		m.hear()
		if !s.Busy() {
			break
		}
	}
	return m
}

const (
	runWeb  = "kubectl run web-1 --image=nginx --labels=app=web\nkubectl wait --for=condition=Ready pod/web-1 --timeout=60s\n"
	doorWeb = "printf 'apiVersion: v1\\nkind: Service\\nmetadata: {name: web}\\nspec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}' | kubectl apply -f -\nsleep 3\n"
	runTool = "kubectl run tool --image=busybox --labels=role=tool -- sleep 3600\nkubectl wait --for=condition=Ready pod/tool\n"
)

func with1(lines, from, to string) string { return strings.Replace(lines, from, to, 1) }

func TestCausesOfFailures(t *testing.T) {
	curl := "curl -sm 5 node-1:30080"
	for _, row := range []struct {
		name, lines string
		ko, en      []string
		look        string
	}{
		{"a selector with a slip", runWeb + with1(doorWeb, "app: web", "app: wbe") + curl,
			[]string{"셀렉터 app=wbe에 맞는 Pod가 없어요", "Pod web-1에는 app=web 레이블이 있어요"},
			[]string{"app=wbe, matches no Pod", "Pod web-1 has the label app=web. A slip"}, "services/web pods/web-1"},
		{"a selector that is nothing like it", runWeb + with1(doorWeb, "app: web", "app: shop") + curl,
			[]string{"셀렉터 app=shop에 맞는 Pod가 없어요"}, []string{"app=shop, matches no Pod"}, "services/web"},
		{"a Pod in another namespace", "kubectl create ns prod\n" + with1(with1(runWeb, "run web-1", "run web-1 -n prod"), "pod/web-1", "pod/web-1 -n prod") + doorWeb + curl,
			[]string{"네임스페이스는 prod인데"}, []string{"is in namespace prod"}, "services/web pods/web-1"},
		{"an image that cannot be pulled", with1(with1(runWeb, "nginx", "svclab.invalid/x"), "kubectl wait", "sleep 20 #") + doorWeb + curl,
			[]string{"준비된 것이 없어요", "Pod web-1: 이미지를 가져오지 못했어요"}, []string{"none is ready", "image could not be pulled"}, "services/web pods/web-1"},
		{"a readiness probe that fails", `printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: web-1, labels: {app: web}}\nspec: {containers: [{name: c, image: nginx, readinessProbe: {httpGet: {port: 81}}}]}' | kubectl apply -f -` + "\nsleep 15\n" + doorWeb + curl,
			[]string{"(readiness probe)를 통과하지"}, []string{"fails its readiness probe"}, "services/web pods/web-1"},
		{"a targetPort where nothing listens", runWeb + with1(doorWeb, "port: 80,", "port: 80, targetPort: 8080,") + curl,
			[]string{"targetPort 8080번으로", "이미지 nginx의 포트: 80"}, []string{"targetPort 8080, but nothing listens there", "nginx listens on 80"}, "services/web pods/web-1"},
		{"a named targetPort that no Pod has", runWeb + with1(doorWeb, "port: 80,", "port: 80, targetPort: http,") + curl,
			[]string{`targetPort가 "http"`}, []string{`the name "http"`}, "services/web pods/web-1"},
		{"no selector at all", with1(doorWeb, "selector: {app: web}, ", "") + curl,
			[]string{"셀렉터가 없어요"}, []string{"has no selector"}, "services/web"},
		{"a wrong nodePort", runWeb + doorWeb + "curl -sm 5 node-1:30088",
			[]string{"nodePort가 30088번인 Service가 없어요", "Service web의 nodePort: 30080"}, []string{"No Service has the nodePort 30088", "has the nodePort 30080"}, "services/web"},
		{"a node asked for the Service's port", runWeb + doorWeb + "curl -sm 5 node-1:80",
			[]string{"nodePort로 보내야 해요"}, []string{"not on its port"}, "services/web"},
		{"a port that the Service lacks", runWeb + doorWeb + runTool + "kubectl exec tool -- curl -sm 5 web:8080",
			[]string{"8080번 포트가 없어요. 있는 포트: 80"}, []string{"no port 8080. It has 80"}, "services/web"},
		{"a ClusterIP from outside", runWeb + doorWeb + "curl -sm 5 $(kubectl get svc web -o jsonpath={.spec.clusterIP})",
			[]string{"Service web의 ClusterIP라서", "node-1:30080"}, []string{"is the ClusterIP of Service web", "try node-1:30080"}, "services/web"},
		{"a Pod's address from outside", runWeb + "curl -sm 5 $(kubectl get pod web-1 -o jsonpath={.status.podIP})",
			[]string{"Pod web-1의 것이라서"}, []string{"is the address of Pod web-1"}, "pods/web-1"},
		{"a policy that is Local", runWeb + with1(doorWeb, "type: NodePort", "type: NodePort, externalTrafficPolicy: Local") + "n=$(kubectl get pod web-1 -o jsonpath={.spec.nodeName})\nif [ $n = node-1 ]; then curl -sm 5 node-2:30080; else " + curl + "; fi",
			[]string{"externalTrafficPolicy 값이 Local", "Pod가 있는 노드: "}, []string{"has externalTrafficPolicy: Local", "Nodes with a Pod: "}, "services/web"},
		{"source ranges", runWeb + with1(doorWeb, "type: NodePort", "type: LoadBalancer, loadBalancerSourceRanges: [10.9.0.0/16]") + "sleep 10\ncurl -sm 5 $(kubectl get svc web -o jsonpath={.status.loadBalancer.ingress[0].ip})",
			[]string{"loadBalancerSourceRanges(10.9.0.0/16)"}, []string{"(10.9.0.0/16) do not have"}, "services/web"},
		{"a node that is off", runWeb + doorWeb + "node stop node-2\nsleep 1\ncurl -sm 5 node-2:30080",
			[]string{"node-2의 전원이 꺼져"}, []string{"node-2 is switched off"}, "nodes/node-2"},
		{"a Service that was deleted", runWeb + doorWeb + runTool + "ip=$(kubectl get svc web -o jsonpath={.spec.clusterIP})\nkubectl delete svc web\nsleep 3\nkubectl exec tool -- curl -sm 5 $ip",
			[]string{"지워진 Service web"}, []string{"of Service web, which has been deleted"}, ""},
		{"a port of a Pod on which nothing listens", runWeb + runTool + "kubectl exec tool -- curl -sm 5 $(kubectl get pod web-1 -o jsonpath={.status.podIP}):8080",
			[]string{"Pod web-1에서 8080번"}, []string{"In Pod web-1 nothing listens on port 8080"}, "pods/web-1"},
		{"news that has not arrived", runWeb + with1(doorWeb, "sleep 3\n", "") + curl,
			[]string{"소식을 아직 듣지 못했어요"}, []string{"has not heard"}, "?"},
		{"a name of another namespace", "kubectl create ns prod\nkubectl create svc clusterip web -n prod --tcp=80\n" + runTool + "sleep 3\nkubectl exec tool -- curl -sm 5 web",
			[]string{"web: 그런 이름이 없어요", "web.prod"}, []string{"no name web", "Call it web.prod"}, "services/web"},
		{"a name with a slip", "kubectl create svc clusterip frontend --tcp=80\n" + runTool + "sleep 3\nkubectl exec tool -- curl -sm 5 frontned",
			[]string{"비슷한 이름의 Service: frontend"}, []string{"A Service with a name like it: frontend"}, "services/frontend"},
		{"a Service's name outside", runWeb + doorWeb + "curl -sm 5 web:30080",
			[]string{"Pod 안에서 해 보세요"}, []string{"Try it in a Pod"}, "services/web"},
		{"an ExternalName that has no address", "kubectl create svc externalname ext --external-name=nowhere.invalid\n" + runTool + "sleep 3\nkubectl exec tool -- curl -sm 5 ext",
			[]string{"ExternalName Service ext의 목적지 nowhere.invalid"}, []string{"alias of nowhere.invalid"}, "services/ext"},
		{"no DNS Pod", runTool + "kubectl scale deploy coredns -n kube-system --replicas=0\nsleep 40\nkubectl exec tool -- curl -sm 30 web",
			[]string{"답이 없어요", "CoreDNS Pod가 하나도"}, []string{"does not answer", "There is no CoreDNS Pod"}, "services/kube-dns"},
	} {
		for _, lang := range []string{"ko", "en"} {
			want := row.ko
			if lang == "en" {
				want = row.en
			}
			m := aftermath(t, lang, row.lines, strings.Contains(row.lines, "LoadBalancer"))
			cause, look := causeText(m)
			for _, w := range want {
				if !strings.Contains(cause, w) {
					t.Errorf("%s, %s: %q is not in\n%s\nafter\n%s", row.name, lang, w, cause, m.outputOf(-1))
				}
			}
			if look != row.look && row.look != "?" {
				t.Errorf("%s, %s: to look at: got %q, want %q", row.name, lang, look, row.look)
			}
		}
	}
}

// causeText is what the explanation says of a failure, and what it links to.
func causeText(m Model) (text, look string) {
	var links []string
	var walk func(n html.Node, in bool)
	walk = func(n html.Node, in bool) {
		for _, a := range n.Attrs {
			in = in || a.Name == "id" && a.Value == "cause"
		}
		for _, h := range n.Handlers {
			if show, ok := h.Message.(ShowObject); ok && in {
				links = append(links, show.Ref.Resource+"/"+show.Ref.Name)
			}
		}
		if in {
			text += n.Text
		}
		for _, c := range n.Children {
			walk(c, in)
		}
	}
	walk(m.whyBox(), false)
	return text, strings.Join(links, " ")
}

// The explanation of a request that was asked for by name, over a Service that
// remembers its clients.
func TestAnExplanationTellsNamesAndAddresses(t *testing.T) {
	lines := runWeb + "kubectl run web-2 --image=nginx --labels=app=web\nkubectl wait --for=condition=Ready pod/web-2\n" +
		with1(doorWeb, "type: NodePort", "type: NodePort, sessionAffinity: ClientIP") + runTool + "sleep 3\nkubectl exec tool -- curl -s web\nkubectl exec tool -- curl -s web\ncurl -s node-2:30080"
	for lang, want := range map[string][]string{
		"ko": {"DNS 서버 10.96.0.10에 이름을 물어요", "web.default.svc.cluster.local", "TTL 30초", "1번 요청", "10800초", "보낼 때", "conntrack이 되돌린 답", "KUBE-SEP-"},
		"en": {"the DNS server 10.96.0.10", "web.default.svc.cluster.local", "TTL 30 s", "the Pod of request 1", "10800 s", "As sent", "put back by conntrack", "KUBE-SEP-"},
	} {
		m := aftermath(t, lang, lines, false)
		m.pinned = 2
		text := html.Indent(m.whyBox())
		m.pinned = 3
		text += html.Indent(m.whyBox())
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: %q is not in\n%s", lang, w, text)
			}
		}
	}
}

// What is pinned can be walked through and let go.
func TestRequestsAreWalkedThrough(t *testing.T) {
	m := aftermath(t, "en", runWeb+doorWeb+"for i in 1 2 3; do curl -s node-1:30080; done", false)
	for _, step := range []struct {
		msg  any
		want int
	}{{StepRequest{-1}, 2}, {StepRequest{-1}, 1}, {StepRequest{-1}, 1}, {StepRequest{+1}, 2}, {PinRequest{0}, 0}, {StepRequest{+1}, 0}, {PinRequest{99}, 99}} {
		m, _ = Update(m, step.msg)
		if m.pinned != step.want {
			t.Errorf("after %#v request %d is pinned, want %d", step.msg, m.pinned, step.want)
		}
	}
	if e, ok := m.explained(); !ok || e.ID != 3 {
		t.Error("a request that is not remembered leaves the latest to be explained")
	}
}

// Each line of a loop's output leads to its own request.
func TestALineOfOutputLeadsToItsRequest(t *testing.T) {
	m := aftermath(t, "en", runWeb+doorWeb+"for i in 1 2 3; do curl -s node-1:30080; done\ncurl -sS node-1:30081", false)
	var got []int
	var walk func(n html.Node)
	walk = func(n html.Node) {
		for _, h := range n.Handlers {
			if pin, ok := h.Message.(PinRequest); ok {
				got = append(got, pin.ID)
			}
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	for _, p := range m.printed {
		walk(p.node)
	}
	if len(got) != 4 || got[0] != 1 || got[1] != 2 || got[2] != 3 || got[3] != 4 {
		t.Errorf("the lines lead to %v, want 1 2 3 4", got)
	}
}
