package author

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"svclab/lessons"
	"svclab/lessons/markdown"
)

// openLoose makes a course of one lesson: of a folder, or of a file in it.
func openLoose(dir, file string) (Opened, error) {
	l, err := readLoose(dir, file)
	if err != nil {
		return Opened{}, err
	}
	be := "is"
	if len(l.written) > 1 {
		be = "are"
	}
	_, id := l.course()
	return Opened{
		FS:     looseNow{dir, file},
		Folder: dir,
		Only:   []string{id},
		What:   fmt.Sprintf("%s %s taken for a lesson of its own, in %s", strings.Join(l.written, " and "), be, strings.Join(l.languages, " and ")),
		Made:   true, names: l.realNames(),
		path: func(name string) string {
			if own, ok := l.files[name]; ok {
				return filepath.Join(dir, own)
			}
			return filepath.Join(dir, path.Base(name))
		},
	}, nil
}

// looseNow is the course of a loose lesson as the folder is by now.
type looseNow struct{ dir, file string }

// Open opens a file of the course.
func (n looseNow) Open(name string) (fs.File, error) {
	l, err := readLoose(n.dir, n.file)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return madeCourse{l}.Open(name)
}

// readLoose finds the lesson in a folder, or the one that a file belongs to.
func readLoose(dir, file string) (loose, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return loose{}, fmt.Errorf("reading %s: %w", dir, err)
	}
	l := loose{dir: dir, files: map[string]string{}}
	aFolder, aLesson := "", ""
	for _, e := range entries {
		if !e.IsDir() {
			l.names = append(l.names, e.Name())
		} else if isLessonFolder(e.Name()) {
			aFolder = e.Name()
		} else if found, err := filepath.Glob(filepath.Join(dir, e.Name(), "lesson.*.md")); aLesson == "" && err == nil && len(found) > 0 {
			aLesson = filepath.Join(dir, e.Name())
		}
	}
	stems := l.stems()
	switch {
	case file != "":
		stem, _ := split(file)
		return l, l.take(stem)
	case slices.Contains(stems, "lesson"):
		return l, l.take("lesson")
	case len(stems) == 1:
		return l, l.take(stems[0])
	case len(stems) > 1:
		return l, fmt.Errorf("%s holds the lessons %s, but no %s: want one of them, such as %s, or a folder for each, such as 010-%s, with a %s beside them",
			dir, strings.Join(stems, ", "), markdown.CourseFile, filepath.Join(dir, l.fileOf(stems[0])), stems[0], markdown.CourseFile)
	case aFolder != "":
		return l, fmt.Errorf("%s holds folders such as %s, but no %s: write one with title, languages and order, or name a folder", dir, aFolder, markdown.CourseFile)
	}
	want := fmt.Sprintf("want a folder with %s, or a file such as hello.md", markdown.CourseFile)
	if aLesson != "" {
		want = fmt.Sprintf("want a folder that does, such as %s", aLesson)
	}
	return l, fmt.Errorf("%s holds no lesson: %s", dir, want)
}

// manifests are the endings of files that a lesson may use by name. A loose
// lesson may stand among all kinds of other files.
var manifests = []string{".yaml", ".yml", ".json"}

// spoken are the languages in which the page has its words.
var spoken = []string{"ko", "en"}

// loose is a folder with Markdown and no course.yaml.
type loose struct {
	dir       string
	names     []string          // of its files
	folder    string            // of the course that is made, such as 010-hello
	files     map[string]string // from names in that course to those here
	languages []string          // Korean first
	written   []string          // the lesson's files
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

// take takes the files with a stem for the lesson, with the manifests beside them.
func (l *loose) take(stem string) error {
	l.folder = "010-" + strings.ToLower(stem)
	if base := filepath.Base(l.dir); isLessonFolder(base) {
		l.folder = base
	}
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
		place := filepath.Join(l.dir, name)
		switch {
		case !slices.Contains(spoken, lang):
			return fmt.Errorf("%s: language %q: the page speaks %s: want %s.ko.md or %s.en.md", place, lang, strings.Join(spoken, " and "), stem, stem)
		case slices.Contains(l.languages, lang):
			return fmt.Errorf("%s: two files of one lesson are in %s: want %s.ko.md and %s.en.md", place, lang, stem, stem)
		}
		l.languages, l.written = append(l.languages, lang), append(l.written, place)
		l.files[l.folder+"/lesson."+lang+".md"] = name
	}
	slices.SortFunc(l.languages, func(a, b string) int { return slices.Index(spoken, a) - slices.Index(spoken, b) })
	return nil
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
func (l loose) course() (file []byte, id string) {
	title := map[string]string{}
	for _, lang := range l.languages {
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
	for _, lang := range l.languages {
		fmt.Fprintf(&b, "  %s: %q\n", lang, title[lang])
	}
	fmt.Fprintf(&b, "languages: [%s]\norder: [%q]\ndefaults: {minutes: 5, cluster: {nodes: 3, seed: 1}}\n", strings.Join(l.languages, ", "), id)
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
