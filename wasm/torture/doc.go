// Package torture plays random histories against the invariants of the cluster, in
// the manner of FoundationDB's simulator: whatever learners and operators do, and
// what befalls them, must leave the cluster one that a Kubernetes engineer would
// call sound.
//
// A seed names a run and a number each history of it, so "seed 7, history 1234" is
// all there is to say of a failure. A history is a cluster's Config and a list of
// Steps: Commands of package cluster, good ones and bad ones, and three things that
// are done to a cluster from outside: undo, forks that are given the same, and forks
// that go another way. Commands also switch off machines, slow down watches, stop
// components of the control plane at once or after so many writes, and let hours
// pass.
//
// After each Step the invariants must hold, those that cost much after every few.
// At the end of a history
//
//   - it is written down, read, and replayed, and comes to the same, to the byte;
//   - Seek finds at some Position what a replay that stops there finds;
//   - a fork that was given the same, its Ticks in pieces, has come to the same;
//   - a fork that went another way has not noticed what became of its original;
//   - all disruptions are lifted and an hour passes, and then the cluster is what
//     fresh controllers would make of its objects.
//
// A history that breaks an invariant, or makes the engine panic, is shrunk: Steps are
// left out and made simpler as long as the same invariant breaks. The shortest is
// printed as JSON, one Step in a line, which svclab torture --history plays again.
// Those of bugs that were found stand in testdata, each under its seed.
//
// Invariants are those of upstream: where a real cluster leaves something as it is,
// the invariant says so with the place in upstream's source.
package torture
