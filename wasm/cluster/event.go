package cluster

import (
	"encoding/json"

	"svclab/wasm/api"
	"svclab/wasm/dns"
	"svclab/wasm/network"
)

// Event is something that happened in the cluster. All that a page shows comes
// from Events. It is one of the types below and nothing else.
type Event interface {
	// At returns when it happened.
	At() api.Time
	event()
}

// Instant is embedded in every Event.
type Instant struct {
	Time api.Time `json:"time"`
}

// At returns when the event happened.
func (i Instant) At() api.Time { return i.Time }
func (Instant) event()         {}

// Change says what was done to an object.
type Change string

// What can be done to an object, in the words of a watch.
const (
	Added    Change = "ADDED"
	Modified Change = "MODIFIED"
	Deleted  Change = "DELETED"
)

// Written: an object was written to the store, which sends it to every watch.
type Written struct {
	Instant
	By       string     `json:"by"` // who wrote: user, scheduler, kubelet/node-1, endpointslice-controller, …
	Change   Change     `json:"change"`
	Resource string     `json:"resource"`
	Object   api.Object `json:"object"` // never to be changed
	Old      api.Object `json:"-"`      // what it replaced, nil for Added

	// Sent is what a Create, Update or Patch had in its Body; nil when no Command
	// wrote it. It tells what was asked for from what the server filled in.
	Sent json.RawMessage `json:"-"`

	version uint64 // of an Event that is not made yet
}

// Warned: the API server accepted a Command and had something to say of it.
type Warned struct {
	Instant
	Texts []string `json:"texts"`
}

// Rehearsed: a dry run came through, and this would have been written. Its
// object has the resourceVersion that it has now.
type Rehearsed struct{ Written }

// Recorded: a component reported an Event of the API about an object. Those that
// somebody writes as an object are Written.
type Recorded struct {
	Instant
	record *record
}

// Event makes the object that was stored. It has the name of the one that it
// takes the place of, when it counts that one up.
func (r Recorded) Event() *api.Event { return r.record.event() }

// MarshalJSON writes the object, for Log.
func (r Recorded) MarshalJSON() ([]byte, error) { return json.Marshal(r.Event()) }

// Heard: a node's kube-proxy has received news of a Service or EndpointSlice. In a
// cluster of more than 100 nodes many receive it at the same moment.
type Heard struct {
	Instant
	Node      string   `json:"node"`
	Others    []string `json:"others,omitempty"` // nodes, sorted by name
	Change    Change   `json:"change"`
	Resource  string   `json:"resource"`
	Namespace string   `json:"namespace"`
	Name      string   `json:"name"`
	Version   string   `json:"resourceVersion"`
}

// Learned: CoreDNS has received news of a Namespace, Service or EndpointSlice,
// and answers by it from now on.
type Learned struct {
	Instant
	Change    Change `json:"change"`
	Resource  string `json:"resource"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
	Version   string `json:"resourceVersion"`
}

// Synced: a node's kube-proxy has written its rules anew from all it has heard.
type Synced struct {
	Instant
	Node   string   `json:"node"`
	Others []string `json:"others,omitempty"` // nodes of which the same is true, sorted by name
}

// Routed: the controller in an HTTP proxy's Pod has made the proxy's table anew
// from all it has heard.
type Routed struct {
	Instant
	Namespace string `json:"namespace"`
	Pod       string `json:"pod"`
}

// Connected: one connection was made, or failed, with the request for which it
// was made.
type Connected struct {
	Instant
	ID   int          `json:"id"` // counts requests from 1
	Path network.Path `json:"path"`
	Open bool         `json:"open,omitempty"` // Send and Close may name it by ID
}

// Sent: more requests were sent over an open connection.
type Sent struct {
	Instant
	ID         int          `json:"id"`         // of the first of them
	Connection int          `json:"connection"` // ID of its Connected event
	Count      int          `json:"count"`
	Path       network.Path `json:"path"` // marked as Tracked where conntrack knew it
	Open       bool         `json:"open,omitempty"`

	// Others is how many of them a misbehaving app answered otherwise than Path
	// says: with an error instead of its page, or with its page instead.
	Others int `json:"others,omitempty"`
}

// Balanced: the cloud made a load balancer for a Service, deleted it, or sends
// to other nodes than before.
type Balanced struct {
	Instant
	Change    Change   `json:"change"`
	Namespace string   `json:"namespace"`
	Name      string   `json:"name"`
	IP        string   `json:"ip"`
	Nodes     []string `json:"nodes"` // that get traffic, sorted by name
}

// Powered: a node's machine went off, or has booted.
type Powered struct {
	Instant
	Node string `json:"node"`
	Up   bool   `json:"up"`
}

// Switched: a component of the control plane stopped, or was started again.
type Switched struct {
	Instant
	Component string `json:"component"`
	On        bool   `json:"on"`
}

// Tallied: many connections were made at once.
type Tallied struct {
	Instant
	First   int            `json:"first"` // ID of the first of them
	From    network.Place  `json:"from"`
	To      network.Target `json:"to"`
	By      network.Choice `json:"by,omitempty"` // what chose the endpoints, "" for chance
	Answers []Tally        `json:"answers"`      // sorted by namespace, Pod, result
}

// Tally counts connections that ended alike.
type Tally struct {
	Namespace string         `json:"namespace,omitempty"`
	Pod       string         `json:"pod,omitempty"`
	Result    network.Result `json:"result"`
	Reason    network.Reason `json:"reason,omitempty"`
	Status    int            `json:"status,omitempty"` // of the HTTP answer
	Latency   api.Duration   `json:"latency"`          // of each of them
	Count     int            `json:"count"`
}

// LookedUp: a DNS server was asked a question.
type LookedUp struct {
	Instant
	Question dns.Question `json:"question"`
	Server   string       `json:"server"`
	TCP      bool         `json:"tcp,omitempty"`
	Path     network.Path `json:"path"`              // from the client to the server, without hops to the LAN's resolver
	Message  *dns.Message `json:"message,omitempty"` // nil when no DNS server answered
	Latency  api.Duration `json:"latency"`           // until the client knows, all attempts together
	Attempts int          `json:"attempts"`
}
