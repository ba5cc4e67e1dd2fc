package kubectl

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// logSource is a container whose log is asked for, and how much of it was printed.
type logSource struct {
	pod       *api.Pod
	container string
	printed   int // lines, of all that there were
	bytes     int
	done      bool
}

var podsResource, _ = api.ResourceNamed("pods")

// sources says which containers are meant. Models kubectl pkg/polymorphichelpers
// logsForObject.
func (o *logsOptions) sources(objects []*info) ([]*logSource, error) {
	var out []*logSource
	for _, i := range objects {
		pods := []*api.Pod{}
		if pod, ok := i.object.(*api.Pod); ok {
			pods = append(pods, pod)
		} else {
			var err error
			if pods, err = o.podsBehind(i); err != nil {
				return nil, err
			}
		}
		for _, pod := range pods {
			names, err := o.containersOf(pod)
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				out = append(out, &logSource{pod: pod, container: name})
			}
		}
	}
	return out, nil
}

// podsBehind picks the Pod, or with --all-pods the Pods, that an object selects.
// It waits for one.
func (o *logsOptions) podsBehind(i *info) ([]*api.Pod, error) {
	text, err := podSelectorOf(i)
	if err != nil {
		return nil, fmt.Errorf("cannot get the logs from *v1.%s: %w", i.resource.Kind, err)
	}
	matching, err := parseSelector(text)
	if err != nil {
		return nil, err
	}
	pods, err := o.awaitPods(i.object.Meta().Namespace, matching)
	if err != nil {
		return nil, err
	}
	sort.SliceStable(pods, func(a, b int) bool { return logsBefore(pods[a], pods[b]) })
	if o.flags.bool("all-pods") {
		return pods, nil
	}
	if len(pods) > 1 {
		o.errorf("Found %d pods, using pod/%s\n", len(pods), pods[0].Name)
	}
	return pods[:1], nil
}

// podSelectorOf writes the selector of an object that selects Pods. Models
// kubectl pkg/polymorphichelpers SelectorsForObject.
func podSelectorOf(i *info) (string, error) {
	selector := at(tree(i.object), "spec", "selector")
	switch i.resource.Kind {
	case "Service":
		if m, _ := selector.(map[string]any); len(m) == 0 {
			return "", fmt.Errorf("invalid service '%s': Service is defined without a selector", i.name)
		}
		return formatLabels(stringMap(selector)), nil
	case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet":
	default:
		return "", fmt.Errorf("selector for *v1.%s not implemented", i.resource.Kind)
	}
	var terms []string
	if labels := stringMap(selector, "matchLabels"); len(labels) > 0 {
		terms = append(terms, formatLabels(labels))
	}
	expressions, _ := at(selector, "matchExpressions").([]any)
	for _, e := range expressions {
		key, _ := at(e, "key").(string)
		operator, _ := at(e, "operator").(string)
		var values []string
		list, _ := at(e, "values").([]any)
		for _, v := range list {
			values = append(values, fmt.Sprint(v))
		}
		switch operator {
		case "Exists":
			terms = append(terms, key)
		case "DoesNotExist":
			terms = append(terms, "!"+key)
		default:
			terms = append(terms, key+" "+strings.ToLower(operator)+" ("+strings.Join(values, ",")+")")
		}
	}
	return strings.Join(terms, ","), nil
}

// logsBefore orders Pods by how much their logs are worth. Models kubectl
// pkg/util/podutils ByLogging, without the restarts of containers.
func logsBefore(a, b *api.Pod) bool {
	if x, y := a.Spec.NodeName != "", b.Spec.NodeName != ""; x != y {
		return x
	}
	if x, y := a.Status.Phase == api.PodPending, b.Status.Phase == api.PodPending; x != y {
		return y
	}
	if a.Ready() != b.Ready() {
		return a.Ready()
	}
	const second = api.Time(api.Second)
	if x, y := readySince(a)/second, readySince(b)/second; a.Ready() && x != y {
		return x < y
	}
	return a.CreationTimestamp/second < b.CreationTimestamp/second
}

func readySince(pod *api.Pod) api.Time {
	for _, c := range pod.Status.Conditions {
		if c.Type == api.PodReady {
			return c.LastTransitionTime
		}
	}
	return 0
}

// defaultContainer is the annotation that names the container that is meant when
// none is named.
const defaultContainer = "kubectl.kubernetes.io/default-container"

// containersOf says which containers of a Pod are meant.
func (o *logsOptions) containersOf(pod *api.Pod) ([]string, error) {
	names := containerNames(pod)
	if o.flags.bool("all-containers") {
		inits := len(names) - len(pod.Spec.Containers)
		return append(append([]string(nil), names[len(names)-inits:]...), names[:len(names)-inits]...), nil
	}
	all, name := allContainers(pod), o.container
	if marked := pod.Annotations[defaultContainer]; name == "" && marked != "" {
		if hasContainer(pod, marked) {
			name = marked
		} else {
			o.errorf("Default container name %q not found in pod %s\n", marked, pod.Name)
		}
	}
	if name == "" {
		name = names[0]
		if len(names) > 1 && !o.flags.bool("all-pods") {
			o.errorf("Defaulted container %q out of: %s\n", name, all)
		}
	}
	if !hasContainer(pod, name) {
		return nil, fmt.Errorf("container %s is not valid for pod %s out of: %s", name, pod.Name, all)
	}
	return []string{name}, nil
}

func hasContainer(pod *api.Pod, name string) bool {
	return slices.Contains(containerNames(pod), name)
}
