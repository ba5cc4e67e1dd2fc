package shell

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// completed is a shell before a cluster with a Pod and a NodePort Service.
func completed(t *testing.T) *Shell {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 2, Seed: 1})
	s := New(c, memory{"pod.yaml": "", "two words.txt": ""})
	play := func(src string) {
		for step := range s.Run(src) {
			if _, err := c.Do(cluster.Tick{By: step.Wait}); err != nil {
				t.Fatal(err)
			}
		}
	}
	play("kubectl run web-1 --image=nginx --labels=app=web\nport=30080\nk() { kubectl \"$@\"; }\n")
	play("kubectl apply -f - <<EOF\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}\nEOF\nsleep 10\n")
	return s
}

// TestComplete writes the line with each candidate in place of the word. A bar
// is the cursor; without one it is at the end.
func TestComplete(t *testing.T) {
	for _, row := range []struct{ sentence, line, want string }{
		{"a program", "kubec", "kubectl"},
		{"a builtin", "unse", "unset"},
		{"a function", "k", "k kube-proxy kubectl kill"},
		{"an empty line has no end of candidates, so only the learner's own", "", "k"},
		{"what the place has not is not offered", "iptables-s", ""},
		{"a file", "cat po", "cat pod.yaml"},
		{"a file of curl's", "curl --cacert po", "curl --cacert pod.yaml"},
		{"a file for a Secret", "kubectl create secret tls x --cert=po", "kubectl create secret tls x --cert=pod.yaml"},
		{"a type of Secret", "kubectl create secret generic x --type=kubernetes.io/t", "kubectl create secret generic x --type=kubernetes.io/tls"},
		{"a file of the home folder", "cat ~/po", "cat ~/pod.yaml"},
		{"a file with a blank is quoted", "cat tw", `cat two\ words.txt`},
		{"in the quotation that is open", `cat "tw`, `cat "two words.txt"`},
		{"behind an escape", `cat two\ w`, `cat two\ words.txt`},
		{"a file behind >", "echo a > po", "echo a > pod.yaml"},
		{"behind the file the command goes on", "kubectl > x get po", "kubectl > x get poddisruptionbudgets kubectl > x get pods kubectl > x get po"},
		{"the command behind a pipe", "kubectl get pods | gre", "kubectl get pods | grep"},
		{"behind a semicolon", "cat x; kubectl desc", "cat x; kubectl describe"},
		{"behind && without blanks", "true&&kubectl ver", "true&&kubectl version"},
		{"inside $(", "echo $(kubectl get po", "echo $(kubectl get poddisruptionbudgets echo $(kubectl get pods echo $(kubectl get po"},
		{"inside $( in quotes", `echo "a $(kubectl vers`, `echo "a $(kubectl version`},
		{"behind ) the outer command goes on", "kubectl $(echo get) po", ""},
		{"a loop's body", "for i in 1; do kubectl vers", "for i in 1; do kubectl version"},
		{"a condition", "while kubectl vers", "while kubectl version"},
		{"behind an assignment", "A=1 kubectl vers", "A=1 kubectl version"},
		{"behind a program that runs another", "xargs -n1 kubectl vers", "xargs -n1 kubectl version"},
		{"a function that stands for kubectl", "k get pod/", "k get pod/web-1"},
		{"a variable", "echo $por", "echo $port"},
		{"a variable in braces", "curl node-1:${por", "curl node-1:${port}"},
		{"a variable in quotes", `echo "$por`, `echo "$port`},
		{"no variable in strong quotes", `echo '$por`, ""},
		{"the word under the cursor, not the last", "kubectl des| pod", "kubectl describe pod"},
		{"a node after ssh", "ssh no", "ssh node-1 ssh node-2"},
		{"a command on the node", "ssh node-1 iptab", "ssh node-1 iptables ssh node-1 iptables-save"},
		{"no kubectl inside a Pod", "kubectl exec web-1 -- kube", ""},
		{"a command inside a Pod", "kubectl exec web-1 -- nsl", "kubectl exec web-1 -- nslookup"},
		{"a URL after curl", "curl node-2", "curl node-2:30080"},
		{"a URL with its scheme", "curl http://node-1", "curl http://node-1:30080"},
		{"a Service by name", "curl we", "curl web"},
		{"a Pod by address", "curl 10.244.", "curl 10.244.0.2"},
		{"a name to look up", "dig web", "dig web.default.svc.cluster.local dig web"},
		{"a server to ask", "dig @", "dig @10.96.0.10"},
	} {
		s := completed(t)
		before, after, _ := strings.Cut(row.line, "|")
		if strings.HasPrefix(after, " gre") { // that bar is a pipe
			before, after = row.line, ""
		}
		c := s.Complete(before+after, len(before))
		var got []string
		for _, each := range c.Candidates {
			got = append(got, before[:c.Start]+each.Text+after)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: %s\n got %s\nwant %s", row.sentence, row.line, strings.Join(got, " "), row.want)
		}
	}
}

func TestCompletionKnowsWhereItStands(t *testing.T) {
	s := completed(t)
	s.Restore(State{Places: []network.Place{{Kind: network.OnNode, Node: "node-1"}}})
	for line, want := range map[string]string{"iptables-sa": "iptables-save", "kubectl get po": "", "cat po": ""} {
		got := ""
		if c := s.Complete(line, len(line)).Candidates; len(c) > 0 {
			got = c[0].Text
		}
		if got != want {
			t.Errorf("on a node, %s: got %q, want %q", line, got, want)
		}
	}
}

// Completing anything, anywhere, changes nothing and never fails.
func FuzzComplete(f *testing.F) {
	for _, line := range []string{"kubectl get po -n ku", `echo "$(cat 'x`, "a=$(( 1", "cat <<EOF | k", "ssh node-1 kubectl", "kubectl get svc -o jsonpath={.items[", "`k", ")", "$", "curl http://"} {
		f.Add(line)
	}
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	if _, err := c.Do(cluster.Tick{By: 5 * api.Second}); err != nil {
		f.Fatal(err)
	}
	s := New(c, memory{"a.yaml": ""})
	before := c.Dump()
	f.Fuzz(func(t *testing.T, line string) {
		for at := range len(line) + 1 {
			if got := s.Complete(line, at); got.Start < 0 || got.Start > at {
				t.Fatalf("%q at %d: the word starts at %d", line, at, got.Start)
			}
		}
		if c.Dump() != before {
			t.Fatalf("%q: the cluster has changed", line)
		}
	})
}
