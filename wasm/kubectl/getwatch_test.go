package kubectl

import (
	"bytes"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// watch runs a get -w for three seconds, in which other commands are run, one
// each 100 ms from the first second on.
func watch(t *testing.T, line string, others ...string) (string, int) {
	t.Helper()
	l := newLab(t, 2)
	for _, name := range []string{"a", "b"} {
		l.run(strings.Fields("run " + name + " --image=nginx --labels=app=" + name)...)
	}
	l.wait(5 * api.Second)
	l.waited = 0
	next := api.Second
	var out bytes.Buffer
	env := l.env(&out, &out)
	env.Wait = func(d api.Duration) bool {
		if len(others) > 0 && l.waited >= next {
			next = l.waited + 100*api.Millisecond
			l.cluster.Fork() // a look back must not disturb the watch
			other := others[0]
			others = others[1:]
			if _, problem, status := l.run(strings.Fields(other)...); status != 0 {
				t.Errorf("kubectl %s: %s", other, problem)
			}
		}
		return l.wait(d) && l.waited < 4*api.Second
	}
	status := Run(env, strings.Fields(line))
	return out.String(), status
}

func TestAWatchPrintsEveryVersion(t *testing.T) {
	for _, c := range []struct {
		name, line string
		others     []string
		want       string
	}{
		{"rows follow as objects are written, in columns that stay", "get pods -w",
			[]string{"label pod a x=y", "label pod a x=z --overwrite", "run c --image=nginx", "delete pod b --now --wait=false"}, `
NAME   READY   STATUS    RESTARTS   AGE
a      1/1     Running   0          5s
b      1/1     Running   0          5s
a      1/1     Running   0          6s
a      1/1     Running   0          6s
c      0/1     Pending   0          0s
c      0/1     Pending   0          0s
c      0/1     ContainerCreating   0          0s
b      1/1     Terminating         0          6s
b      0/1     Completed           0          6s
b      0/1     Completed           0          6s
c      1/1     Running             0          0s
`},
		{"what there is is one table", "get svc -A -w -o wide", nil, `
NAMESPACE     NAME         TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)                  AGE    SELECTOR
default       kubernetes   ClusterIP   10.96.0.1    <none>        443/TCP                  5m5s   <none>
kube-system   kube-dns     ClusterIP   10.96.0.10   <none>        53/UDP,53/TCP,9153/TCP   5m5s   k8s-app=kube-dns
`},
		{"and so are one's own columns", "get svc -A -w --no-headers -o custom-columns=N:.metadata.namespace,A:.metadata.name", nil, `
default       kubernetes
kube-system   kube-dns
`},
		{"what a selector stops and starts to match is deleted and added", "get pods -l app=a --watch-only --output-watch-events",
			[]string{"label pod a n=1", "label pod a app=z --overwrite", "label pod a app=a --overwrite", "label pod b n=1"}, `
EVENT      NAME   READY   STATUS    RESTARTS   AGE
MODIFIED   a      1/1     Running   0          6s
DELETED    a      1/1     Running   0          6s
ADDED      a      1/1     Running   0          6s
`},
		{"a single object, by name", "get pod/a -w -o name", []string{"label pod b n=1", "label pod a n=1"}, "\npod/a\npod/a\n"},
		{"one line of JSON for each event", "get pods -l app=b --watch-only --output-watch-events -o json",
			[]string{"delete pod b --force"}, `{"type":"DELETED","object":{"apiVersion":"v1","kind":"Pod",`},
		{"jsonpath sees the event", "get pods --watch-only --output-watch-events -o jsonpath={.type}/{.object.metadata.name};",
			[]string{"label pod b n=1"}, "\nMODIFIED/b;"},
		{"headings once, above columns of one's own", "get pods -w -o custom-columns=A:.metadata.name,N:.metadata.labels.n",
			[]string{"label pod b n=1"}, "\nA     N\na     <none>\nb     <none>\nb     1\n"},
		{"documents are parted", "get svc -w -o yaml --output-watch-events", []string{"label svc kubernetes n=1"}, "\n    loadBalancer: {}\ntype: ADDED\n---\nobject:\n"},
		{"namespaces stand before", "get svc -A -w", nil, "\nkube-system   kube-dns     ClusterIP   10.96.0.10"},
		{"only one's own namespace is watched", "get svc --watch-only", []string{"label svc kube-dns -n kube-system n=1"}, ""},
		{"a field may be selected", "get pods --watch-only --field-selector metadata.name=b -o name", []string{"label pod a n=1", "label pod b n=1"}, "\npod/b\n"},
	} {
		got, status := watch(t, c.line, c.others...)
		if !strings.Contains("\n"+got, c.want) || status != interruptedStatus || c.want == "" && got != "" {
			t.Errorf("%s: got status %d and\n%s\nwant\n%s", c.name, status, got, c.want)
		}
	}
}

func TestAWatchHasOneSubject(t *testing.T) {
	for line, want := range map[string]string{
		"get pods,svc -w":                  "error: you may only specify a single resource type\n",
		"get pod/a svc/kubernetes -w":      "error: you may only specify a single resource type\n",
		"get pod a b --watch-only":         "error: you may only watch a single resource or type of resource at a time\n",
		"get pods --output-watch-events":   "error: --output-watch-events option can only be used with --watch or --watch-only\n",
		"get pod nope -w":                  "Error from server (NotFound): pods \"nope\" not found\n",
		"get pods -w -l app=none -o nope1": "error: unable to match a printer suitable for the output format \"nope1\"",
	} {
		if got, status := watch(t, line); !strings.HasPrefix(got, want) || status != 1 {
			t.Errorf("%s: got %d, %q, want %q", line, status, got, want)
		}
	}
}
