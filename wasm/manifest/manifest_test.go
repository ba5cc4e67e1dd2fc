package manifest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/cluster"
	"svclab/wasm/kubectl"
)

// scene is a cluster with the Pods web-1 (nginx, app=web) and the Service web.
func scene(t testing.TB) *cluster.Cluster {
	t.Helper()
	c := cluster.New(cluster.Config{Nodes: 2})
	pod := "---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web-1\n  labels: {app: web, tier: front}\nspec:\n  containers:\n  - {name: c, image: nginx}\n"
	made, err := kubectl.Rehearse(env(c), []byte(service+pod))
	for _, m := range made {
		if m.Err != nil {
			t.Fatal(m.Err)
		}
	}
	if err != nil || len(made) != 2 {
		t.Fatalf("%d objects, %v", len(made), err)
	}
	return c
}

func env(c *cluster.Cluster) kubectl.Env {
	return kubectl.Env{Cluster: c, ReadFile: func(string) ([]byte, error) { return nil, errors.New("no such file or directory") }}
}

// shown writes problems as line:column-column severity text.
func shown(text string, problems []Problem) []string {
	var out []string
	for _, p := range problems {
		line := 1 + strings.Count(text[:p.From], "\n")
		start := strings.LastIndexByte(text[:p.From], '\n') + 1
		out = append(out, fmt.Sprintf("%d:%d %q %s %s", line, p.From-start+1, text[p.From:p.To], p.Severity, p.Text))
	}
	return out
}

const service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n  - port: 80\n"

