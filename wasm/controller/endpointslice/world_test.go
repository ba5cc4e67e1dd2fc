package endpointslice

import (
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
)

var web, with, pod, pods = apitest.Web, apitest.With, apitest.Pod, apitest.Pods

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
