// Package statefulset models the StatefulSet controller: it keeps Pods NAME-0,
// NAME-1 and on, each with a host name of its own below the Service that the set
// names. It makes them in order, each when those before it are available, and
// lets them go in the reverse order; with the policy Parallel it waits for none.
// When the template changes it replaces Pods from the last one down to the
// partition. Each template is kept as a ControllerRevision.
//
// Reconcile changes nothing it is given, and returns no write when nothing has to
// change. The status counts the Pods that there were when the controller looked.
//
// # Differences from upstream
//
//   - Claims for volumes are neither made nor waited for, and the Pods get no
//     volumes of them; what becomes of them is not looked at either.
//   - A revision that means the same as the template in other words, as one that
//     an older release wrote, counts as another.
//   - A Pod whose ordinal is written with a nought before it belongs to no set.
package statefulset
