package kubectl

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"

	"k8s.io/client-go/util/jsonpath"
)

// templates are where the search of FuzzJSONPath begins.
var templates = []string{
	"{.metadata.name}", "{.spec.containers[0].image}", "{.spec.containers[*].name}", "{.spec.containers[-1:].name}", "{.spec.containers[0:9:2]}",
	"{range .spec.containers[*]}{.name}{\"\\t\"}{.image}{\"\\n\"}{end}", "{range .a}{range .b}{end}x{end}", "{end}", "{range .spec.containers[*]}{.name}",
	"{.spec.containers[?(@.name==\"c\")].image}", "{.spec.containers[?(@.ports)].ports[?(@.containerPort>79)].protocol}", "{.metadata.labels.a\\.b/c}",
	"{..image}", "{..}{..}{..}{..}", "{..['*']..['*']}", "{.metadata['name','labels']}", "{.metadata.*}", "{[0]}", "{@}", "{$.kind}", "{1}{true}{1.5}{'x'}",
	"{.x", "{.spec.containers[?(@.name==c)]}", "{.spec.containers[1:0]}", "{.spec.containers[0:1:0]}", "{.status.conditions[?(@.type=='Ready')].status}",
	"{.spec.containers[99999999999999999999]}", "{.spec.containers[0:9223372036854775807:9223372036854775807]}", "{.metadata.name.*}", "{.spec.terminationGracePeriodSeconds}", "{range}{end}", "{}",
}

// example is a Pod as the server has it.
func example(t testing.TB) map[string]any {
	c := cluster.New(cluster.Config{Nodes: 1})
	_, err := c.Do(cluster.Create{Resource: "pods", Namespace: "default", Body: []byte(`{"metadata":{"name":"web","labels":{"app":"web","a.b/c":"d"}},
		"spec":{"containers":[{"name":"c","image":"nginx","ports":[{"containerPort":80}]},{"name":"d","image":"redis"}]}}`)})
	if err == nil {
		_, err = c.Do(cluster.Tick{By: 5 * api.Second})
	}
	o, getErr := c.Get("pods", "default", "web")
	if err != nil || getErr != nil {
		t.Fatal(err, getErr)
	}
	return tree(o)
}

// evaluate prints what a template picks out of an object.
func evaluate(template string, object map[string]any) (string, error) {
	j, err := parsePath(template, true)
	if err != nil {
		return "", err
	}
	lists, err := j.find(object)
	var out bytes.Buffer
	for _, values := range lists {
		writeValues(&out, values, false)
	}
	return out.String(), err
}

// reference does the same with client-go. It panics at some templates.
func reference(template string, object map[string]any) (text string, err error, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	j := jsonpath.New("path").AllowMissingKeys(true)
	if err = j.Parse(template); err == nil {
		var out bytes.Buffer
		err = j.Execute(&out, object)
		text = out.String()
	}
	return text, err, true
}

// anyOrder reports whether a template goes through all values of a map.
func anyOrder(node jsonpath.Node) bool {
	switch n := node.(type) {
	case *jsonpath.WildcardNode, *jsonpath.RecursiveNode:
		return true
	case *jsonpath.ListNode:
		return n != nil && slices.ContainsFunc(n.Nodes, anyOrder)
	case *jsonpath.UnionNode:
		return slices.ContainsFunc(n.Nodes, func(l *jsonpath.ListNode) bool { return anyOrder(l) })
	case *jsonpath.FilterNode:
		return anyOrder(n.Left) || anyOrder(n.Right)
	}
	return false
}

// FuzzJSONPath: a template never panics, never runs away, means the same twice,
// and means what client-go means by it wherever that has an order.
func FuzzJSONPath(f *testing.F) {
	for _, t := range templates {
		f.Add(t)
	}
	object := example(f)
	f.Fuzz(func(t *testing.T, template string) {
		got, err := evaluate(template, object)
		again, _ := evaluate(template, object)
		if got != again {
			t.Fatalf("%q: %q, then %q", template, got, again)
		}
		p, parseErr := jsonpath.Parse("path", template)
		if parseErr == nil && anyOrder(p.Root) || len(got) > 1<<20 || err == errTooMany {
			return
		}
		want, wantErr, ok := reference(template, object)
		if !ok {
			return
		}
		if (err == nil) != (wantErr == nil) || err == nil && got != want || err != nil && err.Error() != wantErr.Error() {
			t.Fatalf("%q: got %.500q, %v, want %.500q, %v", template, got, err, want, wantErr)
		}
	})
}

// FuzzYAML: whatever a manifest says, apply answers, and says so twice alike.
func FuzzYAML(f *testing.F) {
	for _, text := range []string{
		"apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n", "a: &a [*a, *a]\n", "- x\n", "null\n", "---\n---\n{}\n",
		"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e]\n",
		strings.Repeat("[", 300), strings.Repeat("a: ", 50), `{"apiVersion":"v1","kind":"List","items":[null,"x",{"kind":"Pod"}]}`, `{"apiVersion":"v1","kind":"List","items":{}}`,
		`{"apiVersion":1,"kind":true}`, "apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: null}\nspec: {containers: [{name: c, image: nginx}]}\n", "? a\n: b\n", "<<: {a: b}\n", "kind: !!binary eA==\n", "a: 1\na: 2\n",
		"apiVersion: v1\nkind: Service\nmetadata: {name: s, annotations: {a: \"\\u0000\"}}\nspec: {ports: [{port: 1e3}]}\n", "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: e}\naddressType: IPv4\nendpoints: [null]\nports: [{}]\n",
	} {
		f.Add(text)
	}
	base := cluster.New(cluster.Config{Nodes: 1})
	f.Fuzz(func(t *testing.T, text string) {
		var answers [2]string
		for i := range answers {
			var out bytes.Buffer
			env := Env{Cluster: base.Fork(), Stdin: strings.NewReader(text), Stdout: &out, Stderr: &out}
			status := Run(env, []string{"apply", "-f", "-"})
			if status != 0 && status != 1 || status == 1 && out.Len() == 0 {
				t.Fatalf("%q: status %d and %q", text, status, out.String())
			}
			for _, line := range []string{"get pods,svc,endpointslices -o yaml", "get pods,svc -o kyaml", "get pods,svc -o wide", "describe svc", "describe pods"} {
				if status := Run(env, strings.Fields(line)); status != 0 {
					t.Fatalf("%q: %s: status %d", text, line, status)
				}
			}
			answers[i] = out.String()
		}
		if answers[0] != answers[1] {
			t.Fatalf("%q: %q, then %q", text, answers[0], answers[1])
		}
	})
}
