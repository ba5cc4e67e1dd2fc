package api

import (
	"strings"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

const annotationIngressClass = "kubernetes.io/ingress.class"

// validateIngress models pkg/apis/networking/validation ValidateIngressCreate
// and ValidateIngressUpdate. What is odd in old may stay odd in ing.
func validateIngress(ing, old *Ingress) field.ErrorList {
	errs := validateMeta(ing.Meta(), true, nameIsDNSSubdomain)
	spec, path := &ing.Spec, field.NewPath("spec")
	if len(spec.Rules) == 0 && spec.DefaultBackend == nil {
		errs = append(errs, field.Invalid(path, spec.Rules, "either `defaultBackend` or `rules` must be specified"))
	}
	if spec.DefaultBackend != nil {
		errs = append(errs, validateIngressBackend(path.Child("defaultBackend"), spec.DefaultBackend)...)
	}
	oddWildcards := old != nil && hasOddWildcard(old.Spec.Rules)
	for i, r := range spec.Rules {
		at := path.Child("rules").Index(i)
		errs = append(errs, validateIngressHost(at.Child("host"), r.Host)...)
		if !oddWildcards || !strings.Contains(r.Host, "*") {
			errs = append(errs, validateIngressPaths(at.Child("http"), r.HTTP)...)
		}
	}
	oddSecrets := old != nil && hasOddSecret(old.Spec.TLS)
	for i, t := range spec.TLS {
		at := path.Child("tls").Index(i)
		for j, host := range t.Hosts {
			errs = append(errs, invalid(at.Child("hosts").Index(j), host, ingressHostFaults(host))...)
		}
		if t.SecretName != "" && !oddSecrets {
			errs = append(errs, validateDNS1123Subdomain(at.Child("secretName"), t.SecretName)...)
		}
	}
	if spec.IngressClassName != nil {
		errs = append(errs, validateDNS1123Subdomain(path.Child("ingressClassName"), *spec.IngressClassName)...)
	}
	if class, ok := ing.Annotations[annotationIngressClass]; ok && old == nil && spec.IngressClassName != nil && class != *spec.IngressClassName {
		errs = append(errs, field.Invalid(field.NewPath("annotations").Child(annotationIngressClass), class, "must match `ingressClassName` when both are specified"))
	}
	return errs
}

// hasOddWildcard models allowInvalidWildcardHostRule.
func hasOddWildcard(rules []IngressRule) bool {
	for _, r := range rules {
		if strings.Contains(r.Host, "*") && len(validateIngressPaths(nil, r.HTTP)) > 0 {
			return true
		}
	}
	return false
}

// hasOddSecret models allowInvalidSecretName.
func hasOddSecret(tls []IngressTLS) bool {
	for _, t := range tls {
		if t.SecretName != "" && len(isDNS1123Subdomain(t.SecretName)) > 0 {
			return true
		}
	}
	return false
}

func validateIngressHost(path *field.Path, host string) field.ErrorList {
	if host == "" {
		return nil
	}
	var errs field.ErrorList
	if parseIPSloppy(host).IsValid() {
		errs = append(errs, field.Invalid(path, host, "must be a DNS name, not an IP address"))
	}
	return append(errs, invalid(path, host, ingressHostFaults(host))...)
}

// ingressHostFaults says what is wrong with a host, which may be a wildcard.
func ingressHostFaults(host string) []string {
	if strings.Contains(host, "*") {
		return isWildcardDNS1123Subdomain(host)
	}
	return isDNS1123Subdomain(host)
}

// validateIngressPaths models validateHTTPIngressRuleValue.
func validateIngressPaths(path *field.Path, http *HTTPIngressRuleValue) field.ErrorList {
	if http == nil {
		return nil
	}
	path = path.Child("paths")
	if len(http.Paths) == 0 {
		return field.ErrorList{field.Required(path, "")}
	}
	var errs field.ErrorList
	for i := range http.Paths {
		errs = append(errs, validateIngressPath(path.Index(i), &http.Paths[i])...)
	}
	return errs
}

// validateIngressPath models validateHTTPIngressPath.
func validateIngressPath(path *field.Path, p *HTTPIngressPath) field.ErrorList {
	if p.PathType == nil {
		return field.ErrorList{field.Required(path.Child("pathType"), "pathType must be specified")}
	}
	var errs field.ErrorList
	at := path.Child("path")
	absolute := strings.HasPrefix(p.Path, "/")
	switch *p.PathType {
	case PathTypeExact, PathTypePrefix:
		if !absolute {
			errs = append(errs, field.Invalid(at, p.Path, "must be an absolute path"))
		}
		for _, part := range []string{"//", "/./", "/../", "%2f", "%2F"} {
			if strings.Contains(p.Path, part) {
				errs = append(errs, field.Invalid(at, p.Path, "must not contain '"+part+"'"))
			}
		}
		for _, end := range []string{"/..", "/."} {
			if strings.HasSuffix(p.Path, end) {
				errs = append(errs, field.Invalid(at, p.Path, "cannot end with '"+end+"'"))
			}
		}
	case PathTypeImplementationSpecific:
		if p.Path != "" && !absolute {
			errs = append(errs, field.Invalid(at, p.Path, "must be an absolute path"))
		}
	default:
		errs = append(errs, field.NotSupported(path.Child("pathType"), enum(*p.PathType),
			[]string{PathTypeExact, PathTypeImplementationSpecific, PathTypePrefix}))
	}
	return append(errs, validateIngressBackend(path.Child("backend"), &p.Backend)...)
}

// validateIngressBackend models the function of that name.
func validateIngressBackend(path *field.Path, b *IngressBackend) field.ErrorList {
	switch {
	case b.Resource != nil && b.Service != nil:
		return field.ErrorList{field.Invalid(path, "", "cannot set both resource and service backends")}
	case b.Resource != nil:
		r, at := b.Resource, path.Child("resource")
		errs := validateAPIGroup(at.Child("apiGroup"), r.APIGroup)
		errs = append(errs, validateReferencePart(at.Child("kind"), r.Kind, true)...)
		return append(errs, validateReferencePart(at.Child("name"), r.Name, true)...)
	case b.Service == nil:
		return field.ErrorList{field.Invalid(path, "", "resource or service backend is required")}
	}
	var errs field.ErrorList
	at := path.Child("service")
	if b.Service.Name == "" {
		errs = append(errs, field.Required(at.Child("name"), ""))
	} else {
		errs = append(errs, validateDNS1123Label(at.Child("name"), b.Service.Name)...)
	}
	switch port := b.Service.Port; {
	case port.Name != "" && port.Number != 0:
		errs = append(errs, field.Invalid(path, "", "cannot set both port name & port number"))
	case port.Name != "":
		errs = append(errs, invalid(at.Child("port", "name"), port.Name, IsValidPortName(port.Name))...)
	case port.Number != 0:
		errs = append(errs, validatePort(at.Child("port", "number"), port.Number)...)
	default:
		errs = append(errs, field.Required(path, "port name or number is required"))
	}
	return errs
}

func validateAPIGroup(path *field.Path, group *string) field.ErrorList {
	if group == nil {
		return nil
	}
	return validateDNS1123Subdomain(path, *group)
}

// validateReferencePart checks the kind or the name of a reference.
func validateReferencePart(path *field.Path, value string, required bool) field.ErrorList {
	if value != "" {
		return invalid(path, value, content.IsPathSegmentName(value))
	}
	if required {
		return field.ErrorList{field.Required(path, "")}
	}
	return nil
}

// validateIngressClass models ValidateIngressClass and
// ValidateIngressClassUpdate, with the declarative rules of upstream last.
func validateIngressClass(c, old *IngressClass) field.ErrorList {
	var errs field.ErrorList
	path := field.NewPath("spec")
	controller := path.Child("controller")
	if old != nil && c.Spec.Controller != old.Spec.Controller {
		errs = append(errs, field.Invalid(controller, c.Spec.Controller, immutable))
	}
	errs = append(errs, validateMeta(c.Meta(), false, nameIsDNSSubdomain)...)
	if len(c.Spec.Controller) > 250 {
		errs = append(errs, field.TooLong(controller, "", 250))
	}
	errs = append(errs, isDomainPrefixedPath(controller, c.Spec.Controller)...)
	if c.Spec.Parameters != nil {
		errs = append(errs, validateClassParameters(path.Child("parameters"), c.Spec.Parameters)...)
	}
	return errs
}

// validateClassParameters models validateIngressClassParametersReference.
func validateClassParameters(path *field.Path, p *IngressClassParametersReference) field.ErrorList {
	errs := validateAPIGroup(path.Child("apiGroup"), p.APIGroup)
	errs = append(errs, validateReferencePart(path.Child("kind"), p.Kind, false)...)
	errs = append(errs, validateReferencePart(path.Child("name"), p.Name, false)...)
	switch at := path.Child("namespace"); {
	case p.Scope == nil:
		errs = append(errs, field.Required(path.Child("scope"), ""))
	case *p.Scope == "Namespace" && p.Namespace == nil:
		errs = append(errs, field.Required(at, "`parameters.scope` is set to 'Namespace'"))
	case *p.Scope == "Namespace":
		errs = append(errs, validateDNS1123Label(at, *p.Namespace)...)
	case *p.Scope == "Cluster" && p.Namespace != nil:
		errs = append(errs, field.Forbidden(at, "`parameters.scope` is set to 'Cluster'"))
	case *p.Scope != "Cluster":
		errs = append(errs, field.NotSupported(path.Child("scope"), *p.Scope, []string{"Cluster", "Namespace"}))
	}
	if p.Kind == "" {
		errs = append(errs, field.Required(path.Child("kind"), ""))
	}
	if p.Name == "" {
		errs = append(errs, field.Required(path.Child("name"), ""))
	}
	return errs
}

// ingressWarnings models the WarningsOnCreate of Ingresses.
func ingressWarnings(ing, old *Ingress) []string {
	if _, ok := ing.Annotations[annotationIngressClass]; ok && old == nil && ing.Spec.IngressClassName == nil {
		return []string{`annotation "` + annotationIngressClass + `" is deprecated, please use 'spec.ingressClassName' instead`}
	}
	return nil
}
