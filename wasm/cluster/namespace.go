package cluster

import (
	"fmt"
	"sort"
	"strings"

	"svclab/wasm/api"
)

const namespaceController = "namespace-controller"

// How long the namespace controller waits before it empties a Namespace, and
// between two tries that failed. Models pkg/controller/namespace.
const (
	namespaceGrace     = 5 * api.Second
	namespaceFailFirst = 5 * api.Millisecond
	namespaceFailMost  = 60 * api.Second
	finalizerEstimate  = 15 // seconds
)

// ending reports that nothing new may come into a namespace: it is being
// deleted, or gone.
func (c *Cluster) ending(namespace string) bool {
	o, ok := c.store.get("namespaces", objectKey{name: namespace})
	return !ok || o.(*api.Namespace).Status.Phase == "Terminating"
}

// admitInto refuses an object in a namespace that is not there, or that is being
// deleted. Models the NamespaceLifecycle admission plugin.
func (c *Cluster) admitInto(r api.Resource, m *api.ObjectMeta) error {
	if !r.Namespaced || !c.ending(m.Namespace) {
		return nil
	}
	if _, ok := c.store.get("namespaces", objectKey{name: m.Namespace}); !ok {
		ns, _ := api.ResourceNamed("namespaces")
		return api.NotFound(ns, m.Namespace)
	}
	return forbidden(r, m.Name, fmt.Sprintf("unable to create new content in namespace %s because it is being terminated", m.Namespace))
}

func forbidden(r api.Resource, name, why string) error {
	return &api.StatusError{Reason: api.ReasonForbidden, Kind: r.Name, Name: name, Message: fmt.Sprintf("%s %q is forbidden: %s", r.GroupResource(), name, why)}
}

// deleteNamespace lets a Namespace end: nothing new comes in, and its controller
// empties it. Models pkg/registry/core/namespace/storage Delete.
func (c *Cluster) deleteNamespace(ns *api.Namespace) {
	if ns.DeletionTimestamp != nil {
		return
	}
	next := ns.DeepCopy().(*api.Namespace)
	now := c.now
	next.DeletionTimestamp, next.Status.Phase = &now, "Terminating"
	c.write(user, "namespaces", next)
}

// immortal refuses to delete what has to stay. Models NamespaceLifecycle.
func immortal(r api.Resource, name string) error {
	if r.Name == "namespaces" && (name == "default" || name == "kube-system" || name == "kube-public") {
		return forbidden(r, name, "this namespace may not be deleted")
	}
	return nil
}

// namespaceWritten asks the namespace controller to look at one that is ending.
func (c *Cluster) namespaceWritten(w Written, ns *api.Namespace) {
	if w.Change != Deleted && ns.DeletionTimestamp != nil && len(ns.Spec.Finalizers) > 0 {
		c.enqueueLater(namespaceController, keyOf(ns), namespaceGrace)
	}
}

// syncNamespace empties a Namespace that is ending, Pods first, and lets it go
// when nothing is left. Models namespacedResourcesDeleter.Delete.
func (c *Cluster) syncNamespace(it item) {
	o, ok := c.store.get("namespaces", it.key)
	if !ok || o.Meta().DeletionTimestamp == nil || len(o.(*api.Namespace).Spec.Finalizers) == 0 {
		return
	}
	ns := o.(*api.Namespace)
	d := c.deleteContent(ns)
	if next := d.conditions(ns, c.now); next != nil {
		c.write(namespaceController, "namespaces", next)
		ns = next
	}
	switch {
	case len(d.failed) > 0:
		it.n++
		c.after(min(namespaceFailFirst<<min(it.n-1, 20), namespaceFailMost), it)
	case d.estimate > 0:
		c.enqueueLater(namespaceController, it.key, api.Duration(d.estimate/2+1)*api.Second)
	default:
		c.finalizeNamespace(ns)
	}
}

func (c *Cluster) finalizeNamespace(ns *api.Namespace) {
	next := ns.DeepCopy().(*api.Namespace)
	next.Spec.Finalizers = nil
	c.write(namespaceController, "namespaces", next)
	if len(next.Finalizers) == 0 {
		c.remove(namespaceController, "namespaces", keyOf(next))
	}
}

// emptying is how far a Namespace is emptied.
type emptying struct {
	estimate   int64 // of seconds until what is left is gone
	left       []string
	finalizers map[string]int
	failed     []string
	pods       bool // are left, so that nothing else was looked at
}

