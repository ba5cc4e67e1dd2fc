package kubectl

import (
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

var (
	ingressTable      = table{names("NAME", "CLASS", "HOSTS", "ADDRESS", "PORTS", "AGE"), ingressRow}
	ingressClassTable = table{names("NAME", "CONTROLLER", "PARAMETERS", "AGE"), ingressClassRow}
)

// ingressRow models pkg/printers/internalversion printIngress.
func ingressRow(o api.Object, t tableContext) []string {
	ing := o.(*api.Ingress)
	ports := "80"
	if len(ing.Spec.TLS) > 0 {
		ports = "80, 443"
	}
	return []string{ing.Name, orNone(value(ing.Spec.IngressClassName)), ingressHosts(ing.Spec.Rules), ingressAddresses(ing), ports, since(t.now, ing.CreationTimestamp)}
}

// ingressHosts models formatHosts: the hosts of at most three rules.
func ingressHosts(rules []api.IngressRule) string {
	var hosts []string
	more := false
	for _, r := range rules {
		more = more || len(hosts) == 3
		if !more && r.Host != "" {
			hosts = append(hosts, r.Host)
		}
	}
	switch text := strings.Join(hosts, ","); {
	case text == "":
		return "*"
	case more:
		return fmt.Sprintf("%s + %d more...", text, len(rules)-3)
	default:
		return text
	}
}

// ingressAddresses lists where an Ingress answers.
func ingressAddresses(ing *api.Ingress) string {
	var all []string
	for _, i := range ing.Status.LoadBalancer.Ingress {
		if i.IP != "" {
			all = append(all, i.IP)
		} else if i.Hostname != "" {
			all = append(all, i.Hostname)
		}
	}
	return joinAddresses(all)
}

// joinAddresses joins addresses in order, each once. It cuts none: the server
// makes every table a wide one.
func joinAddresses(all []string) string {
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ",")
}

// ingressClassRow models printIngressClass.
func ingressClassRow(o api.Object, t tableContext) []string {
	c := o.(*api.IngressClass)
	name := c.Name
	if c.Annotations[api.AnnotationDefaultIngressClass] == "true" {
		name += " (default)"
	}
	parameters := "<none>"
	if p := c.Spec.Parameters; p != nil {
		parameters = p.Kind
		if p.APIGroup != nil {
			parameters += "." + *p.APIGroup
		}
		parameters += "/" + p.Name
	}
	return []string{name, c.Spec.Controller, parameters, since(t.now, c.CreationTimestamp)}
}
