package endpointslice

import (
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// web is the Service of most tests: selector app=web, port 80 to 80.
func web() *api.Service {
	return &api.Service{
		ObjectMeta: api.ObjectMeta{Namespace: "default", Name: "web", UID: "svc-1"},
		Spec: api.ServiceSpec{
			ClusterIP: "10.96.0.7", IPFamilies: []string{"IPv4"}, Selector: map[string]string{"app": "web"},
			Ports: []api.ServicePort{{Protocol: api.ProtocolTCP, Port: 80, TargetPort: api.FromInt(80)}},
		},
	}
}

// with returns web after a change.
func with(change func(*api.Service)) *api.Service {
	svc := web()
	change(svc)
	return svc
}

// pods makes Pods of the label app=web from words: a name, and after it
//
//	!  not ready       ~  terminating     ?  without an address
//	=  of app=other    %  Failed          #  Succeeded
//	@  on a node that is not there        :  a container port named http, as in a:8080
func pods(words string) []*api.Pod {
	var out []*api.Pod
	for i, word := range strings.Fields(words) {
		name := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune("!~?=%#@:", r) })[0]
		out = append(out, pod(name, i, word[len(name):]))
	}
	return out
}

func pod(name string, i int, marks string) *api.Pod {
	p := &api.Pod{
		ObjectMeta: api.ObjectMeta{Namespace: "default", Name: name, UID: "uid-" + name, Labels: map[string]string{"app": "web"}},
		Spec:       api.PodSpec{NodeName: "node-1", Containers: []api.Container{{Name: "main", Image: "nginx"}}},
		Status: api.PodStatus{Phase: api.PodRunning, PodIP: fmt.Sprintf("10.244.%d.%d", i/200, i%200+2),
			Conditions: []api.PodCondition{{Type: api.PodReady, Status: "True"}}},
	}
	p.Status.PodIPs = []api.PodIP{{IP: p.Status.PodIP}}
	if port, ok := strings.CutPrefix(marks, ":"); ok {
		var n int32
		fmt.Sscan(port, &n)
		p.Spec.Containers[0].Ports = []api.ContainerPort{{Name: "http", ContainerPort: n}}
		return p
	}
	for _, mark := range marks {
		switch mark {
		case '!':
			p.Status.Conditions[0].Status = "False"
		case '~':
			now := api.Epoch
			p.DeletionTimestamp = &now
		case '?':
			p.Status.PodIP, p.Status.PodIPs = "", nil
		case '=':
			p.Labels = map[string]string{"app": "other"}
		case '%':
			p.Status.Phase = api.PodFailed
		case '#':
			p.Status.Phase = api.PodSucceeded
		case '@':
			p.Spec.NodeName = "node-9"
		}
	}
	return p
}

// nodes knows node-1 in zone-a and node-2, without a zone.
func nodes(name string) *api.Node {
	switch name {
	case "node-1":
		return &api.Node{ObjectMeta: api.ObjectMeta{Name: name, Labels: map[string]string{api.LabelZone: "zone-a"}}}
	case "node-2":
		return &api.Node{ObjectMeta: api.ObjectMeta{Name: name}}
	}
	return nil
}

// apply carries out a Plan as the store does.
func apply(existing []*api.EndpointSlice, plan Plan, made *int) []*api.EndpointSlice {
	var next []*api.EndpointSlice
	for _, s := range existing {
		i := slices.IndexFunc(plan.Update, func(u *api.EndpointSlice) bool { return u.Name == s.Name })
		switch {
		case slices.Contains(plan.Delete, s.Name):
		case i >= 0:
			next = append(next, plan.Update[i])
		default:
			next = append(next, s)
		}
	}
	for _, s := range plan.Create {
		*made++
		c := copyOf(s)
		c.Name = fmt.Sprintf("%s%03d", s.GenerateName, *made)
		next = append(next, c)
	}
	return next
}

// settled returns the slices that a Service and Pods come to from nothing.
func settled(svc *api.Service, words string) []*api.EndpointSlice {
	made := 0
	return apply(nil, Reconcile(svc, pods(words), nodes, nil), &made)
}

// listed writes slices one after the other: their ports, then each endpoint's
// Pod with ! for not ready, ~ for terminating and + for terminating but serving.
func listed(all []*api.EndpointSlice) string {
	var out []string
	for _, s := range all {
		var words []string
		for _, p := range s.Ports {
			words = append(words, fmt.Sprintf("%s%d/%s", *p.Name, *p.Port, *p.Protocol))
		}
		line := strings.Join(words, ",") + ":"
		for _, e := range s.Endpoints {
			line += " " + e.TargetRef.Name + mark(e.Conditions)
		}
		out = append(out, line)
	}
	return strings.Join(out, " | ")
}

func mark(c api.EndpointConditions) string {
	switch {
	case *c.Terminating && *c.Ready:
		return "+ready"
	case *c.Terminating && *c.Serving:
		return "+"
	case *c.Terminating:
		return "~"
	case *c.Ready && !*c.Serving:
		return "!ready"
	case !*c.Ready:
		return "!"
	}
	return ""
}
