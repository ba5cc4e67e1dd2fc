package kubectl

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// endpointSlice models kubectl pkg/describe describeEndpointSliceV1.
func (d *description) endpointSlice(s *api.EndpointSlice) {
	d.meta(&s.ObjectMeta)
	d.line(0, "AddressType:\t%s", s.AddressType)
	if len(s.Ports) == 0 {
		d.line(0, "Ports: <unset>")
	} else {
		d.line(0, "Ports:")
		d.line(1, "Name\tPort\tProtocol")
		d.line(1, "----\t----\t--------")
		for _, p := range s.Ports {
			d.line(1, "%s\t%s\t%s", orUnset(value(p.Name)), sliceport(p.Port), protocol(p.Protocol))
		}
	}
	if len(s.Endpoints) == 0 {
		d.line(0, "Endpoints: <none>")
		return
	}
	d.line(0, "Endpoints:")
	for i := range s.Endpoints {
		d.endpoint(&s.Endpoints[i])
	}
}

func (d *description) endpoint(e *api.Endpoint) {
	d.line(1, "- Addresses:\t%s", orNone(strings.Join(e.Addresses, ", ")))
	d.line(2, "Conditions:")
	ready := "<unset>"
	if e.Conditions.Ready != nil {
		ready = strconv.FormatBool(*e.Conditions.Ready)
	}
	d.line(3, "Ready:\t%s", ready)
	d.line(2, "Hostname:\t%s", orUnset(value(e.Hostname)))
	if e.TargetRef != nil {
		d.line(2, "TargetRef:\t%s/%s", e.TargetRef.Kind, e.TargetRef.Name)
	}
	d.line(2, "NodeName:\t%s", orUnset(value(e.NodeName)))
	d.line(2, "Zone:\t%s", orUnset(value(e.Zone)))
}

func orUnset(s string) string {
	if s == "" {
		return "<unset>"
	}
	return s
}

func sliceport(p *int32) string {
	if p == nil {
		return "<unset>"
	}
	return strconv.Itoa(int(*p))
}

func protocol(p *api.Protocol) string {
	if p == nil {
		return ""
	}
	return string(*p)
}

// endpoints models kubectl pkg/describe describeEndpoints.
func (d *description) endpoints(e *api.Endpoints) {
	d.meta(&e.ObjectMeta)
	d.line(0, "Subsets:")
	for i := range e.Subsets {
		s := &e.Subsets[i]
		d.line(1, "Addresses:\t%s", addressList(s.Addresses))
		d.line(1, "NotReadyAddresses:\t%s", addressList(s.NotReadyAddresses))
		if len(s.Ports) > 0 {
			d.line(1, "Ports:")
			d.line(2, "Name\tPort\tProtocol")
			d.line(2, "----\t----\t--------")
			for _, p := range s.Ports {
				d.line(2, "%s\t%d\t%s", orUnset(p.Name), p.Port, p.Protocol)
			}
		}
		d.line(0, "")
	}
}

func addressList(all []api.EndpointAddress) string {
	texts := make([]string, len(all))
	for i, a := range all {
		texts[i] = a.IP
	}
	return orNone(strings.Join(texts, ","))
}
