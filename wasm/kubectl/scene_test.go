package kubectl

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// TestScenes runs the scripts of testdata: like the transcripts, but of our
// own making, so that what they show is what this kubectl prints.
func TestScenes(t *testing.T) { replayAll(t, "testdata/*.txtar") }

// TestOutputStreams: results go to standard output, complaints to standard error.
func TestOutputStreams(t *testing.T) {
	for _, c := range []struct{ line, stdout, stderr string }{
		{"get pods", "", "No resources found in default namespace.\n"},
		{"get pods -A -l x=y", "", "No resources found\n"},
		{"get ns -l x=y", "", "No resources found\n"},
		{"get pods nope --ignore-not-found", "", ""},
		{"get pods -l x=y -o name", "", ""},
		{"get ep -o name", "endpoints/kubernetes\n", "Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n"},
		{"get svc nope -o name", "", "Error from server (NotFound): services \"nope\" not found\n"},
		{"delete pod -l x=y", "No resources found\n", ""},
		{"version --client", "Client Version: v1.37.2\nKustomize Version: v5.8.1\n", ""},
		{"autoscale deploy/x", "", "error: svclab leaves out autoscaling on purpose: nothing here measures load; choose a size with kubectl scale\n"},
		{"get svc .", "", "error: invalid resource name \".\": [may not be '.']\n"},
		{"get svc -n a/b", "", "invalid namespace \"a/b\": [may not contain '/']\n"},
		{"api-resources --namespaced=false -o name", "namespaces\nnodes\ningressclasses.networking.k8s.io\n", ""},
		{"get --raw=/api", "", "error: svclab does not have \"kubectl get --raw\" yet\n"},
		{"get cm", "", "error: svclab does not have the resource type \"cm\" yet\n"},
		{"create configmap web", "", "error: svclab does not have \"kubectl create configmap\" yet\n"},
		{"get jobs", "", "error: " + noJobs},
		{"get cj", "", "error: " + noJobs},
		{"create job web --image=x", "", "error: " + noJobs},
		{"create cronjob web --image=x", "", "error: " + noJobs},
		{"get hpa", "", "error: svclab leaves out autoscaling on purpose: nothing here measures load; choose a size with kubectl scale\n"},
	} {
		stdout, stderr, _ := newLab(t, 1).run(strings.Fields(c.line)...)
		if stdout != c.stdout || stderr != c.stderr {
			t.Errorf("kubectl %s\n got %q and %q\nwant %q and %q", c.line, stdout, stderr, c.stdout, c.stderr)
		}
	}
}

// TestGroupsComeInOrder: the core group first, though its names come later.
func TestGroupsComeInOrder(t *testing.T) {
	stdout, _, _ := newLab(t, 1).run("api-resources", "-o", "name")
	if core, other := strings.Index(stdout, "services\n"), strings.Index(stdout, "endpointslices.discovery.k8s.io\n"); core < 0 || other < core {
		t.Errorf("got\n%s", stdout)
	}
}

// TestTimePasses: a process takes 60 ms, and each request 10 ms more.
func TestTimePasses(t *testing.T) {
	for _, c := range []struct {
		line string
		want api.Duration
	}{
		{"help", startCost}, {"gte", startCost}, {"get pods", startCost + requestCost}, {"get pods,svc", startCost + 2*requestCost},
		{"get svc kubernetes nope", startCost + 2*requestCost}, {"run web --image=nginx", startCost + requestCost},
		{"wait --for=condition=Nope node/node-1 --timeout=1s", startCost + api.Second},
	} {
		l := newLab(t, 1)
		l.run(strings.Fields(c.line)...)
		if l.waited != c.want {
			t.Errorf("kubectl %s took %d ms, want %d", c.line, l.waited/api.Millisecond, c.want/api.Millisecond)
		}
	}
}

