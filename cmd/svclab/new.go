package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"svclab/lessons/author"
	"svclab/lessons/markdown"
)

// newCommand is svclab lesson new.
func newCommand(args []string, stdout, stderr io.Writer) int {
	set := flags("lesson new", "ID [--title TITLE] [--lang ko,en] [--dir lessons]", stderr)
	title := set.String("title", "", "the `title` of the lesson; its id when not given")
	lang := set.String("lang", "", "the `languages`, the source language first; those of the course when not given")
	dir := set.String("dir", lessonsHere(), "the `folder` of the course; without a course.yaml in it, the lesson is one of its own")
	ids, status, ok := parseAnywhere(set, args)
	if !ok {
		return status
	}
	if len(ids) != 1 {
		fmt.Fprintf(stderr, "svclab lesson new: %d ids: want one, such as svclab lesson new my-lesson\n", len(ids))
		return 2
	}
	n := newLesson{id: ids[0], title: *title, dir: *dir}
	if n.title == "" {
		n.title = n.id
	}
	if *lang != "" {
		n.languages = strings.Split(*lang, ",")
	}
	if err := n.write(stdout); err != nil {
		fmt.Fprintf(stderr, "svclab lesson new: %v\n", err)
		return 1
	}
	return 0
}

// newLesson is what a scaffold is made for.
type newLesson struct {
	id, title, dir string
	languages      []string
}

func (n newLesson) write(stdout io.Writer) error {
	courseFile := filepath.Join(n.dir, markdown.CourseFile)
	src, err := os.ReadFile(courseFile)
	isCourse := err == nil
	course := markdown.Course{Languages: []string{"ko", "en"}}
	folder := n.id
	if isCourse {
		course, _ = markdown.Load(os.DirFS(n.dir)) // what is wrong with other lessons does not matter here
	}
	next, err := author.NextFolder(course, n.id)
	if err != nil {
		return err
	}
	if isCourse {
		folder = next
		if src, err = author.AddToOrder(src, n.id); err != nil {
			return err
		}
	}
	if n.languages == nil {
		n.languages = course.Languages
	}
	for _, lang := range n.languages {
		if isCourse && !slices.Contains(course.Languages, lang) {
			return fmt.Errorf("language %q is not in %s: want %s", lang, courseFile, strings.Join(course.Languages, ","))
		}
	}
	files, err := author.Scaffold(n.id, n.title, n.languages)
	if err != nil {
		return err
	}
	folder = filepath.Join(n.dir, folder)
	if _, err := os.Stat(folder); err == nil {
		return fmt.Errorf("%s is there already: want another id, such as %s-2", folder, n.id)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("making a folder for the lesson: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		place := filepath.Join(folder, name)
		if err := os.WriteFile(place, files[name], 0o644); err != nil {
			return fmt.Errorf("writing the lesson: %w", err)
		}
		fmt.Fprintf(stdout, "wrote %s\n", place)
	}
	if !isCourse {
		fmt.Fprintf(stdout, "%s has no %s, so this is a lesson of its own: \"svclab lesson test %s\" proves it,\nand \"svclab serve --open --lessons %s\" shows it while you write\n", n.dir, markdown.CourseFile, folder, folder)
		return nil
	}
	if err := os.WriteFile(courseFile, src, 0o644); err != nil {
		return fmt.Errorf("adding the lesson to its course: %w", err)
	}
	fmt.Fprintf(stdout, "added %s to the order in %s\n", n.id, courseFile)
	place := "" // which the others find by themselves
	if n.dir != lessonsHere() {
		place = n.dir + " "
	}
	fmt.Fprintf(stdout, "\"svclab lesson test %s%s\" proves it, and \"svclab serve --open --lessons %s\" shows it while you write\n", place, n.id, n.dir)
	return nil
}

// parseAnywhere reads flags that may stand before, between and behind words.
func parseAnywhere(set *flag.FlagSet, args []string) (words []string, status int, ok bool) {
	for {
		switch err := set.Parse(args); {
		case err == flag.ErrHelp:
			return nil, 0, false
		case err != nil:
			return nil, 2, false
		case set.NArg() == 0:
			return words, 0, true
		}
		words, args = append(words, set.Arg(0)), set.Args()[1:]
	}
}
