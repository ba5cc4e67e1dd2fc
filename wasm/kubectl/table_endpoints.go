package kubectl

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

var endpointSliceTable = table{names("NAME", "ADDRESSTYPE", "PORTS", "ENDPOINTS", "AGE"), endpointSliceRow}

var endpointsTable = table{names("NAME", "ENDPOINTS", "AGE"), endpointsRow}

// shown is how many addresses or ports a cell lists before it counts the rest.
const shown = 3

// endpointSliceRow models pkg/printers/internalversion printEndpointSlice.
func endpointSliceRow(o api.Object, t tableContext) []string {
	s := o.(*api.EndpointSlice)
	var ports, addresses []string
	for _, p := range s.Ports {
		switch {
		case p.Port != nil:
			ports = append(ports, strconv.Itoa(int(*p.Port)))
		case p.Name != nil:
			ports = append(ports, *p.Name)
		default:
			ports = append(ports, "*")
		}
	}
	for _, e := range s.Endpoints {
		addresses = append(addresses, e.Addresses...)
	}
	return []string{s.Name, string(s.AddressType), firstFew(ports, "<unset>"), firstFew(addresses, "<unset>"), since(t.now, s.CreationTimestamp)}
}

// firstFew writes a,b,c + 2 more..., or what stands for none.
func firstFew(all []string, none string) string {
	if len(all) > shown {
		return fmt.Sprintf("%s + %d more...", strings.Join(all[:shown], ","), len(all)-shown)
	}
	if text := strings.Join(all, ","); text != "" {
		return text
	}
	return none
}

// endpointsRow models pkg/printers/internalversion printEndpoints.
func endpointsRow(o api.Object, t tableContext) []string {
	e := o.(*api.Endpoints)
	var all []string
	for _, s := range e.Subsets {
		for _, a := range s.Addresses {
			if len(s.Ports) == 0 {
				all = append(all, a.IP)
			}
		}
		for _, port := range s.Ports {
			for _, a := range s.Addresses {
				all = append(all, hostPort(a.IP, port.Port))
			}
		}
	}
	none := "<none>"
	if len(e.Subsets) > 0 {
		none = "" // subsets without a ready address
	}
	return []string{e.Name, firstFew(all, none), since(t.now, e.CreationTimestamp)}
}

// hostPort writes 10.0.0.1:80, or [::1]:80.
func hostPort(ip string, port int32) string {
	if addr, err := netip.ParseAddr(ip); err == nil && addr.Is6() {
		ip = "[" + ip + "]"
	}
	return ip + ":" + strconv.Itoa(int(port))
}
