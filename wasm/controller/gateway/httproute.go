package gateway

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

// httpRoute is one HTTPRoute and what was made of it.
type httpRoute struct {
	object   *api.Custom
	spec     api.HTTPRouteSpec
	rules    []*route.Rule // nil for one that is dropped
	dropped  []string      // why
	resolved condition
}

// route attaches an HTTPRoute to its parents, and reports to it.
func (k *look) route(o *api.Custom) {
	r := &httpRoute{object: o, resolved: yes("ResolvedRefs", "all references are resolved")}
	o.View("spec", &r.spec)
	var was, parents []any
	for _, p := range items(status(o, "parents")) {
		if was = append(was, p); text(p, "controllerName") != ControllerName {
			parents = append(parents, p)
		}
	}
	spec, _ := o.Fields["spec"].(map[string]any)
	refs := items(spec["parentRefs"])
	for i := range r.spec.ParentRefs {
		g := k.parent(r, &r.spec.ParentRefs[i])
		if g == nil {
			continue
		}
		if r.rules == nil {
			k.compile(r)
		}
		say := []condition{k.attach(g, r, &r.spec.ParentRefs[i]), r.resolved}
		if n := len(r.dropped); n > 0 && n < len(r.rules) && say[0].status == "True" {
			say = append(say, condition{"PartiallyInvalid", "True", "UnsupportedValue", "Dropped Rule " + strings.Join(r.dropped, "; ")})
		}
		parents = append(parents, map[string]any{"parentRef": refs[i], "controllerName": ControllerName,
			"conditions": k.conditions(ours(was, refs[i]), o.Generation, say...)})
	}
	if len(parents) > 0 || len(was) > 0 {
		k.report(o, map[string]any{"parents": append([]any{}, parents...)})
	}
}

// ours returns the conditions that are there about a parent.
func ours(parents []any, ref any) any {
	for _, p := range parents {
		m, _ := p.(map[string]any)
		if text(p, "controllerName") == ControllerName && fmt.Sprint(m["parentRef"]) == fmt.Sprint(ref) {
			return m["conditions"]
		}
	}
	return nil
}

// parent finds the Gateway that a parentRef names among those that are looked
// after.
func (k *look) parent(r *httpRoute, ref *api.GatewayReference) *gateway {
	if ref.Group != api.GatewayGroup || ref.Kind != "Gateway" {
		return nil
	}
	for _, g := range k.gateways {
		if g.object.Name == ref.Name && g.object.Namespace == ref.In(r.object.Namespace) {
			return g
		}
	}
	return nil
}

// attach puts a route on the listeners of a Gateway that it asks for and that
// let it. Its steps:
//
//  1. The listeners are those with the name and port of the parentRef.
//  2. Of them, those whose allowedRoutes let the route.
//  3. Of them, those with a host in common.
func (k *look) attach(g *gateway, r *httpRoute, ref *api.GatewayReference) condition {
	var asked, lets, meets []*listener
	for _, l := range g.listeners {
		if ref.SectionName != "" && ref.SectionName != l.Name || ref.Port != 0 && ref.Port != l.Port {
			continue
		}
		asked = append(asked, l)
		if !k.lets(g, l, r.object.Namespace) {
			continue
		}
		lets = append(lets, l)
		if len(hostsOf(r.spec.Hostnames, l.Hostname)) > 0 {
			meets = append(meets, l)
		}
	}
	switch {
	case len(asked) == 0:
		return no("Accepted", "NoMatchingParent", "the Gateway has no listener"+which(ref))
	case len(lets) == 0:
		return no("Accepted", "NotAllowedByListeners", fmt.Sprintf("allowedRoutes of no listener%s lets an HTTPRoute of namespace %s", which(ref), r.object.Namespace))
	case len(meets) == 0:
		return no("Accepted", "NoMatchingListenerHostname", fmt.Sprintf("none of %s is a host of the listener%s", strings.Join(r.spec.Hostnames, ", "), which(ref)))
	case len(r.dropped) == len(r.rules) && len(r.rules) > 0:
		return no("Accepted", "UnsupportedValue", strings.Join(r.dropped, "; "))
	}
	for _, l := range meets {
		key := r.object.Namespace + "/" + r.object.Name
		if !l.attached[key] {
			l.attached[key] = true
			r.enter(l)
		}
	}
	return yes("Accepted", "the route is attached")
}

// which says what a parentRef asks of a listener.
func which(ref *api.GatewayReference) string {
	s := ""
	if ref.SectionName != "" {
		s += fmt.Sprintf(" %q", ref.SectionName)
	}
	if ref.Port != 0 {
		s += fmt.Sprintf(" on port %d", ref.Port)
	}
	return s
}

// enter puts the entries of a route into the table of a listener.
func (r *httpRoute) enter(l *listener) {
	for _, host := range hostsOf(r.spec.Hostnames, l.Hostname) {
		h := l.host(host)
		for i, rule := range r.rules {
			if rule == nil {
				continue
			}
			matches := r.spec.Rules[i].Matches
			if len(matches) == 0 {
				matches = []api.HTTPRouteMatch{{}}
			}
			for j := range matches {
				h.Entries = append(h.Entries, route.Entry{Match: matchOf(&matches[j]), Rule: rule,
					Origin: route.Origin{Kind: "HTTPRoute", Namespace: r.object.Namespace, Name: r.object.Name, Rule: i, Match: j,
						Created: r.object.CreationTimestamp}})
			}
		}
	}
}

// host returns the virtual host of a name, which is made when it is not there.
func (l *listener) host(name string) *route.VirtualHost {
	for i := range l.hosts {
		if l.hosts[i].Host == name {
			return &l.hosts[i]
		}
	}
	l.hosts = append(l.hosts, route.VirtualHost{Host: name})
	return &l.hosts[len(l.hosts)-1]
}

func matchOf(m *api.HTTPRouteMatch) route.Match {
	out := route.Match{Type: route.Prefix, Path: m.Path.Value, Method: m.Method, Header: fields(m.Headers), Query: fields(m.QueryParams)}
	if m.Path.Type == api.MatchExact {
		out.Type = route.Exact
	}
	if out.Path == "" {
		out.Path = "/"
	}
	return out
}

func fields(all []api.HTTPValueMatch) []route.Field {
	var out []route.Field
	for _, f := range all {
		out = append(out, route.Field{Name: f.Name, Value: f.Value})
	}
	return out
}
