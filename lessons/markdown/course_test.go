package markdown

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"svclab/lessons/lesson"
)

// course makes a file tree of a good course of one lesson in two languages,
// with some of its files replaced; a text of "-" takes a file away.
func course(changes map[string]string) fstest.MapFS {
	files := map[string]string{
		"course.yaml":         "title: {ko: 서비스, en: Services}\nlanguages: [ko, en]\norder: [a]\ndefaults: {minutes: 9, cluster: {nodes: 2, seed: 7}}\n",
		"010-a/lesson.ko.md":  korean,
		"010-a/lesson.en.md":  english,
		"010-a/beside.yaml":   "kind: Pod\n",
		"lessons.go":          "package lessons\n",
		"lesson/lesson.go":    "package lesson\n",
		"author/testdata/a.b": "",
	}
	for name, text := range changes {
		files[name] = text
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		if text != "-" {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return fsys
}

const (
	korean  = "---\ntitle: 가\nid: a\n---\n## 첫째\n```sh run\nls\n```\n- [ ] 목표\n\n```sh check\nls\n```\n"
	english = "---\ntitle: A\nid: a\nof: [gtpktkgq]\n---\n## First\n```sh run\nls\n```\n- [ ] goal\n\n```sh check\nls\n```\n"
)

func TestLoadPutsTheCourseTogether(t *testing.T) {
	c, problems := Load(course(nil))
	for _, p := range problems {
		t.Error(p)
	}
	l := c.Lesson("en", "a")
	if l == nil {
		t.Fatal("no English lesson a")
	}
	if l.Title != "A" || l.Order != 10 || l.Start != "empty" || l.Minutes != 9 || l.Cluster.Nodes != 2 || l.Cluster.Seed != 7 {
		t.Errorf("title, order, minutes, start or cluster are wrong: %+v", l)
	}
	if len(l.Files) != 1 || l.Files[0].Name != "beside.yaml" || l.Files[0].Text != "kind: Pod\n" {
		t.Errorf("files = %+v, want beside.yaml", l.Files)
	}
	if c.Source() != "ko" || (Course{}).Source() != "" || c.Title["en"] != "Services" || c.Lesson("ko", "b") != nil {
		t.Errorf("source %q, title %q", c.Source(), c.Title)
	}
}

func TestLoadComparesWhatMustAgree(t *testing.T) {
	replace := func(file, text, old, new string) map[string]string {
		return map[string]string{file: strings.Replace(text, old, new, 1)}
	}
	second := strings.Replace(korean, "id: a", "id: b\nneeds: [c]\nstart: b", 1)
	tests := []struct {
		name    string
		changes map[string]string
		want    string
	}{
		{"a fence that differs", replace("010-a/lesson.en.md", english, "ls\n", "ls -l\n"),
			"010-a/lesson.en.md:7: this fence differs from 010-a/lesson.ko.md:6 (fences are the same in every language: \"svclab lesson i18n sync en a\" copies them)"},
		{"a fence too many", map[string]string{"010-a/lesson.en.md": english + "```text\na\n```\n"},
			"010-a/lesson.en.md:15: a text fence that 010-a/lesson.ko.md does not have"},
		{"a fence too few", replace("010-a/lesson.en.md", english, "```sh run\nls\n```\n", ""),
			"010-a/lesson.en.md:9: this fence differs from 010-a/lesson.ko.md:6 (fences are the same in every language: \"svclab lesson i18n sync en a\" copies them)"},
		{"a missing last fence", map[string]string{"010-a/lesson.ko.md": korean + "```text\na\n```\n", "010-a/lesson.en.md": strings.Replace(english, "gtpktkgq", "gtpktkgq", 1)},
			"010-a/lesson.en.md:1: the text fence of 010-a/lesson.ko.md:14 is missing"},
		{"another number of goals", replace("010-a/lesson.en.md", english, "- [ ] goal", "- [ ] goal\n- [ ] two"),
			"010-a/lesson.en.md:6: the step has [2 goals], but [1 goals] in 010-a/lesson.ko.md:5\n010-a/lesson.en.md:13: 1 checks for 2 goals (line n decides item n)"},
		{"another number of steps", map[string]string{"010-a/lesson.en.md": english + "## More\n"},
			"010-a/lesson.en.md:15: 2 steps, but 010-a/lesson.ko.md has 1 (\"svclab lesson i18n status en a\" tells them apart)"},
		{"another id", replace("010-a/lesson.en.md", english, "id: a", "id: b"),
			"010-a/lesson.en.md:3: id is b, but a in 010-a/lesson.ko.md"},
		{"another cluster", replace("010-a/lesson.en.md", english, "id: a", "id: a\ncluster: {nodes: 3}"),
			"010-a/lesson.en.md:4: cluster is {nodes: 3, seed: 0, cloud: false, dualStack: false}, but {nodes: 0, seed: 0, cloud: false, dualStack: false} in 010-a/lesson.ko.md"},
		{"a step whose source has changed", replace("010-a/lesson.en.md", english, "gtpktkgq", "bbbbbbbb"),
			"010-a/lesson.en.md:6: the source of this step, 010-a/lesson.ko.md:5, has changed (when it is translated, \"svclab lesson i18n sync --done en a\" writes of: [gtpktkgq])"},
		{"no word on its source", replace("010-a/lesson.en.md", english, "of: [gtpktkgq]\n", ""),
			"010-a/lesson.en.md:1: of: 0 hashes for 1 steps (when it is translated, \"svclab lesson i18n sync --done en a\" writes of: [gtpktkgq])"},
		{"a missing translation", map[string]string{"010-a/lesson.en.md": "-"},
			"010-a/lesson.en.md:1: no lesson in en (translate lesson.ko.md)"},
		{"a language that the course lacks", map[string]string{"010-a/lesson.fr.md": english},
			`010-a/lesson.fr.md:1: language "fr" is not in course.yaml (want one of ko, en)`},
		{"a file beside with the name of a fence's", map[string]string{"course.yaml": "title: {ko: 가}\nlanguages: [ko]\norder: [a]\n", "010-a/lesson.en.md": "-", "010-a/lesson.ko.md": korean + "```yaml file=beside.yaml\na: b\n```\n"},
			"010-a/lesson.ko.md:1: file beside.yaml stands here with another text than before (give it another name)"},
		{"an order that the numbers deny", map[string]string{"course.yaml": "title: {ko: 가}\nlanguages: [ko]\norder: [b]\n", "010-a/lesson.en.md": "-"},
			"course.yaml:1: order is [b] (the folders' numbers say [a])"},
		{"links to nowhere and to itself", map[string]string{"course.yaml": "title: {ko: 가}\nlanguages: [ko]\norder: [a, b]\n", "010-a/lesson.en.md": "-", "020-b/lesson.ko.md": second},
			"020-b/lesson.ko.md:4: needs: no lesson has the id \"c\" (want one of a, b)\n020-b/lesson.ko.md:5: start: lesson \"b\" does not come before this one"},
		{"no course file", map[string]string{"course.yaml": "-"},
			"course.yaml:1: no course file (write title, languages and order)"},
		{"a course file that cannot be read", map[string]string{"course.yaml": "title: x\n  ko: y\n"},
			"course.yaml:2: mapping values are not allowed in this context"},
		{"a title that is no mapping", map[string]string{"course.yaml": "languages: [ko]\norder: [a]\ntitle: A\n", "010-a/lesson.en.md": "-"},
			"course.yaml:3: title: found a string, want a mapping\ncourse.yaml:3: no title in ko"},
		{"a course without languages", map[string]string{"course.yaml": "title: {ko: 가}\n"},
			"course.yaml:1: no languages (such as languages: [ko, en], the source language first)"},
		{"a course without lessons", map[string]string{"010-a/lesson.ko.md": "-", "010-a/lesson.en.md": "-", "010-a/beside.yaml": "-", "course.yaml": "title: {ko: 가}\nlanguages: [ko]\n"},
			"course.yaml:1: no lesson stands beside it (such as 030-nodeport/lesson.ko.md)"},
		{"a misspelt key in the course file", map[string]string{"course.yaml": "title: {ko: 가}\nlanguages: [ko]\norders: [a]\norder: [a]\n", "010-a/lesson.en.md": "-"},
			`course.yaml:3: unknown key "orders" (did you mean "order"?)`},
		{"no title in a language", map[string]string{"course.yaml": "languages: [ko]\ntitle: {en: A}\norder: [a]\n", "010-a/lesson.en.md": "-"},
			"course.yaml:2: no title in ko"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := Load(course(test.changes))
			var got []string
			for _, p := range problems {
				got = append(got, p.String())
			}
			if strings.Join(got, "\n") != test.want {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), test.want)
			}
		})
	}
}

