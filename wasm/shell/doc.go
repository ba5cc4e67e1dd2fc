// Package shell is the learner's terminal: bash's grammar and a few dozen small
// programs, run against the miniature cluster.
//
// # What it promises
//
// A script is evaluated in direct style on the caller's own stack. Each place
// where something is printed or time passes yields a Step; between two Steps
// nothing happens but computing, and never for long. Whoever stops taking Steps
// interrupts the script: everything unwinds, files are as they were written so
// far, and $? is 130. The same cluster, files and script give the same Steps.
//
// Each stage of a pipeline but the last is a coroutine that runs when the next
// stage reads from it. Its waits, its events and what it prints to the terminal
// come out as Steps of the whole. A stage that writes when its reader is gone
// ends with status 141, as SIGPIPE would end it, so `yes | head -3` ends.
//
// The shell stands somewhere: outside the cluster, on a node after ssh, in a
// Pod after kubectl exec -it. exit comes back. Programs act from there.
//
// # Where things are
//
// run.go reads a script command by command; exec.go, loop.go and call.go walk
// the syntax tree; expand.go, param.go, braces.go, glob.go and arith.go turn
// words into arguments; thread.go, stream.go and pipeline.go move text and
// time. process.go has the table of programs, and each of these has a file.
//
// # Differences from upstream
//
//   - There are no background jobs (&), arrays, process substitution, extended
//     globs, select or coproc; each is refused in words.
//   - The stages of a pipeline take turns instead of running at once, so their
//     waits add up, and a stage from which nobody reads starts when the others
//     have ended.
//   - SIGPIPE ends the whole stage, not only the program that was writing.
//   - The home folder is the only folder there is. /tmp, nodes and Pods have
//     files of their own, which a reload forgets.
//   - Standard input at the prompt is empty: programs that would wait for
//     somebody to type read the end of the file.
//   - After `ssh node-1`, the rest of the same line runs on the node too.
//   - ssh gives the words of a command to the node as they are; a real one
//     joins them with blanks, and the node's shell splits and expands them anew.
//   - sort compares byte by byte, as in the C locale. Back-references in
//     patterns (\1 in grep or in the left side of s///) are not there.
//   - A web server's headers are the same few for every image.
//   - Every Pod has the same programs, dig among them, whatever its image.
//     nslookup is BusyBox' in Pods and BIND's elsewhere; dig and host are BIND's.
//     Names are resolved as glibc does it everywhere, with the first name server
//     of resolv.conf and no other.
//   - /etc/hosts, /etc/resolv.conf and /etc/hostname are the only files of /etc,
//     and nobody can write them.
//   - dig's random id comes from the question and the clock.
//   - A session in a Pod that a reload brings back has the variables of the
//     Pod's first container.
//   - vi, vim, nano and edit open the host's editor, whatever it is.
//   - load is nobody's program, but like hey in what it prints. Its requests go
//     in bursts, at most a hundred in all, between which the cluster goes on.
//   - kube-proxy, typed anywhere but in a Pod, restarts the kube-proxies of all
//     nodes with its flags, as a change of their ConfigMap and a rollout would.
package shell
