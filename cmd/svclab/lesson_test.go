package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeCourse makes a lessons folder of one Korean lesson with a given body.
func writeCourse(t *testing.T, body string) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"course.yaml":        "title: {ko: 가}\nlanguages: [ko]\norder: [a]\n",
		"010-a/lesson.ko.md": "---\ntitle: 가\nid: a\nminutes: 5\n---\n" + body,
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLessonCommand(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.CopyFS("lessons", os.DirFS(writeCourse(t, "## 가\n나\n"))); err != nil {
		t.Fatal(err)
	}
	good := writeCourse(t, "## 가\n```sh run\necho one\n```\n```console out\none\n```\n")
	bad := writeCourse(t, "## 가\n```sh run\necho one\n```\n```console out\ntwo\n```\n포드\n")
	tests := []struct {
		name   string
		args   []string
		status int
		stdout string
		stderr string
	}{
		{"lint a good course", []string{"lint", good}, 0, "no problems in a (ko)\n", ""},
		{"test a good course", []string{"test", good}, 0, "no problems in a (ko)\n", ""},
		{"update a good course", []string{"update", good}, 0, "", ""},
		{"lint a bad course", []string{"lint", bad}, 1, "DIR/010-a/lesson.ko.md:13: \"포드\" is not a word of this course (write \"Pod\")\n", ""},
		{"test a bad course", []string{"test", bad}, 1, "DIR/010-a/lesson.ko.md:7: this prints \"one\" where console out says \"two\" (\"svclab lesson update\" rewrites it)\n", ""},
		{"update a bad course", []string{"update", bad}, 0, "rewrote DIR/010-a/lesson.ko.md\n", ""},
		{"test it again", []string{"test", bad}, 0, "no problems in a (ko)\n", ""},
		{"no command", nil, 2, "", lessonUsage},
		{"help", []string{"help"}, 0, lessonUsage, ""},
		{"an unknown command", []string{"lnt"}, 2, "", "svclab lesson: unknown command \"lnt\": want new, lint, test, update, i18n or pack\n"},
		{"one lesson by its id", []string{"test", good, "a"}, 0, "no problems in a (ko)\n", ""},
		{"a lesson that is not there", []string{"test", good, "b"}, 1, "", "svclab lesson test: no lesson in DIR has the id \"b\": want one of a\n"},
		{"i18n of nothing", []string{"i18n"}, 2, "", i18nUsage},
		{"i18n without a language", []string{"i18n", "sync"}, 2, "", i18nUsage},
		{"i18n of a course in one language", []string{"i18n", "status", good}, 0, "there is nothing to translate: the lessons are in ko alone\n", ""},
		{"i18n of its source", []string{"i18n", "sync", "ko", good}, 1, "", "svclab lesson i18n sync: ko is the source language: the course has no other\n"},
		{"no course", []string{"lint", "nowhere"}, 1, "", "svclab lesson lint: no lesson in lessons has the id \"nowhere\": want one of a\n"},
		{"no folder", []string{"lint", "./nowhere"}, 1, "", "svclab lesson lint: ./nowhere: no such file or folder: want a folder with course.yaml, a lesson's folder, or a file such as hello.md\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var stdout, stderr strings.Builder
			status := lessonCommand(test.args, &stdout, &stderr)
			out := stdout.String()
			for _, dir := range []string{good, bad} {
				out = strings.ReplaceAll(out, dir, "DIR")
			}
			said := strings.ReplaceAll(stderr.String(), good, "DIR")
			if status != test.status || out != test.stdout || said != test.stderr {
				t.Errorf("status %d, stdout %q, stderr %q; want %d, %q, %q", status, out, said, test.status, test.stdout, test.stderr)
			}
		})
	}
}

// A lesson of one file outside any course is as good as a course.
func TestALoneFileIsALesson(t *testing.T) {
	t.Chdir(t.TempDir())
	text := "---\ntitle: Hello\nid: hello\n---\n\n## One\n\n```sh run\necho one\n```\n\n```console out\n```\n"
	if err := os.WriteFile("hello.md", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	taken := "hello.md is taken for a lesson of its own, in en\n"
	for _, row := range []struct {
		args, stdout string
		status       int
	}{
		{"lint hello.md", "hello.md:12: an empty console out (\"svclab lesson update\" fills it in)\n", 1},
		{"update hello.md", "rewrote hello.md\n", 0},
		{"lint hello.md", "no problems in hello (en)\n", 0},
		{"test .", "no problems in hello (en)\n", 0},
		{"test", "no problems in hello (en)\n", 0},
	} {
		var stdout, stderr strings.Builder
		status := lessonCommand(strings.Fields(row.args), &stdout, &stderr)
		if status != row.status || stdout.String() != row.stdout || stderr.String() != taken {
			t.Errorf("%s: status %d, stdout %q, stderr %q; want %d, %q, %q", row.args, status, &stdout, &stderr, row.status, row.stdout, taken)
		}
	}
}

// What two languages did not agree in is no problem any more when the rewriting was what
// made them agree.
func TestUpdateSaysWhatIsWrongAfterIt(t *testing.T) {
	t.Chdir(t.TempDir())
	body := "## 가\n```sh run\necho one\n```\n```console out\none\n```\n"
	files := map[string]string{
		"course.yaml":        "title: {ko: 가, en: A}\nlanguages: [ko, en]\norder: [a]\n",
		"010-a/lesson.ko.md": "---\ntitle: 가\nid: a\n---\n" + body,
		"010-a/lesson.en.md": "---\ntitle: A\nid: a\nof: []\n---\n" + strings.Replace(body, "가", "A", 1),
	}
	if err := os.Mkdir("010-a", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if status := lessonCommand([]string{"i18n", "sync", "en", "--done", "."}, new(strings.Builder), os.Stderr); status != 0 {
		t.Fatal("the course could not be made")
	}
	if err := os.WriteFile("010-a/lesson.ko.md", []byte(strings.Replace(files["010-a/lesson.ko.md"], "\none\n", "\ntwo\n", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout strings.Builder
	if status := lessonCommand([]string{"update", "."}, &stdout, os.Stderr); status != 0 || stdout.String() != "rewrote 010-a/lesson.ko.md\n" {
		t.Errorf("status %d, %q", status, &stdout)
	}
}
