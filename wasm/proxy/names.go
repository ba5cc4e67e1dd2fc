package proxy

import (
	"encoding/base32"
	"strconv"
	"strings"
)

const (
	chainPrefix    = "KUBE-SVC-"
	externalPrefix = "KUBE-EXT-"
	endpointPrefix = "KUBE-SEP-"

	// hashLength keeps chain names within the 28 characters that iptables takes.
	hashLength = 16
)

// key is what chain names are made from: default/web:httptcp.
func (n ServicePortName) key() string { return n.String() + strings.ToLower(string(n.Protocol)) }

// hash names the Service port in chain names. Models
// pkg/proxy/iptables/proxier.go portProtoHash.
func (n ServicePortName) hash() string { return string(hash(nil, []byte(n.key()))) }

// hash appends the name's hash to what is there: the first 80 bits of its
// SHA-256, which base32 writes as 16 characters.
func hash(to, name []byte) []byte {
	sum := sum256(name)
	return base32.StdEncoding.AppendEncode(to, sum[:hashLength*5/8])
}

// External is the name of the chain that takes what comes from outside the
// cluster, such as KUBE-EXT-QUMPV5Z3SF2IMFUJ.
func (c *Chain) External() string {
	return externalPrefix + strings.TrimPrefix(c.Name, chainPrefix)
}

// EndpointChain is the name of the chain that rewrites a packet's destination
// to Endpoints[i]. Models pkg/proxy/iptables/proxier.go
// servicePortEndpointChainName.
func (c *Chain) EndpointChain(i int) string {
	if c.endpointChains == nil {
		c.endpointChains = make([]string, len(c.Endpoints))
	}
	if c.endpointChains[i] == "" {
		c.endpointChains[i] = c.Endpoints[i].chain(c.Service.key())
	}
	return c.endpointChains[i]
}

// chain names the endpoint's chain. It is worked out when first asked for,
// since a large cluster has many endpoints and few are looked at.
func (e Endpoint) chain(service string) string {
	var name, out [128]byte
	written := append(append(append(name[:0], service...), e.IP...), ':')
	written = strconv.AppendInt(written, int64(e.Port), 10)
	return string(hash(append(out[:0], endpointPrefix...), written))
}
