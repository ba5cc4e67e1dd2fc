// Package gateway decides what a controller of Gateway API does: which classes,
// Gateways and HTTPRoutes it accepts and what it says of them, which Deployment
// and Service each Gateway gets, and the table by which its proxy routes.
//
// It is pure: it reads objects and returns a Plan. Equal objects make equal
// plans, and nothing that it reads is changed. Conditions and reasons are those
// of sigs.k8s.io/gateway-api v1.7.0 apis/v1, whose comments say when each holds;
// messages are this controller's own.
//
// # Differences from upstream
//
//   - Gateway API leaves much to the implementation. This one takes HTTPRoutes on
//     HTTP and HTTPS listeners. It does not know regular expressions, CORS,
//     ExtensionRef and retries: a rule with one is dropped, and the status says so
//     (UnsupportedValue, PartiallyInvalid).
//   - A parent that is no Gateway, such as a Service (GAMMA), is not looked at.
//   - Of listeners with the same port and different protocols none is served.
//   - A request that no rule of the most specific host takes may be taken by one
//     of a less specific host, as the text of HTTPRoute has it; many proxies
//     answer 404 there.
//   - What the Gateway's proxy needs to verify clients and backends
//     (spec.tls) is not there: listeners for which it asks are not accepted.
//   - ListenerSets cannot be attached. The finalizer gateway-exists-finalizer is
//     not put on classes.
//   - The annotation svclab.dev/service-type in spec.infrastructure makes the
//     Service a ClusterIP or a NodePort, for clusters without load balancers.
package gateway
