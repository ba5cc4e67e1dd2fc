package kubectl

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
)

func TestExecPicksAContainer(t *testing.T) {
	l := newLab(t, 2)
	l.files["two.json"] = `{"apiVersion":"v1","kind":"List","items":[
		{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a-late"},"spec":{"containers":[{"name":"c","image":"nginx"}]}},
		{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a-nowhere","labels":{"app":"web"}},"spec":{"nodeSelector":{"no":"node"},"containers":[{"name":"c","image":"nginx"}]}},
		{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b-ready","labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"},{"name":"d","image":"redis"}]}},
		{"apiVersion":"v1","kind":"Pod","metadata":{"name":"annotated","annotations":{"kubectl.kubernetes.io/default-container":"d"}},"spec":{"containers":[{"name":"c","image":"nginx"},{"name":"d","image":"redis"}]}},
		{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}},
		{"apiVersion":"v1","kind":"Service","metadata":{"name":"lonely"},"spec":{"selector":{"app":"none"},"ports":[{"port":80}]}},
		{"apiVersion":"v1","kind":"Service","metadata":{"name":"bare"},"spec":{"ports":[{"port":80}]}}]}`
	l.run("apply", "-f", "two.json")
	l.wait(5 * api.Second)
	for _, c := range []struct {
		name, line, want string
		status           int
	}{
		{"a Pod by name", "exec a-late -- ls -l /", "default/a-late/c false false [ls -l /]", 0},
		{"standard input and a terminal", "exec -it pod/a-late -- sh", "default/a-late/c true true [sh]", 0},
		{"the first of several containers, which is said", "exec b-ready -- ls", "Defaulted container \"c\" out of: c, d\ndefault/b-ready/c false false [ls]", 0},
		{"unless it should be quiet", "exec -q b-ready -- ls", "default/b-ready/c false false [ls]", 0},
		{"the one that an annotation names", "exec annotated -- ls", "default/annotated/d false false [ls]", 0},
		{"the one that was asked for", "exec b-ready -c d -- ls", "default/b-ready/d false false [ls]", 0},
		{"a ready Pod of a Service before others", "exec svc/web -c c -- ls", "default/b-ready/c false false [ls]", 0},
		{"no Pod in time", "exec svc/lonely --pod-running-timeout=2s -- ls", "error: timed out waiting for the condition\n", 1},
		{"a Service that selects nothing", "exec svc/bare -- ls", "error: cannot attach to *v1.Service: invalid service 'bare': Service is defined without a selector\n", 1},
		{"what has no Pods", "exec node/node-1 -- ls", "error: cannot attach to *v1.Node: selector for *v1.Node not implemented\n", 1},
		{"the command's own status", "exec a-late -- exit3", "default/a-late/c false false [exit3]command terminated with exit code 3\n", 3},
		{"a kubelet that cannot", "exec a-late -- broken", "default/a-late/c false false [broken]error: no\n", 1},
		{"a file beside a name", "exec -f two.json a-late -- ls", "error: resource/name arguments cannot be provided when a path is specified\n", 1},
	} {
		var out bytes.Buffer
		env := l.env(&out, &out)
		env.Exec = func(r ExecRequest) (int, error) {
			fmt.Fprintf(&out, "%s/%s/%s %v %v %v", r.Pod.Namespace, r.Pod.Name, r.Container, r.Stdin, r.TTY, r.Command)
			switch r.Command[0] {
			case "exit3":
				return 3, nil
			case "broken":
				return 0, errors.New("no")
			}
			return 0, nil
		}
		if status := Run(env, strings.Fields(c.line)); out.String() != c.want || status != c.status {
			t.Errorf("%s: got %d, %q, want %d, %q", c.name, status, out.String(), c.status, c.want)
		}
	}
}
