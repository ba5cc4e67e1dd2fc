package kubectl

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// describeIngress models kubectl pkg/describe describeIngressV1.
func (p *process) describeIngress(d *description, ing *api.Ingress) error {
	standard := "<default>"
	if b := ing.Spec.DefaultBackend; b != nil {
		text, err := p.backendText(ing.Namespace, b)
		if err != nil {
			return err
		}
		standard = text
	}
	d.line(0, "Name:\t%s", ing.Name)
	d.labels("Labels", ing.Labels)
	d.line(0, "Namespace:\t%s", ing.Namespace)
	d.line(0, "Address:\t%s", ingressAddresses(ing))
	d.line(0, "Ingress Class:\t%s", orNone(value(ing.Spec.IngressClassName)))
	d.line(0, "Default backend:\t%s", standard)
	if len(ing.Spec.TLS) > 0 {
		d.line(0, "TLS:")
	}
	for _, t := range ing.Spec.TLS {
		how := "SNI routes"
		if t.SecretName != "" {
			how = t.SecretName + " terminates"
		}
		d.line(1, "%s %s", how, strings.Join(t.Hosts, ","))
	}
	d.line(0, "Rules:\n  Host\tPath\tBackends")
	d.line(1, "----\t----\t--------")
	empty := true
	for _, r := range ing.Spec.Rules {
		if r.HTTP == nil {
			continue
		}
		empty = false
		host := r.Host
		if host == "" {
			host = "*"
		}
		d.line(1, "%s\t", host)
		for i := range r.HTTP.Paths {
			text, err := p.backendText(ing.Namespace, &r.HTTP.Paths[i].Backend)
			if err != nil {
				return err
			}
			d.line(2, "\t%s \t%s", r.HTTP.Paths[i].Path, text)
		}
	}
	if empty {
		d.line(1, "*\t*\t%s", standard)
	}
	d.annotations(ing.Annotations)
	return nil
}

// backendText names a backend with the endpoints behind it. Models
// describeBackendV1.
func (p *process) backendText(namespace string, b *api.IngressBackend) (string, error) {
	if b.Service == nil {
		if b.Resource == nil {
			return "", nil
		}
		return fmt.Sprintf("APIGroup: %s, Kind: %s, Name: %s", orNone(value(b.Resource.APIGroup)), b.Resource.Kind, b.Resource.Name), nil
	}
	port := b.Service.Port.Name
	if port == "" {
		port = strconv.Itoa(int(b.Service.Port.Number))
	}
	text := b.Service.Name + ":" + port
	all, err := p.list(endpointSlices, namespace, nil)
	if err != nil {
		return "", err
	}
	services, _ := api.ResourceNamed("services")
	o, err := p.get(services, namespace, b.Service.Name)
	if p.interrupted {
		return "", err
	}
	if err != nil {
		return fmt.Sprintf("%s (<error: %v>)", text, err), nil
	}
	svc := o.(*api.Service)
	name := ""
	for _, sp := range svc.Spec.Ports {
		if n := b.Service.Port; n.Number != 0 && n.Number == sp.Port || n.Name != "" && n.Name == sp.Name {
			name = sp.Name
		}
	}
	return fmt.Sprintf("%s (%s)", text, readyEndpoints(slicesOf(svc, all), name)), nil
}

// ingressClass models describeIngressClassV1.
func (d *description) ingressClass(c *api.IngressClass) {
	d.line(0, "Name:\t%s", c.Name)
	d.labels("Labels", c.Labels)
	d.annotations(c.Annotations)
	d.line(0, "Controller:\t%s", c.Spec.Controller)
	if p := c.Spec.Parameters; p != nil {
		d.line(0, "Parameters:")
		if p.APIGroup != nil {
			d.line(1, "APIGroup:\t%s", *p.APIGroup)
		}
		d.line(1, "Kind:\t%s", p.Kind)
		d.line(1, "Name:\t%s", p.Name)
	}
}
