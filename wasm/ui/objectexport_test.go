package ui

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"

	"svclab/wasm/api"
	"svclab/wasm/kubectl"

	"sigs.k8s.io/yaml"
)

// historyLines are lines of which histories are made; names and a number are put in for @a, @b and @n.
var historyLines = []string{
	"kubectl create deployment @a --image=nginx --replicas=@n",
	"kubectl create deployment @a --image=svclab.invalid/app --port=8080",
	"kubectl expose deployment @a --port=80 --target-port=8080 --type=NodePort",
	"kubectl expose deployment @a --port=80 --name=@b --type=LoadBalancer",
	"kubectl create service nodeport @a --tcp=80:8080 --node-port=3000@n",
	"kubectl create service clusterip @b --tcp=80 --clusterip=None",
	"kubectl create service clusterip @a --tcp=443:https",
	"kubectl create service externalname @b --external-name=example.com",
	"kubectl run @a --image=nginx --labels=app=@b --port=80",
	"kubectl run @b --image=busybox --restart=Never -- sleep 3600",
	"kubectl create namespace team-@a",
	"kubectl create secret generic @a --from-literal=user=@b",
	"kubectl create ingress @a --rule=@a.example.com/*=@b:80",
	"kubectl create pdb @a --selector=app=@a --min-available=@n",
	"kubectl scale deployment @a --replicas=@n",
	"kubectl set image deployment/@a nginx=httpd:2.4",
	"kubectl rollout restart deployment @a",
	"kubectl label pod @a tier=@b",
	"kubectl annotate service @a owner=@b --overwrite",
	`kubectl patch service @a -p '{"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":3010@n}]}}'`,
	`kubectl patch service @b --type=json -p '[{"op":"add","path":"/spec/sessionAffinity","value":"ClientIP"}]'`,
	"kubectl set selector service @a app=@b",
	"kubectl delete deployment @a --cascade=orphan",
	"kubectl delete service @b",
	"kubectl delete pod @a --wait=false",
	`printf 'apiVersion: v1\nkind: Service\nmetadata: {name: @a}\nspec: {type: NodePort, selector: {app: @a}, clusterIP: 10.96.7.@n, ports: [{port: 80, nodePort: 3020@n}]}' | kubectl apply -f -`,
	`printf 'apiVersion: v1\nkind: Service\nmetadata: {name: @a}\nspec: {type: NodePort, selector: {app: @a}, ports: [{port: 80}]}' | kubectl apply -f -`,
	`printf 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: @a}\nspec: {serviceName: @b, replicas: @n, selector: {matchLabels: {app: @a}}, template: {metadata: {labels: {app: @a}}, spec: {containers: [{name: c, image: "nginx:1.29", readinessProbe: {httpGet: {port: 80}}}]}}}' | kubectl apply -f -`,
	`printf 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: @a, namespace: team-@b}\nspec: {selector: {matchLabels: {app: @a}}, template: {metadata: {labels: {app: @a}}, spec: {terminationGracePeriodSeconds: @n, containers: [{name: c, image: nginx, livenessProbe: {tcpSocket: {port: 80}, periodSeconds: @n}}]}}}' | kubectl apply -f -`,
	`printf 'apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: @a}\nspec: {replicas: @n, selector: {matchLabels: {app: @a}}, template: {metadata: {labels: {app: @a}}, spec: {restartPolicy: Always, initContainers: [{name: side, image: busybox, restartPolicy: Always}], containers: [{name: c, image: nginx}]}}}' | kubectl apply -f -`,
	`printf 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: @b}\nspec: {replicas: @n, strategy: {rollingUpdate: {maxSurge: @n, maxUnavailable: 25%%}}, selector: {matchLabels: {app: @b}}, template: {metadata: {labels: {app: @b}}, spec: {nodeName: node-1, containers: [{name: c, image: nginx, imagePullPolicy: Always}]}}}' | kubectl apply -f -`,
	`printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: @b}\nspec: {nodeName: node-1, containers: [{name: c, image: nginx, lifecycle: {preStop: {sleep: {seconds: @n}}}}]}' | kubectl create -f -`,
	`printf 'apiVersion: v1\nkind: Service\nmetadata: {name: @b}\nspec: {ports: [{port: 80, name: web}]}\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: @b-1, labels: {kubernetes.io/service-name: @b}}\naddressType: IPv4\nports: [{port: 80, name: web}]\nendpoints: [{addresses: [192.0.2.@n]}]' | kubectl apply -f -`,
	"sleep @n",
}

func randomStep(r *rand.Rand) string {
	names := []string{"web", "db", "cart"}
	return strings.NewReplacer("@a", names[r.IntN(3)], "@b", names[r.IntN(3)], "@n", fmt.Sprint(1+r.IntN(4))).
		Replace(historyLines[r.IntN(len(historyLines))])
}

