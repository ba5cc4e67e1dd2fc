package ui

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// short sums a picture up: nodes, Pods with a mark and their count, Services
// with the Pods behind them, requests under way.
func short(p Picture) string {
	var b strings.Builder
	for n := range p.Nodes.each {
		fmt.Fprintf(&b, "%s ", n.Name)
	}
	for o := range p.Pods.each {
		mark := map[string]string{"ready": "✓", "unready": "?", "terminating": "×"}[podState(*o)]
		fmt.Fprintf(&b, "%s%s@%s:%d ", o.Name, mark, o.Node, o.Requests)
	}
	for s := range p.Services.each {
		fmt.Fprintf(&b, "%s=%d[", s.Name, s.Ports[0].NodePort)
		for _, ep := range p.endpoints(s.Namespace, s.Name) {
			fmt.Fprintf(&b, "%s", ep.Pod)
			if !ep.Ready {
				b.WriteByte('?')
			}
		}
		b.WriteString("] ")
	}
	if len(p.Requests) > 0 {
		fmt.Fprintf(&b, "flying:%d", len(p.Requests))
	}
	return strings.TrimSpace(b.String())
}

func TestFold(t *testing.T) {
	tests := []struct {
		name string
		do   func(w *world)
		want string
	}{
		{"nothing is heard", func(w *world) {}, ""},
		{"node-2 stands before node-10", func(w *world) { w.nodes(11) }, "node-1 node-2 node-3 node-4 node-5 node-6 node-7 node-8 node-9 node-10 node-11"},
		{"a Pod waits for its address", func(w *world) { w.pod("a", "node-1", "", "") }, "a?@node-1:0"},
		{"a Pod is ready", func(w *world) { w.pod("a", "node-1", "", ""); w.pod("a", "node-1", "10.244.0.2", "") }, "a✓@node-1:0"},
		{"a Pod ends", func(w *world) {
			o := newPod("a", "node-1", "10.244.0.2", "")
			now := at(1).Time
			o.DeletionTimestamp = &now
			w.written(cluster.Modified, o)
		}, "a×@node-1:0"},
		{"a Pod is gone", func(w *world) {
			w.pod("a", "n", "10.244.0.2", "")
			w.written(cluster.Deleted, newPod("a", "n", "10.244.0.2", ""))
		}, ""},
		{"a Pod of the system is not shown", func(w *world) {
			o := newPod("coredns", "node-1", "10.244.0.2", "")
			o.Namespace = "kube-system"
			w.written(cluster.Added, o)
		}, ""},
		{"the API server's Service is not shown", func(w *world) { w.service("kubernetes", "10.96.0.1", 0, "") }, ""},
		{"a Service has its endpoints", func(w *world) {
			w.pod("a", "n", "10.244.0.2", "app=a")
			w.service("s", "10.96.1.1", 30008, "app=a", "a")
		},
			"a✓@n:0 s=30008[a]"},
		{"an endpoint that is not ready is marked", func(w *world) { w.pod("a", "n", "", "app=a"); w.service("s", "10.96.1.1", 0, "app=a", "a") },
			"a?@n:0 s=0[a?]"},
		{"a Service goes with its slice", func(w *world) {
			w.service("s", "10.96.1.1", 0, "app=a")
			w.written(cluster.Deleted, w.slice("s"))
			w.written(cluster.Deleted, &api.Service{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: "s"}})
		}, ""},
		{"a request counts and flies", func(w *world) { *w = *threeNodes(); w.send(0, w.reach("web", "node-1", "web-2")) },
			"node-1 node-2 node-3 web-1✓@node-1:0 web-2✓@node-2:1 web-3✓@node-3:0 web=30008[web-1web-2web-3] flying:1"},
		{"a failed request flies and does not count", func(w *world) { w.pod("a", "n", "10.244.0.2", ""); w.send(0, outsidePod()) }, "a✓@n:0 flying:1"},
		{"one that a Pod refuses does not count", func(w *world) {
			*w = *threeNodes()
			w.send(0, lost(w.reach("web", "node-1", "web-2"), 7, network.Refused, network.ContainerClosed))
		}, "node-1 node-2 node-3 web-1✓@node-1:0 web-2✓@node-2:0 web-3✓@node-3:0 web=30008[web-1web-2web-3] flying:1"},
		{"a Pod keeps its count when it is written again", func(w *world) {
			*w = *threeNodes()
			w.send(0, w.reach("web", "node-1", "web-1"))
			w.written(cluster.Modified, newPod("web-1", "node-1", "10.244.0.2", "app=web"))
			w.Picture = w.settle()
		}, "node-1 node-2 node-3 web-1✓@node-1:1 web-2✓@node-2:0 web-3✓@node-3:0 web=30008[web-1web-2web-3]"},
		{"a tally counts without flying", func(w *world) {
			*w = *threeNodes()
			w.Picture = w.Fold(cluster.Tallied{To: network.Target{IP: "192.168.1.2", Port: 30008}, Answers: []cluster.Tally{
				{Namespace: "default", Pod: "web-1", Result: network.Answered, Count: 7}, {Namespace: "default", Pod: "web-2", Result: network.Answered, Count: 5}}})
		}, "node-1 node-2 node-3 web-1✓@node-1:7 web-2✓@node-2:5 web-3✓@node-3:0 web=30008[web-1web-2web-3]"},
	}
	for _, tt := range tests {
		w := &world{}
		tt.do(w)
		if got := short(w.Picture); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestFoldLeavesThePictureBefore(t *testing.T) {
	w := threeNodes()
	w.send(0, w.reach("web", "node-1", "web-1"))
	before, text := w.Picture, short(w.Picture)
	w.send(0, w.reach("web", "node-1", "web-2"))
	w.written(cluster.Deleted, newPod("web-3", "node-3", "", ""))
	w.nodes(5)
	if got := short(before); got != text {
		t.Errorf("got %s, want %s", got, text)
	}
	// Two futures of one picture do not write into each other.
	a := before.Fold(cluster.Connected{ID: 8, Path: outsidePod()})
	b := before.Fold(cluster.Connected{ID: 9, Path: outsidePod()})
	if la, _ := a.last(); la.ID != 8 {
		t.Errorf("got %d, want 8", la.ID)
	}
	if lb, _ := b.last(); lb.ID != 9 {
		t.Errorf("got %d, want 9", lb.ID)
	}
}

func TestManyRequests(t *testing.T) {
	w := threeNodes()
	for i := range 300 {
		w.send(0, w.reach("web", "node-1", fmt.Sprintf("web-%d", i%3+1)))
	}
	if got := len(w.Requests); got != inFlight {
		t.Errorf("in flight: got %d, want %d", got, inFlight)
	}
	for b := range w.Pods.each {
		if b.Requests != 100 || b.Mean < 99.9 || b.Mean > 100.1 || b.Variance < 66 || b.Variance > 67 {
			t.Errorf("%s: got %d requests, mean %.1f, variance %.1f; want 100, 100.0, 66.7", b.Name, b.Requests, b.Mean, b.Variance)
		}
	}
	w.send(700, w.reach("web", "node-1", "web-1"))
	if got := len(w.at(700).Requests); got != mostTrails+1 {
		t.Errorf("after one on a way already drawn: got %d requests, want 60 of other ways and 1", got)
	}
	if got := len(w.at(700 + travel + trail).Requests); got != 0 {
		t.Errorf("after all mostTrails have gone: got %d requests, want 0", got)
	}
	if w.recent.n != 301 || len(w.Log()) != logged || w.recent.n > 2*recent {
		t.Errorf("kept %d requests and %d lines, want %d and %d", w.recent.n, len(w.Log()), 301, logged)
	}
}
