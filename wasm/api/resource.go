package api

import "slices"

// Resource is a kind of object that the API server stores.
type Resource struct {
	Name       string // plural, as in URLs: services
	Singular   string
	Kind       string
	Group      string // "" for the core group
	Version    string
	ShortNames []string
	Namespaced bool
	New        func() Object // an empty object with its TypeMeta set
}

// APIVersion returns the resource's group and version as manifests write them.
func (r Resource) APIVersion() string {
	if r.Group == "" {
		return r.Version
	}
	return r.Group + "/" + r.Version
}

// GroupResource returns the name by which errors speak of the resource:
// services, or endpointslices.discovery.k8s.io.
func (r Resource) GroupResource() string {
	if r.Group == "" {
		return r.Name
	}
	return r.Name + "." + r.Group
}

// Resources lists every resource that is served, sorted by Name.
func Resources() []Resource { return slices.Clone(resources) }

var resources = []Resource{
	{"controllerrevisions", "controllerrevision", "ControllerRevision", "apps", "v1", nil, true,
		func() Object { return &ControllerRevision{TypeMeta: TypeMeta{"ControllerRevision", "apps/v1"}} }},
	{"daemonsets", "daemonset", "DaemonSet", "apps", "v1", []string{"ds"}, true,
		func() Object { return &DaemonSet{TypeMeta: TypeMeta{"DaemonSet", "apps/v1"}} }},
	{"deployments", "deployment", "Deployment", "apps", "v1", []string{"deploy"}, true,
		func() Object { return &Deployment{TypeMeta: TypeMeta{"Deployment", "apps/v1"}} }},
	{"endpoints", "endpoints", "Endpoints", "", "v1", []string{"ep"}, true,
		func() Object { return &Endpoints{TypeMeta: TypeMeta{"Endpoints", "v1"}} }},
	{"endpointslices", "endpointslice", "EndpointSlice", "discovery.k8s.io", "v1", nil, true,
		func() Object { return &EndpointSlice{TypeMeta: TypeMeta{"EndpointSlice", "discovery.k8s.io/v1"}} }},
	{"gatewayclasses", "gatewayclass", "GatewayClass", GatewayGroup, "v1", []string{"gc"}, false, custom("GatewayClass")},
	{"gateways", "gateway", "Gateway", GatewayGroup, "v1", []string{"gtw"}, true, custom("Gateway")},
	{"httproutes", "httproute", "HTTPRoute", GatewayGroup, "v1", nil, true, custom("HTTPRoute")},
	{"ingressclasses", "ingressclass", "IngressClass", "networking.k8s.io", "v1", nil, false,
		func() Object { return &IngressClass{TypeMeta: TypeMeta{"IngressClass", "networking.k8s.io/v1"}} }},
	{"ingresses", "ingress", "Ingress", "networking.k8s.io", "v1", []string{"ing"}, true,
		func() Object { return &Ingress{TypeMeta: TypeMeta{"Ingress", "networking.k8s.io/v1"}} }},
	{"events", "event", "Event", "", "v1", []string{"ev"}, true,
		func() Object { return &Event{TypeMeta: TypeMeta{"Event", "v1"}} }},
	{"namespaces", "namespace", "Namespace", "", "v1", []string{"ns"}, false,
		func() Object { return &Namespace{TypeMeta: TypeMeta{"Namespace", "v1"}} }},
	{"nodes", "node", "Node", "", "v1", []string{"no"}, false,
		func() Object { return &Node{TypeMeta: TypeMeta{"Node", "v1"}} }},
	{"poddisruptionbudgets", "poddisruptionbudget", "PodDisruptionBudget", "policy", "v1", []string{"pdb"}, true,
		func() Object { return &PodDisruptionBudget{TypeMeta: TypeMeta{"PodDisruptionBudget", "policy/v1"}} }},
	{"pods", "pod", "Pod", "", "v1", []string{"po"}, true,
		func() Object { return &Pod{TypeMeta: TypeMeta{"Pod", "v1"}} }},
	{"referencegrants", "referencegrant", "ReferenceGrant", GatewayGroup, "v1", []string{"refgrant"}, true, custom("ReferenceGrant")},
	{"replicasets", "replicaset", "ReplicaSet", "apps", "v1", []string{"rs"}, true,
		func() Object { return &ReplicaSet{TypeMeta: TypeMeta{"ReplicaSet", "apps/v1"}} }},
	{"secrets", "secret", "Secret", "", "v1", nil, true,
		func() Object { return &Secret{TypeMeta: TypeMeta{"Secret", "v1"}} }},
	{"services", "service", "Service", "", "v1", []string{"svc"}, true,
		func() Object { return &Service{TypeMeta: TypeMeta{"Service", "v1"}} }},
	{"statefulsets", "statefulset", "StatefulSet", "apps", "v1", []string{"sts"}, true,
		func() Object { return &StatefulSet{TypeMeta: TypeMeta{"StatefulSet", "apps/v1"}} }},
}

// ResourceNamed finds a resource by its plural, singular or short name, or by
// plural.group, as kubectl's arguments name it.
func ResourceNamed(name string) (Resource, bool) {
	for _, r := range resources {
		if name == r.Name || name == r.Singular || name == r.GroupResource() || slices.Contains(r.ShortNames, name) {
			return r, true
		}
	}
	return Resource{}, false
}

// ResourceForKind finds the resource that stores objects of a kind.
func ResourceForKind(apiVersion, kind string) (Resource, bool) {
	for _, r := range resources {
		if r.Kind == kind && (r.APIVersion() == apiVersion || r.IsCustom() && apiVersion == GatewayBeta) {
			return r, true
		}
	}
	return Resource{}, false
}

// custom makes the function New of a kind that a CustomResourceDefinition has
// added.
func custom(kind string) func() Object {
	return func() Object {
		return &Custom{TypeMeta: TypeMeta{kind, GatewayGroup + "/v1"}, Fields: map[string]any{}}
	}
}

// IsCustom reports whether a CustomResourceDefinition has added the resource.
func (r Resource) IsCustom() bool { return r.Group == GatewayGroup }
