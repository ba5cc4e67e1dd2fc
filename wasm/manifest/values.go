package manifest

import (
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/image"
	"svclab/wasm/kubectl"
)

// values lists what a field can have.
func (p place) values(c *cluster.Cluster) []Option {
	way := names(p.path)
	last := way[len(way)-1]
	switch {
	case len(way) == 1 && last == "kind":
		return kinds(c, p.version)
	case len(way) == 1 && last == "apiVersion":
		return versions(c, p.kind)
	}
	if labels := p.labelValues(c, last); labels != nil {
		return options(labels)
	}
	r, ok := p.resource(c)
	if !ok {
		return nil
	}
	if f, ok := kubectl.FieldAt(r, way); ok {
		switch {
		case len(f.Values) > 0:
			return options(f.Values)
		case f.Type == "boolean":
			return options([]string{"true", "false"})
		}
	}
	namespace := p.root.scalarAt("metadata", "namespace")
	if namespace == "" {
		namespace = "default"
	}
	switch above := strings.Join(way[:len(way)-1], "."); {
	case last == "namespace":
		return named(c, "namespaces", "")
	case last == "image":
		return options(image.Names())
	case last == "nodeName":
		return named(c, "nodes", "")
	case last == "name" && strings.HasSuffix(strings.ToLower(above), "backend.service"), last == "name" && strings.HasSuffix(above, "backendRefs"):
		return named(c, "services", namespace)
	case last == "name" && above == "spec.parentRefs":
		return named(c, "gateways", namespace)
	case last == "ingressClassName":
		return named(c, "ingressclasses", "")
	case last == "gatewayClassName":
		return named(c, "gatewayclasses", "")
	case last == "targetPort" && p.kind == "Service":
		return p.targets(c, namespace)
	}
	return nil
}

func options(labels []string) []Option {
	out := make([]Option, len(labels))
	for i, l := range labels {
		out[i] = Option{Label: l, Insert: l}
	}
	return out
}

func kinds(c *cluster.Cluster, version string) []Option {
	var out []Option
	for _, r := range api.Resources() {
		if c.Serves(r) && (version == "" || r.APIVersion() == version) {
			out = append(out, Option{Label: r.Kind, Detail: r.APIVersion(), Insert: r.Kind})
		}
	}
	return out
}

func versions(c *cluster.Cluster, kind string) []Option {
	var all []string
	for _, r := range api.Resources() {
		if c.Serves(r) && (kind == "" || r.Kind == kind) && !slices.Contains(all, r.APIVersion()) {
			all = append(all, r.APIVersion())
		}
	}
	sort.Strings(all)
	return options(all)
}

func named(c *cluster.Cluster, resource, namespace string) []Option {
	var all []string
	for _, o := range c.List(resource, namespace) {
		all = append(all, o.Meta().Name)
	}
	return options(all)
}

// isSelector tells whether a path leads to labels by which Pods are selected, or
// which Pods get.
func (p place) isSelector(path []step) bool {
	if len(path) == 0 {
		return false
	}
	switch write(path) {
	case "spec.selector":
		return p.kind == "Service"
	case "spec.selector.matchLabels", "spec.template.metadata.labels":
		return true
	case "metadata.labels":
		return p.kind == "Pod"
	}
	return false
}

// labels lists the labels that Pods have.
func (p place) labels(c *cluster.Cluster) map[string][]string {
	out := map[string][]string{}
	add := func(labels map[string]string) {
		for k, v := range labels {
			if !slices.Contains(out[k], v) {
				out[k] = append(out[k], v)
			}
		}
	}
	for _, o := range c.List("pods", p.namespace()) {
		add(o.Meta().Labels)
	}
	if n, ok := p.root.find(steps("spec.template.metadata.labels")); ok && n.isMap {
		for _, each := range n.children {
			add(map[string]string{each.key: each.value})
		}
	}
	return out
}

func (p place) namespace() string {
	if n := p.root.scalarAt("metadata", "namespace"); n != "" {
		return n
	}
	return "default"
}

func (p place) labelKeys(c *cluster.Cluster) []string {
	if !p.isSelector(p.path) {
		return nil
	}
	keys := []string{}
	for k := range p.labels(c) {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func (p place) labelValues(c *cluster.Cluster, key string) []string {
	if !p.isSelector(p.path[:len(p.path)-1]) {
		return nil
	}
	values := slices.Clone(p.labels(c)[key])
	sort.Strings(values)
	return values
}

// targets lists the ports of the Pods that a Service selects.
func (p place) targets(c *cluster.Cluster, namespace string) []Option {
	selector, ok := p.root.find(steps("spec.selector"))
	if !ok || !selector.isMap {
		return nil
	}
	var out []Option
	for _, o := range c.List("pods", namespace) {
		pod := o.(*api.Pod)
		if !selects(selector, pod.Labels) {
			continue
		}
		for i := range pod.Spec.Containers {
			for _, port := range pod.Spec.Containers[i].Ports {
				if port.Name != "" {
					out = append(out, Option{Label: port.Name, Detail: pod.Name, Insert: port.Name})
				}
			}
			for _, port := range image.Listens(&pod.Spec.Containers[i]) {
				n := number(port.Number)
				out = append(out, Option{Label: n, Detail: pod.Name, Insert: n})
			}
		}
		return out
	}
	return nil
}
