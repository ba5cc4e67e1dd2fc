package endpointset

import (
	"net/netip"
	"strings"

	"svclab/wasm/api"
)

// Address reads an address, also one whose numbers start with zeros, and writes
// it in its usual form; ok is false for what is none. An IPv4 address in IPv6
// clothes is an IPv4 address. Models k8s.io/utils/net ParseIPSloppy.
func Address(s string) (text string, family api.AddressType, ok bool) {
	addr, err := netip.ParseAddr(s)
	if err != nil && !strings.Contains(s, ":") {
		addr, err = netip.ParseAddr(withoutLeadingZeros(s))
	}
	if err != nil || addr.Zone() != "" {
		return "", "", false
	}
	addr = addr.Unmap()
	if addr.Is4() {
		return addr.String(), api.AddressTypeIPv4, true
	}
	return addr.String(), api.AddressTypeIPv6, true
}

func withoutLeadingZeros(s string) string {
	parts := strings.Split(s, ".")
	for i, p := range parts {
		if trimmed := strings.TrimLeft(p, "0"); trimmed != "" {
			parts[i] = trimmed
		} else if p != "" {
			parts[i] = "0"
		}
	}
	return strings.Join(parts, ".")
}
