package main

import (
	"os"
	"strings"
	"testing"
)

func TestANewLessonIsProvenAsItIs(t *testing.T) {
	const course = "# Mine.\ntitle: {ko: 가, en: A}\nlanguages: [ko, en]\norder: # as taken\n  - a # the first\n  # more to come\ndefaults: {minutes: 5, cluster: {nodes: 2, seed: 3}}\n"
	const shown = "\"svclab lesson test c b\" proves it, and \"svclab serve --open --lessons c\" shows it while you write\n"
	for _, row := range []struct{ name, course, args, wrote, then string }{
		{"after the last of a course", course, "b --title 둘째 --dir c", "wrote c/020-b/lesson.en.md\nwrote c/020-b/lesson.ko.md\nadded b to the order in c/course.yaml\n" + shown,
			strings.Replace(course, "first\n", "first\n  - b\n", 1)},
		{"where the order is on one line", strings.Replace(course, "order: # as taken\n  - a # the first\n", "order: [a] # as taken\n", 1), "--dir c b",
			"wrote c/020-b/lesson.en.md\nwrote c/020-b/lesson.ko.md\nadded b to the order in c/course.yaml\n" + shown, strings.Replace(course, "order: # as taken\n  - a # the first\n", "order: [a, b] # as taken\n", 1)},
		{"without a course", "", "b --dir c", "wrote c/b/lesson.en.md\nwrote c/b/lesson.ko.md\nc has no course.yaml, so this is a lesson of its own: \"svclab lesson test c/b\" proves it,\nand \"svclab serve --open --lessons c/b\" shows it while you write\n", ""},
		{"in one language", "", "b --lang en --dir c", "wrote c/b/lesson.en.md\nc has no course.yaml, so this is a lesson of its own: \"svclab lesson test c/b\" proves it,\nand \"svclab serve --open --lessons c/b\" shows it while you write\n", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			place := "c/b"
			if row.course != "" {
				place = "c"
				if err := os.CopyFS("c", os.DirFS(writeCourse(t, ""))); err != nil {
					t.Fatal(err)
				}
				const lesson = "---\ntitle: A\nid: a\n---\n\n## One\n\n글\n"
				for name, text := range map[string]string{"c/course.yaml": row.course, "c/010-a/lesson.ko.md": lesson, "c/010-a/lesson.en.md": lesson} {
					if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				if status := lessonCommand([]string{"i18n", "sync", "en", "--done", "c"}, new(strings.Builder), os.Stderr); status != 0 {
					t.Fatal("the course could not be made")
				}
			}
			var stdout strings.Builder
			if status := newCommand(strings.Fields(row.args), &stdout, os.Stderr); status != 0 || stdout.String() != row.wrote {
				t.Fatalf("status %d, stdout %q, want %q", status, &stdout, row.wrote)
			}
			for _, command := range []string{"lint", "test"} {
				var stdout strings.Builder
				if status := lessonCommand([]string{command, place}, &stdout, new(strings.Builder)); status != 0 {
					t.Errorf("%s: %s", command, &stdout)
				}
			}
			if now, _ := os.ReadFile("c/course.yaml"); string(now) != row.then {
				t.Errorf("the course file is now\n%s\nwant\n%s", now, row.then)
			}
		})
	}
}

func TestANewLessonIsRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.CopyFS("c", os.DirFS(writeCourse(t, "## 가\n나\n"))); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile("c/course.yaml")
	for _, row := range []struct{ args, want string }{
		{"a --dir c", `the id "a" is taken by 010-a: want another, such as a-2`},
		{"My_Lesson --dir c", `the id "My_Lesson": want small letters, digits and hyphens, such as my-lesson`},
		{"sandbox --dir c", `the id "sandbox" is a page of the site: want another`},
		{"b --lang fr --dir c", `language "fr" is not in c/course.yaml: want ko`},
		{"b --lang fr", `language "fr": want one of ko, en`},
		{"c", `c is there already: want another id, such as c-2`},
		{"", "0 ids: want one, such as svclab lesson new my-lesson"},
	} {
		var stdout, stderr strings.Builder
		if status := newCommand(strings.Fields(row.args), &stdout, &stderr); status == 0 || stderr.String() != "svclab lesson new: "+row.want+"\n" {
			t.Errorf("%q: status %d, stdout %q, stderr %q; want %q", row.args, status, &stdout, &stderr, row.want)
		}
	}
	if after, _ := os.ReadFile("c/course.yaml"); string(after) != string(before) {
		t.Errorf("what was refused changed the course file:\n%s", after)
	}
}
