package network

import (
	"fmt"
	"strings"
	"testing"
)

// forward asks kubectl's listener at localhost:8080, which sends to a Pod.
func forward(t *testing.T, pod string, port int32) Request {
	r := ask(t, "outside", "127.0.0.1:8080")
	r.Forward = &Forward{"default", pod, port}
	return r
}

func TestAForwardedConnectionGoesPastEveryRule(t *testing.T) {
	w := newSmall().world()
	for _, tt := range []struct {
		name, pod string
		port      int32
		want      string
	}{
		{"to a Pod of another node", "web-2", 80, `answered web-2 200
client on : 127.0.0.1:8080
node on node-1: node-1 192.168.1.2:6443 kubectl port-forward → kube-apiserver
node on node-2: node-2 192.168.1.3:10250 kubelet → 127.0.0.1
pod on node-2: web-2 127.0.0.1:80
targetPort on node-2: web-2 127.0.0.1:80
container on node-2: main 127.0.0.1:80`},
		{"to a port at which nobody listens in the Pod", "web-1", 81, `refused target-port-closed 0
client on : 127.0.0.1:8080
node on node-1: node-1 192.168.1.2:6443 kubectl port-forward → kube-apiserver
node on node-1: node-1 192.168.1.2:10250 kubelet → 127.0.0.1
pod on node-1: web-1 127.0.0.1:81
targetPort on node-1: web-1 127.0.0.1:81`},
		{"to a Pod that has run to its end", "done", 80, `refused pod-gone 0
client on : 127.0.0.1:8080
node on node-1: node-1 192.168.1.2:6443 kubectl port-forward → kube-apiserver`},
		{"to a Pod that is no more", "ghost", 80, `refused pod-gone 0
client on : 127.0.0.1:8080
node on node-1: node-1 192.168.1.2:6443 kubectl port-forward → kube-apiserver`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := Trace(w, forward(t, tt.pod, tt.port), secondHalf)
			why := string(p.Reason)
			if why == "" {
				why = strings.TrimSpace(p.Body)
			}
			got := strings.TrimSpace(fmt.Sprintf("%s %s %d\n%s", p.Result, why, p.Status, written(p)))
			if got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if !p.Forwarded || p.SourceIP != "127.0.0.1" || p.SeenIP != "127.0.0.1" {
				t.Errorf("forwarded %t, from %s, seen as %s; want the client's and the Pod's own loopback", p.Forwarded, p.SourceIP, p.SeenIP)
			}
		})
	}
}

func TestAForwardedConnectionLeavesNoTrace(t *testing.T) {
	w := newSmall().world().remembering()
	r := forward(t, "web-2", 80)
	r.Keep = true
	c := Open(w, r, firstHalf)
	if !c.IsOpen() {
		t.Fatalf("the connection is not open: %+v", c.Path)
	}
	c.Send(w, "/", 0)
	if c.Path.Result != Answered || c.Path.Tracked {
		t.Errorf("a second request: %s, tracked %t; want an answer without conntrack", c.Path.Result, c.Path.Tracked)
	}
	for _, node := range []string{"node-1", "node-2", "node-3"} {
		if flows := w.table(node).Flows(w.Now); len(flows) > 0 {
			t.Errorf("%s remembers %v", node, flows)
		}
	}
}

func TestManyForwardedConnectionsGoToOnePod(t *testing.T) {
	w := newSmall().world()
	d := Decide(w, forward(t, "web-2", 80))
	for draw := range uint64(50) {
		d.Connect(draw << 58)
	}
	d.Endings(func(e Ending) {
		if e.Pod != "web-2" || e.Count != 50 || e.Result != Answered {
			t.Errorf("got %+v, want all 50 answered by web-2", e)
		}
	})
}
