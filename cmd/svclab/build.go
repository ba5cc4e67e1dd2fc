package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"svclab/lessons/author"
	"svclab/site"
	"svclab/site/embedded"
)

// buildCommand is svclab build.
func buildCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	set := flags("build", "[--out dist] [--wasm FILE] [--lessons DIR] [--base PATH] [--archive FILE] [--issues URL]", stderr)
	out := set.String("out", "dist", "the `folder` to write; what stands there is replaced")
	wasm := set.String("wasm", "", "the compiled program, a `file`; compiled from the source in the current directory when not given")
	lessons := set.String("lessons", "lessons", "the lessons: a `folder` with course.yaml, one with a single lesson, or a Markdown file")
	desk := set.String("author", "", "the compiled program of the page for authors, a `file`; without it and with --wasm there is no such page")
	base := set.String("base", "/", "where the site will stand: a `path` such as /svclab/, or an address such as https://example.org/svclab/, which search engines and pictures of links need")
	keep := set.String("build", "build", "the `folder` that keeps what takes long to make for the next build")
	archive := set.String("archive", "", "a `file` that gets the site in one piece, such as "+embedded.File+", which is compiled into svclab")
	issues := set.String("issues", "", "the `address` at which a bug report is begun; without it the page shows the report to be sent by other means")
	if status, ok := parse(set, args); !ok {
		return status
	}
	if *wasm == "" && !inSource() {
		fmt.Fprintln(stderr, "svclab build: the program of the pages is compiled from the source of svclab, with Go: want both in the current directory, or --wasm FILE; \"svclab serve --lessons\" and \"svclab lesson pack\" need neither")
		return 1
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
	err = site.Build(site.Options{Out: *out, Wasm: *wasm, Author: *desk, Lessons: opened.FS, Folder: opened.Folder, Base: *base, Build: *keep, Log: stderr, Issues: *issues})
	if err == nil && *archive != "" {
		err = archiveSite(*archive, *out)
	}
	if err != nil {
		fmt.Fprintf(stderr, "svclab build: %v\n", err)
		return 1
	}
	fmt.Fprintf(stdout, "wrote %s\n", *out)
	return 0
}

// archiveSite writes the archive of a site. It is put in place when it is whole.
func archiveSite(file, folder string) error {
	var body bytes.Buffer
	if err := embedded.Write(&body, os.DirFS(folder)); err != nil {
		return err
	}
	if err := os.WriteFile(file+".next", body.Bytes(), 0o644); err != nil {
		return fmt.Errorf("writing the archive: %w", err)
	}
	if err := os.Rename(file+".next", file); err != nil {
		return fmt.Errorf("writing the archive: %w", err)
	}
	return nil
}
