package api

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// The functions of this file read addresses as the server does. Upstream has
// them in k8s.io/apimachinery pkg/util/validation and in k8s.io/utils/net, which
// would bring net, klog and math/big into the program.

// parseIPSloppy reads an address whose numbers may start with zeros, in decimal
// for all that. What is no address is the zero Addr. An IPv4-mapped IPv6 address
// comes as one: whoever asks for its family or text asks for those of Unmap.
//
// Models k8s.io/utils/net ParseIPSloppy.
func parseIPSloppy(s string) netip.Addr {
	addr, err := netip.ParseAddr(withoutLeadingZeros(s))
	if err != nil || addr.Zone() != "" {
		return netip.Addr{} // upstream knows no zones
	}
	return addr
}

// withoutLeadingZeros drops the zeros before other digits of the numbers in s.
func withoutLeadingZeros(s string) string {
	isDigit := func(i int) bool { return i < len(s) && strings.IndexByte("0123456789abcdefABCDEF", s[i]) >= 0 }
	var b strings.Builder
	inNumber := false // behind a digit that stays
	for i := range len(s) {
		if s[i] == '0' && !inNumber && isDigit(i+1) {
			continue
		}
		inNumber = isDigit(i)
		b.WriteByte(s[i])
	}
	return b.String()
}

// network is an address with the length of its prefix, as in 10.9.8.7/24.
type network struct {
	addr netip.Addr
	bits int
}

// parseCIDRSloppy reads a network whose numbers may start with zeros.
//
// Models k8s.io/utils/net ParseCIDRSloppy.
func parseCIDRSloppy(s string) (network, error) {
	ip, mask, _ := strings.Cut(s, "/")
	addr := parseIPSloppy(ip)
	if !addr.IsValid() || !madeOf(mask, decimals) {
		return network{}, fmt.Errorf("invalid CIDR address: %s", s)
	}
	bits, err := strconv.Atoi(mask)
	if err != nil || bits > addr.BitLen() {
		return network{}, fmt.Errorf("invalid CIDR address: %s", s)
	}
	return network{addr, bits}, nil
}

// base is the address of n without the bits behind the prefix.
func (n network) base() netip.Addr {
	return netip.PrefixFrom(n.addr, n.bits).Masked().Addr()
}

// String writes n without the bits behind the prefix. A network of IPv4-mapped
// addresses is written as one of IPv4.
func (n network) String() string {
	base, bits := n.base(), n.bits
	if base.Is4In6() {
		base, bits = base.Unmap(), bits-96
	}
	return fmt.Sprintf("%s/%d", base, bits)
}

// IsIPv6 reports that what is known to be an address is one of IPv6.
func IsIPv6(ip string) bool { return strings.Contains(ip, ":") }

// FamilyOf returns the family of what is known to be an address.
func FamilyOf(ip string) string {
	if IsIPv6(ip) {
		return IPv6Protocol
	}
	return IPv4Protocol
}

// isIPv6String models k8s.io/utils/net IsIPv6String.
func isIPv6String(ip string) bool {
	return parseIPSloppy(ip).Unmap().Is6()
}

// isDualStackIPStrings models k8s.io/utils/net IsDualStackIPStrings.
func isDualStackIPStrings(ips []string) (bool, error) {
	var v4, v6 bool
	for i, ip := range ips {
		addr := parseIPSloppy(ip).Unmap()
		if !addr.IsValid() {
			return false, fmt.Errorf("invalid IP[%d]: %v", i, ip)
		}
		v4, v6 = v4 || addr.Is4(), v6 || addr.Is6()
	}
	return v4 && v6, nil
}

// isDualStackCIDRStrings models k8s.io/utils/net IsDualStackCIDRStrings.
func isDualStackCIDRStrings(cidrs []string) (bool, error) {
	var v4, v6 bool
	for i, cidr := range cidrs {
		n, err := parseCIDRSloppy(cidr)
		if err != nil {
			return false, fmt.Errorf("invalid CIDR[%d]: <nil> (%w)", i, err) // <nil> is upstream's network
		}
		base := n.base().Unmap()
		v4, v6 = v4 || base.Is4(), v6 || base.Is6()
	}
	return v4 && v6, nil
}

