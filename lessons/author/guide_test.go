package author

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"svclab/lessons"
	"svclab/lessons/markdown"
)

// TestTheGuidesExamplesAreLessons takes every example of the authors' guide as a
// course of one lesson: what lint and test say of it is what the guide says.
func TestTheGuidesExamplesAreLessons(t *testing.T) {
	counts := map[string]int{}
	for _, lang := range []string{"ko", "en"} {
		file := "guide/guide." + lang + ".md"
		src, err := lessons.Content.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		guide, problems := markdown.ReadGuide(file, src)
		for _, p := range problems {
			t.Error(p)
		}
		counts[lang] = len(guide.Examples)
		for _, e := range guide.Examples {
			id := regexp.MustCompile(`(?m)^id: (.*)$`).FindStringSubmatch(e.Lesson)
			if id == nil {
				t.Errorf("%s:%d: the example has no id", file, e.Line)
				continue
			}
			if got := said(lang, id[1], e.Lesson); got != e.Says {
				t.Errorf("%s:%d: lint and test say\n%s\nand the guide says\n%s", file, e.Line, got, e.Says)
			}
		}
	}
	if counts["ko"] < 4 || counts["ko"] != counts["en"] {
		t.Errorf("examples by language: %v", counts)
	}
}

// said is what lint and test say of one lesson, as if it stood in ID.md.
func said(lang, id, lesson string) string {
	fsys := fstest.MapFS{
		markdown.CourseFile: {Data: fmt.Appendf(nil, "title: {%s: A}\nlanguages: [%s]\norder: [%s]\ndefaults: {cluster: {nodes: 3, seed: 1}}\n", lang, lang, id)},
	}
	name := "010-" + id + "/lesson." + lang + ".md"
	fsys[name] = &fstest.MapFile{Data: []byte(lesson)}
	var lines []string
	for _, p := range slices.Concat(Lint(fsys), Test(fsys)) {
		lines = append(lines, strings.ReplaceAll(p.String(), name, id+".md"))
	}
	return strings.Join(slices.Compact(lines), "\n")
}