// What is exported makes the same objects in a fresh cluster, from which the
// same file is exported; and Kubernetes' own types know each of its fields.
func TestAnExportMakesTheSameObjectsElsewhere(t *testing.T) {
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 7))
		p := play(t, "en", "")
		for range 14 {
			p.line(randomStep(r))
		}
		p.wait(3) // a controller may take over a Pod that somebody made, which is its own then
		first, n := exported(p.m.picture, "en")
		if strings.Contains(first, "status:") || strings.Contains(first, "uid:") || strings.Contains(first, "last-applied") {
			t.Errorf("seed %d: the export has what only the server says:\n%s", seed, first)
		}
		knownUpstream(t, first)
		q := play(t, "en", "")
		if n > 0 {
			q.do(OpenFile{"export.yaml", first})
			q.line("kubectl apply -f export.yaml")
			if out := q.output(); strings.Count(out, " created\n") != n {
				t.Errorf("seed %d: of %d objects were made:\n%s\nfrom\n%s", seed, n, out, first)
			}
		}
		second, _ := exported(q.m.picture, "en")
		if first != second {
			t.Errorf("seed %d: exported again it is otherwise:\n%s", seed, firstLine(first, second))
		}
		for _, s := range mine(p.m.picture) {
			again := q.m.picture.Stored(s.Ref)
			if again == nil {
				t.Errorf("seed %d: %v is not there", seed, s.Ref)
			} else if a, b := unallocated(s), unallocated(again); !reflect.DeepEqual(a, b) {
				t.Errorf("seed %d: %v is otherwise:\n%s", seed, s.Ref, firstLine(kubectl.YAML(a), kubectl.YAML(b)))
			}
		}
	}
}

// unallocated is all that was asked of an object, with its defaults.
func unallocated(s *Stored) map[string]any {
	tree := kubectl.Tree(s.Object)
	var drop func(v any)
	drop = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, each := range v {
				if key == "tolerations" || slices.Contains([]string{"clusterIP", "clusterIPs", "nodePort", "healthCheckNodePort", "nodeName"}, key) && each != "None" {
					delete(v, key)
				} else {
					drop(each)
				}
			}
		case []any:
			for _, each := range v {
				drop(each)
			}
		}
	}
	delete(tree, "status")
	delete(tree, "metadata")
	drop(tree)
	return tree
}

func firstLine(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d: %q, then %q\nof\n%s", i+1, x[i], y[i], a)
		}
	}
	return fmt.Sprintf("%d lines, then %d\n%s\nthen\n%s", len(x), len(y), a, b)
}

// knownUpstream reads each document into k8s.io/api's type, strictly.
func knownUpstream(t *testing.T, text string) {
	t.Helper()
	types := map[string]any{"Service": corev1.Service{}, "Pod": corev1.Pod{}, "Secret": corev1.Secret{}, "Namespace": corev1.Namespace{},
		"Deployment": appsv1.Deployment{}, "ReplicaSet": appsv1.ReplicaSet{}, "StatefulSet": appsv1.StatefulSet{}, "DaemonSet": appsv1.DaemonSet{},
		"EndpointSlice": discoveryv1.EndpointSlice{}, "Ingress": networkingv1.Ingress{}, "PodDisruptionBudget": policyv1.PodDisruptionBudget{}}
	for _, doc := range strings.Split(text, "---\n")[1:] {
		var kind api.TypeMeta
		if err := yaml.Unmarshal([]byte(doc), &kind); err != nil {
			t.Fatal(err)
		}
		known, ok := types[kind.Kind]
		if !ok {
			t.Errorf("nothing is known of the kind in\n%s", doc)
			continue
		}
		if err := yaml.UnmarshalStrict([]byte(doc), reflect.New(reflect.TypeOf(known)).Interface()); err != nil {
			t.Errorf("upstream refuses: %v\n%s", err, doc)
		}
	}
}

// What the server allocates is exported where somebody asked for it by name.
func TestAllocationsAreExportedWhereTheyWereAskedFor(t *testing.T) {
	apply := func(spec string) string {
		return `printf 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, ` + spec + `}' | kubectl apply -f -`
	}
	for _, tt := range []struct {
		name  string
		lines []string
		want  string // the allocations in the export
	}{
		{"nothing was said", []string{apply("ports: [{port: 80}]")}, ""},
		{"a manifest says it", []string{apply("clusterIP: 10.96.7.7, ports: [{port: 80, nodePort: 30008}]")}, "clusterIP: 10.96.7.7 nodePort: 30008"},
		{"a later manifest says it no more", []string{apply("ports: [{port: 80, nodePort: 30008}]"), apply("ports: [{port: 81}]")}, ""},
		{"a flag says it", []string{"kubectl create service nodeport web --tcp=80 --node-port=30009"}, "nodePort: 30009"},
		{"a patch says it", []string{apply("ports: [{port: 80}]"), `kubectl patch service web -p '{"spec":{"ports":[{"port":80,"nodePort":30010}]}}'`}, "nodePort: 30010"},
		{"a JSON patch says it", []string{apply("ports: [{port: 80}]"), `kubectl patch service web --type=json -p '[{"op":"replace","path":"/spec/ports/0/nodePort","value":30011}]'`}, "nodePort: 30011"},
		{"another field was patched", []string{"kubectl create service nodeport web --tcp=80", "kubectl label service web a=b"}, ""},
		{"None is no allocation", []string{"kubectl create service clusterip web --clusterip=None"}, "clusterIP: None"},
		{"a Pod was scheduled", []string{"kubectl run web --image=nginx", "sleep 2"}, ""},
		{"a Pod was put on a node", []string{`kubectl run web --image=nginx --overrides='{"apiVersion":"v1","spec":{"nodeName":"node-1"}}'`, "sleep 2"}, "nodeName: node-1"},
	} {
		p := play(t, "en", "")
		for _, line := range tt.lines {
			p.line(line)
		}
		text, _ := exported(p.m.picture, "en")
		var got []string
		for _, line := range strings.Split(text, "\n") {
			key, value, _ := strings.Cut(strings.TrimLeft(line, " -"), ": ")
			if slices.Contains([]string{"clusterIP", "clusterIPs", "nodePort", "nodeName", "ipFamilies", "ipFamilyPolicy"}, key) {
				got = append(got, key+": "+value)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q is exported, want %q\n%s", tt.name, got, tt.want, text)
		}
	}
}
