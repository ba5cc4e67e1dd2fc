package main

import (
	"fmt"
	"io"

	"svclab/lessons/author"
	"svclab/site"
)

// buildCommand is svclab build.
func buildCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	set := flags("build", "[--out dist] [--wasm FILE] [--lessons DIR] [--issues URL]", stderr)
	out := set.String("out", "dist", "the `folder` to write; what stands there is replaced")
	wasm := set.String("wasm", "", "the compiled program, a `file`; compiled from the source in the current directory when not given")
	lessons := set.String("lessons", "lessons", "the lessons: a `folder` with course.yaml, one with a single lesson, or a Markdown file")
	keep := set.String("build", "build", "the `folder` that keeps what takes long to make for the next build")
	issues := set.String("issues", "", "the `address` at which a bug report is begun; without it the page shows the report to be sent by other means")
	if status, ok := parse(set, args); !ok {
		return status
	}
	opened, err := author.Open(*lessons)
	if err != nil {
		fmt.Fprintf(stderr, "svclab build: %v\n", err)
		return 1
	}
	if opened.Made {
		fmt.Fprintf(stderr, "%s; the sandbox has the scenes of svclab\n", opened.What)
	}
	if problems := opened.Problems(); len(problems) > 0 {
		for _, p := range problems {
			fmt.Fprintln(stderr, p)
		}
		return 1
	}
	err = site.Build(site.Options{Out: *out, Wasm: *wasm, Lessons: opened.FS, Build: *keep, Log: stderr, Issues: *issues})
	if err != nil {
		fmt.Fprintf(stderr, "svclab build: %v\n", err)
		return 1
	}
	fmt.Fprintf(stdout, "wrote %s\n", *out)
	return 0
}
