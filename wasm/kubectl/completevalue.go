package kubectl

import (
	"maps"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// flagWords are the values of flags that take one of a few.
var flagWords = map[string]string{
	"type": "ClusterIP ExternalName LoadBalancer NodePort", "dry-run": "client none server", "restart": "Always Never OnFailure",
	"validate": "ignore strict warn", "protocol": "SCTP TCP UDP", "session-affinity": "ClientIP None",
	"cascade": "background foreground orphan", "for": "condition= create delete jsonpath=",
	"field-selector":    "metadata.name= metadata.namespace= spec.nodeName= status.phase=",
	"image-pull-policy": "Always IfNotPresent Never",
}

// secretTypes are what --type may be to kubectl create secret generic.
const secretTypes = "Opaque kubernetes.io/basic-auth kubernetes.io/dockerconfigjson kubernetes.io/ssh-auth kubernetes.io/tls"

// patchTypes are what --type means to kubectl patch.
const patchTypes = "json merge strategic"

// flagValue offers values of a flag; before is what of the word is not value.
func (k *completion) flagValue(f *flag, before, value string) {
	switch {
	case f.absent:
	case f.name == "output":
		k.formats(before, value)
	case f.name == "namespace":
		for _, o := range k.env.Cluster.List("namespaces", "") {
			k.add(ValueWord, before+o.Meta().Name, "", false)
		}
	case f.name == "from-file" || f.name == "from-env-file" || f.name == "cert" || f.name == "key" || f.name == "filename":
		if k.env.Files != nil {
			for _, name := range k.env.Files() {
				k.add(FileWord, before+name, "", false)
			}
		}
	case f.name == "selector":
		k.labels(before, value)
	case f.name == "label-columns":
		for _, key := range slices.Sorted(maps.Keys(k.labelValues())) {
			k.add(ValueWord, before+value[:strings.LastIndexByte(value, ',')+1]+key, "", false)
		}
	case f.name == "container":
		k.containers(before)
	case f.name == "sort-by" || f.name == "for" && strings.HasPrefix(value, "jsonpath="):
		k.paths(before, value, k.trees())
	case f.name == "for" && strings.HasPrefix(value, "condition="):
		k.conditions(before + "condition=")
	case f.name == "type" && k.command.name == "create secret generic":
		k.oneOf(before, secretTypes)
	case f.name == "type" && k.command.name == "patch":
		k.oneOf(before, patchTypes)
	default:
		k.oneOf(before, flagWords[f.name])
	}
}

func (k *completion) oneOf(before, words string) {
	for _, word := range strings.Fields(words) {
		k.add(ValueWord, before+word, "", strings.HasSuffix(word, "="))
	}
}

// formats offers what -o takes, and within a path, fields.
func (k *completion) formats(before, value string) {
	kind, _, path := strings.Cut(value, "=")
	switch trees := k.trees; {
	case path && strings.HasPrefix(kind, "jsonpath"):
		k.paths(before, value, k.answer(trees()))
		return
	case path && kind == "custom-columns":
		k.paths(before, value, trees())
		return
	case path:
		return
	}
	for _, format := range []string{"custom-columns=", "json", "jsonpath=", "name", "wide", "yaml"} {
		if k.command.name == "get" || format != "wide" && format != "custom-columns=" {
			k.add(ValueWord, before+format, "", strings.HasSuffix(format, "="))
		}
	}
}

// resources returns the types that the arguments name.
func (k *completion) resources() []api.Resource {
	var out []api.Resource
	for i, arg := range k.flags.args {
		name, _, paired := strings.Cut(arg, "/")
		if i > 0 && !paired {
			break
		}
		for _, word := range strings.Split(expandCategories(name), ",") {
			if r, ok := api.ResourceNamed(word); ok {
				out = append(out, r)
			}
		}
	}
	return out
}

// live returns the objects that the arguments are about, as far as they are
// there. A type alone stands for all of its objects.
func (k *completion) live() []api.Object {
	var out []api.Object
	for _, r := range k.resources() {
		namespace := k.scope(r)
		if k.flags.bool("all-namespaces") {
			namespace = ""
		}
		for _, o := range k.env.Cluster.List(r.Name, namespace) {
			if k.named(r, o.Meta().Name) {
				out = append(out, o)
			}
		}
	}
	return out
}

// named reports whether the arguments name an object, or none of its type.
func (k *completion) named(r api.Resource, name string) bool {
	any := false
	for i, arg := range k.flags.args {
		kind, n, paired := strings.Cut(arg, "/")
		if !paired && i > 0 {
			n, paired = arg, true
		} else if other, ok := api.ResourceNamed(kind); !ok || other.Name != r.Name {
			continue
		}
		if paired && n == name {
			return true
		}
		any = any || paired
	}
	return !any
}

// labelValues lists the values of each label of the live objects.
func (k *completion) labelValues() map[string][]string {
	out := map[string][]string{}
	for _, o := range k.live() {
		for key, value := range o.Meta().Labels {
			if !slices.Contains(out[key], value) {
				out[key] = append(out[key], value)
			}
		}
	}
	return out
}

// labels offers the requirement at the end of a selector.
func (k *completion) labels(before, value string) {
	at := strings.LastIndexByte(value, ',') + 1
	before, value = before+value[:at], value[at:]
	operator := "="
	if at := strings.IndexAny(value, "=!"); at >= 0 {
		operator = value[at : len(value)-len(strings.TrimLeft(value[at:], "=!"))]
	}
	all := k.labelValues()
	for _, key := range slices.Sorted(maps.Keys(all)) {
		for _, v := range slices.Sorted(slices.Values(all[key])) {
			k.add(ValueWord, before+key+operator+v, "", false)
		}
	}
}

// containers offers those of the Pod that the arguments name.
func (k *completion) containers(before string) {
	for _, arg := range k.flags.args {
		name := arg[strings.IndexByte(arg, '/')+1:]
		for _, pod := range k.env.Cluster.Pods(k.namespace) {
			if pod.Name != name {
				continue
			}
			for _, c := range pod.Spec.Containers {
				k.add(ValueWord, before+c.Name, c.Image, false)
			}
			return
		}
	}
}

// conditions offers the types of conditions that the objects have.
func (k *completion) conditions(before string) {
	var types []string
	for _, tree := range k.trees() {
		list, _ := at(tree, "status", "conditions").([]any)
		for _, each := range list {
			if name, ok := at(each, "type").(string); ok && !slices.Contains(types, name) {
				types = append(types, name)
			}
		}
	}
	for _, name := range slices.Sorted(slices.Values(types)) {
		k.add(ValueWord, before+name, "", false)
	}
}

// permission offers a verb and then a type.
func (k *completion) permission(args []string) {
	switch len(args) {
	case 0:
		k.oneOf("", "* create delete deletecollection get list patch update watch")
	case 1:
		k.types("*", "")
	}
}
