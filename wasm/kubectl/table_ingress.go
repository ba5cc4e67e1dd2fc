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
	return []string{ing.Name, orNone(value(ing.Spec.IngressClassName)), ingressHosts(ing.Spec.Rules), ingressAddresses(ing, t.wide), ports, since(t.now, ing.CreationTimestamp)}
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

// ingressAddresses lists where an Ingress answers; a long list is cut unless
// the table is wide.
func ingressAddresses(ing *api.Ingress, wide bool) string {
	var all []string
	for _, i := range ing.Status.LoadBalancer.Ingress {
		if i.IP != "" {
			all = append(all, i.IP)
		} else if i.Hostname != "" {
			all = append(all, i.Hostname)
		}
	}
	return cutAddresses(all, wide)
}

// cutAddresses joins addresses in order, each once, and cuts what would make a
// table too wide.
func cutAddresses(all []string, wide bool) string {
	slices.Sort(all)
	text := strings.Join(slices.Compact(all), ",")
	if !wide && len(text) > 16 {
		text = text[:13] + "..."
	}
	return text
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
