package author

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"svclab/lessons/markdown"
)

// Opened is a course as an author has it: a folder with course.yaml, one folder
// of it, a folder with one lesson, or one Markdown file. The last two become a
// course made from what is there, with the scenes of Service Lab's own sandbox.
type Opened struct {
	FS     fs.FS
	Folder string   // in which the files stand, for whoever watches it
	Only   []string // the ids of the lessons that were meant, none for all
	What   string   // what it was taken for, in words
	Made   bool     // there is no course.yaml

	path  func(name string) string
	names *strings.Replacer // the names in a made course by those of the files, nil without
}

// Path tells where a file of the course stands, as an editor can follow it.
func (o Opened) Path(name string) string { return o.path(name) }

// Real puts a problem where the file that it is about stands.
func (o Opened) Real(p Problem) Problem {
	if o.names != nil {
		p.Text, p.Suggestion = o.names.Replace(p.Text), o.names.Replace(p.Suggestion)
	}
	p.File = o.path(p.File)
	return p
}

// Problems returns what keeps the course from being read.
func (o Opened) Problems() []Problem {
	_, problems := markdown.Load(o.FS)
	for i, p := range problems {
		problems[i] = o.Real(p)
	}
	return problems
}

// Open takes what an author names, a folder or a Markdown file, for what it is.
// It reads only names and what is needed to tell; FS reads the rest when it is
// asked, so what an author writes later is seen.
func Open(name string) (Opened, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return Opened{}, fmt.Errorf("%s: no such file or folder: want a folder with %s, a lesson's folder, or a file such as hello.md", name, markdown.CourseFile)
	case !info.IsDir() && filepath.Ext(name) != ".md":
		return Opened{}, fmt.Errorf("%s is no Markdown: want a file such as hello.md", name)
	case isFile(filepath.Join(name, markdown.CourseFile)):
		return openCourse(name, ""), nil
	}
	folder, inFolder := name, ""
	if !info.IsDir() {
		folder, inFolder = filepath.Dir(name), filepath.Base(name)
	}
	if absolute, err := filepath.Abs(folder); err == nil && isFile(filepath.Join(absolute, "..", markdown.CourseFile)) && isLessonFolder(filepath.Base(absolute)) {
		return openCourse(filepath.Join(folder, ".."), filepath.Base(absolute)), nil
	}
	return openLoose(folder, inFolder)
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// isLessonFolder tells a name such as 030-nodeport.
func isLessonFolder(name string) bool {
	number, _, ok := strings.Cut(name, "-")
	_, err := strconv.Atoi(number)
	return ok && err == nil
}

// openCourse opens a course, or one folder of it.
func openCourse(dir, folder string) Opened {
	dir = filepath.Clean(dir)
	o := Opened{FS: os.DirFS(dir), Folder: dir, What: fmt.Sprintf("%s is a course", dir), path: func(name string) string {
		return filepath.Join(dir, filepath.FromSlash(name))
	}}
	if folder == "" {
		return o
	}
	course, _ := markdown.Load(o.FS)
	for _, l := range course.Lessons[course.Source()] {
		if path.Dir(l.Source) == folder {
			o.Only = []string{l.ID}
			o.What = fmt.Sprintf("%s is lesson %q of the course %s", filepath.Join(dir, folder), l.ID, dir)
		}
	}
	return o
}
