package shell

import (
	"strings"
	"testing"

	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// rulesOf are the names by which a path explains what rules did on a node.
func rulesOf(p network.Path) map[string][]string {
	named := map[string][]string{}
	for _, h := range p.Hops {
		if h.By == network.ByConntrack {
			continue
		}
		rules := []string{h.Rule}
		for _, r := range h.Rolls {
			rules = append(rules, r.Rule)
		}
		for _, rule := range rules {
			for _, name := range strings.Split(rule, " → ") {
				if name != "" {
					named[h.Node] = append(named[h.Node], name)
				}
			}
		}
	}
	return named
}

func TestWhatAnExplanationNamesIsPrintedOnTheNode(t *testing.T) {
	const affinity, local = `kubectl patch svc web -p '{"spec":{"sessionAffinity":"ClientIP"}}'`, `kubectl patch svc web -p '{"spec":{"externalTrafficPolicy":"Local"}}'`
	for _, row := range []struct{ name, change string }{
		{"three endpoints", ""},
		{"one endpoint", "kubectl scale deploy/web --replicas=1"},
		{"no endpoint", "kubectl scale deploy/web --replicas=0"},
		{"session affinity", affinity},
		{"session affinity to one endpoint", affinity + "; kubectl scale deploy/web --replicas=1"},
		{"only endpoints of the node", local},
		{"a node without endpoints of its own", local + "; kubectl scale deploy/web --replicas=1"},
	} {
		for _, mode := range []string{"iptables", "nftables", "ipvs"} {
			s := newTestShell(nil)
			play(s, "kube-proxy --proxy-mode="+mode+"; kubectl create deployment web --image=nginx --replicas=3; kubectl create service nodeport web --tcp=80 --node-port=30080; "+
				"kubectl run client --image=nginx; sleep 20; "+row.change+"; sleep 10")
			asked := 0
			for _, from := range []string{"curl -m 1 node-1:30080", "curl -m 1 node-2:30080", "kubectl exec client -- curl -m 1 web", "kubectl exec deploy/web -- curl -m 1 web",
				"ssh node-2 curl -m 1 $(kubectl get svc web -o jsonpath='{.spec.clusterIP}')"} {
				for _, p := range pathsOf(t, s, strings.Repeat(from+"; ", 6)) {
					asked++
					for node, names := range rulesOf(p) {
						printed := strings.Join(strings.Fields(play(s, "ssh "+node+" iptables-save; ssh "+node+" nft list ruleset; ssh "+node+" ipvsadm -Ln")), " ")
						for _, name := range names {
							if !strings.Contains(printed, name) {
								t.Errorf("%s, %s: %s: the explanation names %q, which %s does not print", mode, row.name, from, name, node)
							}
						}
					}
				}
			}
			if asked == 0 {
				t.Errorf("%s, %s: nothing was asked", mode, row.name)
			}
		}
	}
}

// pathsOf runs a script and returns the ways of its TCP connections to web.
func pathsOf(t *testing.T, s *Shell, script string) (paths []network.Path) {
	t.Helper()
	for step := range s.Run(script) {
		for _, e := range step.Events {
			if c, ok := e.(cluster.Connected); ok && c.Path.To.Port != 53 {
				paths = append(paths, c.Path)
			}
		}
		if step.Wait > 0 {
			if _, err := s.Cluster.Do(cluster.Tick{By: step.Wait}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return paths
}
