package main

import (
	"fmt"
	"os"

	"svclab/site"
)

// build is svclab build.
func build(args []string, std stdio) int {
	set := flags("build", "[--out dist] [--wasm FILE] [--lessons DIR]", std)
	out := set.String("out", "dist", "the `folder` to write; what stands there is replaced")
	wasm := set.String("wasm", "", "the compiled program, a `file`; compiled from the source in the current directory when not given")
	lessons := set.String("lessons", "lessons", "the `folder` with course.yaml")
	keep := set.String("build", "build", "the `folder` that keeps compressed files for the next build")
	if status, ok := parse(set, args); !ok {
		return status
	}
	err := site.Build(site.Options{Out: *out, Wasm: *wasm, Lessons: os.DirFS(*lessons), Build: *keep})
	if err != nil {
		fmt.Fprintf(std.err, "svclab build: %v\n", err)
		return 1
	}
	fmt.Fprintf(std.out, "wrote %s\n", *out)
	return 0
}
