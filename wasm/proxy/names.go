package proxy

import (
	"encoding/base32"
	"strconv"
	"strings"
)

// The chains of a Service port in iptables mode, before the hash.
const (
	clusterPrefix  = "KUBE-SVC-"
	localPrefix    = "KUBE-SVL-"
	externalPrefix = "KUBE-EXT-"
	firewallPrefix = "KUBE-FW-"
	endpointPrefix = "KUBE-SEP-"

	// hashLength keeps chain names within the 28 characters that iptables takes.
	hashLength = 16
	// nftHashLength is as much as nftables mode takes: its names say the rest.
	nftHashLength = 8
)

// key is what chain names are made from: default/web:httptcp.
func (n ServicePortName) key() string { return n.String() + strings.ToLower(string(n.Protocol)) }

// path is how nftables mode writes the name: default/web/tcp/http.
func (n ServicePortName) path() string {
	return n.Namespace + "/" + n.Name + "/" + strings.ToLower(string(n.Protocol)) + "/" + n.Port
}

// hash names the Service port in chain names. Models
// pkg/proxy/iptables/proxier.go portProtoHash.
func (n ServicePortName) hash() string { return string(hash(nil, []byte(n.key()))) }

// hash appends the name's hash to what is there: the first 80 bits of its
// SHA-256, which base32 writes as 16 characters.
func hash(to, name []byte) []byte {
	sum := sum256(name)
	return base32.StdEncoding.AppendEncode(to, sum[:hashLength*5/8])
}

// hashed puts its hash before a name. Models pkg/proxy/nftables/proxier.go
// hashAndTruncate, whose limit no name here comes near.
func hashed(name string) string {
	return string(hash(nil, []byte(name))[:nftHashLength]) + "-" + name
}

// name writes the name of one of the Service port's chains in the mode at hand.
func (sp *ServicePort) name(iptables, nftables string) string {
	switch sp.config.mode() {
	case NFTables:
		return nftables + hashed(sp.Service.path())
	case IPVS:
		return sp.Service.String()
	}
	return iptables + sp.Service.hash()
}

func (sp *ServicePort) chainName(local bool) string {
	if local {
		return sp.name(localPrefix, "local-")
	}
	return sp.name(clusterPrefix, "service-")
}

// External is the name of the chain that takes what comes to the port from
// outside the cluster, such as KUBE-EXT-QUMPV5Z3SF2IMFUJ.
func (sp *ServicePort) External() string {
	if sp.externalName == "" {
		sp.externalName = sp.name(externalPrefix, "external-")
	}
	return sp.externalName
}

// Firewall is the name of the chain that holds loadBalancerSourceRanges.
func (sp *ServicePort) Firewall() string { return sp.name(firewallPrefix, "firewall-") }

// EndpointChain is the name of the chain that rewrites a packet's destination
// to Endpoints[i]; in IPVS mode the real server. In nftables mode there are such
// chains with session affinity alone; without, it is the rule and the element of
// its map, as nft prints them. It is worked out when first asked for, since a
// large cluster has many endpoints and few are looked at.
func (c *Chain) EndpointChain(i int) string {
	if c.endpointChains == nil {
		c.endpointChains = make([]string, len(c.Endpoints))
	}
	if c.endpointChains[i] == "" {
		c.endpointChains[i] = c.endpointChain(i)
	}
	return c.endpointChains[i]
}

func (c *Chain) endpointChain(i int) string {
	e, n := c.Endpoints[i], len(c.Endpoints)
	switch {
	case c.Port.config.mode() != NFTables || c.Port.AffinitySeconds > 0:
		return c.Port.EndpointChain(e)
	case n == 1:
		return "dnat to " + e.String()
	}
	return "numgen random mod " + strconv.Itoa(n) + " → " + strconv.Itoa(i) + " : " + e.IP + " . " + strconv.Itoa(int(e.Port))
}

// EndpointChain is the name of the chain of an endpoint, where it has one. Models
// pkg/proxy/iptables/proxier.go servicePortEndpointChainName and
// pkg/proxy/nftables/proxier.go servicePortEndpointChainNameBase.
func (sp *ServicePort) EndpointChain(e Endpoint) string {
	switch sp.config.mode() {
	case NFTables:
		if sp.AffinitySeconds == 0 {
			return e.String() // the Service's chain rewrites by itself
		}
		ip := strings.ReplaceAll(e.IP, ":", ".")
		return "endpoint-" + hashed(sp.Service.path()+"__"+ip+"/"+strconv.Itoa(int(e.Port)))
	case IPVS:
		return e.String()
	}
	var out [32]byte
	return string(hash(append(out[:0], endpointPrefix...), []byte(sp.Service.key()+e.String())))
}
