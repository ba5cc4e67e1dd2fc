package api

import "slices"

// Ingress routes HTTP requests by host and path to Services. An API server only
// keeps it; an ingress controller makes it true.
type Ingress struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Spec       IngressSpec   `json:"spec,omitempty"`
	Status     IngressStatus `json:"status,omitempty"`
}

// IngressSpec is what the user wants of an Ingress.
type IngressSpec struct {
	IngressClassName *string         `json:"ingressClassName,omitempty"`
	DefaultBackend   *IngressBackend `json:"defaultBackend,omitempty"`
	TLS              []IngressTLS    `json:"tls,omitempty"`
	Rules            []IngressRule   `json:"rules,omitempty"`
}

// IngressTLS names the Secret with which connections to some hosts are ended.
type IngressTLS struct {
	Hosts      []string `json:"hosts,omitempty"`
	SecretName string   `json:"secretName,omitempty"`
}

// IngressRule is the paths of one host; without a host, of every host.
type IngressRule struct {
	Host             string `json:"host,omitempty"`
	IngressRuleValue `json:",inline"`
}

// IngressRuleValue is what is done with a host's requests.
type IngressRuleValue struct {
	HTTP *HTTPIngressRuleValue `json:"http,omitempty"`
}

// HTTPIngressRuleValue is a list of paths.
type HTTPIngressRuleValue struct {
	Paths []HTTPIngressPath `json:"paths"`
}

// The ways in which a path matches.
const (
	PathTypeExact                  = "Exact"
	PathTypePrefix                 = "Prefix"
	PathTypeImplementationSpecific = "ImplementationSpecific"
)

// HTTPIngressPath sends a path to a backend.
type HTTPIngressPath struct {
	Path     string         `json:"path,omitempty"`
	PathType *string        `json:"pathType"`
	Backend  IngressBackend `json:"backend"`
}

// IngressBackend is a Service or another resource of the same namespace.
type IngressBackend struct {
	Service  *IngressServiceBackend     `json:"service,omitempty"`
	Resource *TypedLocalObjectReference `json:"resource,omitempty"`
}

// IngressServiceBackend names a Service and one of its ports.
type IngressServiceBackend struct {
	Name string             `json:"name"`
	Port ServiceBackendPort `json:"port,omitempty"`
}

// ServiceBackendPort is a Service's port by name or by number.
type ServiceBackendPort struct {
	Name   string `json:"name,omitempty"`
	Number int32  `json:"number,omitempty"`
}

// TypedLocalObjectReference points at an object in the same namespace.
type TypedLocalObjectReference struct {
	APIGroup *string `json:"apiGroup"`
	Kind     string  `json:"kind"`
	Name     string  `json:"name"`
}

// IngressStatus is what the ingress controller says.
type IngressStatus struct {
	LoadBalancer IngressLoadBalancerStatus `json:"loadBalancer,omitempty"`
}

// IngressLoadBalancerStatus lists where the Ingress answers.
type IngressLoadBalancerStatus struct {
	Ingress []IngressLoadBalancerIngress `json:"ingress,omitempty"`
}

// IngressLoadBalancerIngress is one address or name.
type IngressLoadBalancerIngress struct {
	IP       string              `json:"ip,omitempty"`
	Hostname string              `json:"hostname,omitempty"`
	Ports    []IngressPortStatus `json:"ports,omitempty"`
}

// IngressPortStatus is a port on which an Ingress answers, or why it does not.
type IngressPortStatus struct {
	Port     int32    `json:"port"`
	Protocol Protocol `json:"protocol"`
	Error    *string  `json:"error,omitempty"`
}

// AnnotationDefaultIngressClass marks the class of Ingresses that name none.
const AnnotationDefaultIngressClass = "ingressclass.kubernetes.io/is-default-class"

// IngressClass says which controller looks after the Ingresses that name it.
type IngressClass struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Spec       IngressClassSpec `json:"spec,omitempty"`
}

// IngressClassSpec names the controller and, for it, an object with more.
type IngressClassSpec struct {
	Controller string                           `json:"controller,omitempty"`
	Parameters *IngressClassParametersReference `json:"parameters,omitempty"`
}

// IngressClassParametersReference points at an object of the cluster or of a
// namespace.
type IngressClassParametersReference struct {
	APIGroup  *string `json:"apiGroup,omitempty"`
	Kind      string  `json:"kind"`
	Name      string  `json:"name"`
	Scope     *string `json:"scope"`
	Namespace *string `json:"namespace,omitempty"`
}

// DeepCopy returns an Ingress that shares nothing with i.
func (i *Ingress) DeepCopy() Object {
	c := *i
	c.ObjectMeta = i.ObjectMeta.deepCopy()
	c.Spec.IngressClassName = copyPointer(i.Spec.IngressClassName)
	if b := i.Spec.DefaultBackend; b != nil {
		d := b.deepCopy()
		c.Spec.DefaultBackend = &d
	}
	c.Spec.TLS = copyEach(i.Spec.TLS, IngressTLS.deepCopy)
	c.Spec.Rules = copyEach(i.Spec.Rules, IngressRule.deepCopy)
	c.Status.LoadBalancer.Ingress = copyEach(i.Status.LoadBalancer.Ingress, IngressLoadBalancerIngress.deepCopy)
	return &c
}

// DeepCopy returns an IngressClass that shares nothing with i.
func (i *IngressClass) DeepCopy() Object {
	c := *i
	c.ObjectMeta = i.ObjectMeta.deepCopy()
	if p := i.Spec.Parameters; p != nil {
		d := *p
		d.APIGroup, d.Scope, d.Namespace = copyPointer(p.APIGroup), copyPointer(p.Scope), copyPointer(p.Namespace)
		c.Spec.Parameters = &d
	}
	return &c
}

func (t IngressTLS) deepCopy() IngressTLS {
	t.Hosts = slices.Clone(t.Hosts)
	return t
}

func (r IngressRule) deepCopy() IngressRule {
	if r.HTTP != nil {
		r.HTTP = &HTTPIngressRuleValue{copyEach(r.HTTP.Paths, HTTPIngressPath.deepCopy)}
	}
	return r
}

func (p HTTPIngressPath) deepCopy() HTTPIngressPath {
	p.PathType = copyPointer(p.PathType)
	p.Backend = p.Backend.deepCopy()
	return p
}

func (b IngressBackend) deepCopy() IngressBackend {
	b.Service = copyPointer(b.Service)
	if b.Resource != nil {
		r := *b.Resource
		r.APIGroup = copyPointer(r.APIGroup)
		b.Resource = &r
	}
	return b
}

func (i IngressLoadBalancerIngress) deepCopy() IngressLoadBalancerIngress {
	i.Ports = copyEach(i.Ports, IngressPortStatus.deepCopy)
	return i
}

func (p IngressPortStatus) deepCopy() IngressPortStatus {
	p.Error = copyPointer(p.Error)
	return p
}
