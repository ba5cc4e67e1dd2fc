package api

import (
	"encoding/json"
	"slices"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// How much an EndpointSlice may hold.
const (
	maxEndpoints         = 1000
	maxEndpointAddresses = 100
	maxSlicePorts        = 20000
	maxTopologyLabels    = 16
	maxHints             = 8
)

var addressTypes = []string{string(AddressTypeFQDN), string(AddressTypeIPv4), string(AddressTypeIPv6)}

// validateEndpointSlice models ValidateEndpointSlice, but for what upstream
// checks by its declarative rules. Endpoints that an update leaves as they are
// may stay, however odd.
func validateEndpointSlice(s, old *EndpointSlice) field.ErrorList {
	errs := validateMeta(s.Meta(), true, nameIsDNSSubdomain)
	if old != nil && s.AddressType != "" && s.AddressType != old.AddressType {
		errs = append(errs, oneOf(field.NewPath("addressType"), s.AddressType, addressTypes...)...)
	}
	errs = append(errs, validateSlicePorts(field.NewPath("ports"), s.Ports)...)
	faults := validateSliceEndpoints(field.NewPath("endpoints"), s)
	if len(faults) > 0 && old != nil && sameJSON(s.Endpoints, old.Endpoints) {
		faults = nil
	}
	return append(errs, faults...)
}

// validateEndpointSliceDeclaratively checks what upstream has moved to
// declarative rules, whose errors come last. They look only at what an update
// changes. Models pkg/apis/discovery/v1 Validate_EndpointSlice.
func validateEndpointSliceDeclaratively(s, old *EndpointSlice) field.ErrorList {
	var errs field.ErrorList
	path := field.NewPath("addressType")
	switch {
	case old == nil:
		errs = append(errs, oneOf(path, s.AddressType, addressTypes...)...)
	case s.AddressType != old.AddressType:
		if s.AddressType == "" {
			errs = append(errs, field.Required(path, ""))
		}
		errs = append(errs, field.Invalid(path, nil, immutable))
	}
	if old != nil && sameJSON(s.Endpoints, old.Endpoints) {
		return errs
	}
	for i, e := range s.Endpoints {
		at := field.NewPath("endpoints").Index(i).Child("addresses")
		switch n := len(e.Addresses); {
		case n == 0:
			errs = append(errs, field.Required(at, ""))
		case n > maxEndpointAddresses:
			errs = append(errs, field.TooMany(at, n, maxEndpointAddresses))
		}
	}
	return errs
}

// validateSliceEndpoints models validateEndpoints.
func validateSliceEndpoints(path *field.Path, s *EndpointSlice) field.ErrorList {
	if len(s.Endpoints) > maxEndpoints {
		return field.ErrorList{field.TooMany(path, len(s.Endpoints), maxEndpoints)}
	}
	var errs field.ErrorList
	for i, e := range s.Endpoints {
		at := path.Index(i)
		for j, a := range e.Addresses {
			errs = append(errs, validateSliceAddress(at.Child("addresses"), j, a, s.AddressType)...)
		}
		if e.NodeName != nil {
			errs = append(errs, validateDNS1123Subdomain(at.Child("nodeName"), *e.NodeName)...)
		}
		if n := len(e.DeprecatedTopology); n > maxTopologyLabels {
			errs = append(errs, field.TooMany(at.Child("deprecatedTopology"), n, maxTopologyLabels))
		}
		errs = append(errs, validateLabels(at.Child("deprecatedTopology"), e.DeprecatedTopology)...)
		if e.Hostname != nil {
			errs = append(errs, validateDNS1123Label(at.Child("hostname"), *e.Hostname)...)
		}
		if e.Hints != nil {
			errs = append(errs, validateHints(at.Child("hints"), e.Hints)...)
		}
	}
	return errs
}

// validateSliceAddress checks an address against its type; of an unknown type
// anything goes, since that has been refused already.
func validateSliceAddress(path *field.Path, i int, address string, kind AddressType) field.ErrorList {
	at := path.Index(i)
	var errs field.ErrorList
	switch kind {
	case AddressTypeIPv4:
		errs = isValidIPForLegacyField(at, address, nil)
	case AddressTypeIPv6:
		errs = isValidIP(at, address)
	case AddressTypeFQDN:
		return isFullyQualifiedDomainName(at, address)
	default:
		return nil
	}
	if len(errs) > 0 {
		return errs
	}
	if isIPv6String(address) != (kind == AddressTypeIPv6) {
		errs = append(errs, field.Invalid(path, address, "must be an "+string(kind)+" address"))
	}
	return append(errs, validateEndpointIP(at, address)...)
}

// validateSlicePorts models validatePorts.
func validateSlicePorts(path *field.Path, ports []EndpointPort) field.ErrorList {
	if len(ports) > maxSlicePorts {
		return field.ErrorList{field.TooMany(path, len(ports), maxSlicePorts)}
	}
	var errs field.ErrorList
	var names []string
	for i, p := range ports {
		at := path.Index(i)
		name := ""
		if p.Name != nil {
			name = *p.Name
		}
		if name != "" {
			errs = append(errs, validateDNS1123Label(at.Child("name"), name)...)
		}
		if slices.Contains(names, name) {
			errs = append(errs, field.Duplicate(at.Child("name"), enum(name)))
		}
		names = append(names, name)
		if p.Protocol == nil {
			errs = append(errs, field.Required(at.Child("protocol"), ""))
		} else if faults := validateProtocol(at.Child("protocol"), *p.Protocol); *p.Protocol != "" {
			errs = append(errs, faults...)
		} else {
			errs = append(errs, field.NotSupported(at.Child("protocol"), enum(""), []string{"SCTP", "TCP", "UDP"}))
		}
		if p.AppProtocol != nil {
			errs = append(errs, validateQualifiedName(at.Child("appProtocol"), *p.AppProtocol)...)
		}
	}
	return errs
}

// validateHints models the function of that name. Too many zones hide what is
// wrong with nodes.
func validateHints(path *field.Path, hints *EndpointHints) field.ErrorList {
	zones := path.Child("forZones")
	if n := len(hints.ForZones); n > maxHints {
		return field.ErrorList{field.TooMany(zones, n, maxHints)}
	}
	var errs field.ErrorList
	for i, z := range hints.ForZones {
		at := zones.Index(i).Child("name")
		if slices.Contains(hints.ForZones[:i], z) {
			errs = append(errs, field.Duplicate(at, z.Name))
		}
		errs = append(errs, invalid(at, z.Name, content.IsLabelValue(z.Name))...)
	}
	nodes := path.Child("forNodes")
	if n := len(hints.ForNodes); n > maxHints {
		return append(errs, field.TooMany(nodes, n, maxHints))
	}
	for i, n := range hints.ForNodes {
		at := nodes.Index(i).Child("name")
		if slices.Contains(hints.ForNodes[:i], n) {
			errs = append(errs, field.Duplicate(at, n.Name))
		}
		errs = append(errs, validateDNS1123Subdomain(at, n.Name)...)
	}
	return errs
}

// sameJSON reports whether two values are written alike.
func sameJSON(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
