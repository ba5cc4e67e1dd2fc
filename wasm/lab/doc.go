// Package lab models one learner's session at one lesson: the cluster, the
// terminal, the files, the goals reached and the quizzes answered.
//
// It promises that a Session is a pure machine. Lines typed and time passed go
// in; terminal text, cluster events and reached goals come out; the same inputs
// give the same outputs. Everything that changes the cluster goes through
// cluster.Do, so Save keeps the Commands and Restore carries them out again.
// Checks, hints and predictions run on a fork and disturb nothing.
//
// # Time
//
// A Session can look at any Moment of its history: Seek changes what Cluster,
// Terminal and Prompt show and nothing else. They show what they showed then, but
// for output that was cleared since. Advance lets what is recorded happen again,
// until it is the present; the line that ran there goes on where it stood.
//
// To do something in the past is to go on from there (GoOn): the history behind
// it is cut off, and kept as a branch when the learner did anything in it, so
// that Return brings it back. Undo is a Seek to Before the last thing done, redo
// one to After it. What goes back with the clock, and what does not:
//
//   - The cluster, the terminal, and the shell: its place, variables, functions,
//     aliases and the files of nodes and Pods, as the next line found them. A line
//     that was running is shown as far as it had come, and is interrupted when one
//     goes on from there; jobs in the background are gone then.
//   - Files of the home folder keep what the learner has written: to undo kubectl
//     apply takes nothing from the text that was applied. Those removed since are
//     there again, and the namespace chosen for kubectl is that of then.
//   - Goals stay reached, quizzes answered, and the step that is open stays open. If
//     its manifests had not been laid out yet, they are when one goes on.
//
// Share writes one Moment for others, as a link or a file carries it; Resume opens it.
//
// # Differences from upstream
//
// A terminal shows output in whole steps of the script, not byte by byte, and
// keeps the last 64 KiB that each line printed. Of a line that printed more than
// 256 times, the past shows some prints only with the one behind them; after a
// reload of more than 32 times. Functions and the files of nodes and Pods that a
// reload loses, a Moment before the reload has lost too.
package lab
