package api

// HTTPRouteSpec says where requests go that come to some Gateways.
type HTTPRouteSpec struct {
	ParentRefs []GatewayReference `json:"parentRefs"`
	Hostnames  []string           `json:"hostnames"`
	Rules      []HTTPRouteRule    `json:"rules"`
}

// HTTPRouteRule is what is done with the requests that one of its matches takes.
type HTTPRouteRule struct {
	Name        string            `json:"name"`
	Matches     []HTTPRouteMatch  `json:"matches"`
	Filters     []HTTPRouteFilter `json:"filters"`
	BackendRefs []HTTPBackendRef  `json:"backendRefs"`
	Timeouts    struct {
		Request        string `json:"request"`
		BackendRequest string `json:"backendRequest"`
	} `json:"timeouts"`
	Retry *struct{} `json:"retry"`
}

// HTTPRouteMatch is what a request must have, all of it.
type HTTPRouteMatch struct {
	Path        HTTPValueMatch   `json:"path"`
	Headers     []HTTPValueMatch `json:"headers"`
	QueryParams []HTTPValueMatch `json:"queryParams"`
	Method      string           `json:"method"`
}

// The ways in which a value matches.
const (
	MatchExact             = "Exact"
	MatchPathPrefix        = "PathPrefix"
	MatchRegularExpression = "RegularExpression"
)

// HTTPValueMatch compares a path, a header or a query parameter.
type HTTPValueMatch struct {
	Type  string `json:"type"`
	Name  string `json:"name"`
	Value string `json:"value"`
}

// The filters that something acts on.
const (
	FilterRequestHeaders  = "RequestHeaderModifier"
	FilterResponseHeaders = "ResponseHeaderModifier"
	FilterMirror          = "RequestMirror"
	FilterRedirect        = "RequestRedirect"
	FilterRewrite         = "URLRewrite"
)

// HTTPRouteFilter changes a request or its answer on the way; the field of its
// type is there.
type HTTPRouteFilter struct {
	Type                   string            `json:"type"`
	RequestHeaderModifier  *HTTPHeaderFilter `json:"requestHeaderModifier"`
	ResponseHeaderModifier *HTTPHeaderFilter `json:"responseHeaderModifier"`
	RequestMirror          *struct {
		BackendRef GatewayReference `json:"backendRef"`
		Percent    *int32           `json:"percent"`
		Fraction   *struct {
			Numerator   int32 `json:"numerator"`
			Denominator int32 `json:"denominator"`
		} `json:"fraction"`
	} `json:"requestMirror"`
	RequestRedirect *HTTPRedirectFilter `json:"requestRedirect"`
	URLRewrite      *HTTPRedirectFilter `json:"urlRewrite"`
}

// HTTPHeaderFilter changes headers.
type HTTPHeaderFilter struct {
	Set    []HTTPValueMatch `json:"set"`
	Add    []HTTPValueMatch `json:"add"`
	Remove []string         `json:"remove"`
}

// HTTPRedirectFilter says what another URL has; a rewrite has host and path only.
type HTTPRedirectFilter struct {
	Scheme   string `json:"scheme"`
	Hostname string `json:"hostname"`
	Path     *struct {
		Type               string `json:"type"`
		ReplaceFullPath    string `json:"replaceFullPath"`
		ReplacePrefixMatch string `json:"replacePrefixMatch"`
	} `json:"path"`
	Port       int32 `json:"port"`
	StatusCode int   `json:"statusCode"`
}

// HTTPBackendRef is a Service with its share of the requests.
type HTTPBackendRef struct {
	GatewayReference
	Weight  *int32            `json:"weight"`
	Filters []HTTPRouteFilter `json:"filters"`
}