// deleteContent deletes what is in a Namespace. While Pods are left, nothing
// else goes. Models deleteAllContent.
func (c *Cluster) deleteContent(ns *api.Namespace) emptying {
	d := emptying{finalizers: map[string]int{}}
	pods, _ := api.ResourceNamed("pods")
	if d.pods = c.deleteKind(ns, pods, &d) > 0; d.pods {
		return d
	}
	for _, r := range api.Resources() {
		if r.Namespaced && r.Name != "pods" {
			c.deleteKind(ns, r, &d)
		}
	}
	return d
}

// deleteKind deletes all objects of a resource in a Namespace, and says how many
// are left. Models deleteAllContentForGroupVersionResource.
func (c *Cluster) deleteKind(ns *api.Namespace, r api.Resource, d *emptying) int {
	estimate := int64(0)
	for _, o := range c.List(r.Name, ns.Name) {
		if pod, ok := o.(*api.Pod); ok {
			if s := pod.Spec.TerminationGracePeriodSeconds; s != nil && !pod.Ended() {
				estimate = max(estimate, *s)
			}
			c.deletePod(namespaceController, pod, nil)
		} else {
			c.deleteWith(namespaceController, r.Name, keyOf(o), Background)
		}
	}
	if c.now.Sub(*ns.DeletionTimestamp) >= api.Duration(estimate)*api.Second {
		estimate = 0
	}
	left, kept := c.List(r.Name, ns.Name), false
	for _, o := range left {
		for _, f := range o.Meta().Finalizers {
			d.finalizers[f]++
			kept = true
		}
	}
	switch {
	case len(left) == 0:
		return 0
	case estimate > 0:
	case kept:
		estimate = finalizerEstimate
	default:
		d.failed = append(d.failed, fmt.Sprintf("unexpected items still remain in namespace: %s for gvr: %s", ns.Name, r.Group+"/"+r.Version+", Resource="+r.Name))
	}
	d.estimate = max(d.estimate, estimate)
	d.left = append(d.left, fmt.Sprintf("%s.%s has %d resource instances", r.Name, r.Group, len(left)))
	return len(left)
}

// conditions returns the Namespace with the conditions that say how far it is,
// nil when it has them. Models namespaceConditionUpdater.
func (d emptying) conditions(ns *api.Namespace, now api.Time) *api.Namespace {
	next, changed := ns.DeepCopy().(*api.Namespace), false
	set := func(kind, reason, message string, bad bool) {
		to := api.NamespaceCondition{Type: kind, Status: "False", LastTransitionTime: now, Reason: reason, Message: message}
		if bad {
			to.Status = "True"
		}
		for i, was := range next.Status.Conditions {
			if was.Type == kind {
				if was.Status == to.Status {
					to.LastTransitionTime = was.LastTransitionTime
				}
				changed = changed || was != to
				next.Status.Conditions[i] = to
				return
			}
		}
		changed = true
		next.Status.Conditions = append(next.Status.Conditions, to)
	}
	set("NamespaceDeletionDiscoveryFailure", "ResourcesDiscovered", "All resources successfully discovered", false)
	set("NamespaceDeletionGroupVersionParsingFailure", "ParsedGroupVersions", "All legacy kube types successfully parsed", false)
	if len(d.failed) > 0 {
		set("NamespaceDeletionContentFailure", "ContentDeletionFailed",
			fmt.Sprintf("Failed to delete all resource types, %d remaining: %s", len(d.failed), strings.Join(inOrder(d.failed), ", ")), true)
	} else {
		set("NamespaceDeletionContentFailure", "ContentDeleted", "All content successfully deleted, may be waiting on finalization", false)
	}
	if len(d.left) > 0 && !d.pods {
		set("NamespaceContentRemaining", "SomeResourcesRemain", "Some resources are remaining: "+strings.Join(inOrder(d.left), ", "), true)
	} else {
		set("NamespaceContentRemaining", "ContentRemoved", "All content successfully removed", false)
	}
	if len(d.finalizers) > 0 && !d.pods {
		var texts []string
		for f, n := range d.finalizers {
			texts = append(texts, fmt.Sprintf("%s in %d resource instances", f, n))
		}
		set("NamespaceFinalizersRemaining", "SomeFinalizersRemain",
			"Some content in the namespace has finalizers remaining: "+strings.Join(inOrder(texts), ", "), true)
	} else {
		set("NamespaceFinalizersRemaining", "ContentHasNoFinalizers", "All content-preserving finalizers finished", false)
	}
	if !changed {
		return nil
	}
	return next
}

func inOrder(texts []string) []string {
	sort.Strings(texts)
	return texts
}
