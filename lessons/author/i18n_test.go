package author

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"svclab/lessons/markdown"
)

const (
	i18nKorean = "---\ntitle: 가\nid: a\nminutes: 5\ncluster: {nodes: 2, seed: 1}\n---\n\n## 하나\n\n글\n\n```sh run\necho one\n```\n\n```console out\none\n```\n\n" +
		"## 둘\n\n둘째 글\n\n## 셋\n\n```sh run\necho three\n```\n"
	i18nEnglish = "---\ntitle: A\nid: a\nminutes: 5\ncluster: {nodes: 2, seed: 1}\nof: [ONE, TWO, THREE]\n---\n\n## One\n\nProse.\n\n```sh run\necho one\n```\n\n```console out\none\n```\n\n" +
		"## Two\n\nSecond prose.\n\n## Three\n\n```sh run\necho three\n```\n"
)

// translated makes a course whose translation says the right hashes where en
// has ONE, TWO and THREE, those of i18nKorean.
func translated(ko, en string) fstest.MapFS {
	l, _ := markdown.Parse("010-a/lesson.ko.md", []byte(i18nKorean))
	en = strings.NewReplacer("ONE", l.Steps[0].Hash, "TWO", l.Steps[1].Hash, "THREE", l.Steps[2].Hash).Replace(en)
	return fstest.MapFS{
		"course.yaml":        {Data: []byte("title: {ko: 가, en: A}\nlanguages: [ko, en]\norder: [a]\n")},
		"010-a/lesson.ko.md": {Data: []byte(ko)},
		"010-a/lesson.en.md": {Data: []byte(en)},
	}
}

func theTranslation(t *testing.T, fsys fstest.MapFS) Translation {
	t.Helper()
	all, err := Translations(fsys, "en")
	if err != nil || len(all) != 1 {
		t.Fatal(len(all), err)
	}
	return all[0]
}

func TestATranslationTellsWhatItLacks(t *testing.T) {
	change := func(text, old, new string) string { return strings.Replace(text, old, new, 1) }
	for _, row := range []struct{ name, ko, en, want string }{
		{"nothing when it is up to date", i18nKorean, i18nEnglish, ""},
		{"a step whose source has changed", change(i18nKorean, "둘째 글", "다른 글"), i18nEnglish, `21: the step "Two" is stale: 010-a/lesson.ko.md:20 has changed`},
		{"a step that the source has put between", change(i18nKorean, "## 둘", "## 새것\n\n새 글\n\n## 둘"), i18nEnglish, `21: the step "새것" of 010-a/lesson.ko.md:20 is missing here`},
		{"a step that the source has at its end", i18nKorean + "\n## 넷\n\n넷\n", i18nEnglish, `30: the step "넷" of 010-a/lesson.ko.md:30 is missing here`},
		{"a step that the source has no more", change(i18nKorean, "## 둘\n\n둘째 글\n\n", ""), i18nEnglish, `21: the step "Two" translates no step of 010-a/lesson.ko.md (take it out, or write it in the source too)`},
		{"a fence that differs", change(i18nKorean, "echo three", "echo drei"), i18nEnglish, "27: this fence differs from 010-a/lesson.ko.md:26"},
		{"a fence of another kind", change(i18nKorean, "```sh run\necho three", "```text\nthree"), i18nEnglish, "27: a sh run fence where 010-a/lesson.ko.md:26 has text"},
		{"a fence too few", i18nKorean + "```text\nmore\n```\n", i18nEnglish, "25: the text fence of 010-a/lesson.ko.md:29 is missing in this step"},
		{"steps of which nothing is said", i18nKorean, change(i18nEnglish, "of: [ONE, TWO, THREE]\n", ""),
			"8: the step \"One\" is not said to be the translation of 010-a/lesson.ko.md:8\n20: the step \"Two\" is not said to be the translation of 010-a/lesson.ko.md:20\n24: the step \"Three\" is not said to be the translation of 010-a/lesson.ko.md:24"},
	} {
		var got []string
		for _, p := range theTranslation(t, translated(row.ko, row.en)).To {
			got = append(got, strings.TrimPrefix(p.String(), "010-a/lesson.en.md:"))
		}
		if strings.Join(got, "\n") != row.want {
			t.Errorf("%s: got\n%s\nwant\n%s", row.name, strings.Join(got, "\n"), row.want)
		}
	}
}

