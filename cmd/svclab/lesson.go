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
)

const lessonUsage = `Usage: svclab lesson COMMAND [DIR]

Commands, for the course in DIR (by default lessons):
  lint      say what is wrong in the lessons' text
  test      take every lesson as a learner would, and say where that fails
  update    rewrite what the lessons say that commands print
`

// lessonCommand is svclab lesson: what an author of lessons needs besides an
// editor. Problems go to stdout, one a line, and the status is then 1.
func lessonCommand(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 || len(args) > 2 {
		fmt.Fprint(stderr, lessonUsage)
		return 2
	}
	dir := "lessons"
	if len(args) == 2 {
		dir = args[1]
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(stdout, lessonUsage)
		return 0
	case "lint", "test", "update":
	case "new", "i18n", "pack":
		fmt.Fprintf(stderr, "svclab lesson %s: is not here yet: want lint, test or update\n", args[0])
		return 2
	default:
		fmt.Fprintf(stderr, "svclab lesson: unknown command %q: want lint, test or update\n", args[0])
		return 2
	}
	if _, err := os.Stat(filepath.Join(dir, markdown.CourseFile)); err != nil {
		fmt.Fprintf(stderr, "svclab lesson %s: %s holds no course: want a folder with %s, such as lessons\n", args[0], dir, markdown.CourseFile)
		return 1
	}
	switch args[0] {
	case "lint":
		return reportProblems(stdout, dir, author.Lint(os.DirFS(dir)))
	case "test":
		return reportProblems(stdout, dir, author.Test(os.DirFS(dir)))
	}
	return updateLessons(dir, stdout, stderr)
}

// reportProblems prints problems with paths that an editor can follow.
func reportProblems(w io.Writer, dir string, problems []markdown.Problem) int {
	for _, p := range problems {
		p.File = filepath.Join(dir, filepath.FromSlash(p.File))
		fmt.Fprintln(w, p)
	}
	if len(problems) > 0 {
		return 1
	}
	fmt.Fprintln(w, summary(os.DirFS(dir)))
	return 0
}

// summary says what was looked at, so that nothing is not taken for all.
func summary(fsys fs.FS) string {
	course, _ := markdown.Load(fsys)
	return fmt.Sprintf("no problems in %s (%s)", strings.Join(course.Order, ", "), strings.Join(course.Languages, ", "))
}

func updateLessons(dir string, stdout, stderr io.Writer) int {
	files, problems := author.Update(os.DirFS(dir))
	if len(problems) > 0 {
		return reportProblems(stdout, dir, problems)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.WriteFile(path, files[name], 0o644); err != nil {
			fmt.Fprintf(stderr, "svclab lesson update: %v\n", err)
			return 1
		}
		fmt.Fprintf(stdout, "rewrote %s\n", path)
	}
	return 0
}
