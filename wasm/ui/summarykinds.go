package ui

import (
	"fmt"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
	"svclab/wasm/kubectl"
)

// node says of a machine where it is and whether it takes Pods.
func (s *sheet) node(o *api.Node) {
	for _, a := range o.Status.Addresses {
		s.fact(a.Type, a.Address)
	}
	s.fact("podCIDR", strings.Join(o.Spec.PodCIDRs, ", "))
	s.fact("zone", o.Labels[api.LabelZone])
	s.fact("kubelet", o.Status.NodeInfo.KubeletVersion)
	if o.Spec.Unschedulable {
		s.fact("unschedulable", "true · "+s.T("node.cordoned"))
	}
	var taints []string
	for _, t := range o.Spec.Taints {
		text := t.Key
		if t.Value != "" {
			text += "=" + t.Value
		}
		taints = append(taints, text+":"+t.Effect)
	}
	s.fact("taints", strings.Join(taints, ", "))
}

// workload says how many Pods are wanted and how many there are.
func (s *sheet) workload() {
	spec, st := dig(s.view.tree, "spec"), dig(s.view.tree, "status")
	number := func(of any, key string) string {
		if n, ok := dig(of, key).(int64); ok {
			return fmt.Sprint(n)
		}
		return "0"
	}
	wanted, ready := number(spec, "replicas"), number(st, "readyReplicas")
	there := number(st, "replicas")
	if s.view.stored.Resource == "daemonsets" {
		wanted, ready, there = number(st, "desiredNumberScheduled"), number(st, "numberReady"), number(st, "currentNumberScheduled")
	}
	s.say("object-words", s.T("workload.counts", wanted, there, ready))
	if selector := pairsOf(dig(spec, "selector", "matchLabels")); len(selector) > 0 {
		s.factOf("selector", s.tags(selector)...)
	}
	strategy, _ := dig(spec, "strategy", "type").(string)
	if strategy == "" {
		strategy, _ = dig(spec, "updateStrategy", "type").(string)
	}
	s.fact("strategy", strategy)
	name, _ := dig(spec, "serviceName").(string)
	s.fact("serviceName", name)
	var images []string
	containers, _ := dig(spec, "template", "spec", "containers").([]any)
	for _, c := range containers {
		image, _ := dig(c, "image").(string)
		images = append(images, image)
	}
	s.fact("image", strings.Join(images, ", "))
}

func pairsOf(v any) []Pair {
	m, _ := v.(map[string]any)
	labels := map[string]string{}
	for key, value := range m {
		labels[key], _ = value.(string)
	}
	return pairs(labels)
}

// ingress lists the rules in the order in which they are written.
func (s *sheet) ingress(o *api.Ingress) {
	if o.Spec.IngressClassName != nil {
		s.fact("ingressClassName", *o.Spec.IngressClassName)
	} else {
		s.fact("ingressClassName", s.T("ingress.noClass"))
	}
	var given []string
	for _, in := range o.Status.LoadBalancer.Ingress {
		given = append(given, in.IP+in.Hostname)
	}
	s.fact("address", strings.Join(given, ", "))
	for _, tls := range o.Spec.TLS {
		s.fact("TLS", strings.Join(tls.Hosts, ", ")+" · Secret "+tls.SecretName)
	}
	items := html.Nodes{}
	rule := func(host, path string, b *api.IngressServiceBackend) {
		if b == nil {
			return
		}
		port := b.Port.Name
		if port == "" {
			port = fmt.Sprint(b.Port.Number)
		}
		items = append(items, s.link(Ref{"services", o.Namespace, b.Name}, html.Span(html.Class("mono"), html.Text(":"+port+" ← "+host+path))))
	}
	for _, r := range o.Spec.Rules {
		host := r.Host
		if host == "" {
			host = "*"
		}
		if r.HTTP != nil {
			for _, p := range r.HTTP.Paths {
				kind := ""
				if p.PathType != nil {
					kind = " (" + *p.PathType + ")"
				}
				rule(host, p.Path+kind, p.Backend.Service)
			}
		}
	}
	if b := o.Spec.DefaultBackend; b != nil {
		rule(s.T("ingress.rest"), "", b.Service)
	}
	s.section("rules", s.T("ingress.rules"), items)
}

// secret names the keys of a Secret and never shows what they hold.
func (s *sheet) secret(o *api.Secret) {
	s.fact("type", o.SecretType)
	var keys []string
	for k, v := range o.Data {
		keys = append(keys, fmt.Sprintf("%s (%d B)", k, len(v)))
	}
	sort.Strings(keys)
	s.fact("data", strings.Join(keys, ", "))
}

// custom is an object of Gateway API: where it listens or whom it routes to, and
// what its parents say of it.
func (s *sheet) custom(o *api.Custom) {
	text := func(v any, path ...string) string { t, _ := dig(v, path...).(string); return t }
	list := func(v any, path ...string) []any { l, _ := dig(v, path...).([]any); return l }
	var hosts, addresses []string
	for _, h := range list(o.Fields, "spec", "hostnames") {
		hosts = append(hosts, fmt.Sprint(h))
	}
	for _, a := range list(o.Fields, "status", "addresses") {
		addresses = append(addresses, text(a, "value"))
	}
	s.fact("hostnames", strings.Join(hosts, ", "))
	s.fact("address", strings.Join(addresses, ", "))
	s.fact("controllerName", text(o.Fields, "spec", "controllerName"))
	s.fact("gatewayClassName", text(o.Fields, "spec", "gatewayClassName"))
	for _, l := range list(o.Fields, "spec", "listeners") {
		s.fact("listener "+text(l, "name"), fmt.Sprintf("%s %v %s", text(l, "protocol"), dig(l, "port"), text(l, "hostname")))
	}
	for _, p := range list(o.Fields, "status", "parents") {
		s.conditions("Gateway "+text(p, "parentRef", "name"), dig(p, "conditions"))
	}
	for _, l := range list(o.Fields, "status", "listeners") {
		s.conditions("listener "+text(l, "name"), dig(l, "conditions"))
	}
}

// plainly shows what get's table says of any other kind.
func (s *sheet) plainly() {
	titles, cells := kubectl.Row(s.view.stored.Resource, s.view.stored.Object, s.now())
	for i, title := range titles {
		if title != "NAME" && cells[i] != "<none>" {
			s.fact(title, cells[i])
		}
	}
}
