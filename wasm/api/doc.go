// Package api holds the objects of the miniature cluster and what the API server
// does to them before they are stored: it reads them strictly (Decode), fills in
// what they leave out (Default) and says what is wrong with them (Validate,
// ValidateUpdate). For kubectl it splits manifests into documents (Documents).
//
// Types and fields have the names, JSON names and order of k8s.io/api v0.37.2,
// so an object is written as a real server would write it. They are declared
// here because those of k8s.io/api would cost 2.7 MB of download. Refusals are
// worded and ordered as Kubernetes 1.37.2 words and orders them; tests compare
// fields, written forms and refusals of wrong types with upstream's own types,
// and what is said of names and addresses with upstream's own functions. Those
// that would bring klog and net into the program are written anew here.
//
// The package is pure: nothing here knows the time, the cluster or chance, and
// nothing visible depends on the order of a map. A stored object is never
// changed; whoever wants to change one works on a DeepCopy.
//
// # Differences from upstream
//
//   - Fields of type Opaque (volumes, podAffinity, securityContext of Pods, and the
//     like) are kept and printed as they came. Neither their shape nor their
//     values are checked, and nothing in them is defaulted.
//   - Where upstream walks a map in random order, such as labels, its errors come
//     in the order of the keys.
//   - The refusal of a change to a Pod's spec shows the difference in the JSON of
//     v1, in one hunk; upstream shows its inner type, whose lines are numbered
//     otherwise.
//   - Changes to a Pod that waits for scheduling gates, restartPolicyRules,
//     resources of containers and the seccomp and AppArmor annotations are not
//     checked.
//   - Gateway API is a part of some clusters from the start, in the version v1 and
//     the standard channel of v1.7.0, and of GatewayClasses, Gateways, HTTPRoutes
//     and ReferenceGrants alone. There is no CustomResourceDefinition to look at or
//     to add. A manifest of v1beta1 is read as one of v1, and shown so. Custom resources are trees, checked by the
//     schemas of their definitions and Go in the place of CEL; tests hold what is
//     said of them against the code of apiextensions-apiserver. Errors come in the
//     order of the fields, where upstream walks maps. A value that is no object or
//     list of the right type is refused by the schema before metadata is looked at.
//   - Times lie between the years 1678 and 2261 and have whole seconds.
//   - Quantities of more than 18 digits are printed as they were written, and
//     none is rounded up to thousandths.
//   - A YAML document of more than 3 MiB is refused while it is read, by kubectl;
//     upstream sends it and the server refuses it.
package api
