package ingress

import "svclab/wasm/api"

// Names by which Ingresses are found to be the controller's own.
const (
	Controller      = "k8s.io/ingress-nginx"        // of an IngressClass
	classAnnotation = "kubernetes.io/ingress.class" // the way before IngressClass
	annotationValue = "nginx"
)

// Owns reports that an Ingress is this controller's. A class in its spec counts
// before the annotation; one that names neither is nobody's. class finds an
// IngressClass, nil when there is none of that name. Models ingress-nginx
// internal/ingress/controller/store GetIngressClass.
func Owns(ing *api.Ingress, class func(name string) *api.IngressClass) bool {
	if name := ing.Spec.IngressClassName; name != nil {
		c := class(*name)
		return c != nil && c.Spec.Controller == Controller
	}
	return ing.Annotations[classAnnotation] == annotationValue
}

// Addresses says where the controller answers, as the status of its Ingresses
// tells it. Models ingress-nginx internal/ingress/status
// statusAddressFromService.
func Addresses(svc *api.Service) []api.IngressLoadBalancerIngress {
	var out []api.IngressLoadBalancerIngress
	add := func(ip, hostname string) {
		out = append(out, api.IngressLoadBalancerIngress{IP: ip, Hostname: hostname})
	}
	switch svc.Spec.Type {
	case api.ServiceTypeExternalName:
		add("", svc.Spec.ExternalName)
		return out
	case api.ServiceTypeLoadBalancer:
		for _, i := range svc.Status.LoadBalancer.Ingress {
			add(i.IP, i.Hostname)
		}
	case api.ServiceTypeNodePort:
		if len(svc.Spec.ExternalIPs) == 0 {
			add(svc.Spec.ClusterIP, "")
		}
	default:
		add(svc.Spec.ClusterIP, "")
		return out
	}
	for _, ip := range svc.Spec.ExternalIPs {
		add(ip, "")
	}
	return out
}
