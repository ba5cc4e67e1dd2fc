package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// podSelector returns which Pods belong to an object.
func podSelector(i *info) (selector, error) {
	text, err := podSelectorOf(i)
	if err != nil {
		return nil, fmt.Errorf("*v1.%s: %w", i.resource.Kind, err)
	}
	return parseSelector(text)
}

// attachable finds an object, and the Pod of it that a connection is made to:
// the object itself, or one of those that it selects. Models kubectl
// pkg/polymorphichelpers attachablePodForObject.
func (p *process) attachable(target []string) (api.Object, *api.Pod, error) {
	if len(target) == 1 && !strings.Contains(target[0], "/") {
		target = []string{"pods/" + target[0]}
	}
	s, err := p.find(p.query(target))
	if err != nil {
		return nil, nil, err
	}
	infos, err := p.infos(s, latest)
	if err != nil {
		return nil, nil, err
	}
	if len(infos) == 0 {
		return nil, nil, errors.New("no resources found")
	}
	o := infos[0].object
	if pod, ok := o.(*api.Pod); ok {
		return o, pod, nil
	}
	labels, err := podSelector(infos[0])
	if err != nil {
		return nil, nil, fmt.Errorf("cannot attach to %w", err)
	}
	pods, err := p.awaitPods(infos[0].namespace, labels)
	if err != nil {
		return nil, nil, err
	}
	return o, slices.MinFunc(pods, func(a, b *api.Pod) int { return inactivity(a) - inactivity(b) }), nil
}

// awaitPods waits until a selector matches Pods, and returns them. Models
// kubectl pkg/polymorphichelpers GetFirstPod, which then sorts them.
func (p *process) awaitPods(namespace string, s selector) ([]*api.Pod, error) {
	deadline := p.env.Cluster.Now().Add(p.flags.duration("pod-running-timeout"))
	for {
		objects, err := p.list(podsResource, namespace, s)
		if err != nil {
			return nil, err
		}
		if len(objects) > 0 {
			pods := make([]*api.Pod, len(objects))
			for i, o := range objects {
				pods[i] = o.(*api.Pod)
			}
			return pods, nil
		}
		left := deadline.Sub(p.env.Cluster.Now())
		if left <= 0 || p.env.Wait == nil {
			return nil, errors.New("timed out waiting for the condition")
		}
		if err := p.pass(min(pollEvery, left)); err != nil {
			return nil, err
		}
	}
}

// inactivity is 0 for a Pod that is on a node, running and ready, and more for
// others. Models kubectl pkg/util/podutils ActivePods, as far as the order is not
// one of age.
func inactivity(pod *api.Pod) int {
	out := 0
	if pod.Spec.NodeName == "" {
		out += 8
	}
	switch pod.Status.Phase {
	case api.PodRunning:
	case api.PodPending:
		out += 4
	default:
		out += 2
	}
	if !pod.Ready() {
		out++
	}
	return out
}
