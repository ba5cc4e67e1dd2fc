package manifest

import (
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/kubectl"
	"svclab/wasm/nearest"
)

// hints says what the server would not mind, and a learner would: a Service in
// front of nothing.
func (c *checker) hints(d *document) {
	root := d.root
	if root.scalarAt("kind") != "Service" || root.scalarAt("apiVersion") != "v1" {
		return
	}
	selector, ok := root.find(steps("spec.selector"))
	if !ok || !selector.isMap || len(selector.children) == 0 {
		return
	}
	namespace := root.scalarAt("metadata", "namespace")
	if namespace == "" {
		namespace = "default"
	}
	var all, chosen []*api.Pod
	for _, o := range c.cluster.List("pods", namespace) {
		pod := o.(*api.Pod)
		all = append(all, pod)
		if selects(selector, pod.Labels) {
			chosen = append(chosen, pod)
		}
	}
	if len(chosen) > 0 {
		c.ports(root, chosen[0])
		return
	}
	if c.templated(namespace, selector) {
		return
	}
	wanted := written(selector)
	for _, each := range selector.children {
		for _, pod := range all {
			if label := nearLabel(each, pod.Labels); label != "" {
				c.say(Hint, each.keyFrom, max(each.to, each.keyTo), c.words.nearPod(wanted, pod.Name, label))
				return
			}
		}
	}
	c.say(Hint, selector.keyFrom, selector.keyTo, c.words.noPod(wanted))
}

// templated tells whether something will make Pods that a selector matches.
func (c *checker) templated(namespace string, selector *node) bool {
	for _, resource := range []string{"deployments", "statefulsets", "daemonsets"} {
		for _, o := range c.cluster.List(resource, namespace) {
			if selects(selector, kubectl.TemplateOf(o).Labels) {
				return true
			}
		}
	}
	return false
}

func selects(selector *node, labels map[string]string) bool {
	for _, each := range selector.children {
		if v, ok := labels[each.key]; !ok || v != each.value {
			return false
		}
	}
	return true
}

func written(selector *node) string {
	var parts []string
	for _, each := range selector.children {
		parts = append(parts, each.key+"="+each.value)
	}
	return strings.Join(parts, ",")
}

// nearLabel returns a label that was meant, perhaps: the same but for a letter or
// two.
func nearLabel(wanted *node, labels map[string]string) string {
	keys := make([]string, 0, len(labels))
	for k := range labels {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		v := labels[k]
		same := k == wanted.key && v == wanted.value
		nearKey := strings.EqualFold(k, wanted.key) || len(k) > 2 && nearest.Distance(k, wanted.key) <= 2
		nearValue := strings.EqualFold(v, wanted.value) || len(v) > 2 && nearest.Distance(v, wanted.value) <= 2
		if !same && nearKey && nearValue {
			return k + "=" + v
		}
	}
	return ""
}

// ports compares where a Service sends with where a Pod listens.
func (c *checker) ports(root *node, pod *api.Pod) {
	ports, ok := root.find(steps("spec.ports"))
	if !ok || !ports.isList {
		return
	}
	var open []string
	named := map[string]bool{}
	for i := range pod.Spec.Containers {
		container := &pod.Spec.Containers[i]
		for _, p := range image.Listens(container) {
			open = append(open, strconv.Itoa(int(p.Number)))
		}
		for _, p := range container.Ports {
			named[p.Name] = true
		}
	}
	if len(open) == 0 {
		return
	}
	for _, port := range ports.children {
		target := port.child(step{"targetPort", -1})
		if target == nil {
			target = port.child(step{"port", -1})
		}
		if target == nil || target.value == "" {
			continue
		}
		if _, err := strconv.Atoi(target.value); err != nil || target.quoted {
			if !named[target.value] {
				c.say(Hint, target.from, target.to, c.words.noPortName(target.value, pod.Name))
			}
			continue
		}
		if !contains(open, target.value) {
			c.say(Hint, target.from, target.to, c.words.listens(target.value, pod.Name, strings.Join(open, ", ")))
		}
	}
}

func contains(all []string, one string) bool {
	for _, each := range all {
		if each == one {
			return true
		}
	}
	return false
}
