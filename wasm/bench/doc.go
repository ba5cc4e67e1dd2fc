// Package bench measures a cluster: how long it takes to switch on, to start Pods and
// to replace one, how many connections it decides in a second, and what all that
// takes in memory, up to the largest cluster that Kubernetes is meant for.
//
// Each Measurement has a name and is a function that does some work through
// Cluster.Do, reads the clock of its Host before and after, and returns Figures. It
// looks at what came of the work, outside of the time that it measures, and fails when
// something was not done: a figure is always one of work that was done. What the
// figures are, and how many, depends on no clock.
//
// The clock of the machine comes from the Host; this package has no other. A cluster
// has a clock of its own, virtual and free: where a Measurement lets virtual time pass,
// the figure is how long the machine took to play it, and the Figure of the unit
// "s of its clock" beside it is how long that was for the cluster.
//
// svclab bench runs the Measurements natively, wasm/bench/program as wasm in Node or
// in a browser. They are no part of the page.
package bench
