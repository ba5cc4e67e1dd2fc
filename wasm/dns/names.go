package dns

import (
	"net/netip"
	"strings"
)

// Fqdn returns a name with the dot at its end.
func Fqdn(name string) string {
	if strings.HasSuffix(name, ".") {
		return name
	}
	return name + "."
}

// CheckName says what is wrong with a name, "" when it can be asked for.
func CheckName(name string) string {
	if name == "." {
		return ""
	}
	if len(Fqdn(name)) > 254 {
		return "ran out of space"
	}
	for _, label := range strings.Split(strings.TrimSuffix(name, "."), ".") {
		switch {
		case label == "":
			return "empty label"
		case len(label) > 63:
			return "label too long"
		}
	}
	return ""
}

// below reports whether an absolute name is a zone or lies in it.
func below(zone, name string) bool {
	zone, name = strings.ToLower(zone), strings.ToLower(name)
	return name == zone || strings.HasSuffix(name, "."+zone)
}

// labelsBelow returns the labels of a name in front of a zone's.
func labelsBelow(zone, name string) []string {
	if len(name) <= len(zone) {
		return nil
	}
	return strings.Split(name[:len(name)-len(zone)-1], ".")
}

const (
	arpa4 = ".in-addr.arpa."
	arpa6 = ".ip6.arpa."
)

// Reverse returns the name under which an address is looked up, such as
// 10.0.96.10.in-addr.arpa. for 10.96.0.10.
func Reverse(ip netip.Addr) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	bytes := ip.Unmap().AsSlice()
	for i := len(bytes) - 1; i >= 0; i-- {
		if len(bytes) == 16 {
			b.Write([]byte{hex[bytes[i]&15], '.', hex[bytes[i]>>4]})
		} else {
			b.WriteString(decimal(int(bytes[i])))
		}
		if i > 0 {
			b.WriteByte('.')
		}
	}
	if len(bytes) == 16 {
		return b.String() + arpa6
	}
	return b.String() + arpa4
}

// addressOf is the inverse of Reverse. It gives the zero Addr for a name that
// stands for no whole address.
//
// Models plugin/pkg/dnsutil ExtractAddressFromReverse.
func addressOf(name string) netip.Addr {
	digits, separator, each := strings.TrimSuffix(name, arpa4), ".", 1
	switch {
	case strings.HasSuffix(name, arpa4):
	case strings.HasSuffix(name, arpa6):
		digits, separator, each = strings.TrimSuffix(name, arpa6), ":", 4
	default:
		return netip.Addr{}
	}
	labels := strings.Split(digits, ".")
	var b strings.Builder
	for i := range len(labels) / each * each {
		if i > 0 && i%each == 0 {
			b.WriteString(separator)
		}
		b.WriteString(labels[len(labels)-1-i])
	}
	ip, err := netip.ParseAddr(b.String())
	if err != nil || ip.Zone() != "" || ip.Is4() != (each == 1) {
		return netip.Addr{}
	}
	return ip.Unmap()
}

// isReverse models plugin/pkg/dnsutil IsReverse.
func isReverse(name string) bool {
	return strings.HasSuffix(name, arpa4) || strings.HasSuffix(name, arpa6)
}
