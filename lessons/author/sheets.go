package author

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
)

// sheets are files in memory, by their paths: a lessons folder that no disk holds.
type sheets map[string]string

// folder is where the lesson stands in a course of that lesson alone.
const folderAlone = "010-alone"

// alone makes a course of one lesson, of which the Markdown is given by language.
func alone(markdownIn map[string]string) sheets {
	s := sheets{}
	var languages []string
	id := ""
	for _, lang := range []string{"ko", "en"} {
		src := markdownIn[lang]
		if strings.TrimSpace(src) == "" {
			continue
		}
		languages = append(languages, lang)
		file := path.Join(folderAlone, "lesson."+lang+".md")
		s[file] = src
		if id == "" {
			l, _ := markdown.Parse(file, []byte(src))
			id = l.ID
		}
	}
	s[markdown.CourseFile] = "title: {ko: Lesson, en: Lesson}\nlanguages: [" + strings.Join(languages, ", ") + "]\norder: ['" + strings.ReplaceAll(id, "'", "''") +
		"']\ndefaults: {minutes: 8, cluster: {nodes: 3, seed: 1}}\n"
	return s
}

// ofAlone makes the problems of such a course those of the files that the author
// knows. What only a whole course can tell is left out.
func ofAlone(problems []Problem) []Problem {
	var out []Problem
	for _, p := range problems {
		elsewhere := strings.HasPrefix(p.Text, "needs: no lesson") || strings.HasPrefix(p.Text, "start: no lesson")
		if p.File == markdown.CourseFile || elsewhere {
			continue
		}
		p.File = path.Base(p.File)
		p.Text, p.Suggestion = strings.ReplaceAll(p.Text, folderAlone+"/", ""), strings.ReplaceAll(p.Suggestion, folderAlone+"/", "")
		out = append(out, p)
	}
	return out
}

// Open opens a file.
func (s sheets) Open(name string) (fs.File, error) {
	text, ok := s[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &openSheet{strings.NewReader(text), sheet{path.Base(name), int64(len(text)), false}}, nil
}

// ReadDir lists what stands right below a folder.
func (s sheets) ReadDir(name string) ([]fs.DirEntry, error) {
	found := map[string]sheet{}
	for file, text := range s {
		if name != "." {
			below, ok := strings.CutPrefix(file, name+"/")
			if !ok {
				continue
			}
			file = below
		}
		first, _, deep := strings.Cut(file, "/")
		found[first] = sheet{first, int64(len(text)), deep}
	}
	var out []fs.DirEntry
	for _, e := range found {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}

type openSheet struct {
	*strings.Reader
	sheet
}

func (o *openSheet) Stat() (fs.FileInfo, error) { return o.sheet, nil }
func (o *openSheet) Close() error               { return nil }
func (o *openSheet) Size() int64                { return o.sheet.size }

// sheet is what is known of one file or folder.
type sheet struct {
	name   string
	size   int64
	folder bool
}

func (s sheet) Name() string               { return s.name }
func (s sheet) Size() int64                { return s.size }
func (s sheet) ModTime() time.Time         { return time.Time{} }
func (s sheet) IsDir() bool                { return s.folder }
func (s sheet) Sys() any                   { return nil }
func (s sheet) Type() fs.FileMode          { return s.Mode().Type() }
func (s sheet) Info() (fs.FileInfo, error) { return s, nil }
func (s sheet) Mode() fs.FileMode {
	if s.folder {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// lessons returns the lessons of a course of one, by language, but for those that
// cannot be read. What two languages do not agree in keeps none from being shown.
func (s sheets) lessons() map[string]*lesson.Lesson {
	course, _ := markdown.Load(s)
	out := map[string]*lesson.Lesson{}
	for lang, all := range course.Lessons {
		for _, l := range all {
			if _, problems := markdown.Parse(l.Source, []byte(s[l.Source])); len(problems) == 0 && len(l.Steps) > 0 {
				l.Source = path.Base(l.Source)
				out[lang] = l
			}
		}
	}
	return out
}
