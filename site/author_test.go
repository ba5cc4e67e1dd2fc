package site

import (
	"encoding/json"
	"strings"
	"testing"

	"svclab/lessons/author"
)

func TestANewLessonIsProven(t *testing.T) {
	for _, lang := range []string{"ko", "en"} {
		files, err := newLesson(lang, []string{"ko", "en"})
		if err != nil {
			t.Fatal(err)
		}
		ask, err := json.Marshal(author.Ask{Do: "prove", Files: files})
		if err != nil {
			t.Fatal(err)
		}
		var told author.Told
		if err := json.Unmarshal([]byte(author.Answer(string(ask))), &told); err != nil || !told.Proved || len(told.Lessons) != 2 {
			t.Errorf("%s: %+v, %v", lang, told, err)
		}
	}
}

// The script says nothing that the page does not have in its language.
func TestThePageForAuthorsHasItsWords(t *testing.T) {
	script := source("author/page.js")
	for lang, w := range writingIn {
		for key, text := range w.said {
			if !strings.Contains(script, "words."+key) {
				t.Errorf("%s: nothing says %q", lang, key)
			}
			if text == "" || strings.Count(text, "%s") != strings.Count(writingIn["en"].said[key], "%s") {
				t.Errorf("%s: %q reads %q", lang, key, text)
			}
		}
		for _, part := range strings.Split(script, "words.")[1:] {
			key := strings.FieldsFunc(part, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })[0]
			if _, known := w.said[key]; !known {
				t.Errorf("%s: the script says %q, which has no words", lang, key)
			}
		}
	}
}