func TestSyncBringsWhatTheSourceHas(t *testing.T) {
	ko := strings.NewReplacer("둘째 글", "다른 글", "echo three\n", "echo drei\necho vier\n", "## 셋", "## 새것\n\n```text\n새것\n```\n\n## 셋", "nodes: 2", "nodes: 3").Replace(i18nKorean)
	fsys := translated(ko, i18nEnglish)
	l, _ := markdown.Parse("010-a/lesson.ko.md", []byte(ko))
	old, _ := markdown.Parse("010-a/lesson.ko.md", []byte(i18nKorean))
	marked := "## 새것\n\n" + untranslated + " this step of lesson.ko.md as a whole, then take this line out.\n\n```text\n새것\n```\n\n"
	want := func(two string) string {
		return strings.NewReplacer("ONE, TWO, THREE", fmt.Sprintf("%s, %s, none, %s", l.Steps[0].Hash, two, l.Steps[3].Hash),
			"nodes: 2", "nodes: 3", "echo three\n", "echo drei\necho vier\n", "## Three", marked+"## Three").Replace(i18nEnglish)
	}
	if got := string(theTranslation(t, fsys).Sync(false)); got != want(old.Steps[1].Hash) {
		t.Errorf("got\n%s\nwant\n%s", got, want(old.Steps[1].Hash))
	}
	got := string(theTranslation(t, fsys).Sync(true))
	if got != want(l.Steps[1].Hash) {
		t.Errorf("declared done: got\n%s\nwant\n%s", got, want(l.Steps[1].Hash))
	}
	fsys["010-a/lesson.en.md"] = &fstest.MapFile{Data: []byte(got)}
	if again := string(theTranslation(t, fsys).Sync(true)); again != got {
		t.Errorf("a second time it changes the file again:\n%s", again)
	}
	if problems := fmt.Sprint(Lint(fsys)); !strings.Contains(problems, "010-a/lesson.en.md:27: this step waits for its translation") {
		t.Errorf("lint takes a step that waits for its translation: %s", problems)
	}
}

func TestSyncBeginsATranslationThatFollowsItsSource(t *testing.T) {
	fsys := translated(i18nKorean, i18nEnglish)
	delete(fsys, "010-a/lesson.en.md")
	text := theTranslation(t, fsys).Sync(false)
	fsys["010-a/lesson.en.md"] = &fstest.MapFile{Data: text}
	if n := strings.Count(string(text), "\n"+untranslated); n != 3 || !strings.Contains(string(text), "\nof: [none, none, none]\n---\n") {
		t.Fatalf("%d of 3 steps are marked:\n%s", n, text)
	}
	var kept []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, untranslated) {
			kept = append(kept, line)
		}
	}
	fsys["010-a/lesson.en.md"] = &fstest.MapFile{Data: []byte(strings.Join(kept, ""))}
	fsys["010-a/lesson.en.md"].Data = theTranslation(t, fsys).Sync(true)
	if to := theTranslation(t, fsys).To; len(to) > 0 {
		t.Errorf("translated and declared done, it lacks %v", to)
	}
	for _, p := range Lint(fsys) {
		t.Error(p)
	}
}

func TestOnlyALanguageOfTheCourseIsATranslation(t *testing.T) {
	fsys := translated(i18nKorean, i18nEnglish)
	for lang, want := range map[string]string{"ko": "ko is the source language: want one of en", "fr": `language "fr" is not in course.yaml: want one of en`} {
		if _, err := Translations(fsys, lang); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", lang, err, want)
		}
	}
}
