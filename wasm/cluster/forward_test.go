package cluster_test

import (
	"strings"
	"testing"

	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

func TestAForwardedConnectionIsReplayed(t *testing.T) {
	c := threePods(t, 1)
	for _, tt := range []struct {
		name string
		cmd  cluster.Connect
		want string // of the error, "" for the Pod that was asked for
	}{
		{"to the Pod that kubectl chose", cluster.Connect{From: outside, To: network.Target{IP: "127.0.0.1", Port: 8080}, Forward: &network.Forward{Namespace: "default", Pod: "web-2", Port: 80}}, ""},
		{"kubectl listens on the learner's machine alone", cluster.Connect{From: network.Place{Kind: network.OnNode, Node: "node-1"}, To: network.Target{IP: "127.0.0.1", Port: 8080}, Forward: &network.Forward{Namespace: "default", Pod: "web-2", Port: 80}}, "want TCP from outside the cluster"},
		{"a port is a number of 16 bits", cluster.Connect{From: outside, To: network.Target{IP: "127.0.0.1", Port: 8080}, Forward: &network.Forward{Namespace: "default", Pod: "web-2", Port: 70000}}, "want 1 to 65535"},
	} {
		events, err := c.Do(tt.cmd)
		if tt.want != "" {
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if e := events[0].(cluster.Connected); podOf(e.Path) != "web-2" || !e.Path.Forwarded {
			t.Errorf("%s: reached %q, forwarded %t", tt.name, podOf(e.Path), e.Path.Forwarded)
		}
	}
	text, err := cluster.EncodeHistory(c.History())
	if err != nil {
		t.Fatal(err)
	}
	history, err := cluster.DecodeHistory(text)
	if err != nil {
		t.Fatal(err)
	}
	last := history[len(history)-1].(cluster.Connect)
	if last.Forward == nil || *last.Forward != (network.Forward{Namespace: "default", Pod: "web-2", Port: 80}) {
		t.Errorf("the history keeps %+v of the forward", last.Forward)
	}
}
