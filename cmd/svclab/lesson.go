package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"svclab/lessons/author"
	"svclab/lessons/markdown"
	"svclab/wasm/nearest"
)

const lessonUsage = `Usage: svclab lesson COMMAND [DIR] [ID...]

DIR is a course (a folder with course.yaml), a lesson's folder in it, a folder
with one lesson, or a file such as hello.md; by default lessons, or the current
folder where that is not there. With ids, only these lessons are looked at.

  new ID    begin a lesson that passes lint and test (-h tells more)
  lint      say what is wrong in the lessons' text
  test      take every lesson as a learner would, and say where that fails
  update    rewrite what the lessons say that commands print
  i18n status [LANG]         say what the translations lack
  i18n sync LANG [--done]    bring it to them: fences, missing steps marked to be
                             translated, and of:. --done declares that what is
                             not marked is translated from the source as it is
  pack [DIR] ID              make one HTML file of a lesson, which works from a
                             disk and without a network (-h tells more)
`

var lessonCommands = []string{"new", "lint", "test", "update", "i18n", "pack"}

// lessonCommand is svclab lesson: what an author of lessons needs besides an
// editor. Problems go to stdout, one a line, and the status is then 1.
func lessonCommand(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(stderr, lessonUsage)
		return 2
	}
	name, args := args[0], args[1:]
	switch name {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(stdout, lessonUsage)
		return 0
	case "lint", "test", "update":
	case "i18n":
		return i18nCommand(args, stdout, stderr)
	case "new":
		return newCommand(args, stdout, stderr)
	case "pack":
		return packCommand(args, stdout, stderr)
	default:
		fmt.Fprintf(stderr, "svclab lesson: unknown command %q: want new, lint, test, update, i18n or pack\n", name)
		return 2
	}
	which, ok := chooseLessons("lesson "+name, args, stderr)
	if !ok {
		return 1
	}
	switch name {
	case "lint":
		return which.report(stdout, author.Lint(which.FS, which.only...))
	case "test":
		return which.report(stdout, author.Test(which.FS, which.only...))
	}
	return which.update(stdout, stderr)
}

// chosenLessons are the lessons that a command is about.
type chosenLessons struct {
	author.Opened
	only []string // ids, none for all
}

// chooseLessons reads a folder or a file, if one stands first, and the ids of
// lessons. What is no course it says what it was taken for.
func chooseLessons(command string, args []string, stderr io.Writer) (c chosenLessons, ok bool) {
	place, ids := lessonsHere(), args
	if len(args) > 0 && isPlace(args[0]) {
		place, ids = args[0], args[1:]
	}
	opened, err := author.Open(place)
	if err != nil {
		fmt.Fprintf(stderr, "svclab %s: %v\n", command, err)
		return c, false
	}
	if opened.Made || len(opened.Only) > 0 {
		fmt.Fprintln(stderr, opened.What)
	}
	if len(ids) == 0 {
		return chosenLessons{opened, opened.Only}, true
	}
	course, _ := markdown.Load(opened.FS)
	known := course.IDs()
	for _, id := range ids {
		if !slices.Contains(known, id) {
			hint := "want one of " + strings.Join(known, ", ")
			if near := nearest.Of(id, known, len(id)/2); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			fmt.Fprintf(stderr, "svclab %s: no lesson in %s has the id %q: %s\n", command, place, id, hint)
			return c, false
		}
	}
	return chosenLessons{opened, ids}, true
}

// lessonsHere is where lessons are looked for when nothing is said.
func lessonsHere() string {
	if isFolder("lessons") {
		return "lessons"
	}
	return "."
}

// isPlace tells a folder or a file from the id of a lesson.
func isPlace(arg string) bool {
	_, err := os.Stat(arg)
	return err == nil || strings.ContainsAny(arg, `/\.`)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// report prints problems with paths that an editor can follow.
func (c chosenLessons) report(w io.Writer, problems []markdown.Problem) int {
	for _, p := range problems {
		fmt.Fprintln(w, c.Real(p))
	}
	if len(problems) > 0 {
		return 1
	}
	// It says what was looked at, so that nothing is not taken for all.
	course, _ := markdown.Load(c.FS)
	ids := course.Order
	if len(c.only) > 0 {
		ids = c.only
	}
	fmt.Fprintf(w, "no problems in %s (%s)\n", strings.Join(ids, ", "), strings.Join(course.Languages, ", "))
	return 0
}

func (c chosenLessons) update(stdout, stderr io.Writer) int {
	for {
		files, problems := author.Update(c.FS, c.only...)
		for _, name := range slices.Sorted(maps.Keys(files)) {
			if !c.write("update", name, files[name], stdout, stderr) {
				return 1
			}
		}
		switch {
		case len(problems) == 0:
			return 0
		case len(files) == 0:
			return c.report(stdout, problems)
		}
		// What was rewritten may have been what was wrong: two languages may agree now.
	}
}

// write replaces one file of the folder.
func (c chosenLessons) write(command, name string, text []byte, stdout, stderr io.Writer) bool {
	path := c.Path(name)
	if err := os.WriteFile(path, text, 0o644); err != nil {
		fmt.Fprintf(stderr, "svclab lesson %s: %v\n", command, err)
		return false
	}
	fmt.Fprintf(stdout, "rewrote %s\n", path)
	return true
}
