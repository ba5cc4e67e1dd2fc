package cluster

import (
	"svclab/wasm/api"
	"svclab/wasm/controller/statefulset"
)

// How long a controller waits before it tries again what failed: the first time,
// twice as long each further time, and at most. Models client-go
// DefaultTypedControllerRateLimiter.
const (
	retryFirst = 5 * api.Millisecond
	retryMost  = 1000 * api.Second
)

// retry asks a controller to look again at what failed, the later the more often
// it has.
func (c *Cluster) retry(controller string, key objectKey) {
	k := syncKey{controller, key}
	wait := retryFirst << min(c.failures[k], 20)
	c.failures[k]++
	c.enqueueLater(controller, key, min(wait, retryMost))
}

// syncStatefulSet takes the next step of a StatefulSet. Models
// pkg/controller/statefulset sync.
func (c *Cluster) syncStatefulSet(key objectKey) {
	o, ok := c.store.get("statefulsets", key)
	if !ok {
		delete(c.failures, syncKey{statefulSetController, key})
		return
	}
	set := o.(*api.StatefulSet)
	plan := statefulset.Reconcile(set, statefulset.Known{
		Pods: c.podsFor(set), Revisions: c.revisionsFor(set), Now: c.now, Refuse: c.refusePod,
		Named: func(name string) *api.ControllerRevision { return c.revision(key.namespace, name) },
	})
	for _, r := range plan.Adopt {
		c.write(statefulSetController, "controllerrevisions", r)
	}
	for _, pod := range plan.Claimed {
		c.write(statefulSetController, "pods", pod)
	}
	c.addRevision(statefulSetController, plan.Create)
	if plan.Update != nil {
		c.write(statefulSetController, "controllerrevisions", plan.Update)
	}
	failed := false
	for _, step := range plan.Steps {
		failed = !c.stepOf(set, step) || failed
	}
	if plan.Status != nil {
		next := set.DeepCopy().(*api.StatefulSet)
		next.Status = *plan.Status
		c.write(statefulSetController, "statefulsets", next)
	}
	for _, r := range plan.Delete {
		c.deleteObject(statefulSetController, "controllerrevisions", keyOf(r))
	}
	switch {
	case failed:
		c.retry(statefulSetController, key)
		return
	case plan.Again > 0:
		c.enqueueLater(statefulSetController, key, plan.Again)
	}
	delete(c.failures, syncKey{statefulSetController, key})
}

// stepOf carries one step out and reports whether it worked. A name that is taken
// is not worth an Event: mostly the Pod that has it is on its way out. Models
// pkg/controller/statefulset recordPodEvent.
func (c *Cluster) stepOf(set *api.StatefulSet, step statefulset.Step) bool {
	what := step.Verb + " Pod " + step.Pod.Name + " in StatefulSet " + set.Name
	if step.Err != nil {
		if _, taken := c.store.get("pods", keyOf(step.Pod)); !taken {
			c.record(fromStatefulSets, set, api.EventWarning, "Failed"+step.Verb, what+" failed error: "+step.Err.Error())
		}
		return false
	}
	switch step.Verb {
	case statefulset.Create:
		c.addPod(statefulSetController, step.Pod)
	case statefulset.Update:
		c.write(statefulSetController, "pods", step.Pod)
	default:
		if pod := c.podByName(set.Namespace, step.Pod.Name); pod != nil {
			c.deletePod(statefulSetController, pod, nil)
		}
	}
	c.record(fromStatefulSets, set, api.EventNormal, "Successful"+step.Verb, what+" successful")
	return true
}

// refusePod says why the server would not make a Pod of a controller's template,
// which has become another one by its name.
func (c *Cluster) refusePod(pod *api.Pod) error {
	r, _ := api.ResourceNamed("pods")
	if _, taken := c.store.get("pods", keyOf(pod)); taken {
		return api.AlreadyExists(r, pod.Name)
	}
	pod = pod.DeepCopy().(*api.Pod)
	api.Default(pod)
	if errs := api.Validate(pod); len(errs) > 0 {
		return api.Invalid(r, pod.Name, errs)
	}
	return nil
}
