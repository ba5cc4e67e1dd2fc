package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"svclab/lessons/markdown"
	"svclab/site"
)

// packCommand is svclab lesson pack.
func packCommand(args []string, stdout, stderr io.Writer) int {
	set := flags("lesson pack", "[DIR] ID [-o FILE.html] [--lang ko] [--dir dist]", stderr)
	out := set.String("o", "", "the `file` to write; ID.html when not given")
	lang := set.String("lang", "", "the `language` that is shown first; the course's own when not given")
	dir := set.String("dir", "", "the `folder` that svclab build wrote, to take the program from; dist when it is there, else the site within this program, else compiled from the source in the current directory")
	words, status, ok := parseAnywhere(set, args)
	if !ok {
		return status
	}
	which, ok := chooseLessons("lesson pack", words, stderr)
	if !ok {
		return 1
	}
	if len(which.only) != 1 {
		fmt.Fprintf(stderr, "svclab lesson pack: want one lesson, such as svclab lesson pack nodeport or svclab lesson pack hello.md\n")
		return 2
	}
	if problems := which.Problems(); len(problems) > 0 {
		for _, p := range problems {
			fmt.Fprintln(stdout, p)
		}
		return 1
	}
	p := packing{which, which.only[0], *out, *lang, *dir, stderr}
	if err := p.write(stdout); err != nil {
		fmt.Fprintf(stderr, "svclab lesson pack: %v\n", err)
		return 1
	}
	return 0
}

// packing is what a lesson is packed from and to.
type packing struct {
	chosenLessons
	id, out, lang, dir string
	stderr             io.Writer
}

func (p packing) write(stdout io.Writer) error {
	course, _ := markdown.Load(p.FS)
	if p.lang == "" {
		p.lang = course.Source()
	}
	if !slices.Contains(course.Languages, p.lang) {
		return fmt.Errorf("language %q: want one of %s", p.lang, strings.Join(course.Languages, ", "))
	}
	parts, err := p.parts()
	if err != nil {
		return err
	}
	file, err := site.Pack(course, p.id, p.lang, parts)
	if err != nil {
		return err
	}
	if p.out == "" {
		p.out = p.id + ".html"
	}
	if err := os.WriteFile(p.out, file, 0o644); err != nil {
		return fmt.Errorf("writing the file: %w", err)
	}
	fmt.Fprintf(stdout, "wrote %s (%.1f MB, in %s)\n", p.out, float64(len(file))/1e6, strings.Join(course.Languages, " and "))
	return nil
}

// parts finds the program, or compiles it.
func (p packing) parts() (site.Parts, error) {
	folder := p.dir
	if folder == "" && isBuilt("dist") {
		folder = "dist"
	}
	switch {
	case folder != "" && !isBuilt(folder):
		return site.Parts{}, fmt.Errorf("%s holds no site with a program: run \"svclab build --out %s\" first", folder, folder)
	case folder != "":
		fmt.Fprintf(p.stderr, "with the program of %s\n", folder)
		return site.PartsOf(os.DirFS(folder))
	}
	if within, err := siteWithin(); err == nil {
		fmt.Fprintln(p.stderr, "with the program of the site within this one")
		return site.PartsOf(within)
	}
	if !inSource() {
		return site.Parts{}, errors.New("the program is not here: want --dir FOLDER, a site that svclab build wrote, or the source of svclab as the current directory")
	}
	fmt.Fprintln(p.stderr, "compiling the program from the source in the current directory")
	return site.Options{Build: "build", Log: p.stderr}.Parts()
}

func isBuilt(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, site.BuiltFile))
	return err == nil
}

// inSource tells whether Go finds the module of svclab here.
func inSource() bool {
	module, err := exec.Command("go", "list", "-m").Output()
	return err == nil && strings.TrimSpace(string(module)) == "svclab"
}
