package network

import (
	"svclab/wasm/api"
	"svclab/wasm/route"
)

// Place is where a client stands.
type Place struct {
	Kind      PlaceKind `json:"kind"`
	Node      string    `json:"node,omitempty"`      // for OnNode
	Namespace string    `json:"namespace,omitempty"` // for InPod
	Pod       string    `json:"pod,omitempty"`       // for InPod
}

// PlaceKind is a sort of Place.
type PlaceKind string

// Where clients stand.
const (
	Outside PlaceKind = "outside" // the learner's machine, 192.168.1.10
	OnNode  PlaceKind = "node"    // a shell or a browser on a node
	InPod   PlaceKind = "pod"     // a process in a Pod's network namespace
)

// Target is where a connection is asked to go: an address, not a name.
type Target struct {
	IP       string       `json:"ip"`
	Port     int32        `json:"port"`
	Protocol api.Protocol `json:"protocol,omitempty"` // TCP when empty
}

// Request is what a client asks for.
type Request struct {
	From       Place
	To         Target
	SourcePort int32  // 0 for one that the client's kernel picks
	Keep       bool   // the connection stays open
	Path       string // of the HTTP request, such as /clientip; "" for /
	Ask               // the rest of it

	// Forward is for a connection to a listener of kubectl port-forward.
	Forward *Forward

	depth int // through how many proxies it came
}

// Result is how a connection ended.
type Result string

// How a connection ends.
const (
	Answered Result = "answered"
	Refused  Result = "refused"   // a reset or an ICMP port unreachable came back
	TimedOut Result = "timed-out" // nothing came back at all
	NoRoute  Result = "no-route"  // a host that should deliver it says that it cannot: nobody answers for the address
)

// Reason says why a connection did not reach a container, as a stable word for
// programs; each language has its own sentence for it.
type Reason string

// Why connections fail.
const (
	NoReason        Reason = ""
	OutsidePodCIDR  Reason = "pod-address-outside-cluster"     // a Pod address asked for from outside
	OutsideCIDR     Reason = "cluster-address-outside-cluster" // a ClusterIP asked for from outside
	UnknownAddress  Reason = "unknown-address"                 // nobody has that address
	NobodyListens   Reason = "nobody-listens"                  // the host is there, the port is closed
	NoEndpoints     Reason = "no-endpoints"                    // the Service has no endpoint (as this node has heard)
	NoSuchPort      Reason = "no-such-service-port"            // the ClusterIP has no such port (as this node has heard)
	PodGone         Reason = "pod-gone"                        // the rule names a Pod that is no more
	ContainerClosed Reason = "target-port-closed"              // sent on to a Pod where nothing listens on the port

	NoLocalEndpoints    Reason = "no-local-endpoints"   // a traffic policy is Local and the node has no endpoint
	NotInSourceRange    Reason = "not-in-source-range"  // loadBalancerSourceRanges leaves the client out
	NoHealthyNode       Reason = "no-healthy-node"      // the cloud's balancer has no node to pass it to
	AnswerAstray        Reason = "answer-goes-astray"   // the Pod answered, but past the node that had rewritten the destination
	NoSourceAddress     Reason = "no-source-address"    // the client has no address of the target's family
	ConnectionClosed    Reason = "connection-closed"    // what was at the other end of an open connection is gone
	ConnectionForgotten Reason = "connection-forgotten" // the node's table no longer has the open connection
	NodeOff             Reason = "node-off"             // the machine that has the address does not run
	AppHangs            Reason = "app-hangs"            // the process accepted the connection, and answers nothing
)

// HopKind says what a Hop of a Path is.
type HopKind string

// The hops of a connection, in the order in which a packet can meet them.
const (
	HopClient      HopKind = "client"      // who asks
	HopBalancer    HopKind = "balancer"    // the cloud's load balancer, which passes it on to a node
	HopNode        HopKind = "node"        // a node's network stack
	HopNodePort    HopKind = "nodePort"    // KUBE-NODEPORTS matched
	HopServicePort HopKind = "servicePort" // KUBE-SERVICES or KUBE-EXT led to the Service's chain
	HopDNAT        HopKind = "dnat"        // an endpoint was chosen, the destination rewritten
	HopSNAT        HopKind = "snat"        // the source was rewritten: masquerading
	HopPod         HopKind = "pod"         // a Pod's network namespace
	HopTargetPort  HopKind = "targetPort"  // the port asked for there
	HopContainer   HopKind = "container"   // the process that listens on it
	HopHTTP        HopKind = "http"        // an HTTP proxy's choice, after which its own connection follows
)