func TestWhereErrorsAre(t *testing.T) {
	for _, row := range []struct {
		name, text string
		want       []string // the beginning of each
	}{
		{"nothing is wrong", service, nil},
		{"nothing at all", "", nil},
		{"a comment only", "# later\n", nil},
		{"an unknown field", strings.Replace(service, "port:", "prot:", 1), []string{`9:5 "prot" error unknown field "spec.ports[0].prot" — did you mean port?`}},
		{"two unknown fields", service + "    foo: 1\n  tpye: NodePort\n", []string{`10:5 "foo" error unknown field "spec.ports[0].foo"`, `11:3 "tpye" error unknown field "spec.tpye" — did you mean type?`}},
		{"a capital too many", strings.Replace(service, "selector", "Selector", 1), []string{`6:3 "Selector" error unknown field "spec.Selector" — did you mean selector?`}},
		{"a value out of range", strings.Replace(service, "80", "99999", 1), []string{`9:11 "99999" error spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive`, `9:5 "port" error spec.ports[0].targetPort`}},
		{"a value that is none of several", service + "  type: Nodeport\n", []string{`10:9 "Nodeport" error spec.type: Unsupported value: "Nodeport"`}},
		{"a bad name", strings.Replace(service, "name: web", `name: "Web" # sic`, 1), []string{`4:9 "\"Web\"" error metadata.name: Invalid value: "Web"`}},
		{"a missing name", strings.Replace(service, "  name: web\n", "", 1), []string{`3:1 "metadata" error resource name may not be empty`}},
		{"a missing field", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - image: nginx\n", []string{`7:5 "image" error spec.containers[0].name: Required value`}},
		{"a map for a list", "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    targetPort: 80\n", []string{`6:3 "ports" error json: cannot unmarshal object into Go struct field ServiceSpec.spec.ports`}},
		{"text for a number, in the second item", service + "  - port: x\n    name: b\n", []string{`10:11 "x" error json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32`}},
		{"a number for a label", strings.Replace(service, "  name: web\n", "  name: web\n  labels: {a: b, c: 1}\n", 1), []string{`5:21 "1" error json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string`}},
		{"an unknown kind", strings.Replace(service, "Service", "Servcie", 1), []string{`2:7 "Servcie" error no matches for kind "Servcie" in version "v1" — did you mean Service?`}},
		{"the wrong version", strings.Replace(service, "v1", "apps/v1", 1), []string{`1:13 "apps/v1" error no matches for kind "Service" in version "apps/v1" — did you mean v1?`}},
		{"no kind", "apiVersion: v1\n", []string{`1:1 "apiVersion" error kind not set`}},
		{"a namespace that is not there", strings.Replace(service, "  name: web\n", "  name: web\n  namespace: nope\n", 1), []string{`5:14 "nope" error namespaces "nope" not found`}},
		{"a key that is there twice", strings.Replace(service, "  name: web\n", "  name: other\n  name: web\n", 1), []string{`5:3 "name" warning This key stands above as well`}},
		{"a line further out than it should be", strings.Replace(service, "  name: web\n", "  name: web\n labels: {}\n", 1), []string{`5:2 "labels" error This is indented like none`}},
		{"a tab", "apiVersion: v1\n\tkind: Service\n", []string{`2:1 "\t" error YAML allows no tabs`}},
		{"two keys on a line", "apiVersion: v1\nkind: Service: x\n", []string{`2:7 "Service:" error There are two`}},
		{"a bracket without its end", strings.Replace(service, "- port: 80", "- {port: 80", 1), []string{`9:5 "{" error What opens here`}},
		{"the fault is in the second document", service + "---\napiVersion: v1\n kind: x\n", []string{`12:2 "kind" error This is indented`}},
		{"both documents have one", strings.Replace(service, "port:", "prot:", 1) + "---\n" + strings.Replace(service, "80", "0", 1), []string{`9:5 "prot" error unknown field`, `19:11 "0" error spec.ports[0].port`, `19:5 "port" error spec.ports[0].targetPort`}},
		{"a selector that is wrong by a letter", strings.Replace(service, "app: web", "app: wbe", 1), []string{`7:5 "app: wbe" info The selector app=wbe matches no Pod; web-1 has app=web.`}},
		{"a selector that matches nothing", strings.Replace(service, "app: web", "run: shop", 1), []string{`6:3 "selector" info No Pod has the labels of the selector run=shop yet.`}},
		{"a port on which nothing listens", service + "    targetPort: 8080\n", []string{`10:17 "8080" info targetPort 8080: the container of web-1 listens on 80.`}},
		{"a Pod of the same file", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels: {run: p}\nspec:\n  containers:\n  - {name: c, image: redis}\n---\n" + strings.Replace(strings.Replace(service, "app: web", "run: p", 1), "80", "6379", 1), nil},
		{"text and no object", "foo\n", []string{`1:1 "foo" error invalid object to validate`}},
	} {
		got := shown(row.text, Check(env(scene(t).Fork()), "en", row.text).Problems)
		ok := len(got) == len(row.want)
		for i := range min(len(got), len(row.want)) {
			ok = ok && strings.HasPrefix(got[i], row.want[i])
		}
		if !ok {
			t.Errorf("%s: got\n\t%s\nwant\n\t%s", row.name, strings.Join(got, "\n\t"), strings.Join(row.want, "\n\t"))
		}
	}
}

func TestWhatChanges(t *testing.T) {
	text := strings.Replace(service, "80", "8080", 1) + "---\n" + strings.Replace(service, "name: web", "name: new", 1) + "---\n" + strings.Replace(service, "name: web", "name: Bad", 1)
	var got []string
	for _, c := range Check(env(scene(t).Fork()), "ko", text).Changes {
		got = append(got, c.Name+" "+c.Kind)
		if (c.Diff != "") != (c.Kind == "created" || c.Kind == "configured") {
			t.Errorf("%s %s has the difference %q", c.Name, c.Kind, c.Diff)
		}
		if c.Name == "service/web" && (!strings.Contains(c.Diff, "-  - port: 80\n") && !strings.Contains(c.Diff, "\n-") || !strings.Contains(c.Diff, "+") || strings.Contains(c.Diff, "resourceVersion")) {
			t.Errorf("the difference is\n%s", c.Diff)
		}
	}
	if want := "service/web configured, service/new created, service/Bad refused"; strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestComplete(t *testing.T) {
	c := scene(t)
	for _, row := range []struct{ name, text, want string }{ // | is the caret
		{"the fields of an object", "apiVersion: v1\nkind: Service\nme|", "metadata"},
		{"at first", "|", "apiVersion kind metadata spec"},
		{"kinds", "apiVersion: apps/v1\nkind: Dep|", "Deployment"},
		{"versions of a kind", "apiVersion: |\nkind: Deployment\n", "apps/v1"},
		{"types of Services", "apiVersion: v1\nkind: Service\nspec:\n  type: |", "ClusterIP ExternalName LoadBalancer NodePort"},
		{"fields of an item", "apiVersion: v1\nkind: Service\nspec:\n  ports:\n  - port: 80\n    tar|", "targetPort"},
		{"fields of an item behind its dash", "apiVersion: v1\nkind: Service\nspec:\n  ports:\n  - node|", "nodePort"},
		{"what is there is not offered again", "apiVersion: v1\nkind: Service\nspec:\n  ports:\n  - port: 80\n    po|\n", "targetPort nodePort"},
		{"keys of a selector", "apiVersion: v1\nkind: Service\nspec:\n  selector:\n    |", "app tier"},
		{"values of a selector", "apiVersion: v1\nkind: Service\nspec:\n  selector:\n    app: |", "web"},
		{"images", "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: c\n    image: ngi|", "nginx"},
		{"Services of an Ingress", "apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec:\n  defaultBackend:\n    service:\n      name: |", "kubernetes web"},
		{"namespaces", "apiVersion: v1\nkind: Service\nmetadata:\n  namespace: kube-s|", "kube-system"},
		{"booleans", "apiVersion: v1\nkind: Service\nspec:\n  publishNotReadyAddresses: |", "true false"},
		{"in the second document", service + "---\napiVersion: v1\nkind: Pod\nspec:\n  nodeName: |", "node-1 node-2"},
		{"nothing in a comment", "apiVersion: v1\nkind: Service # |", ""},
		{"nothing in a block of text", "apiVersion: v1\nkind: Secret\nstringData:\n  a: |\n    na@", ""},
		{"nothing below an unknown kind", "kind: Foo\nspec:\n  |", ""},
		{"ports that Pods listen on", strings.Replace(service, "port: 80\n", "port: 80\n    targetPort: |", 1), "80"},
	} {
		mark := "|"
		if strings.Contains(row.text, "@") {
			mark = "@"
		}
		at := strings.LastIndex(row.text, mark)
		_, options := Complete(c, "en", row.text[:at]+row.text[at+1:], at)
		var got []string
		for _, o := range options {
			got = append(got, o.Label)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: got %v, want %s", row.name, got, row.want)
		}
	}
}

func TestWhatIsPutIn(t *testing.T) {
	for _, row := range []struct{ text, label, want string }{
		{"apiVersion: v1\nkind: Service\nsp", "spec", "spec:\n  "},
		{"apiVersion: v1\nkind: Service\nspec:\n  po", "ports", "ports:\n    - "},
		{"apiVersion: v1\nkind: Service\nspec:\n  ports:\n  - po", "port", "port: "},
		{"apiVersion: v1\nkind: Service\nspec:\n  sel", "selector", "selector:\n    "},
	} {
		from, options := Complete(scene(t), "ko", row.text, len(row.text))
		for _, o := range options {
			if o.Label == row.label && o.Insert != row.want {
				t.Errorf("%s at %d: got %q, want %q", row.label, from, o.Insert, row.want)
			}
		}
		if len(options) == 0 {
			t.Errorf("%s: nothing is offered", row.label)
		}
	}
}

func TestExplain(t *testing.T) {
	c := scene(t)
	for _, row := range []struct{ name, find, path, ko, en string }{
		{"a key", "selector", "spec.selector", "Pod의 레이블", "Labels of the Pods"},
		{"a value", "80", "spec.ports[0].port", "클라이언트가", "The port at which"},
		{"a label is its map's", "app: web", "spec.selector", "Pod의 레이블", "Labels"},
		{"the kind", "Service", "kind", "오브젝트의 종류", "What kind"},
	} {
		for lang, want := range map[string]string{"ko": row.ko, "en": row.en} {
			e, ok := Explain(c, lang, service, strings.Index(service, row.find)+1)
			if !ok || e.Path != row.path || !strings.Contains(e.Text, want) {
				t.Errorf("%s in %s: got %+v", row.name, lang, e)
			}
		}
	}
}

// Whatever is written, and wherever the caret is, there is an answer.
func FuzzAnyTextHasAnAnswer(f *testing.F) {
	for _, seed := range []string{service, "a: {b: [c, 'd", "- - - x\n-", "a: |\n  b\n c", "\t\"': #", "---\n---\n--- #x\na:", "{\"kind\":", "? :", "'a': 1\n\"b: 2", "metadata:\n- a: b\n  c", "\n---", "0: \t", "a: line 99999999999999999: x: y"} {
		f.Add(seed, len(seed)/2)
	}
	c := scene(f)
	f.Fuzz(func(t *testing.T, text string, at int) {
		for _, lang := range []string{"ko", "en"} {
			for _, p := range Check(env(c.Fork()), lang, text).Problems {
				if p.From < 0 || p.To > len(text) || p.From > p.To || p.Text == "" {
					t.Errorf("a problem at %d to %d of %d: %q", p.From, p.To, len(text), p.Text)
				}
			}
			if from, _ := Complete(c, lang, text, at); from < 0 || from > len(text) {
				t.Errorf("a word at %d of %d", from, len(text))
			}
			if e, ok := Explain(c, lang, text, at); ok && (e.From < 0 || e.To > len(text)) {
				t.Errorf("a field at %d to %d of %d", e.From, e.To, len(text))
			}
		}
	})
}
