package shell

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// withService is a shell beside two web Pods behind the node port 30080.
func withService(t *testing.T) *Shell {
	t.Helper()
	s := newTestShell(nil)
	play(s, "kubectl run web-1 --image=nginx --labels=app=web; kubectl run web-2 --image=nginx --labels=app=web")
	for _, cmd := range []cluster.Command{
		cluster.Create{Resource: "services", Body: []byte(`{"metadata":{"name":"web"},"spec":{"type":"NodePort","selector":{"app":"web"},"ports":[{"port":80,"nodePort":30080}]}}`)},
		cluster.Tick{By: 10 * api.Second},
	} {
		if _, err := s.Cluster.Do(cmd); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestCurlMakesANewConnectionWhenThePodIsGone(t *testing.T) {
	s := withService(t)
	out, pods, lost := "", []string{}, 0
	for step := range s.Run("curl -sv node-1:30080/[1-3]") {
		out += step.Stderr
		for _, e := range step.Events {
			if sent, ok := e.(cluster.Sent); ok && sent.Path.Reason == network.ConnectionClosed {
				lost++
			}
		}
		if step.Stdout == "" {
			if _, err := s.Cluster.Do(cluster.Tick{By: step.Wait}); err != nil {
				t.Fatal(err)
			}
			continue
		}
		pods = append(pods, strings.TrimSpace(step.Stdout))
		if len(pods) != 1 {
			continue
		}
		for _, cmd := range []cluster.Command{cluster.Delete{Resource: "pods", Name: pods[0]}, cluster.Tick{By: 5 * api.Second}} {
			if _, err := s.Cluster.Do(cmd); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(pods) != 3 || pods[1] == pods[0] || pods[2] != pods[1] || lost != 1 || !strings.Contains(out, "* Connection 0 seems to be dead\n") {
		t.Errorf("got %v with %d requests lost; want another Pod twice after the first, and one lost\n%s", pods, lost, out)
	}
}

func TestNoConnectionIsLeftOpen(t *testing.T) {
	for _, script := range []string{"curl -s node-1:30080/[1-9]", "curl -s node-1:30080/[1-9] | head -1", "load --keepalive -n 90 -c 3 node-1:30080", "load -k --quiet node-1:30080 | cat"} {
		for n := range 9 {
			s := withService(t)
			takeSome(s, script, n)
			for _, cmd := range s.Cluster.History() {
				if c, ok := cmd.(cluster.Connect); ok && !c.Keep {
					t.Fatalf("%s: a connection was made that cannot be kept", script)
				}
			}
			for id := range 100 {
				if _, err := s.Cluster.Do(cluster.Send{Connection: id}); err == nil {
					t.Errorf("%s, interrupted after %d steps: connection %d is still open", script, n, id)
				}
			}
		}
	}
}

func TestALoadSeesTheClusterChange(t *testing.T) {
	s := withService(t)
	deleted := false
	out := ""
	for step := range s.Run("load --quiet -n 20000 node-1:30080") {
		out += step.Stdout
		if step.Wait > 0 && !deleted {
			deleted = true
			if _, err := s.Cluster.Do(cluster.Delete{Resource: "pods", Name: "web-1"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Cluster.Do(cluster.Tick{By: step.Wait}); err != nil {
			t.Fatal(err)
		}
	}
	var first, second int
	for line := range strings.Lines(out) {
		fields := strings.Fields(line)
		n, _ := parseInt(fields[0])
		switch fields[len(fields)-1] {
		case "web-1":
			first = int(n)
		case "web-2":
			second = int(n)
		}
	}
	if first == 0 || first > 5000 || second < 15000 {
		t.Errorf("web-1 was deleted at the beginning, and yet the answers are\n%s", out)
	}
}
