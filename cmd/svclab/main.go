package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// command is one word after svclab.
type command struct {
	name, summary string
	run           func(args []string, stdin io.Reader, stdout, stderr io.Writer) int
}

var commands = []command{
	{"serve", "serve a built site, by default at http://127.0.0.1:8080", serveCommand},
	{"build", "write the site into a folder", buildCommand},
	{"shell", "the terminal of the page, natively: interactive, or a script", shellCommand},
	{"lesson", "begin, lint, test, update, translate and pack lessons", func(args []string, _ io.Reader, stdout, stderr io.Writer) int {
		return lessonCommand(args, stdout, stderr)
	}},
	{"torture", "play random histories against the invariants of the cluster", func(args []string, _ io.Reader, stdout, stderr io.Writer) int {
		return tortureCommand(args, stdout, stderr)
	}},
	{"bench", "measure a cluster on this machine", func(args []string, _ io.Reader, stdout, stderr io.Writer) int {
		return benchCommand(args, stdout, stderr)
	}},
}

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is svclab with args, and returns its exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		help(stderr)
		return 2
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		help(stdout)
		return 0
	}
	names := []string{"help"}
	for _, c := range commands {
		if c.name == args[0] {
			return c.run(args[1:], stdin, stdout, stderr)
		}
		names = append(names, c.name)
	}
	hint := "want one of " + strings.Join(names, ", ")
	if slices.Contains(lessonCommands, args[0]) {
		hint = fmt.Sprintf("did you mean \"svclab lesson %s\"?", args[0])
	}
	fmt.Fprintf(stderr, "svclab: unknown command %q: %s\n", args[0], hint)
	return 2
}

func help(w io.Writer) {
	fmt.Fprint(w, "svclab teaches Kubernetes Services by running one.\n\nUsage: svclab COMMAND [FLAGS]\n\nCommands:\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-8s %s\n", c.name, c.summary)
	}
	fmt.Fprint(w, "  help     this list\n\n\"svclab COMMAND -h\" says more about a command.\n")
}

// flags returns an empty set of flags whose help begins with usage.
func flags(name, usage string, stderr io.Writer) *flag.FlagSet {
	set := flag.NewFlagSet("svclab "+name, flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() {
		fmt.Fprintf(stderr, "Usage: svclab %s %s\n\n", name, usage)
		set.PrintDefaults()
	}
	return set
}

// parse reads args, which may hold flags only. When it is not ok, the command
// leaves with status.
func parse(set *flag.FlagSet, args []string) (status int, ok bool) {
	switch err := set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0, false
	case err != nil:
		return 2, false
	case set.NArg() > 0:
		fmt.Fprintf(set.Output(), "%s: unexpected argument %q\n", set.Name(), set.Arg(0))
		return 2, false
	}
	return 0, true
}
