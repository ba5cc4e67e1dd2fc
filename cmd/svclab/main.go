package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// command is one word after svclab.
type command struct {
	name, summary string
	run           func(args []string, std stdio) int
}

// stdio is what a command reads and writes.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

var commands = []command{
	{"serve", "serve a built site, by default at http://127.0.0.1:8080", serve},
	{"build", "write the site into a folder", build},
}

func main() {
	os.Exit(run(os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr}))
}

func run(args []string, std stdio) int {
	if len(args) == 0 {
		help(std.err)
		return 2
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		help(std.out)
		return 0
	}
	for _, c := range commands {
		if c.name == args[0] {
			return c.run(args[1:], std)
		}
	}
	fmt.Fprintf(std.err, "svclab: unknown command %q: want one of %s\n", args[0], strings.Join(names(), ", "))
	return 2
}

func names() []string {
	out := []string{"help"}
	for _, c := range commands {
		out = append(out, c.name)
	}
	return out
}

func help(w io.Writer) {
	fmt.Fprint(w, "svclab teaches Kubernetes Services by running one.\n\nUsage: svclab COMMAND [FLAGS]\n\nCommands:\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-8s %s\n", c.name, c.summary)
	}
	fmt.Fprint(w, "\n\"svclab COMMAND -h\" lists the flags of a command.\n")
}

// flags returns an empty set of flags whose help begins with usage.
func flags(name, usage string, std stdio) *flag.FlagSet {
	set := flag.NewFlagSet("svclab "+name, flag.ContinueOnError)
	set.SetOutput(std.err)
	set.Usage = func() {
		fmt.Fprintf(set.Output(), "Usage: svclab %s %s\n\n", name, usage)
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
