package kubectl

import (
	"errors"
	"fmt"
	"slices"

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

// firstPod waits for Pods and takes the most active one. Models kubectl
// pkg/polymorphichelpers GetFirstPod.
func (p *process) firstPod(namespace string, s selector) (*api.Pod, error) {
	resource, _ := api.ResourceNamed("pods")
	deadline := p.env.Cluster.Now().Add(p.flags.duration("pod-running-timeout"))
	for {
		objects, err := p.list(resource, namespace, s)
		if err != nil {
			return nil, err
		}
		if len(objects) > 0 {
			best := slices.MinFunc(objects, func(a, b api.Object) int { return inactivity(a.(*api.Pod)) - inactivity(b.(*api.Pod)) })
			return best.(*api.Pod), nil
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
