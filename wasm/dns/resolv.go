package dns

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// ResolvConf is what /etc/resolv.conf says.
type ResolvConf struct {
	Nameservers []string
	Search      []string
	Options     []string
}

// LANResolver is the resolver of the LAN, which nodes and the learner's machine
// ask. It stands outside the cluster: see Outside.
const LANResolver = "192.168.1.1"

// ForHost is the resolv.conf of nodes and of the learner's machine.
func ForHost() ResolvConf { return ResolvConf{Nameservers: []string{LANResolver}} }

// ForPod is the resolv.conf that the kubelet gives a Pod, and what it warns of when
// something had to be left out; clusterDNS is the address of the cluster's DNS
// Service.
//
// Models pkg/kubelet/network/dns GetPodDNS and formDNSConfigFitsLimits.
func ForPod(pod *api.Pod, clusterDNS string) (c ResolvConf, warnings []string) {
	policy := pod.Spec.DNSPolicy
	switch {
	case policy == "None":
	case policy == "Default", pod.Spec.HostNetwork && policy != "ClusterFirstWithHostNet":
		c = ForHost()
	default:
		own := pod.Namespace + "." + kindService + "." + clusterDomain
		c = ResolvConf{[]string{clusterDNS}, []string{own, kindService + "." + clusterDomain, clusterDomain}, []string{"ndots:5"}}
	}
	if pod.Spec.DNSConfig != nil {
		c.add(pod.Spec.DNSConfig)
	}
	if len(c.Nameservers) > api.MaxDNSNameservers {
		c.Nameservers = c.Nameservers[:api.MaxDNSNameservers]
		warnings = append(warnings, "Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: "+strings.Join(c.Nameservers, " "))
	}
	n := min(len(c.Search), api.MaxDNSSearchPaths)
	for len(strings.Join(c.Search[:n], " ")) > api.MaxDNSSearchLength {
		n--
	}
	if n < len(c.Search) {
		c.Search = c.Search[:n]
		warnings = append(warnings, "Search Line limits were exceeded, some search paths have been omitted, the applied search line is: "+strings.Join(c.Search, " "))
	}
	return c, warnings
}

const clusterDomain = "cluster.local"

// add models pkg/kubelet/network/dns appendDNSConfig. Options come out sorted by
// name, where upstream walks a map.
func (c *ResolvConf) add(more *api.PodDNSConfig) {
	c.Nameservers = withoutRepeats(append(c.Nameservers, more.Nameservers...))
	c.Search = withoutRepeats(append(c.Search, more.Searches...))
	options := c.Options
	for _, o := range more.Options {
		text := o.Name
		if o.Value != nil && *o.Value != "" {
			text += ":" + *o.Value
		}
		options = append(options, text)
	}
	c.Options = nil
	for i, o := range options {
		name, _, _ := strings.Cut(o, ":")
		last := true // of its name
		for _, later := range options[i+1:] {
			other, _, _ := strings.Cut(later, ":")
			last = last && other != name
		}
		if last {
			c.Options = append(c.Options, o)
		}
	}
	sort.Strings(c.Options)
}

func withoutRepeats(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// String writes the file as the container runtime does.
func (c ResolvConf) String() string {
	text := ""
	if len(c.Search) > 0 {
		text += "search " + strings.Join(c.Search, " ") + "\n"
	}
	for _, ip := range c.Nameservers {
		text += "nameserver " + ip + "\n"
	}
	if len(c.Options) > 0 {
		text += "options " + strings.Join(c.Options, " ") + "\n"
	}
	return text
}

// option returns the number after an option's name.
func (c ResolvConf) option(name string, otherwise int) int {
	for _, o := range c.Options {
		if value, ok := strings.CutPrefix(o, name+":"); ok {
			if n, err := strconv.Atoi(value); err == nil {
				return n
			}
		}
	}
	return otherwise
}

// Ndots is how many dots make a name worth asking for as it is.
func (c ResolvConf) Ndots() int { return min(c.option("ndots", 1), 15) }

// Attempts is how often a server is asked before the client gives up.
func (c ResolvConf) Attempts() int { return min(max(c.option("attempts", 2), 1), 5) }

// Candidates lists the absolute names for which a name can stand, in the order
// in which the C library asks for them: a name with a dot at its end is itself
// and nothing else; one with ndots dots or more is first itself, then one of the
// search list; one with fewer is itself last.
//
// Models glibc's res_search.
func (c ResolvConf) Candidates(name string) []string {
	if strings.HasSuffix(name, ".") {
		return []string{name}
	}
	var out []string
	for _, domain := range c.Search {
		if domain != "." {
			out = append(out, Fqdn(name+"."+domain))
		}
	}
	if strings.Count(name, ".") >= c.Ndots() {
		return append([]string{Fqdn(name)}, out...)
	}
	return append(out, Fqdn(name))
}