// TestInterrupt: Ctrl-C ends a command at once, whatever it is doing, with
// status 130 and without a word.
func TestInterrupt(t *testing.T) {
	for _, c := range []struct {
		line     string
		patience api.Duration
	}{
		{"get pods", 10 * api.Millisecond},
		{"get svc kubernetes nope", startCost},
		{"wait --for=condition=Nope node --all --timeout=-1s", api.Second},
		{"wait --for=create pod/nope", api.Second},
		{"wait --for=delete node/node-1", api.Second},
		{"get pods,svc,ep", startCost + requestCost},
		{"describe svc kubernetes", startCost + requestCost},
		{"delete svc kubernetes", startCost},
		{"apply -f svc.yaml", startCost + requestCost},
		{"label svc --all a=b", startCost + requestCost},
	} {
		l := newLab(t, 2)
		l.files["svc.yaml"] = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}\n"
		l.patience = c.patience
		stdout, stderr, status := l.run(strings.Fields(c.line)...)
		if status != interruptedStatus || stdout+stderr != "" {
			t.Errorf("kubectl %s: got status %d and %q, want 130 and nothing", c.line, status, stdout+stderr)
		}
	}
}

// TestEveryWriteIsReported: what Do returns reaches Env.Events.
func TestEveryWriteIsReported(t *testing.T) {
	l := newLab(t, 1)
	for _, line := range []string{"run web --image=nginx", "label pod web a=b", "delete pod web --wait=false"} {
		l.events = nil
		if _, stderr, status := l.run(strings.Fields(line)...); status != 0 {
			t.Fatalf("kubectl %s: %s", line, stderr)
		}
		user := 0
		for _, e := range l.events {
			if w, ok := e.(cluster.Written); ok && w.Resource == "pods" {
				user++
			}
		}
		if user != 1 {
			t.Errorf("kubectl %s: %d writes of Pods reported, want 1", line, user)
		}
	}
}

// TestYAMLComesBack: what get prints can be applied, and changes nothing.
func TestYAMLComesBack(t *testing.T) {
	l := newLab(t, 1)
	l.files["svc.yaml"] = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort, ports: [{port: 80}]}\n"
	l.run("apply", "-f", "svc.yaml")
	l.stdin, _, _ = l.run("get", "svc", "a", "-o", "yaml")
	before, _, _ := l.run("get", "svc", "a", "-o", "json")
	if out, stderr, _ := l.run("apply", "-f", "-"); out != "service/a configured\n" {
		t.Errorf("got %q %q", out, stderr)
	}
	if last, _ := lastApplied(tree(l.cluster.Services("default")[0])); at(last, "metadata", "annotations", lastAppliedAnnotation) != nil {
		t.Error("the configuration keeps a copy of itself")
	}
	after, _, _ := l.run("get", "svc", "a", "-o", "jsonpath={.spec.ports[0].nodePort}")
	if !strings.Contains(before, `"nodePort": `+after) {
		t.Errorf("nodePort is %s now, was in %s", after, before)
	}
}

// TestGracePeriods: -1 leaves the grace period to the Pod.
func TestGracePeriods(t *testing.T) {
	for _, c := range []struct {
		flags string
		want  int64
	}{
		{"", -1}, {"--grace-period=5", 5}, {"--grace-period=0", 1}, {"--now", 1}, {"--force", 0}, {"--force --grace-period=0", 0},
	} {
		f, err := deleteCommand().parse(strings.Fields(c.flags))
		if err != nil {
			t.Fatal(err)
		}
		d, err := (&process{command: deleteCommand(), flags: f}).deletion()
		got := int64(-1)
		if d.grace != nil {
			got = *d.grace
		}
		if err != nil || got != c.want {
			t.Errorf("delete %s: got %d (%v), want %d", c.flags, got, err, c.want)
		}
	}
}

// TestAReplacedObjectIsGone: delete does not wait for a namesake.
func TestAReplacedObjectIsGone(t *testing.T) {
	l := newLab(t, 1)
	pods, _ := api.ResourceNamed("pods")
	l.run("run", "web", "--image=nginx")
	p := &process{env: l.env(&bytes.Buffer{}, &bytes.Buffer{})}
	old := &info{resource: pods, namespace: "default", name: "web", object: &api.Pod{ObjectMeta: api.ObjectMeta{UID: "another"}}}
	if err := p.awaitGone([]*info{old}, api.Second); err != nil {
		t.Error(err)
	}
	live, _ := l.cluster.Get("pods", "default", "web")
	if err := p.awaitGone([]*info{{resource: pods, namespace: "default", name: "web", object: live}}, api.Second); err == nil {
		t.Error("a Pod that is there counts as gone")
	}
}