func TestALessonThatStartsFromAnotherBringsItsSolution(t *testing.T) {
	const first = "---\ntitle: 가\nid: a\nminutes: 3\ncluster: {nodes: 5, seed: 4}\n---\n## 첫째\n```yaml file=web.yaml apply\nkind: Pod\n```\n- [ ] 목표\n\n```sh check\nls\n```\n\n<details><summary>정답</summary>\n\n```sh solution\necho one\necho two # optional\n```\n\n</details>\n"
	two := func(front string) fstest.MapFS {
		return fstest.MapFS{
			"course.yaml":        {Data: []byte("title: {ko: 서비스}\nlanguages: [ko]\norder: [a, b]\n")},
			"010-a/lesson.ko.md": {Data: []byte(first)},
			"020-b/lesson.ko.md": {Data: []byte("---\ntitle: 나\nid: b\nminutes: 3\n" + front + "---\n## 첫째\n글\n")},
		}
	}
	c, problems := Load(two("start: a\n"))
	for _, p := range problems {
		t.Error(p)
	}
	b := c.Lesson("ko", "b")
	if b.Cluster.Nodes != 5 || b.Cluster.Seed != 4 {
		t.Errorf("its cluster is %+v", b.Cluster)
	}
	want := []lesson.Opening{{Files: []lesson.File{{Name: "web.yaml", Text: "kind: Pod\n"}}, Apply: []string{"web.yaml"}, Lines: []string{"echo one", "echo two"}}}
	if !reflect.DeepEqual(b.Opening, want) {
		t.Errorf("its opening is %+v", b.Opening)
	}
	_, problems = Load(two("start: a\ncluster: {nodes: 1}\n"))
	if want := `020-b/lesson.ko.md:6: a cluster of its own for a lesson that starts from "a" (leave out cluster, or write start: empty)`; len(problems) != 1 || problems[0].String() != want {
		t.Errorf("problems %v, want %s", problems, want)
	}
}
