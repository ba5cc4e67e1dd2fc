package kubectl

import (
	"bytes"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// completed is a cluster with two Pods and a Service, in which words are completed.
func completed(t *testing.T) Env {
	l := newLab(t, 2)
	l.run("run", "web-1", "--image=nginx", "--labels=app=web,tier=front")
	l.run("run", "web-2", "--image=nginx", "--labels=app=web")
	l.files["service.yaml"] = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, selector: {app: web}, ports: [{name: http, port: 80, nodePort: 30080}]}\n"
	l.run("apply", "-f", "service.yaml")
	if _, err := l.cluster.Do(cluster.Tick{By: 20 * api.Second}); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	return l.env(&out, &errs)
}

// texts writes candidates as a learner sees them: one that goes on ends in ….
func texts(candidates []Candidate) string {
	var out []string
	for _, c := range candidates {
		if c.Open {
			c.Text += "…"
		}
		out = append(out, c.Text)
	}
	return strings.Join(out, " ")
}

func TestComplete(t *testing.T) {
	env := completed(t)
	for _, row := range []struct{ sentence, line, want string }{
		{"a command", "de", "delete describe"},
		{"what is not here is not offered", "att", ""},
		{"help names commands", "help des", "describe"},
		{"an unknown command has nothing behind it", "gte po", ""},
		{"a field of a type, whether or not an object has it", "explain svc.spec.external", "svc.spec.externalIPs svc.spec.externalName svc.spec.externalTrafficPolicy"},
		{"a field of a list's elements", "explain svc.spec.ports.nodeP", "svc.spec.ports.nodePort"},
		{"a type and its short name", "get po", "poddisruptionbudgets pods po"},
		{"after a comma, another type", "get pods,endpoints", "pods,endpoints pods,endpointslices"},
		{"names of the type", "get pods ", "web-1 web-2"},
		{"a name stands once", "get pods web-1 ", "web-2"},
		{"TYPE/NAME", "describe po/web", "po/web-1 po/web-2"},
		{"in the namespace that -n names", "get svc -n kube-system ", "kube-dns"},
		{"nodes have no namespace", "get node -n kube-system n", "node-1 node-2"},
		{"Pods need no type for exec", "exec web-", "web-1 web-2"},
		{"behind the dashes stands somebody else's command", "exec web-1 -- we", ""},
		{"flags of the command", "get --sho", "--show-kind --show-labels --show-managed-fields"},
		{"flags of every command", "get --nam", "--namespace"},
		{"a flag stands once", "get --namespace=x --nam", ""},
		{"a flag by its letter", "get -A", "-A"},
		{"formats", "get svc -o ", "custom-columns=… json jsonpath=… name wide yaml"},
		{"formats behind an equals sign", "get svc --output=y", "--output=yaml"},
		{"create prints no table", "create -f x -o w", ""},
		{"namespaces", "get pods -n kube-", "kube-node-lease kube-public kube-system"},
		{"labels of the live objects", "get pods -l ", "app=web tier=front topology.kubernetes.io/zone=zone-a topology.kubernetes.io/zone=zone-b"},
		{"labels after a comma", "get pods -l app=web,ti", "app=web,tier=front"},
		{"labels that are not wanted", "get pods -l app!=", "app!=web"},
		{"label columns", "get pods -L ti", "tier"},
		{"files", "apply -f s", "service.yaml"},
		{"a file leaves nothing to name", "delete -f service.yaml ", ""},
		{"what to wait for", "wait --for=c", "--for=condition=… --for=create"},
		{"conditions that the objects have", "wait pod/web-1 --for=condition=Re", "--for=condition=Ready"},
		{"a path begins with a brace", "get svc web -o jsonpath=", "jsonpath={.apiVersion jsonpath={.kind jsonpath={.metadata… jsonpath={.spec… jsonpath={.status…"},
		{"fields of the object", "get svc web -o jsonpath={.spec.cl", "jsonpath={.spec.clusterIP jsonpath={.spec.clusterIPs…"},
		{"fields of a list's elements", "get svc -o jsonpath={.items[*].spec.ports[0].n", "jsonpath={.items[*].spec.ports[0].name jsonpath={.items[*].spec.ports[0].nodePort"},
		{"columns of one's own", "get svc -o custom-columns=N:.metadata.n", "custom-columns=N:.metadata.name custom-columns=N:.metadata.namespace"},
		{"what to sort by", "get svc --sort-by=.metadata.na", "--sort-by=.metadata.name --sort-by=.metadata.namespace"},
		{"a restart policy", "run x --restart=N", "--restart=Never"},
	} {
		words := strings.Split(row.line, " ")
		last := len(words) - 1
		if got := texts(Complete(env, words[:last], words[last])); got != row.want {
			t.Errorf("%s: kubectl %s\n got %s\nwant %s", row.sentence, row.line, got, row.want)
		}
	}
}

func TestCandidatesSayWhatTheyAre(t *testing.T) {
	env := completed(t)
	for _, row := range []struct{ line, want string }{
		{"get svc we", "NodePort 10."},
		{"get pods web-1", "Running 10.244."},
		{"get nodes node-2", "192.168.1.3"},
		{"get pods --show-lab", "Show all labels"},
		{"get svc web -o jsonpath={.spec.type", "NodePort"},
		{"get svc", "services"},
	} {
		words := strings.Split(row.line, " ")
		got := Complete(env, words[:len(words)-1], words[len(words)-1])
		if len(got) != 1 || !strings.HasPrefix(got[0].Note, row.want) {
			t.Errorf("kubectl %s: got %+v, want %s", row.line, got, row.want)
		}
	}
}
