package cluster

import (
	"svclab/wasm/api"
)

// The subresources that are served.
const (
	Status      = "status" // of Services, Ingresses, Pods, nodes, namespaces and what keeps Pods
	ScaleOfPods = "scale"  // of Deployments, ReplicaSets and StatefulSets
)

// request is how an object is written.
type request struct {
	dry    bool
	status bool // to the subresource status, which leaves the rest alone
}

// GetSubresource returns a stored object as its subresource shows it: itself for
// "" and status, its Scale for scale. It is never to be changed.
func (c *Cluster) GetSubresource(resource, namespace, name, subresource string) (api.Object, error) {
	r, ok := api.ResourceNamed(resource)
	if !ok {
		return nil, unknownResource(resource)
	}
	if !hasSubresource(r, subresource) {
		return nil, noSubresource(r, name)
	}
	o, err := c.Get(resource, namespace, name)
	if err != nil || subresource != ScaleOfPods {
		return o, err
	}
	s, _ := api.ScaleOf(o)
	return s, nil
}

// hasSubresource reports whether the objects of r are served that way.
func hasSubresource(r api.Resource, subresource string) bool {
	switch subresource {
	case "":
		return true
	case ScaleOfPods:
		return r.Name == "deployments" || r.Name == "replicasets" || r.Name == "statefulsets"
	case Status:
		if r.IsCustom() {
			return hasCustomStatus(r.Kind)
		}
		switch r.Name {
		case "services", "pods", "nodes", "namespaces", "deployments", "replicasets", "statefulsets", "daemonsets", "ingresses", "poddisruptionbudgets":
			return true
		}
	}
	return false
}

// noSubresource says that a resource is not served that way. Of custom resources
// the server says that they are not there.
func noSubresource(r api.Resource, name string) error {
	if r.IsCustom() {
		return api.NotFound(r, name)
	}
	return &api.StatusError{Reason: api.ReasonNotFound, Message: "the server could not find the requested resource"}
}

// replaceScale gives an object the replicas of a Scale. Models
// pkg/registry/apps/deployment/storage scaleUpdatedObjectInfo.
func (c *Cluster) replaceScale(r api.Resource, s *api.Scale, old api.Object, how request) error {
	if errs := api.ValidateScale(s); len(errs) > 0 {
		return api.Invalid(api.ScaleResource, old.Meta().Name, errs)
	}
	o := api.Scaled(old, s.Spec.Replicas)
	o.Meta().ResourceVersion = s.ResourceVersion
	return c.replace(r, o, old, how)
}

// prepareStatus keeps of old what a write to its status cannot change. Models the
// PrepareForUpdate of each kind's status strategy.
func prepareStatus(o, old api.Object) {
	old = old.DeepCopy()
	prepareMeta(o.Meta(), old.Meta())
	switch o := o.(type) {
	case *api.Pod:
		was := old.(*api.Pod)
		o.Spec, o.OwnerReferences, o.DeletionTimestamp = was.Spec, was.OwnerReferences, was.DeletionTimestamp
		if o.Status.QOSClass == "" {
			o.Status.QOSClass = was.Status.QOSClass
		}
	case *api.Custom:
		updateCustomStatus(o, old.(*api.Custom))
	case *api.Service:
		o.Spec = old.(*api.Service).Spec
	case *api.Ingress:
		o.Spec = old.(*api.Ingress).Spec
	case *api.Node:
		o.Spec = old.(*api.Node).Spec
	case *api.Namespace:
		o.Spec = old.(*api.Namespace).Spec
	case *api.Deployment:
		o.Spec, o.Labels = old.(*api.Deployment).Spec, old.Meta().Labels
	case *api.ReplicaSet:
		o.Spec = old.(*api.ReplicaSet).Spec
	case *api.StatefulSet:
		o.Spec = old.(*api.StatefulSet).Spec
	case *api.PodDisruptionBudget:
		o.Spec = old.(*api.PodDisruptionBudget).Spec
	case *api.DaemonSet:
		o.Spec = old.(*api.DaemonSet).Spec
		setTemplateGeneration(o.Meta(), templateGeneration(old.Meta()))
	}
}
