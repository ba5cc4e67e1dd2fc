package api

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	netutils "k8s.io/utils/net"
)

// oddAddresses are addresses at which a rule may go either way.
var oddAddresses = []string{
	"", " ", ".", ":", "::", ":::", "0", "1", "a", "1.2.3", "1.2.3.4", "1.2.3.4.", ".1.2.3.4", "1..3.4", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "010.002.003.004",
	"00000000000000000001.2.3.4", "1.2.3.0x4", "1.2.3.a", "1.2.3.-4", "1.2.3.+4", " 1.2.3.4", "1.2.3.4 ", "1.2.3.4:80", "[::1]", "None", "0.0.0.0",
	"00.00.00.00", "127.0.0.1", "127.255.1.01", "169.254.1.1", "224.0.0.1", "224.0.1.1", "255.255.255.255", "::1", "::00001", "::0001", "::10000", "::0ffff",
	"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:", ":1:2:3:4:5:6:7:8",
	"1::2::3", "FE80::1", "fe80::0abc", "FE80:0:0:0:0:0:0:0abc", "fe80::1%eth0", "fe80::1%", "fe80::%0", "::%00", "1.2.3.4%eth0", "::1.2.3.4", "::01.2.3.4",
	"::ffff:1.2.3.4", "::FFFF:1.2.3.4", "::ffff:01.2.3.4", "::ffff:102:304", "0:0:0:0:0:ffff:1.2.3.4", "::0ffff:1.2.3.4", "::ffff:127.0.0.1", "::ffff:0.0.0.0",
	"::ffff:169.254.0.1", "::ffff:224.0.0.9", "::ffff:1.2.3.4%eth0", "::ffff:0:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5::1.2.3.4",
	"::1:2:3:4:5:6:1.2.3.4", "::a.2.3.4", "::1.2.3.4:5", "::1.2.3", "2001:db8::", "2001:db8:0:0:1:0:0:1", "2001:DB8::1", "ff02::1", "ff12::1", "ff05::2", "fec0::1",
	"febf::1", "g::1", "::١", "１.2.3.4", "1.2.3.4\x00", "2001:db8:0000:0000:0000:0000:0000:0001",
}

// oddMasks are the lengths of prefixes, good and bad.
var oddMasks = []string{"", "/", "/0", "/8", "/24", "/31", "/32", "/33", "/64", "/95", "/96", "/97", "/120", "/127", "/128", "/129", "/00", "/08", "/0000024",
	"/-1", "/+8", "/8 ", "/ 8", "/8/8", "/a", "/0x8", "/255", "/16777215", "/99999999999999999999", "/00000000000000000000000008", "/255.255.255.0"}

// randomAddress draws an address, mostly one that is nearly good.
func randomAddress(r *rand.Rand) string {
	octet := func() string { return strings.Repeat("0", max(0, r.IntN(12)-9)) + fmt.Sprint(r.IntN(300)*r.IntN(8)/7) }
	v4 := func() string { return strings.Join([]string{octet(), octet(), octet(), octet()}, ".") }
	s := v4()
	if r.IntN(3) > 0 {
		n, groups := 8, []string{}
		tail := r.IntN(4) == 0
		if tail {
			n = 6
		}
		for range n {
			form := []string{"%x", "%x", "%04x", "%X", "%06x"}[max(0, r.IntN(8)-3)]
			groups = append(groups, fmt.Sprintf(form, r.IntN(0x10100)*r.IntN(3)/2))
		}
		if tail {
			groups = append(groups, v4())
		}
		if r.IntN(3) > 0 { // leave some out
			from := r.IntN(len(groups))
			to := from + 1 + r.IntN(len(groups)-from)
			groups = append(append(append([]string{}, groups[:from]...), ""), groups[to:]...)
			if from == 0 {
				groups = append([]string{""}, groups...)
			}
			if to == n || tail && to == n+1 {
				groups = append(groups, "")
			}
		}
		if s = strings.Join(groups, ":"); r.IntN(6) == 0 {
			s = []string{"::ffff:", "::FFFF:", "::00ffff:", "0:0:0:0:0:ffff:", "::"}[r.IntN(5)] + v4()
		}
	}
	if r.IntN(4) == 0 { // a slip of the pen
		i := r.IntN(len(s) + 1)
		slip := []string{"", ".", ":", "::", "0", "00", "f", "g", "%", "%1", " ", "-", "é"}[r.IntN(13)]
		s = s[:i] + slip + s[min(len(s), i+r.IntN(2)):]
	}
	return s
}

func addresses(r *rand.Rand) []string {
	all := oddAddresses
	for range 40_000 {
		all = append(all, randomAddress(r))
	}
	return all
}

