package author

import (
	"testing"
	"testing/fstest"
)

func TestLintComparesLessonsWithTheGlossary(t *testing.T) {
	const port = "terms:\n  - term: port\n    ko: {name: 포트, text: 번호.}\n"
	tests := []struct{ name, teaches, glossary, want string }{
		{"a word that is taught and explained", "teaches: [port]\n", port, ""},
		{"a word that the glossary lacks", "teaches: [port, nodePort]\n", port, `5: teaches: "nodePort" is not in glossary.yaml (put it there, with a name and a text in each language)`},
		{"a word that no lesson teaches", "teaches: []\n", port, `glossary.yaml:2: no lesson teaches "port" (name it under teaches in the lesson that does, in each language)`},
		{"a course without a glossary", "teaches: [port]\n", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := courseOf("## 가\n나\n")
			fsys["010-a/lesson.ko.md"].Data = []byte("---\ntitle: 가\nid: a\nminutes: 5\n" + test.teaches + "---\n## 가\n나\n")
			if test.glossary != "" {
				fsys["glossary.yaml"] = &fstest.MapFile{Data: []byte(test.glossary)}
			}
			checkProblems(t, Lint(fsys), test.want)
		})
	}
}
