package cluster

import (
	"encoding/json"

	"svclab/wasm/api"
	"svclab/wasm/network"
	"svclab/wasm/proxy"
	"svclab/wasm/route"
)

// Command is a wish that the cluster can carry out or refuse. It is one of the
// types below and nothing else: Create, Update, Patch, Delete, Tick, Step,
// Connect, Send, Close, ConfigureProxy, Fault, Forget, Lookup, Power, Evict,
// Component, Delay.
type Command interface {
	verb() string
}

// A Create, Update, Patch or Delete with DryRun is checked like any other and
// comes back as one Rehearsed event, but nothing is stored, allocated or
// remembered in the history.

// Create stores a new object, as POST does.
type Create struct {
	Resource  string          `json:"resource"` // plural, such as services
	Namespace string          `json:"namespace,omitempty"`
	Body      json.RawMessage `json:"body"` // the object in JSON, as the client sent it
	DryRun    bool            `json:"dryRun,omitempty"`
}

// Update replaces an object, as PUT does. A resourceVersion in Body that is
// not the stored one is refused with Conflict.
type Update struct {
	Resource  string          `json:"resource"`
	Namespace string          `json:"namespace,omitempty"`
	Name      string          `json:"name"`
	Body      json.RawMessage `json:"body"`
	DryRun    bool            `json:"dryRun,omitempty"`

	Subresource string `json:"subresource,omitempty"` // "", status or scale, for which Body is a Scale
}

// Patch merges Body into an object, as PATCH does.
type Patch struct {
	Resource  string          `json:"resource"`
	Namespace string          `json:"namespace,omitempty"`
	Name      string          `json:"name"`
	Type      PatchType       `json:"type"`
	Body      json.RawMessage `json:"body"`
	DryRun    bool            `json:"dryRun,omitempty"`

	Subresource string `json:"subresource,omitempty"` // "", status or scale

	// FieldValidation says what becomes of unknown and repeated fields.
	FieldValidation FieldValidation `json:"fieldValidation,omitempty"`
}

// FieldValidation is how strictly the fields of a request are read.
type FieldValidation string

// The ways to read fields.
const (
	Strict FieldValidation = "" // unknown and repeated fields are refused
	Warn   FieldValidation = "Warn"
)

// Delete asks for an object to go. A Pod goes when its kubelet is done.
type Delete struct {
	Resource           string `json:"resource"`
	Namespace          string `json:"namespace,omitempty"`
	Name               string `json:"name"`
	GracePeriodSeconds *int64 `json:"gracePeriodSeconds,omitempty"`
	DryRun             bool   `json:"dryRun,omitempty"`

	// Propagation says what becomes of what the object owns; "" is Background.
	// A Pod always goes as with Background.
	Propagation Propagation `json:"propagation,omitempty"`
}

// Propagation says what becomes of an object's dependents.
type Propagation string

// The kinds of Propagation.
const (
	Background Propagation = "Background" // they go after it
	Foreground Propagation = "Foreground" // it goes after them
	Orphan     Propagation = "Orphan"     // they stay
)

// Tick lets time pass. Whatever falls due on the way happens in its order.
type Tick struct {
	By api.Duration `json:"by"`
}

// Step lets time pass up to the next thing that falls due, and that happens.
// It is refused when nothing is due.
type Step struct{}

// Connect opens Count connections one after the other, at this very instant.
// One connection (Count 0 or 1) comes back as a Connected event with its whole
// Path; more come back as one Tallied event.
type Connect struct {
	From  network.Place  `json:"from"`
	To    network.Target `json:"to"`
	Count int            `json:"count,omitempty"`

	// SourcePort is the client's port; 0 for one that its kernel picks. A UDP
	// client that keeps its port belongs to the same flow each time.
	SourcePort int32 `json:"sourcePort,omitempty"`
	// Keep leaves the connection open, for Send and Close to name by the ID of
	// its Connected event.
	Keep bool `json:"keep,omitempty"`
	// Path is that of the HTTP request, such as /clientip; "" for /. Method and
	// Agent are what the server logs of it, GET and curl when they are empty.
	Path   string `json:"path,omitempty"`
	Method string `json:"method,omitempty"`
	Agent  string `json:"agent,omitempty"`
	// Host and Header are of the HTTP request: the host as the header says it, the
	// target's address when empty, and the other headers. TLS asks for https.
	Host   string        `json:"host,omitempty"`
	Header []route.Field `json:"header,omitempty"`
	TLS    *network.TLS  `json:"tls,omitempty"`
	// Forward says that kubectl port-forward listens at To on the learner's
	// machine, and which Pod it has chosen.
	Forward *network.Forward `json:"forward,omitempty"`
}

