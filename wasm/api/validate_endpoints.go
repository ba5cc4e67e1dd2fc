package api

import (
	"fmt"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// validateEndpoints models ValidateEndpoints. Subsets that an update leaves as
// they are may stay, however odd.
func validateEndpoints(e, old *Endpoints) field.ErrorList {
	errs := validateMeta(e.Meta(), true, nameIsDNSSubdomain)
	faults := validateSubsets(field.NewPath("subsets"), e.Subsets)
	if len(faults) > 0 && old != nil && sameJSON(e.Subsets, old.Subsets) {
		faults = nil
	}
	return append(errs, faults...)
}

// validateSubsets models validateEndpointSubsets.
func validateSubsets(path *field.Path, subsets []EndpointSubset) field.ErrorList {
	var errs field.ErrorList
	for i, s := range subsets {
		at := path.Index(i)
		if len(s.Addresses) == 0 && len(s.NotReadyAddresses) == 0 {
			errs = append(errs, field.Required(at, "must specify `addresses` or `notReadyAddresses`"))
		}
		for j, a := range s.Addresses {
			errs = append(errs, validateEndpointAddress(at.Child("addresses").Index(j), a)...)
		}
		for j, a := range s.NotReadyAddresses {
			errs = append(errs, validateEndpointAddress(at.Child("notReadyAddresses").Index(j), a)...)
		}
		for j, p := range s.Ports {
			errs = append(errs, validateEndpointsPort(at.Child("ports").Index(j), p, len(s.Ports) > 1)...)
		}
	}
	return errs
}

func validateEndpointAddress(path *field.Path, a EndpointAddress) field.ErrorList {
	errs := isValidIPForLegacyField(path.Child("ip"), a.IP, nil)
	if a.Hostname != "" {
		errs = append(errs, validateDNS1123Label(path.Child("hostname"), a.Hostname)...)
	}
	if a.NodeName != nil {
		errs = append(errs, validateDNS1123Subdomain(path.Child("nodeName"), *a.NodeName)...)
	}
	return append(errs, validateEndpointIP(path.Child("ip"), a.IP)...)
}

func validateEndpointsPort(path *field.Path, p EndpointsPort, nameRequired bool) field.ErrorList {
	var errs field.ErrorList
	if p.Name != "" {
		errs = append(errs, validateDNS1123Label(path.Child("name"), p.Name)...)
	} else if nameRequired {
		errs = append(errs, field.Required(path.Child("name"), ""))
	}
	errs = append(errs, validatePort(path.Child("port"), p.Port)...)
	errs = append(errs, validateProtocol(path.Child("protocol"), p.Protocol)...)
	if p.AppProtocol != nil {
		errs = append(errs, validateQualifiedName(path.Child("appProtocol"), *p.AppProtocol)...)
	}
	return errs
}

// validateEndpointIP refuses addresses that can be no Pod's. Models
// ValidateEndpointIP.
func validateEndpointIP(path *field.Path, ip string) field.ErrorList {
	addr := parseIPSloppy(ip).Unmap() // as the server reads addresses that an older one let in
	if !addr.IsValid() {
		return field.ErrorList{field.Invalid(path, ip, "must be a valid IP address")}
	}
	var errs field.ErrorList
	for _, f := range []struct {
		fault bool
		text  string
	}{
		{addr.IsUnspecified(), fmt.Sprintf("may not be unspecified (%v)", ip)},
		{addr.IsLoopback(), "may not be in the loopback range (127.0.0.0/8, ::1/128)"},
		{addr.IsLinkLocalUnicast(), "may not be in the link-local range (169.254.0.0/16, fe80::/10)"},
		{addr.IsLinkLocalMulticast(), "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"},
	} {
		if f.fault {
			errs = append(errs, field.Invalid(path, ip, f.text))
		}
	}
	return errs
}