// isValidIP accepts an address in its usual form alone.
//
// Models k8s.io/apimachinery/pkg/util/validation IsValidIP.
func isValidIP(path *field.Path, value string) field.ErrorList {
	errs := strictIP(path, value)
	if usual := parseIPSloppy(value).String(); len(errs) == 0 && value != usual {
		errs = append(errs, field.Invalid(path, value, fmt.Sprintf("must be in canonical form (%q)", usual)))
	}
	return errs.WithOrigin("format=ip-strict")
}

// isValidIPForLegacyField accepts an address in any form that no program reads
// otherwise, and whatever the object had before.
//
// Models k8s.io/apimachinery/pkg/util/validation IsValidIPForLegacyField with
// strict validation.
func isValidIPForLegacyField(path *field.Path, value string, existing []string) field.ErrorList {
	if slices.Contains(existing, value) {
		return nil
	}
	return strictIP(path, value).WithOrigin("format=ip-sloppy")
}

func strictIP(path *field.Path, value string) field.ErrorList {
	addr := parseIPSloppy(value)
	if !addr.IsValid() {
		return field.ErrorList{field.Invalid(path, value, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")}
	}
	if _, err := netip.ParseAddr(value); err != nil {
		return field.ErrorList{field.Invalid(path, value, "must not have leading 0s")}
	}
	if addr.Is4In6() {
		return field.ErrorList{field.Invalid(path, value, "must not be an IPv4-mapped IPv6 address")}
	}
	return nil
}

// isValidCIDRForLegacyField does for networks what isValidIPForLegacyField does
// for addresses.
//
// Models k8s.io/apimachinery/pkg/util/validation IsValidCIDRForLegacyField with
// strict validation.
func isValidCIDRForLegacyField(path *field.Path, value string, existing []string) field.ErrorList {
	if slices.Contains(existing, value) {
		return nil
	}
	n, err := parseCIDRSloppy(value)
	if err != nil {
		return field.ErrorList{field.Invalid(path, value, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")}
	}
	if _, err := netip.ParsePrefix(value); err != nil {
		return field.ErrorList{field.Invalid(path, value, "must not have leading 0s in IP or prefix length")}
	}
	if n.addr.Is4In6() {
		return field.ErrorList{field.Invalid(path, value, "must not have an IPv4-mapped IPv6 address")}
	}
	if n.addr != n.base() {
		return field.ErrorList{field.Invalid(path, value, "must not have bits set beyond the prefix length")}
	}
	return nil
}

// getWarningsForIP models k8s.io/apimachinery/pkg/util/validation
// GetWarningsForIP. What is no address gets no warning.
func getWarningsForIP(path *field.Path, value string) []string {
	addr := parseIPSloppy(value)
	_, err := netip.ParseAddr(value)
	switch {
	case !addr.IsValid():
		return nil
	case err != nil || addr.Is4In6():
		return []string{fmt.Sprintf("%s: non-standard IP address %q is invalid: use %q", path, value, addr.Unmap())}
	case addr.String() != value: // IPv4 has one form only
		return []string{fmt.Sprintf("%s: IPv6 address %q should be in RFC 5952 canonical format (%q)", path, value, addr)}
	}
	return nil
}

// getWarningsForCIDR models k8s.io/apimachinery/pkg/util/validation
// GetWarningsForCIDR. What is no network gets no warning.
func getWarningsForCIDR(path *field.Path, value string) []string {
	n, err := parseCIDRSloppy(value)
	if err != nil {
		return nil
	}
	var warnings []string
	if n.addr != n.base() {
		single := fmt.Sprintf("%s/%d", n.addr.Unmap(), n.addr.BitLen())
		warnings = append(warnings, fmt.Sprintf("%s: CIDR value %q is ambiguous in this context (should be %q or %q?)", path, value, n, single))
	}
	if _, err := netip.ParsePrefix(value); err != nil || n.addr.Is4In6() {
		warnings = append(warnings, fmt.Sprintf("%s: non-standard CIDR value %q is invalid: use %q", path, value, n))
	}
	if len(warnings) == 0 && n.String() != value { // IPv4 has one form only
		warnings = append(warnings, fmt.Sprintf("%s: IPv6 CIDR value %q should be in RFC 5952 canonical format (%q)", path, value, n))
	}
	return warnings
}
