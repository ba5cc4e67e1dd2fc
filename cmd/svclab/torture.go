package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"svclab/wasm/torture"
)

const tortureUsage = `[--seed S] [--commands N]
       svclab torture --history FILE

Plays random histories against the invariants of the cluster: what learners and
operators do, machines that fail, slow watches, controllers that die in the midst of a
sync, hours that pass at once, undo and forks. The last line is a digest of the final
states; it is the same on every machine. When an invariant breaks, the shortest history
that was found goes to the standard output, for --history, and the exit status is 1.`

// progressEvery is how often a run says how far it is.
const progressEvery = 10 * time.Second

// tortureCommand plays random histories, or one from a file.
func tortureCommand(args []string, stdout, stderr io.Writer) int {
	set := flags("torture", tortureUsage, stderr)
	seed := set.Uint64("seed", 1, "what the histories are drawn from")
	commands := set.Int("commands", 30_000, "how many Commands to give, in all histories together")
	from := set.Int("from", 0, "number of the first history")
	length := set.Int("length", torture.Length, "how many Commands a history has")
	shrink := set.Int("shrink", 2000, "how often a history that fails may be played to find a shorter one")
	file := set.String("history", "", "play the history in this file, as a failure prints it")
	quiet := set.Bool("quiet", false, "do not say how far it is")
	if status, ok := parse(set, args); !ok {
		return status
	}
	if *commands < 1 || *from < 0 || *length < 1 || *shrink < 1 {
		fmt.Fprintln(stderr, "svclab torture: want at least 1 command, a length and a shrink of at least 1, and from 0 on")
		return 2
	}
	debug.SetGCPercent(400) // a cluster is small, and makes much that is soon thrown away
	if *file != "" {
		return tortureFile(*file, *shrink, stdout, stderr)
	}
	options := torture.Options{Seed: *seed, From: *from, Commands: *commands, Length: *length, Shrink: *shrink}
	if last := time.Now(); !*quiet {
		options.Progress = func(history, done int) {
			if time.Since(last) >= progressEvery {
				last = time.Now()
				fmt.Fprintf(stderr, "seed %d: history %d, %d of %d Commands\n", *seed, history, done, *commands)
			}
		}
	}
	return report(torture.Run(options), stdout, stderr)
}

func tortureFile(name string, shrink int, stdout, stderr io.Writer) int {
	text, err := os.ReadFile(name)
	if err != nil {
		fmt.Fprintf(stderr, "svclab torture: %v\n", err)
		return 2
	}
	h, err := torture.Decode(text)
	if err != nil {
		fmt.Fprintf(stderr, "svclab torture: %s: %v\n", name, err)
		return 2
	}
	return report(torture.Play(h, shrink), stdout, stderr)
}

// report prints what a run has come to, and returns its exit status.
func report(r torture.Result, stdout, stderr io.Writer) int {
	if f := r.Failure; f != nil {
		fmt.Fprintf(stderr, "%s\nThe shortest history that was found breaks it with %d Commands:\n", f, len(f.History.Steps))
		fmt.Fprintf(stdout, "%s", f.History.Encode())
		return 1
	}
	fmt.Fprintf(stdout, "%d Commands in %d histories: all invariants held\n", r.Commands, r.Histories)
	for _, what := range slices.Sorted(maps.Keys(r.Looked)) {
		fmt.Fprintf(stdout, "  %s: %d\n", what, r.Looked[what])
	}
	fmt.Fprintf(stdout, "digest: %x\n", r.Digest)
	return 0
}
