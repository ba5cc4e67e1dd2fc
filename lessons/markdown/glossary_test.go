package markdown

import (
	"reflect"
	"strings"
	"testing"

	"svclab/lessons/lesson"
)

func TestTheGlossaryIsReadInEachLanguage(t *testing.T) {
	c, problems := Load(course(map[string]string{GlossaryFile: "terms:\n  # a\n  - term: label\n    ko: {name: 레이블, text: \"이름표: 키와 값\"}\n    en:\n      name: label\n      text: A key with a value.\n  - term: port\n    ko: {name: 포트, text: 번호.}\n    en: {name: port, text: A number.}\n"}))
	for _, p := range problems {
		t.Error(p)
	}
	want := map[string][]lesson.Term{
		"ko": {{Term: "label", Name: "레이블", Text: "이름표: 키와 값"}, {Term: "port", Name: "포트", Text: "번호."}},
		"en": {{Term: "label", Name: "label", Text: "A key with a value."}, {Term: "port", Name: "port", Text: "A number."}},
	}
	if !reflect.DeepEqual(c.Glossary, want) {
		t.Errorf("glossary %v, want %v", c.Glossary, want)
	}
	if got := c.Words("en", []string{"port", "nothing", "label"}); len(got) != 2 || got[0].Term != "port" || got[1].Term != "label" {
		t.Errorf("words %v, want port and label", got)
	}
	if c, problems := Load(course(nil)); c.Glossary != nil || len(problems) > 0 {
		t.Errorf("without a glossary: %v, %v", c.Glossary, problems)
	}
}

func TestTheGlossarySaysWhatIsWrongWithIt(t *testing.T) {
	const good = "  - term: port\n    ko: {name: 포트, text: 번호.}\n    en: {name: port, text: A number.}\n"
	tests := []struct{ name, text, want string }{
		{"no word yet", "terms:\n  # 010-a\n", ""},
		{"YAML that cannot be read", "terms:\n\t- x\n", "2: found character that cannot start any token"},
		{"an unknown key at the top", "terms:\n" + good + "trems: []\n", `5: unknown key "trems" (did you mean "terms"?)`},
		{"no list", "terms: port\n", "1: terms: want a list (each begins with - term:)"},
		{"a word without term", "terms:\n" + good + "  - name: x\n", "5: a word without term (such as - term: nodePort, as the lessons' teaches has it)"},
		{"an unknown key of a word", "terms:\n" + good + strings.Replace(good, "port\n", "node\n    test: x\n", 1), `6: term "node": unknown key "test" (did you mean "term"?)`},
		{"a language that the course lacks", "terms:\n" + good + strings.Replace(good, "port\n", "node\n    fr: {name: x}\n", 1), `6: term "node": unknown key "fr" (want one of term, ko, en)`},
		{"a word twice", "terms:\n" + good + "\n" + good, `6: term "port" stands here twice (it is at line 2 already)`},
		{"a missing language", "terms:\n  - term: port\n    ko: {name: 포트, text: 번호.}\n", `2: term "port" has nothing in en (such as en: {name: …, text: …})`},
		{"a missing text", "terms:\n" + strings.Replace(good, ", text: A number.", "", 1), `4: term "port" has no name or no text in en (such as en: {name: …, text: …})`},
		{"an unknown key of a language", "terms:\n" + strings.Replace(good, "text: A", "test: A", 1), `4: term "port": unknown key "en.test" (did you mean "text"?)` + "\n" + `4: term "port" has no name or no text in en (such as en: {name: …, text: …})`},
		{"a number for a name", "terms:\n" + strings.Replace(good, "name: port", "name: 80", 1), `4: term "port": name: found a number, want text (such as en: {name: …, text: …})`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := Load(course(map[string]string{GlossaryFile: test.text}))
			var got []string
			for _, p := range problems {
				got = append(got, strings.TrimPrefix(p.String(), GlossaryFile+":"))
			}
			if strings.Join(got, "\n") != test.want {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), test.want)
			}
		})
	}
}
