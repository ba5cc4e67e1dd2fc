package api

// Scale is the subresource scale of a Deployment, a ReplicaSet or a StatefulSet: all that an
// autoscaler has to know of it.
type Scale struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Spec       ScaleSpec   `json:"spec,omitempty"`
	Status     ScaleStatus `json:"status,omitempty"`
}

// ScaleSpec is how many Pods are wanted.
type ScaleSpec struct {
	Replicas int32 `json:"replicas,omitempty"`
}

// ScaleStatus is how many Pods there are.
type ScaleStatus struct {
	Replicas int32  `json:"replicas"`
	Selector string `json:"selector,omitempty"`
}

// DeepCopy shares nothing with the original.
func (s *Scale) DeepCopy() Object {
	c := *s
	c.ObjectMeta = s.ObjectMeta.deepCopy()
	return &c
}

// ScaleResource is the kind of the subresource, which is not stored.
var ScaleResource = Resource{"scales", "scale", "Scale", "autoscaling", "v1", nil, true, newScale}

func newScale() Object { return &Scale{TypeMeta: TypeMeta{"Scale", "autoscaling/v1"}} }

// ScaleOf returns the subresource scale of an object, ok when its kind has one.
// Models pkg/registry/apps/deployment/storage scaleFromDeployment.
func ScaleOf(o Object) (s *Scale, ok bool) {
	s = newScale().(*Scale)
	var selector *LabelSelector
	switch o := o.(type) {
	case *Deployment:
		s.Spec.Replicas, s.Status.Replicas, selector = *o.Spec.Replicas, o.Status.Replicas, o.Spec.Selector
	case *ReplicaSet:
		s.Spec.Replicas, s.Status.Replicas, selector = *o.Spec.Replicas, o.Status.Replicas, o.Spec.Selector
	case *StatefulSet:
		s.Spec.Replicas, s.Status.Replicas, selector = *o.Spec.Replicas, o.Status.Replicas, o.Spec.Selector
	default:
		return nil, false
	}
	m := o.Meta()
	s.ObjectMeta = ObjectMeta{Name: m.Name, Namespace: m.Namespace, UID: m.UID, ResourceVersion: m.ResourceVersion, CreationTimestamp: m.CreationTimestamp}
	if !selector.Empty() {
		s.Status.Selector = selector.String()
	}
	return s, true
}

// Scaled returns a copy of an object that has a Scale with another number of
// replicas.
func Scaled(o Object, replicas int32) Object {
	o = o.DeepCopy()
	switch o := o.(type) {
	case *Deployment:
		o.Spec.Replicas = &replicas
	case *ReplicaSet:
		o.Spec.Replicas = &replicas
	case *StatefulSet:
		o.Spec.Replicas = &replicas
	}
	return o
}
