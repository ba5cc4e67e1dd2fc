// Package workload holds what the controllers that keep Pods have in common: how
// a Pod is made of a template, when it counts as available, how templates are
// named by hashes, and how StatefulSets and DaemonSets keep old templates as
// ControllerRevisions.
//
// Models parts of pkg/controller and pkg/controller/history.
//
// # Differences from upstream
//
//   - The data of a ControllerRevision, and so its hash, is upstream's unless the
//     template has a value in a field that api keeps Opaque, such as volumes,
//     which upstream fills up with defaults.
package workload
