package author

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"svclab/lessons/markdown"
)

// lay writes files into a new folder, and changes into it.
func lay(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const (
	loneEnglish = "---\ntitle: A\nid: a\n---\n\n## One\n\nProse.\n"
	loneKorean  = "---\ntitle: 가\nid: a\n---\n\n## 하나\n\n글\n"
)

func TestWhatAnAuthorNamesIsTakenForWhatItIs(t *testing.T) {
	course := "title: {en: A}\nlanguages: [en]\norder: [a]\n"
	for _, row := range []struct {
		name, open, files, what, problems string
	}{
		{"a course", "c", "c/course.yaml c/010-a/lesson.en.md", "c is a course", ""},
		{"a lesson's folder in a course", "c/010-a", "c/course.yaml c/010-a/lesson.en.md", `c/010-a is lesson "a" of the course c`, ""},
		{"a lesson's file in a course", "c/010-a/lesson.en.md", "c/course.yaml c/010-a/lesson.en.md", `c/010-a is lesson "a" of the course c`, ""},
		{"a folder with a lesson in one language", "x", "x/lesson.ko.md", "x/lesson.ko.md is taken for a lesson of its own, in ko", ""},
		{"a folder with a number and no course", "020-x", "020-x/lesson.en.md", "020-x/lesson.en.md is taken for a lesson of its own, in en", ""},
		{"the current folder with one file", ".", "hello.md README.md notes.txt", "hello.md is taken for a lesson of its own, in en", ""},
		{"one file of several", "x/b.md", "x/a.md x/b.md", "x/b.md is taken for a lesson of its own, in en", ""},
		{"Korean is seen without a word", "x", "x/ko.md", "x/ko.md is taken for a lesson of its own, in ko", ""},
		{"a lesson in two languages", "x", "x/Lone Lesson.en.md x/Lone Lesson.ko.md", "x/Lone Lesson.en.md and x/Lone Lesson.ko.md are taken for a lesson of its own, in ko and en",
			`x/Lone Lesson.en.md:1: of: 0 hashes for 1 steps`},
		{"a file that is no lesson yet", "x/plain.md", "x/plain.md", "x/plain.md is taken for a lesson of its own, in en", `x/plain.md:1: no front matter`},
		{"nothing", "x", "y/a.md", "x: no such file or folder: want a folder with course.yaml, a lesson's folder, or a file such as hello.md", ""},
		{"a picture", "x.png", "x.png", "x.png is no Markdown: want a file such as hello.md", ""},
		{"an empty folder", "x", "x/README.md", "x holds no lesson: want a folder with course.yaml, or a file such as hello.md", ""},
		{"a folder above that of a lesson", ".", "hello/lesson.ko.md hello/lesson.en.md other/x.md", ". holds no lesson: want a folder that does, such as hello", ""},
		{"several lessons without a course", "x", "x/a.md x/b.md", "x holds the lessons a, b, but no course.yaml: want one of them, such as x/a.md, or a folder for each, such as 010-a, with a course.yaml beside them", ""},
		{"folders of lessons without a course", "x", "x/010-a/lesson.en.md", "x holds folders such as 010-a, but no course.yaml: write one with title, languages and order, or name a folder", ""},
		{"a language that the page does not speak", "x", "x/a.fr.md", `x/a.fr.md: language "fr": the page speaks ko and en: want a.ko.md or a.en.md`, ""},
		{"one language twice", "x", "x/a.md x/a.en.md", "x/a.md: two files of one lesson are in en: want a.ko.md and a.en.md", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			files := map[string]string{}
			for name := range strings.FieldsSeq(strings.ReplaceAll(row.files, "Lone Lesson", "Lone_Lesson")) {
				name = strings.ReplaceAll(name, "_", " ")
				switch {
				case strings.HasSuffix(name, "course.yaml"):
					files[name] = course
				case strings.Contains(name, "ko."):
					files[name] = loneKorean
				case strings.Contains(name, "plain"):
					files[name] = "## One\n\nProse.\n"
				default:
					files[name] = loneEnglish
				}
			}
			lay(t, files)
			opened, err := Open(row.open)
			if err != nil {
				if err.Error() != row.what {
					t.Errorf("got %v, want %s", err, row.what)
				}
				return
			}
			var problems []string
			for _, p := range opened.Problems() {
				if p.File != filepath.Join("c", markdown.CourseFile) { // which the course above leaves short
					problems = append(problems, p.String())
				}
			}
			if got := strings.Join(problems, "\n"); opened.What != row.what || !strings.HasPrefix(got, row.problems) || row.problems == "" && got != "" {
				t.Errorf("got %s, problems %q; want %s, %q", opened.What, got, row.what, row.problems)
			}
		})
	}
}

func TestALoneLessonIsACourse(t *testing.T) {
	lay(t, map[string]string{"x/hello.md": loneEnglish, "x/web.yaml": "kind: Pod\n", "x/photo.png": "\x00"})
	opened, err := Open("x/hello.md")
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(opened.FS, "course.yaml", "010-hello/lesson.en.md", "010-hello/web.yaml"); err != nil {
		t.Error(err)
	}
	course, problems := markdown.Load(opened.FS)
	l := course.Lesson("en", "a")
	if len(problems) > 0 || l == nil || course.Title["en"] != "A" || l.Minutes == 0 || l.Cluster.Nodes != 3 || len(l.Files) != 1 || len(course.Scenes["en"]) == 0 {
		t.Errorf("course %+v, lesson %+v, problems %v", course, l, problems)
	}
	// What is written after that is seen, as a server needs it.
	if err := os.WriteFile("x/hello.md", []byte(strings.Replace(loneEnglish, "Prose", "More", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if text, _ := fs.ReadFile(opened.FS, "010-hello/lesson.en.md"); !strings.Contains(string(text), "More") {
		t.Errorf("read again, it is still %s", text)
	}
	for name, text := range map[string]string{"x/more.yaml": "kind: Pod\n", "x/hello.ko.md": loneKorean} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if course, _ := markdown.Load(opened.FS); len(course.Languages) != 2 || len(course.Lesson("ko", "a").Files) != 2 {
		t.Errorf("what was added is not seen: %+v", course)
	}
}
