package proxy

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

const (
	chainPrefix    = "KUBE-SVC-"
	externalPrefix = "KUBE-EXT-"
	endpointPrefix = "KUBE-SEP-"

	// hashLength keeps chain names within the 28 characters that iptables takes.
	hashLength = 16
)

// hash names the Service port in chain names. Models
// pkg/proxy/iptables/proxier.go portProtoHash.
func (n ServicePortName) hash() string {
	return hash(n.String() + strings.ToLower(string(n.Protocol)))
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base32.StdEncoding.EncodeToString(sum[:])[:hashLength]
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
	n := c.Service
	return endpointPrefix + hash(n.String()+strings.ToLower(string(n.Protocol))+c.Endpoints[i].String())
}
