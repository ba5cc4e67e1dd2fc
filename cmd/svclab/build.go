package main

import (
	"fmt"
	"io"
	"os"

	"svclab/site"
)

// buildCommand is svclab build.
func buildCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	set := flags("build", "[--out dist] [--wasm FILE] [--lessons DIR]", stderr)
	out := set.String("out", "dist", "the `folder` to write; what stands there is replaced")
	wasm := set.String("wasm", "", "the compiled program, a `file`; compiled from the source in the current directory when not given")
	lessons := set.String("lessons", "lessons", "the `folder` with course.yaml")
	keep := set.String("build", "build", "the `folder` that keeps what takes long to make for the next build")
	if status, ok := parse(set, args); !ok {
		return status
	}
	err := site.Build(site.Options{Out: *out, Wasm: *wasm, Lessons: os.DirFS(*lessons), Build: *keep, Log: stderr})
	if err != nil {
		fmt.Fprintf(stderr, "svclab build: %v\n", err)
		return 1
	}
	fmt.Fprintf(stdout, "wrote %s\n", *out)
	return 0
}
