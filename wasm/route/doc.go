// Package route is the table by which an HTTP proxy routes, and the decider
// that reads it. Controllers compile Ingresses and HTTPRoutes to a Table; Find
// says which rule a request comes to, and why: what was looked at in the order
// of precedence, and what each that did not match lacked. Choose draws a
// backend by weight and one of its endpoints.
//
// It promises that equal tables, requests and draws make equal choices, and
// that neither a Table nor a Request is ever changed by being read. A Table has
// to be sorted (Sort) after it is filled and before it is asked.
//
// # Precedence
//
// The listener of the port whose host is the most specific; of its virtual
// hosts the most specific (exact before wildcard, then the longest), and no
// other, unless FallThrough says that less specific ones are asked next; then
// of the entries the one with an exact path, with the longest path, with a
// method, with the most headers, with the most query parameters, of the oldest
// object, of the first by namespace and name, and the first in its list. For
// the paths of Ingresses that is the same as what their documentation says, the
// longest path and then Exact before Prefix, because a path that matches
// exactly is never shorter than one that matches as a prefix.
//
// # Certificates
//
// A lesson certificate is written as PEM, and is made, kept in Secrets, trusted
// and refused as a real one is. In it stand a few lines of text: whom it is for,
// until when, and the number of its key. There is no cryptography.
//
// # Differences from upstream
//
//   - A certificate that is not a lesson's is none. Of a certificate and a key that
//     are both real (CheckKeyPair), only the PEM is looked at.
//   - Regular expressions are not known: they would weigh too much. A match with
//     one (Type RegularExpression) matches nothing.
//   - Backends and endpoints are drawn at random. Proxies commonly take turns,
//     each worker process its own, which looks the same from outside.
//   - Paths are compared as they come: no percent sign is decoded, no two slashes
//     become one.
package route
