package proxy

import "svclab/wasm/api"

// ServicePortName names one port of one Service.
type ServicePortName struct {
	Namespace, Name string
	Port            string // the port's name, "" when it has none
	Protocol        api.Protocol
}

// String writes the name as kube-proxy's comments do: default/web:http, or
// default/web for a port without a name.
func (n ServicePortName) String() string {
	s := n.Namespace + "/" + n.Name
	if n.Port != "" {
		s += ":" + n.Port
	}
	return s
}

// Endpoint is one place to which a Service port may send a connection.
type Endpoint struct {
	IP       string
	Port     int32
	NodeName string // "" for an address that is no Pod's
	PodName  string // the slice's targetRef, "" when it names no Pod
}

// Chain is the rules of one Service port: KUBE-SVC-… in iptables mode.
type Chain struct {
	Name      string // KUBE-SVC- and upstream's hash of the Service port
	Service   ServicePortName
	ClusterIP string // "" or None when the Service has no virtual address
	Port      int32
	NodePort  int32 // 0 when the Service opens none
	Endpoints []Endpoint
}

// Rules is everything one node's kube-proxy has written.
// The zero value and nil have no rules.
type Rules struct {
	chains     []*Chain
	byCluster  map[address]*Chain
	byNodePort map[nodePort]*Chain
}

type address struct {
	ip       string
	port     int32
	protocol api.Protocol
}

type nodePort struct {
	port     int32
	protocol api.Protocol
}

// Roll is one rule of a Chain, tried against the number drawn for it.
type Roll struct {
	Rule        string // the KUBE-SEP-… chain that the rule jumps to
	Endpoint    Endpoint
	Probability float64 // 1 for the last rule, which has no statistic match
	Drew        float64 // in [0,1); matched when Drew < Probability
	Matched     bool
}