// Hop is one station of a Path. Its Port is the number that counts there: the
// one asked for at the client and at nodes, the nodePort at HopNodePort, the
// Service's port at HopServicePort, the targetPort from HopDNAT on. At HopSNAT
// IP and Port are the new source.
type Hop struct {
	Kind      HopKind `json:"kind"`
	Node      string  `json:"node,omitempty"`      // the node on which this happens
	Namespace string  `json:"namespace,omitempty"` // of the Service or the Pod
	Name      string  `json:"name,omitempty"`      // node, Service, Pod or container name
	IP        string  `json:"ip,omitempty"`        // the packet's destination here
	Port      int32   `json:"port,omitempty"`
	Rule      string  `json:"rule,omitempty"`  // the chains used, such as KUBE-NODEPORTS or KUBE-EXT-… → KUBE-SVC-…
	Rolls     []Roll  `json:"rolls,omitempty"` // at HopDNAT: each rule tried and the number drawn for it
	By        Choice  `json:"by,omitempty"`    // at HopDNAT: what else chose the endpoint, "" for chance
	HTTP      *Routed `json:"http,omitempty"`  // at HopHTTP
}

// Choice says what chose an endpoint.
type Choice string

// What chooses endpoints besides chance.
const (
	ByAffinity  Choice = "affinity"  // the client was there before
	ByConntrack Choice = "conntrack" // the connection was open, or the UDP flow known
	ByScheduler Choice = "scheduler" // IPVS: rr, lc or sh
	ByProxy     Choice = "proxy"     // an HTTP proxy's rule
)

// Roll is one rule of a Service's chain tried against the number drawn for it.
type Roll struct {
	Rule        string  `json:"rule"` // the KUBE-SEP-… chain that the rule jumps to
	Pod         string  `json:"pod,omitempty"`
	IP          string  `json:"ip"`
	Probability float64 `json:"probability"`
	Drew        float64 `json:"drew"`
	Matched     bool    `json:"matched"`
}

// Path is the way of one connection from its client to its end.
type Path struct {
	From     Place        `json:"from"`
	SourceIP string       `json:"sourceIP"` // as the client knows it
	To       Target       `json:"to"`
	Hops     []Hop        `json:"hops"`
	Result   Result       `json:"result"`
	Reason   Reason       `json:"reason,omitempty"`
	Latency  api.Duration `json:"latency"`          // until the client knows; for TimedOut until its kernel gives up, if it has that patience
	Status   int          `json:"status,omitempty"` // of the HTTP answer; 0 when what answered speaks no HTTP
	Body     string       `json:"body,omitempty"`   // of the HTTP answer

	Header      []route.Field      `json:"header,omitempty"`      // of the HTTP answer, without what every answer has
	Certificate *route.Certificate `json:"certificate,omitempty"` // that a proxy showed to a client of TLS
	TLSFailure  TLSFailure         `json:"tlsFailure,omitempty"`  // why the client sent no request

	SourcePort int32  `json:"sourcePort,omitempty"`
	SeenIP     string `json:"seenIP,omitempty"`   // the source as it was when the packet got to its end
	SeenPort   int32  `json:"seenPort,omitempty"` // likewise
	Tracked    bool   `json:"tracked,omitempty"`  // it belonged to a known connection, so no rule was asked

	Served api.Duration `json:"served,omitempty"` // of Latency: for how long the process at the end kept the client waiting

	// Forwarded: kubectl port-forward took it, so that the client was connected
	// whatever the Result.
	Forwarded bool `json:"forwarded,omitempty"`
}

// Pod returns the Pod that the request reached, the last where proxies sent it
// on; "" when it reached none.
func (p Path) Pod() (namespace, name string) { return podOf(p.Hops) }

func podOf(hops []Hop) (namespace, name string) {
	for i := len(hops) - 1; i >= 0; i-- {
		if hops[i].Kind == HopPod {
			return hops[i].Namespace, hops[i].Name
		}
	}
	return "", ""
}
