package ui

import (
	"strings"
	"testing"

	"svclab/wasm/network"
)

func TestWhyTellsThatPortForwardAsksNoRule(t *testing.T) {
	path := network.Path{From: network.Place{Kind: network.Outside}, SourceIP: "127.0.0.1", To: network.Target{IP: "127.0.0.1", Port: 8080},
		Result: network.Answered, Forwarded: true, Hops: []network.Hop{
			{Kind: network.HopClient, IP: "127.0.0.1", Port: 8080},
			{Kind: network.HopNode, Node: "node-1", Name: "node-1", IP: "192.168.1.2", Port: 6443, Rule: "kubectl port-forward → kube-apiserver"},
			{Kind: network.HopNode, Node: "node-2", Name: "node-2", IP: "192.168.1.3", Port: 10250, Rule: "kubelet → 127.0.0.1"},
			{Kind: network.HopPod, Node: "node-2", Namespace: "default", Name: "web-2", IP: "127.0.0.1", Port: 80},
			{Kind: network.HopTargetPort, Node: "node-2", Namespace: "default", Name: "web-2", IP: "127.0.0.1", Port: 80}}}
	gone := path
	gone.Hops, gone.Result, gone.Reason = path.Hops[:2], network.Refused, network.PodGone
	for _, tt := range []struct {
		name, lang string
		path       network.Path
		want       []string
	}{
		{"an answer", "en", path, []string{"No Service and no rule is asked", "arrives at node-1", "kube-apiserver", "arrives at node-2", "kubelet → 127.0.0.1", "reaches web-2", "web-2 answered"}},
		{"an answer, in Korean", "ko", path, []string{"Service도 규칙도 거치지 않고"}},
		{"a Pod that is gone", "en", gone, []string{"The Pod that kubectl port-forward chose is gone"}},
		{"a Pod that is gone, in Korean", "ko", gone, []string{"kubectl port-forward가 고른 Pod가 사라졌어요"}},
	} {
		text := whyText(tt.lang, tt.path)
		for _, want := range tt.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing in\n%s", tt.name, want, text)
			}
		}
	}
	w := threeNodes()
	w.send(0, path)
	if len(w.Requests) != 1 {
		t.Errorf("the diagram shows %d requests on their way, want 1", len(w.Requests))
	}
}
