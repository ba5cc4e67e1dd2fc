package gateway

import "strings"

// none is no host at all, where "" is every host.
const none = "-"

// intersect returns the hosts that two names have in common, as the narrower of
// them: "" is every host, *.example.com any with labels before it. Models the
// documentation of HTTPRouteSpec.Hostnames.
func intersect(a, b string) string {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	case covers(a, b):
		return b
	case covers(b, a):
		return a
	}
	return none
}

// covers reports whether a wildcard stands for another name.
func covers(wildcard, name string) bool {
	suffix, ok := strings.CutPrefix(wildcard, "*")
	return ok && strings.HasSuffix(strings.TrimPrefix(name, "*"), suffix) && len(name) > len(suffix)
}

// hostsOf returns what a route's names and a listener's have in common.
func hostsOf(names []string, listener string) []string {
	if len(names) == 0 {
		return []string{listener}
	}
	var out []string
	for _, n := range names {
		host := intersect(n, listener)
		known := host == none
		for _, o := range out {
			known = known || o == host
		}
		if !known {
			out = append(out, host)
		}
	}
	return out
}
