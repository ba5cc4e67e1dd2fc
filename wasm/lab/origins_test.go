package lab

import (
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
)

// A line that a request brought knows which request it was.
func TestAnOutputKnowsItsRequests(t *testing.T) {
	const up = "kubectl run web-1 --image=nginx --labels=app=web; kubectl expose pod web-1 --name=web --port=80 --type=NodePort; kubectl wait --for=condition=Ready pod/web-1; sleep 2; " +
		`kubectl patch svc web -p '{"spec":{"ports":[{"port":80,"nodePort":30080}]}}' >/dev/null; sleep 2`
	for _, row := range []struct {
		name, line string
		want       string // the request of each line, - for none
	}{
		{"a curl", "curl -s node-1:30080", "1"},
		{"each of a loop its own", "for i in 1 2 3; do curl -s node-1:30080; done", "1 2 3"},
		{"what comes after it is none's", "curl -s node-1:30080; echo done", "1 -"},
		{"each URL of one curl", "curl -s node-1:30080 node-2:30080", "1 2"},
		{"one that failed, by its message", "curl -sS node-1:30081; curl -s node-1:30080", "1 2"},
		{"from a node", "ssh node-1 curl -s $(kubectl get svc web -o jsonpath={.spec.clusterIP})", "2"},
		{"what went through a pipe is the last program's", "curl -s node-1:30080 | cat", "-"},
		{"of many requests at once none is the one", "load -n 100 --quiet http://node-1:30080/", "-"},
		{"a screen that is cleared forgets", "curl -s node-1:30080; clear; curl -s node-1:30080", "2"},
		{"a carriage return changes none of the others", `curl -s node-1:30080; printf 'a\rb\n'; curl -s node-1:30080`, "1 - 2"},
	} {
		s, err := New(&lesson.Lesson{ID: "x", Lang: "en", Cluster: lesson.Cluster{Nodes: 2}, Steps: []lesson.Step{{ID: "a"}}})
		if err != nil {
			t.Fatal(err)
		}
		s.Enter(up, row.line)
		for s.Busy() {
			s.Advance(api.Second)
		}
		entries := s.Terminal()
		e := entries[len(entries)-1]
		var got []string
		at := 0
		for line := range strings.Lines(e.Output) {
			id := "-"
			if r := e.Origins.At(at, at+len(line)); r > 0 {
				id = string(rune('0' + r))
			}
			got, at = append(got, id), at+len(line)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: got %v, want %s of\n%s", row.name, got, row.want, e.Output)
		}
	}
}
