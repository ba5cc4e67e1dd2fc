package site

import (
	"html"
	"path"
	"regexp"
	"strings"
	"testing"

	"svclab/lessons"
	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
)

var (
	fragment = regexp.MustCompile(`href="([^"#]*)#([^"]*)"`)
	ids      = regexp.MustCompile(`\sid="([^"]*)"`)
)

func TestEveryFragmentIsThere(t *testing.T) {
	dir := built(t)
	seen := 0
	for _, page := range pages(t, dir) {
		body := read(t, dir, page)
		for _, m := range fragment.FindAllStringSubmatch(body, -1) {
			if strings.Contains(m[1], ":") {
				continue
			}
			seen++
			other := body
			if m[1] != "" {
				other = read(t, dir, path.Join(path.Dir(page), m[1], "index.html"))
			}
			if !strings.Contains(other, ` id="`+m[2]+`"`) {
				t.Errorf("%s: nothing at %s#%s", page, m[1], m[2])
			}
		}
		once := map[string]bool{}
		for _, m := range ids.FindAllStringSubmatch(body, -1) {
			if once[m[1]] {
				t.Errorf("%s: two elements have the id %q", page, m[1])
			}
			once[m[1]] = true
		}
	}
	if seen < 50 {
		t.Errorf("only %d fragments, so this test reads the wrong thing", seen)
	}
}

func TestThePagesAroundTheLessonsHoldTheCourse(t *testing.T) {
	dir := built(t)
	course, _ := markdown.Load(lessons.Content)
	for _, lang := range course.Languages {
		w := wordsIn[lang]
		courseMap := html.UnescapeString(read(t, dir, lang+"/index.html"))
		glossary := html.UnescapeString(read(t, dir, lang+"/"+glossaryPath+"index.html"))
		for _, p := range course.Parts {
			if !strings.Contains(courseMap, p.Title[lang]) {
				t.Errorf("%s: the map lacks the part %q", lang, p.Title[lang])
			}
		}
		for _, term := range course.Glossary[lang] {
			if !strings.Contains(glossary, term.Name) || !strings.Contains(glossary, strings.Split(term.Text, "`")[0]) {
				t.Errorf("%s: the glossary lacks %q", lang, term.Name)
			}
		}
		for i, l := range course.Lessons[lang] {
			if !strings.Contains(courseMap, `<a href="`+l.ID+`/">`+l.Title+`</a>`) || !strings.Contains(courseMap, markdown.Question(l)) {
				t.Errorf("%s: the map lacks %q or its question", lang, l.Title)
			}
			body := html.UnescapeString(read(t, dir, lessonPath(lang, l.ID)+"index.html"))
			if next := course.Place(l).Next; i+1 < len(course.Lessons[lang]) && (next == nil || !strings.Contains(body, `id="next-lesson" class="button primary" href="../`+next.ID+`/"`)) {
				t.Errorf("%s: %q does not lead on to %v", lang, l.ID, next)
			}
			sheet := html.UnescapeString(read(t, dir, lessonPath(lang, l.ID)+sheetPath+"index.html"))
			for _, term := range course.Words(lang, l.Teaches) {
				if !strings.Contains(sheet, strings.Split(term.Text, "`")[0]) {
					t.Errorf("%s: the sheet of %s lacks %q", lang, l.ID, term.Name)
				}
			}
			if len(remembered(l)) > 0 != strings.Contains(sheet, ">"+w.remember+"</h2>") {
				t.Errorf("%s: the sheet of %s does not say what to remember", lang, l.ID)
			}
		}
	}
}

func TestASheetHoldsManifestsAsTheyAreInTheEnd(t *testing.T) {
	l := &lesson.Lesson{ID: "a", Lang: "en", Cluster: lesson.Cluster{Nodes: 1, Seed: 1}, Steps: []lesson.Step{{Blocks: []lesson.Block{
		{Manifest: &lesson.Manifest{File: "web.yaml", Text: "kind: wrong\n", Broken: true}},
		{Manifest: &lesson.Manifest{File: "never.yaml", Text: "kind: nothing\n", Broken: true}},
		{Solution: &lesson.Solution{Lines: []lesson.SolutionLine{{Text: "sed -i s/wrong/right/ web.yaml"}}}},
	}}}}
	c := markdown.Course{Languages: []string{"en"}, Lessons: map[string][]*lesson.Lesson{"en": {l}}}
	files := mendedFiles(c)["a"]
	if len(files) != 1 || files[0].Name != "web.yaml" || files[0].Text != "kind: right\n" {
		t.Errorf("manifests %v, want web.yaml, mended", files)
	}
}

func TestCommandsAreExplained(t *testing.T) {
	for _, row := range []struct{ line, words string }{
		{"kubectl get svc", "kubectl get services"},
		{"kubectl get ep,svc web", "kubectl get endpoints"},
		{"kubectl get pod/web -o wide", "kubectl get pods"},
		{"kubectl -n shop get secrets", ""},
		{"for i in $(seq 30); do curl -s http://node-1:30008; done | sort | uniq -c", "curl"},
		{"ssh node-1 iptables-save | grep web", "iptables-save"},
		{"ssh node-1 hostname", "ssh"},
		{"cat web.yaml | wc -l", ""},
		{"cat > a.yaml <<END\nkind: Pod\nEND", ""},
	} {
		kind, text := kindOf(row.line)
		switch {
		case kind == nil && row.words != "", kind != nil && kind.words != row.words:
			t.Errorf("%s: explained as %v, want %q", row.line, kind, row.words)
		case kind != nil && text != row.line:
			t.Errorf("%s is shown as %s", row.line, text)
		}
	}
	if _, text := kindOf("kubectl apply -f - <<END\nkind: Pod\nEND"); text != "kubectl apply -f -" {
		t.Errorf("a command with a document is shown as %q", text)
	}
	seen := map[string]bool{}
	for _, k := range commandKinds {
		if seen[k.words] || k.ko == "" || k.en == "" {
			t.Errorf("%q stands twice, or lacks a language", k.words)
		}
		seen[k.words] = true
	}
}

// TestEveryCommandOfTheLessonsIsExplained finds what the table has to learn.
func TestEveryCommandOfTheLessonsIsExplained(t *testing.T) {
	course, _ := markdown.Load(lessons.Content)
	for _, l := range course.Lessons[course.Source()] {
		for _, step := range l.Steps {
			for _, b := range step.Blocks {
				if b.Run == nil {
					continue
				}
				for _, line := range b.Run.Lines {
					if kind, _ := kindOf(line); kind == nil && strings.Contains(line, "kubectl") {
						t.Errorf("%s:%d: nothing explains %q", l.Source, b.Line, line)
					}
				}
			}
		}
	}
}
