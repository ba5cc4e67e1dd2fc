// Package ingress models what an ingress controller decides that behaves as
// ingress-nginx did, the controller of the Kubernetes project until it was
// archived in 2026: which Ingresses are its own, how they become the routing
// table of its proxy, and which address it writes into their status.
//
// It promises that its functions change nothing they are given, and that equal
// objects make equal tables.
//
// # What surprises
//
//   - The host of a request chooses a server before any path is looked at: a
//     request for a host that has rules of its own never comes to the rules
//     without a host, nor to an Ingress that is nothing but a default backend.
//     What no path of its server takes is answered 404.
//   - Endpoints are asked, not the Service: its ClusterIP, its session affinity
//     and its traffic policies do not matter.
//   - ImplementationSpecific compares characters, as nginx's plain location does:
//     /foo takes /foobar, too.
//   - A host named in spec.tls is redirected to https with status 308, whether or
//     not its Secret is there: then with the controller's own certificate. So it
//     is where the certificate is not good for the host, or its key not its key.
//   - The Secret may be of any type that has tls.crt and tls.key.
//
// # Differences from upstream
//
//   - Of the annotations, rewrite-target without groups, ssl-redirect,
//     force-ssl-redirect, canary, canary-weight, canary-weight-total and
//     canary-by-header with the values always and never are known; others are
//     passed over.
//   - An ExternalName is no backend: its requests are answered 503.
//   - A default backend of the controller's own, the ConfigMap, the admission
//     webhook, TCP and UDP Services and the header Strict-Transport-Security are
//     left out.
package ingress
