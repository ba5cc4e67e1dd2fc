package author

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"svclab/lessons"
	"svclab/lessons/markdown"
)

// Opened is a course as an author has it: a folder with course.yaml, one folder
// of it, a folder with one lesson, or one Markdown file. The last two become a
// course made from what is there, with the scenes of Service Lab's own sandbox.
type Opened struct {
	FS   fs.FS
	Only []string // the ids of the lessons that were meant, none for all
	What string   // what it was taken for, in words
	Made bool     // there is no course.yaml

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
	o := Opened{FS: os.DirFS(dir), What: fmt.Sprintf("%s is a course", dir), path: func(name string) string {
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

// openLoose makes a course of one lesson: of a folder, or of a file in it.
func openLoose(dir, file string) (Opened, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return Opened{}, fmt.Errorf("reading %s: %w", dir, err)
	}
	l := loose{dir: dir, files: map[string]string{}}
	for _, e := range entries {
		if e.IsDir() {
			if isLessonFolder(e.Name()) {
				l.folders = append(l.folders, e.Name())
			}
			continue
		}
		l.names = append(l.names, e.Name())
	}
	stems := l.stems()
	stem := ""
	switch {
	case file != "":
		stem, _ = split(file)
	case slices.Contains(stems, "lesson"):
		stem = "lesson"
	case len(stems) == 1:
		stem = stems[0]
	case len(stems) > 1:
		return Opened{}, fmt.Errorf("%s holds the lessons %s, but no %s: want one of them, such as %s, or a folder for each, such as 010-%s, with a %s beside them",
			dir, strings.Join(stems, ", "), markdown.CourseFile, filepath.Join(dir, l.fileOf(stems[0])), stems[0], markdown.CourseFile)
	case len(l.folders) > 0:
		return Opened{}, fmt.Errorf("%s holds folders such as %s, but no %s: write one with title, languages and order, or name a folder", dir, l.folders[0], markdown.CourseFile)
	default:
		return Opened{}, fmt.Errorf("%s holds no lesson: want a folder with %s, or a file such as hello.md", dir, markdown.CourseFile)
	}
	return l.open(stem)
}

// manifests are the endings of files that a lesson may use by name. A loose
// lesson may stand among all kinds of other files.
var manifests = []string{".yaml", ".yml", ".json"}

// spoken are the languages in which the page has its words.
var spoken = []string{"ko", "en"}

// loose is a folder with Markdown and no course.yaml.
type loose struct {
	dir     string
	names   []string          // of its files
	folders []string          // that look like lessons
	folder  string            // of the course that is made, such as 010-hello
	files   map[string]string // from names in that course to those here
}

// split takes hello.ko.md apart into hello and ko, and hello.md into hello and "".
func split(name string) (stem, lang string) {
	stem = strings.TrimSuffix(name, ".md")
	i := strings.LastIndexByte(stem, '.')
	if i > 0 && len(stem)-i == 3 && strings.Trim(stem[i+1:], "abcdefghijklmnopqrstuvwxyz") == "" {
		return stem[:i], stem[i+1:]
	}
	return stem, ""
}

// stems returns the names of the lessons, without language and .md.
func (l loose) stems() []string {
	var stems []string
	for _, name := range l.names {
		if stem, _ := split(name); path.Ext(name) == ".md" && !strings.EqualFold(stem, "readme") && !slices.Contains(stems, stem) {
			stems = append(stems, stem)
		}
	}
	return stems
}

// fileOf returns a file of the lesson with that stem.
func (l loose) fileOf(stem string) string {
	for _, name := range l.names {
		if s, _ := split(name); s == stem && path.Ext(name) == ".md" {
			return name
		}
	}
	return ""
}

// open makes a course of the files with a stem, and of what stands beside them.
func (l loose) open(stem string) (Opened, error) {
	l.folder = "010-" + strings.ToLower(stem)
	if base := filepath.Base(l.dir); isLessonFolder(base) {
		l.folder = base
	}
	var languages, written []string
	for _, name := range l.names {
		s, lang := split(name)
		if path.Ext(name) != ".md" {
			if slices.Contains(manifests, path.Ext(name)) {
				l.files[l.folder+"/"+name] = name
			}
			continue
		}
		if s != stem {
			continue
		}
		if lang == "" {
			lang = l.languageOf(name)
		}
		if !slices.Contains(spoken, lang) {
			return Opened{}, fmt.Errorf("%s: language %q: the page speaks %s: want %s.ko.md or %s.en.md", filepath.Join(l.dir, name), lang, strings.Join(spoken, " and "), stem, stem)
		}
		if slices.Contains(languages, lang) {
			return Opened{}, fmt.Errorf("%s: two files of one lesson are in %s: want %s.ko.md and %s.en.md", filepath.Join(l.dir, name), lang, stem, stem)
		}
		languages, written = append(languages, lang), append(written, filepath.Join(l.dir, name))
		l.files[l.folder+"/lesson."+lang+".md"] = name
	}
	slices.SortFunc(languages, func(a, b string) int { return slices.Index(spoken, a) - slices.Index(spoken, b) })
	be := "is"
	if len(written) > 1 {
		be = "are"
	}
	_, id := l.course(languages)
	course := func() []byte {
		file, _ := l.course(languages)
		return file
	}
	return Opened{
		FS:   madeCourse{l, course},
		Only: []string{id},
		What: fmt.Sprintf("%s %s taken for a lesson of its own, in %s", strings.Join(written, " and "), be, strings.Join(languages, " and ")),
		Made: true, names: l.realNames(),
		path: func(name string) string {
			if own, ok := l.files[name]; ok {
				return filepath.Join(l.dir, own)
			}
			return filepath.Join(l.dir, path.Base(name))
		},
	}, nil
}

// realNames replaces the names that Load gives to files by their own.
func (l loose) realNames() *strings.Replacer {
	var pairs []string
	for name, own := range l.files {
		pairs = append(pairs, name, own)
	}
	return strings.NewReplacer(pairs...)
}

// languageOf tells Korean by its letters.
func (l loose) languageOf(name string) string {
	src, _ := os.ReadFile(filepath.Join(l.dir, name)) // Load says what keeps it from being read
	if bytes.ContainsFunc(src, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
		return "ko"
	}
	return "en"
}

// course writes the course.yaml that is not there.
func (l loose) course(languages []string) (file []byte, id string) {
	title := map[string]string{}
	for _, lang := range languages {
		name := l.folder + "/lesson." + lang + ".md"
		src, _ := os.ReadFile(filepath.Join(l.dir, l.files[name]))
		lesson, _ := markdown.Parse(name, src)
		if title[lang] = lesson.Title; lesson.Title == "" {
			title[lang] = l.files[name]
		}
		if id == "" {
			id = lesson.ID
		}
	}
	var b strings.Builder
	b.WriteString("title:\n")
	for _, lang := range languages {
		fmt.Fprintf(&b, "  %s: %q\n", lang, title[lang])
	}
	fmt.Fprintf(&b, "languages: [%s]\norder: [%q]\ndefaults: {minutes: 5, cluster: {nodes: 3, seed: 1}}\n", strings.Join(languages, ", "), id)
	return []byte(b.String()), id
}

// scenesOfOurs is the sandbox that a made course has.
func scenesOfOurs() []byte {
	src, err := fs.ReadFile(lessons.Content, markdown.ScenesFile)
	if err != nil {
		panic(err) // the compiler embedded it
	}
	return src
}
