package main

import (
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"svclab/lessons/author"
	"svclab/lessons/markdown"
	"svclab/wasm/nearest"
)

const lessonUsage = `Usage: svclab lesson COMMAND [DIR] [ID...]

Commands, for the course in DIR (by default lessons), or for the lessons of it
that are named by their ids:
  lint      say what is wrong in the lessons' text
  test      take every lesson as a learner would, and say where that fails
  update    rewrite what the lessons say that commands print
  i18n status [LANG]         say what the translations lack
  i18n sync LANG [--done]    bring it to them: fences, missing steps marked to be
                             translated, and of:. --done declares that what is
                             not marked is translated from the source as it is
`

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
	case "new", "pack":
		fmt.Fprintf(stderr, "svclab lesson %s: is not here yet: want lint, test, update or i18n\n", name)
		return 2
	default:
		fmt.Fprintf(stderr, "svclab lesson: unknown command %q: want lint, test, update or i18n\n", name)
		return 2
	}
	which, ok := chooseLessons("lesson "+name, args, stderr)
	if !ok {
		return 1
	}
	switch name {
	case "lint":
		return which.report(stdout, author.Lint(which.fsys(), which.only...))
	case "test":
		return which.report(stdout, author.Test(which.fsys(), which.only...))
	}
	return which.update(stdout, stderr)
}

// chosenLessons are the lessons that a command is about.
type chosenLessons struct {
	dir  string
	only []string // ids, none for all
}

func (c chosenLessons) fsys() fs.FS { return os.DirFS(c.dir) }

// chooseLessons reads a folder, if one stands first, and the ids of lessons.
func chooseLessons(command string, args []string, stderr io.Writer) (c chosenLessons, ok bool) {
	c = chosenLessons{dir: "lessons", only: args}
	if len(args) > 0 && isFolder(args[0]) {
		c.dir, c.only = args[0], args[1:]
	}
	if _, err := os.Stat(filepath.Join(c.dir, markdown.CourseFile)); err != nil {
		if len(args) > 0 {
			c.dir = args[0]
		}
		fmt.Fprintf(stderr, "svclab %s: %s holds no course: want a folder with %s, such as lessons\n", command, c.dir, markdown.CourseFile)
		return c, false
	}
	course, _ := markdown.Load(c.fsys())
	ids := course.IDs()
	for _, id := range c.only {
		if !slices.Contains(ids, id) {
			hint := "want one of " + strings.Join(ids, ", ")
			if near := nearest.Of(id, ids, len(id)/2); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			fmt.Fprintf(stderr, "svclab %s: no lesson in %s has the id %q: %s\n", command, c.dir, id, hint)
			return c, false
		}
	}
	return c, true
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// path is where a file of the course stands, for an editor to follow.
func (c chosenLessons) path(name string) string {
	return filepath.Join(c.dir, filepath.FromSlash(name))
}

// report prints problems with paths that an editor can follow.
func (c chosenLessons) report(w io.Writer, problems []markdown.Problem) int {
	for _, p := range problems {
		p.File = c.path(p.File)
		fmt.Fprintln(w, p)
	}
	if len(problems) > 0 {
		return 1
	}
	// It says what was looked at, so that nothing is not taken for all.
	course, _ := markdown.Load(c.fsys())
	ids := course.Order
	if len(c.only) > 0 {
		ids = c.only
	}
	fmt.Fprintf(w, "no problems in %s (%s)\n", strings.Join(ids, ", "), strings.Join(course.Languages, ", "))
	return 0
}

func (c chosenLessons) update(stdout, stderr io.Writer) int {
	files, problems := author.Update(c.fsys(), c.only...)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !c.write("update", name, files[name], stdout, stderr) {
			return 1
		}
	}
	if len(problems) > 0 {
		return c.report(stdout, problems)
	}
	return 0
}

// write replaces one file of the folder.
func (c chosenLessons) write(command, name string, text []byte, stdout, stderr io.Writer) bool {
	path := c.path(name)
	if err := os.WriteFile(path, text, 0o644); err != nil {
		fmt.Fprintf(stderr, "svclab lesson %s: %v\n", command, err)
		return false
	}
	fmt.Fprintf(stdout, "rewrote %s\n", path)
	return true
}
