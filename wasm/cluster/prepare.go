package cluster

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"svclab/wasm/api"
)

// prepareCreate sets what only the server may say of a new object. Models
// apiserver pkg/registry/rest FillObjectMetaSystemFields with the
// PrepareForCreate of each kind's strategy.
func (c *Cluster) prepareCreate(o api.Object) {
	m := o.Meta()
	m.UID = c.uid()
	m.CreationTimestamp = c.now
	m.DeletionTimestamp, m.DeletionGracePeriodSeconds = nil, nil
	m.ResourceVersion, m.SelfLink, m.ManagedFields = "", "", nil
	switch o := o.(type) {
	case *api.Pod:
		m.Generation = 1
		o.Status = api.PodStatus{Phase: api.PodPending, QOSClass: "BestEffort"}
		addTolerations(o)
	case *api.Node:
		if c.now > api.Epoch { // those that the cluster comes with were seen ready long ago
			addNotReady(o)
		}
	case *api.Service:
		o.Status = api.ServiceStatus{}
	case *api.EndpointSlice:
		m.Generation = 1
		prepareLists(o)
	case *api.Deployment:
		m.Generation = 1
		o.Status = api.DeploymentStatus{}
	case *api.ReplicaSet:
		m.Generation = 1
		o.Status = api.ReplicaSetStatus{}
	case *api.StatefulSet:
		m.Generation = 1
		o.Status = api.StatefulSetStatus{}
	case *api.DaemonSet:
		m.Generation = 1
		o.Status = api.DaemonSetStatus{}
		setTemplateGeneration(m, max(1, templateGeneration(m)))
	case *api.PodDisruptionBudget:
		m.Generation = 1
		o.Status = api.PodDisruptionBudgetStatus{}
	case *api.Namespace:
		o.Status = api.NamespaceStatus{Phase: "Active"}
		if !slices.Contains(o.Spec.Finalizers, "kubernetes") {
			o.Spec.Finalizers = append(o.Spec.Finalizers, "kubernetes")
		}
		if m.Labels == nil {
			m.Labels = map[string]string{}
		}
		m.Labels[api.LabelMetadataName] = m.Name
	}
	c.createIngress(o)
	createCustom(o)
}

// prepareUpdate copies what a user cannot change from old to o: age, status and
// the like. A uid or a time of deletion that the user makes up stays, for
// validation to refuse. Models apiserver pkg/registry/rest BeforeUpdate with the
// PrepareForUpdate of each kind's strategy.
func prepareUpdate(o, old api.Object) {
	old = old.DeepCopy()
	m := o.Meta()
	prepareMeta(m, old.Meta())
	switch o := o.(type) {
	case *api.Pod:
		o.Status = old.(*api.Pod).Status
		addTolerations(o)
	case *api.Service:
		o.Status = old.(*api.Service).Status
	case *api.Node:
		o.Status = old.(*api.Node).Status
	case *api.Namespace:
		o.Spec.Finalizers = old.(*api.Namespace).Spec.Finalizers
		o.Status = old.(*api.Namespace).Status
	case *api.EndpointSlice:
		prepareSlice(o, old.(*api.EndpointSlice))
	case *api.Deployment:
		was := old.(*api.Deployment)
		o.Status = was.Status
		// Annotations count too, because the ReplicaSets get them.
		if !sameValue(o.Spec, was.Spec) || !maps.Equal(m.Annotations, was.Annotations) {
			m.Generation++
		}
	case *api.ReplicaSet:
		was := old.(*api.ReplicaSet)
		o.Status = was.Status
		bump(m, o.Spec, was.Spec)
	case *api.StatefulSet:
		was := old.(*api.StatefulSet)
		o.Status = was.Status
		bump(m, o.Spec, was.Spec)
	case *api.PodDisruptionBudget:
		was := old.(*api.PodDisruptionBudget)
		o.Status = was.Status
		bump(m, o.Spec, was.Spec)
	case *api.DaemonSet:
		was := old.(*api.DaemonSet)
		o.Status = was.Status
		bump(m, o.Spec, was.Spec)
		generation := templateGeneration(&was.ObjectMeta)
		if !sameValue(o.Spec.Template, was.Spec.Template) {
			generation++
		}
		setTemplateGeneration(m, generation)
	}
	updateIngress(o, old)
	updateCustom(o, old)
}

// templateGeneration reads how often the template of a DaemonSet has changed, 0
// for what is no number. It is a field of the server's inner type, and so written
// whatever a user makes of the annotation. Models
// Convert_apps_DaemonSet_To_v1_DaemonSet.
func templateGeneration(m *api.ObjectMeta) int64 {
	n, _ := strconv.ParseInt(m.Annotations[api.AnnotationTemplateGeneration], 10, 64)
	return n
}

func setTemplateGeneration(m *api.ObjectMeta, n int64) {
	if m.Annotations == nil {
		m.Annotations = map[string]string{}
	}
	m.Annotations[api.AnnotationTemplateGeneration] = strconv.FormatInt(n, 10)
}

// prepareMeta copies what every kind keeps.
func prepareMeta(m, was *api.ObjectMeta) {
	m.CreationTimestamp, m.Generation = was.CreationTimestamp, was.Generation
	m.SelfLink, m.ManagedFields = "", nil
	if m.UID == "" {
		m.UID = was.UID
	}
	if was.DeletionTimestamp != nil {
		m.DeletionTimestamp = was.DeletionTimestamp
	}
	if m.DeletionGracePeriodSeconds == nil {
		m.DeletionGracePeriodSeconds = was.DeletionGracePeriodSeconds
	}
}

// prepareSlice counts the changes of an EndpointSlice. Models
// pkg/registry/discovery/endpointslice PrepareForUpdate.
func prepareSlice(s, old *api.EndpointSlice) {
	if !sameList(s.Endpoints, old.Endpoints) || !sameList(s.Ports, old.Ports) || s.AddressType != old.AddressType || !maps.Equal(s.Labels, old.Labels) {
		s.Generation = old.Generation + 1
	}
	prepareLists(s)
}

// prepareLists drops what v1 no longer stores, and lists without items, which
// are as good as none in the store's own encoding. Models dropTopologyOnV1.
func prepareLists(s *api.EndpointSlice) {
	if len(s.Endpoints) == 0 {
		s.Endpoints = nil
	}
	if len(s.Ports) == 0 {
		s.Ports = nil
	}
	for i := range s.Endpoints {
		s.Endpoints[i].DeprecatedTopology = nil
	}
}

// sameList reports whether two lists are written alike; one without items is
// like one that is not there.
func sameList[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || sameValue(a, b))
}

// sameValue reports whether two values are written alike.
func sameValue(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
