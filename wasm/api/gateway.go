package api

// GatewayGroup is the group of the kinds of Gateway API.
const GatewayGroup = "gateway.networking.k8s.io"

// GatewayBeta is the version in which the same kinds are served besides v1.
const GatewayBeta = GatewayGroup + "/v1beta1"

// The labels that an implementation puts on what it makes for a Gateway.
const (
	LabelGatewayName  = "gateway.networking.k8s.io/gateway-name"
	LabelGatewayClass = "gateway.networking.k8s.io/gateway-class-name"
)

// The structs below are views of custom resources: what a controller reads of
// them. All that a definition has is kept in the object itself.

// GatewayClassSpec names the controller of the Gateways of a class.
type GatewayClassSpec struct {
	ControllerName string            `json:"controllerName"`
	ParametersRef  *GatewayReference `json:"parametersRef"`
}

// GatewaySpec is where a Gateway listens.
type GatewaySpec struct {
	GatewayClassName string            `json:"gatewayClassName"`
	Listeners        []GatewayListener `json:"listeners"`
	Addresses        []GatewayAddress  `json:"addresses"`
	Infrastructure   struct {
		Labels        map[string]string `json:"labels"`
		Annotations   map[string]string `json:"annotations"`
		ParametersRef *GatewayReference `json:"parametersRef"`
	} `json:"infrastructure"`
	AllowedListeners *struct{} `json:"allowedListeners"`
	TLS              *struct {
		Frontend *struct{} `json:"frontend"`
		Backend  *struct{} `json:"backend"`
	} `json:"tls"`
}

// GatewayAddress is an address that a Gateway has or wants.
type GatewayAddress struct {
	Type  string `json:"type"`
	Value string `json:"value"`
}

// GatewayListener is a port of a Gateway, for one host or all.
type GatewayListener struct {
	Name          string         `json:"name"`
	Hostname      string         `json:"hostname"`
	Port          int32          `json:"port"`
	Protocol      string         `json:"protocol"`
	TLS           *GatewayTLS    `json:"tls"`
	AllowedRoutes GatewayAllowed `json:"allowedRoutes"`
}

// GatewayTLS says how TLS is ended.
type GatewayTLS struct {
	Mode            string             `json:"mode"`
	CertificateRefs []GatewayReference `json:"certificateRefs"`
}

// GatewayAllowed says which routes may attach to a listener.
type GatewayAllowed struct {
	Namespaces struct {
		From     string         `json:"from"`
		Selector *LabelSelector `json:"selector"`
	} `json:"namespaces"`
	Kinds []GatewayReference `json:"kinds"`
}

// GatewayReference names an object, or all of a kind. References of every sort
// are read with it; each has some of the fields.
type GatewayReference struct {
	Group       string  `json:"group"`
	Kind        string  `json:"kind"`
	Namespace   *string `json:"namespace"`
	Name        string  `json:"name"`
	SectionName string  `json:"sectionName"`
	Port        int32   `json:"port"`
}

// In returns the namespace of a reference that an object of another one makes.
func (r *GatewayReference) In(namespace string) string {
	if r.Namespace != nil {
		return *r.Namespace
	}
	return namespace
}

// ReferenceGrantSpec lets objects of other namespaces refer to some of its own.
type ReferenceGrantSpec struct {
	From []GatewayReference `json:"from"`
	To   []GatewayReference `json:"to"`
}

// GatewayDuration reads a duration as Gateway API writes it, such as 1h10m.
func GatewayDuration(s string) Duration {
	d, _ := gatewayDuration(s)
	return d
}