func TestAddressesAreReadAsUpstreamReadsThem(t *testing.T) {
	const seed = 4291
	good, all := 0, addresses(rand.New(rand.NewPCG(seed, 0)))
	path := field.NewPath("spec", "externalIPs").Index(1)
	for i, s := range all {
		what := fmt.Sprintf("seed %d, address %d, %q", seed, i, s)
		agree(t, what+", read", []string{form(parseIPSloppy(s))}, []string{upstreamForm(s)})
		agree(t, what+", its family", []bool{isIPv6String(s)}, []bool{netutils.IsIPv6String(s)})
		agree(t, what+", strictly", isValidIP(path, s), validation.IsValidIP(path, s))
		agree(t, what+", in an old field", isValidIPForLegacyField(path, s, nil), validation.IsValidIPForLegacyField(path, s, true, nil))
		agree(t, what+", known before", isValidIPForLegacyField(path, s, []string{"::1", s}), nil)
		if parseIPSloppy(s).IsValid() { // upstream logs the others
			good++
			agree(t, what+", warnings", getWarningsForIP(path, s), validation.GetWarningsForIP(path, s))
		} else {
			agree(t, what+", warnings", getWarningsForIP(path, s), nil)
		}
		other := all[(i*7+1)%len(all)]
		for _, ips := range [][]string{{s}, {s, other}, {"10.0.0.1", s}, {s, "fd00::1", other}} {
			ours, ourErr := isDualStackIPStrings(ips)
			theirs, theirErr := netutils.IsDualStackIPStrings(ips)
			agree(t, fmt.Sprintf("%s, of two families: %q", what, ips), []string{fmt.Sprint(ours, ourErr)}, []string{fmt.Sprint(theirs, theirErr)})
		}
	}
	bothWays(t, good, len(all))
}

// form is an address as upstream prints it, with what validateEndpointIP asks.
func form(addr netip.Addr) string {
	if addr = addr.Unmap(); !addr.IsValid() {
		return "none"
	}
	return fmt.Sprint(addr, addr.IsUnspecified(), addr.IsLoopback(), addr.IsLinkLocalUnicast(), addr.IsLinkLocalMulticast())
}

func upstreamForm(s string) string {
	ip := netutils.ParseIPSloppy(s)
	if ip == nil {
		return "none"
	}
	return fmt.Sprint(ip, ip.IsUnspecified(), ip.IsLoopback(), ip.IsLinkLocalUnicast(), ip.IsLinkLocalMulticast())
}

func TestNetworksAreReadAsUpstreamReadsThem(t *testing.T) {
	const seed = 4632
	r := rand.New(rand.NewPCG(seed, 0))
	var all []string
	for _, s := range oddAddresses {
		for _, mask := range oddMasks {
			all = append(all, s+mask)
		}
	}
	for _, s := range addresses(r) {
		all = append(all, s+[]string{fmt.Sprintf("/%d", r.IntN(130)), fmt.Sprintf("/%d", r.IntN(34)), oddMasks[r.IntN(len(oddMasks))]}[r.IntN(3)])
	}
	good := 0
	path := field.NewPath("spec", "podCIDRs").Index(0)
	for i, s := range all {
		what := fmt.Sprintf("seed %d, network %d, %q", seed, i, s)
		n, err := parseCIDRSloppy(s)
		_, theirs, theirErr := netutils.ParseCIDRSloppy(s)
		agree(t, what+", refused", []string{fmt.Sprint(err)}, []string{fmt.Sprint(theirErr)})
		if err == nil {
			good++
			agree(t, what+", read", []string{n.String()}, []string{theirs.String()})
		}
		agree(t, what+", in an old field", isValidCIDRForLegacyField(path, s, nil), validation.IsValidCIDRForLegacyField(path, s, true, nil))
		agree(t, what+", known before", isValidCIDRForLegacyField(path, s, []string{"::/0", s}), nil)
		if err == nil { // upstream logs the others
			agree(t, what+", warnings", getWarningsForCIDR(path, s), validation.GetWarningsForCIDR(path, s))
		} else {
			agree(t, what+", warnings", getWarningsForCIDR(path, s), nil)
		}
		other := all[(i*7+1)%len(all)]
		for _, cidrs := range [][]string{{s}, {s, other}, {"10.0.0.0/8", s}, {s, "fd00::/8", other}} {
			ours, ourErr := isDualStackCIDRStrings(cidrs)
			theirs, theirErr := netutils.IsDualStackCIDRStrings(cidrs)
			agree(t, fmt.Sprintf("%s, of two families: %q", what, cidrs), []string{fmt.Sprint(ours, ourErr)}, []string{fmt.Sprint(theirs, theirErr)})
		}
	}
	bothWays(t, good, len(all))
}