// TestConditions looks at one object.
func TestConditions(t *testing.T) {
	object := `{"metadata":{"generation":2},"status":{"phase":"Running","n":3,"list":[1,2],"conditions":[` +
		`{"type":"Ready","status":"True","observedGeneration":2},{"type":"Old","status":"True","observedGeneration":1},{"type":"Odd","status":"Unknown"}]}}`
	for _, c := range []struct{ condition, want string }{
		{"condition=Ready", "true"}, {"condition=ready=TRUE", "true"}, {"condition=Ready=false", "false"}, {"condition=None", "false"},
		{"condition=Old", "false"}, {"condition=Odd=unknown", "true"},
		{"jsonpath={.status.phase}=Running", "true"}, {"jsonpath=.status.phase=Pending", "false"}, {"jsonpath={.status.n}=3", "true"},
		{"jsonpath={.status.phase}", "true"}, {"jsonpath={.status.none}", "false"},
		{`jsonpath={.status.conditions[?(@.type=="Ready")].status}=True`, "true"},
		{"jsonpath={.status.list}=x", "jsonpath leads to a nested object or list which is not supported"},
		{"jsonpath={.status.list[*]}=1", "given jsonpath expression matches more than one value"},
		{"jsonpath={.status.phase}=", "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3"},
		{"jsonpath=", "jsonpath expression cannot be empty"},
		{"Ready", `unrecognized condition: "Ready"`},
	} {
		read, err := readCondition(c.condition)
		met := false
		if err == nil {
			met, err = read.met(api.ReadTree([]byte(object)).(map[string]any))
		}
		got := strconv.FormatBool(met)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("--for=%s: got %s, want %s", c.condition, got, c.want)
		}
	}
}

const noJobs = "svclab leaves out Jobs and CronJobs on purpose: their Pods end, and Services lead to Pods that stay\n"

// TestAbsentTypesAreAbsent keeps the lists of what is not here honest.
func TestAbsentTypesAreAbsent(t *testing.T) {
	for _, name := range absentTypes {
		if _, ok := api.ResourceNamed(name); ok {
			t.Errorf("%s is served now: take it out of absentTypes", name)
		}
	}
	for version, kinds := range absentKinds {
		for _, kind := range strings.Fields(kinds) {
			if _, ok := api.ResourceForKind(version, kind); ok {
				t.Errorf("%s of %s is served now: take it out of absentKinds", kind, version)
			}
		}
	}
}

// TestMain rewrites the scenes of testdata from what is printed now when UPDATE
// is set. Commit only what you understand.
func TestMain(m *testing.M) {
	if os.Getenv("UPDATE") != "" {
		updateScenes()
	}
	os.Exit(m.Run())
}

func updateScenes() {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			panic(err)
		}
		l := newLab(&testing.T{}, 3)
		script := l.lay(string(text))
		head, body, _ := strings.Cut(script, "\n$ ")
		out := head
		for _, step := range strings.Split(body, "\n$ ") {
			line, rest, _ := strings.Cut(step, "\n")
			got, status := l.shell(line)
			out += "\n$ " + line + "\n" + got
			if got != "" && !strings.HasSuffix(got, "\n") {
				out += "\n"
			}
			if status != 0 {
				out += "[exit " + strconv.Itoa(status) + "]\n"
			}
			out = strings.TrimSuffix(out, "\n")
			if i := strings.LastIndex(rest, "\n# "); i >= 0 {
				out += "\n" + rest[i:]
			}
		}
		if err := os.WriteFile(path, []byte(out+"\n-- "+strings.TrimPrefix(string(text), script+"\n-- ")), 0o644); err != nil {
			panic(err)
		}
	}
}