// Send makes Count more requests (0 for one) over an open connection. They come
// back as one Sent event.
type Send struct {
	Connection int    `json:"connection"`
	Count      int    `json:"count,omitempty"`
	Path       string `json:"path,omitempty"`
	Method     string `json:"method,omitempty"`
	Agent      string `json:"agent,omitempty"`

	Host   string        `json:"host,omitempty"` // as in Connect; TLS stays as it was
	Header []route.Field `json:"header,omitempty"`
}

// Close closes an open connection.
type Close struct {
	Connection int `json:"connection"`
}

// ConfigureProxy restarts every node's kube-proxy in another mode.
type ConfigureProxy struct {
	Mode      proxy.Mode      `json:"mode,omitempty"`
	Scheduler proxy.Scheduler `json:"scheduler,omitempty"`
}

// Evict asks for the end of a Pod as a POST to its subresource eviction does.
type Evict struct {
	Namespace          string `json:"namespace,omitempty"`
	Name               string `json:"name"`
	GracePeriodSeconds *int64 `json:"gracePeriodSeconds,omitempty"`
	DryRun             bool   `json:"dryRun,omitempty"`
}

func (Evict) verb() string { return "evict" }

// Power switches a node's machine off or on. Off is the plug that is pulled:
// nobody is told, no container gets a signal. On takes a while until the kubelet
// runs. The node of the control plane stays on.
type Power struct {
	Node string `json:"node"`
	On   bool   `json:"on,omitempty"`
}

// Forget deletes entries of a node's conntrack table, as conntrack -D does.
type Forget struct {
	Node  string           `json:"node"`
	Flows []network.FlowID `json:"flows"`
}

// Lookup asks a DNS server one question, and comes back as a LookedUp event.
type Lookup struct {
	From   network.Place `json:"from"`
	Server string        `json:"server,omitempty"` // an address; the first of the place's resolv.conf when empty
	Name   string        `json:"name"`             // absolute, with or without a dot at its end
	Type   string        `json:"type"`             // such as A, in capitals
	TCP    bool          `json:"tcp,omitempty"`
	Takes  int           `json:"takes,omitempty"` // bytes of a datagram that the client takes, 512 when 0
	Tries  int           `json:"tries,omitempty"` // how often the client asks a server that does not answer, once when 0
}

// IsDryRun reports whether a Command is one that changes nothing.
func IsDryRun(cmd Command) bool {
	switch cmd := cmd.(type) {
	case Create:
		return cmd.DryRun
	case Update:
		return cmd.DryRun
	case Patch:
		return cmd.DryRun
	case Delete:
		return cmd.DryRun
	case Evict:
		return cmd.DryRun
	}
	return false
}

func (Create) verb() string  { return "create" }
func (Update) verb() string  { return "update" }
func (Patch) verb() string   { return "patch" }
func (Delete) verb() string  { return "delete" }
func (Tick) verb() string    { return "tick" }
func (Step) verb() string    { return "step" }
func (Connect) verb() string { return "connect" }
func (Send) verb() string    { return "send" }
func (Close) verb() string   { return "close" }
func (Lookup) verb() string  { return "lookup" }
func (Power) verb() string   { return "power" }

func (Forget) verb() string { return "forget" }
func (Fault) verb() string  { return "fault" }

func (ConfigureProxy) verb() string { return "configureProxy" }
