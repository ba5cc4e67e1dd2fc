// Package lab models one learner's session at one lesson: the cluster, the
// terminal, the files, the goals reached and the quizzes answered.
//
// It promises that a Session is a pure machine. Lines typed and time passed go
// in; terminal text, cluster events and reached goals come out; the same inputs
// give the same outputs. Everything that changes the cluster goes through
// cluster.Do, so Save keeps the Commands and Restore carries them out again.
// Checks, hints and predictions run on a fork and disturb nothing.
//
// # Differences from upstream
//
// A terminal shows output in whole steps of the script, not byte by byte, and
// keeps the last 64 KiB that each line printed.
package lab
