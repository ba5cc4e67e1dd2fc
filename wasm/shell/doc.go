// Package shell is the learner's terminal: bash's grammar and a few dozen small
// programs, run against the miniature cluster.
//
// # What it promises
//
// A script is evaluated in direct style. Each place where something is printed
// or time passes yields a Step; between two Steps nothing happens but
// computing, and never for long. Whoever stops taking Steps interrupts the
// script: everything unwinds, files are as they were written so far, and $? is
// 130. The same cluster, files and script give the same Steps.
//
// The script, each stage of a pipeline but the last, and each job in the
// background are threads that take turns. One runs until it prints, waits or
// reads from an empty pipe; time passes when all of them wait, up to the
// earliest that is due, so waits overlap as on a real machine. A stage that
// writes when its reader is gone ends with status 141, as SIGPIPE would end it,
// so `yes | head -3` ends. Jobs outlive a Run of an interactive shell: while the
// prompt waits, Background takes them on.
//
// The shell stands somewhere: outside the cluster, on a node after ssh, in a
// Pod after kubectl exec -it. exit comes back. Programs act from there.
//
// # Where things are
//
// run.go reads a script command by command; exec.go, loop.go and call.go walk
// the syntax tree; expand.go, param.go, braces.go, glob.go and arith.go turn
// words into arguments; scheduler.go, thread.go, stream.go and pipeline.go
// move text and time; job.go and jobtools.go are jobs. process.go has the table
// of programs, manual.go a line on each, and each of them has a file.
// complete.go and its neighbours say how an unfinished line can go on.
//
// # Differences from upstream
//
//   - There are no associative arrays, process substitution, extended globs,
//     select, coproc or traps for anything but EXIT; each is refused in words.
//   - An array's elements below its last one are all there. A reload keeps the
//     first only, of aliases those of the learner's own machine.
//   - Aliases are expanded in scripts too, and at once.
//   - A screen of watch takes the place of what the same line has printed before.
//   - A job cannot be stopped (Ctrl-Z, kill -STOP). Jobs end with the script, the
//     ssh session or the shell that has started them, and with a reload. They are
//     listed as they were typed. Only they and their stages have process ids.
//   - Computing takes no time, except while another thread waits for time to
//     pass: then 10 ms from one breath to the next. A pipe holds 4 KiB.
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
//   - awk has no getline, system, functions of one's own, output to files or RS.
//     for (k in a) goes in the order of the subscripts.
//   - less and more print everything, since the terminal scrolls. date knows -d
//     @SECONDS and dates, no words such as yesterday.
//   - A web server's headers are the same few for every image, in one order.
//     Nobody speaks HTTP/2, not even the API server, which knows curl as
//     system:anonymous, whatever certificate or token it shows; /healthz?verbose
//     tells no more than /healthz.
//   - Every Pod has the same programs, dig among them, whatever its image.
//     nslookup is BusyBox' in Pods, BIND's in agnhost's and elsewhere; dig and host are BIND's.
//     Names are resolved as glibc does it everywhere, with the first name server
//     of resolv.conf and no other.
//   - /etc/hosts, /etc/resolv.conf and /etc/hostname are the only files of /etc,
//     and nobody can write them.
//   - dig's random id comes from the question and the clock.
//   - A session in a Pod that a reload brings back has the variables of the
//     Pod's first container.
//   - vi, vim, nano and edit open the host's editor, whatever it is.
//   - curl's words are those of 8.5, which says nothing of the bundles in which it
//     keeps connections here. openssl makes lesson certificates and shows them,
//     and does nothing else; wget has no TLS. wget's words are of 1.21 and BusyBox
//     1.35, ping's of iputils, nc's of OpenBSD, ss' and ip's of iproute2 6.1. Each
//     has the options that help to look at Services, and refuses others in words.
//   - Nodes show no veth pairs, no link-local addresses and no neighbours. ss
//     knows of connections what conntrack tables do. Rules and virtual
//     servers cannot be changed by hand.
//   - Where a program is missing, a line after bash's own says where it is.
//   - kubectl port-forward looks once a second whether its Pod is there, and
//     tells of a hundred connections of one burst of load at most.
//   - load is nobody's program, but like hey in what it prints. What it says of
//     times is the connections' latency with a time for the server upon it, which
//     is distributed exponentially and known to load alone. Its requests go
//     in bursts, at most a hundred in all, between which the cluster goes on.
//   - node, typed anywhere but in a Pod, is the power button of the machines:
//     node list, node stop node-2, node start node-2.
//   - kube-proxy, typed anywhere but in a Pod, restarts the kube-proxies of all
//     nodes with its flags, as a change of their ConfigMap and a rollout would.
package shell
