package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// deciders are what make mutants looks at, one family each.
var deciders = []string{"./wasm/controller/...", "./wasm/proxy/...", "./wasm/dns", "./wasm/network"}

// errShort is what run returns when a family stays below the share.
var errShort = errors.New("too few mutants are killed")

func main() {
	err := run(os.Args[1:], os.Stdout)
	switch {
	case errors.Is(err, flag.ErrHelp):
		os.Exit(0)
	case errors.Is(err, errShort):
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("mutate [PATTERN...]", flag.ContinueOnError)
	list := flags.Bool("list", false, "print the mutants and run nothing")
	least := flags.Float64("min", 85, "the share of mutants, in percent, that each pattern's packages must kill")
	figures := flags.String("figures", "", "write the table to this file too")
	if err := flags.Parse(args); err != nil {
		return err
	}
	patterns := flags.Args()
	if len(patterns) == 0 {
		patterns = deciders
	}
	var t table
	for _, pattern := range patterns {
		packages, err := load(pattern)
		if err != nil {
			return err
		}
		if len(packages) == 0 {
			return fmt.Errorf("%q: want a pattern with Go packages, such as ./wasm/dns", pattern)
		}
		family := row{name: "**" + strings.TrimPrefix(pattern, "./") + "**"}
		for _, p := range packages {
			m := mutate(p)
			if *list {
				for _, one := range m.list {
					fmt.Fprintln(out, m.says(one))
				}
				continue
			}
			r, err := m.measure(out)
			if err != nil {
				return err
			}
			t.rows = append(t.rows, r)
			family.add(r)
		}
		t.families = append(t.families, family)
	}
	if *list {
		return nil
	}
	fmt.Fprint(out, "\n", t.String())
	if *figures != "" {
		text := "# What the tests of the deciders would notice\n\n" +
			"Made by `" + strings.Join(append([]string{"go run ./cmd/mutate"}, args...), " ") + "` at commit " + commit() + ".\n" +
			"`cmd/mutate/doc.go` says what a mutant is, and which are left out.\n\n" + t.String()
		if err := os.WriteFile(*figures, []byte(text), 0o644); err != nil {
			return err
		}
	}
	for _, f := range t.families {
		if f.percent() < *least {
			return fmt.Errorf("%w: %s has %.1f %%, want %g", errShort, f.name, f.percent(), *least)
		}
	}
	return nil
}

// measure tries every mutant and prints those that survive.
func (m *mutants) measure(out io.Writer) (row, error) {
	r := row{name: strings.TrimPrefix(m.path, "svclab/")}
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	t, err := m.prepare(dir)
	if err != nil {
		return r, err
	}
	for _, one := range m.list {
		f, err := t.try(one)
		if err != nil {
			return r, err
		}
		r.count[f]++
		switch f {
		case survived:
			fmt.Fprintln(out, m.says(one))
		case unreached:
			fmt.Fprintln(out, m.says(one)+" (no test reaches it)")
		}
	}
	return r, nil
}
