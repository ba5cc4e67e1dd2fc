package kubectl

import (
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

var serviceTable = table{names("NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE", "|", "SELECTOR"), serviceRow}

// serviceRow models pkg/printers/internalversion printService.
func serviceRow(o api.Object, t tableContext) []string {
	svc := o.(*api.Service)
	ip := ""
	if len(svc.Spec.ClusterIPs) > 0 {
		ip = svc.Spec.ClusterIPs[0]
	}
	cells := []string{svc.Name, string(svc.Spec.Type), orNone(ip), externalIP(svc),
		orNone(portList(svc.Spec.Ports)), since(t.now, svc.CreationTimestamp)}
	if t.wide {
		cells = append(cells, formatLabels(svc.Spec.Selector))
	}
	return cells
}

// externalIP says from where outside the cluster a Service answers. Models
// pkg/printers/internalversion getServiceExternalIP.
func externalIP(svc *api.Service) string {
	external := slices.Clone(svc.Spec.ExternalIPs)
	switch svc.Spec.Type {
	case api.ServiceTypeClusterIP, api.ServiceTypeNodePort:
		return orNone(strings.Join(external, ","))
	case api.ServiceTypeLoadBalancer:
		if given := loadBalancerAddresses(svc.Status.LoadBalancer); given != "" {
			external = append(strings.Split(given, ","), external...)
		}
		if len(external) == 0 {
			return "<pending>"
		}
		return strings.Join(external, ",")
	case api.ServiceTypeExternalName:
		return svc.Spec.ExternalName
	}
	return "<unknown>"
}

// loadBalancerAddresses lists what a cloud gave.
func loadBalancerAddresses(s api.LoadBalancerStatus) string {
	var all []string
	for _, i := range s.Ingress {
		if i.IP != "" {
			all = append(all, i.IP)
		} else if i.Hostname != "" {
			all = append(all, i.Hostname)
		}
	}
	return joinAddresses(all)
}

// portList writes 80/TCP,80:30008/TCP.
func portList(ports []api.ServicePort) string {
	out := make([]string, len(ports))
	for i, p := range ports {
		out[i] = fmt.Sprintf("%d/%s", p.Port, p.Protocol)
		if p.NodePort > 0 {
			out[i] = fmt.Sprintf("%d:%d/%s", p.Port, p.NodePort, p.Protocol)
		}
	}
	return strings.Join(out, ",")
}
