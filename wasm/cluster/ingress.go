package cluster

import "svclab/wasm/api"

// createIngress prepares a new Ingress or IngressClass.
func (c *Cluster) createIngress(o api.Object) {
	switch o := o.(type) {
	case *api.Ingress:
		o.Generation, o.Status = 1, api.IngressStatus{}
		c.defaultIngressClass(o)
	case *api.IngressClass:
		o.Generation = 1
	}
}

// updateIngress keeps what only the server may change of one, and counts
// changes of its spec.
func updateIngress(o, old api.Object) {
	switch o := o.(type) {
	case *api.Ingress:
		was := old.(*api.Ingress)
		o.Status = was.Status
		bump(o.Meta(), o.Spec, was.Spec)
	case *api.IngressClass:
		bump(o.Meta(), o.Spec, old.(*api.IngressClass).Spec)
	}
}

// bump counts a change of spec in the object's generation.
func bump(m *api.ObjectMeta, spec, was any) {
	if !sameValue(spec, was) {
		m.Generation++
	}
}

// defaultIngressClass gives an Ingress that names no class the newest of those
// that are marked as the default. Models
// plugin/pkg/admission/network/defaultingressclass.
func (c *Cluster) defaultIngressClass(ing *api.Ingress) {
	if _, ok := ing.Annotations["kubernetes.io/ingress.class"]; ok || ing.Spec.IngressClassName != nil {
		return
	}
	var newest *api.ObjectMeta
	for _, o := range c.List("ingressclasses", "") {
		m := o.Meta()
		if m.Annotations[api.AnnotationDefaultIngressClass] == "true" && (newest == nil || m.CreationTimestamp > newest.CreationTimestamp) {
			newest = m
		}
	}
	if newest != nil {
		ing.Spec.IngressClassName = &newest.Name
	}
}
