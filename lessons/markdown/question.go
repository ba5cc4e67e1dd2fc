package markdown

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"svclab/lessons/lesson"
)

// tags are the marks of HTML.
var tags = regexp.MustCompile(`<[^>]*>`)

// sentence is a piece of text to where a sentence ends; a point inside a word
// ends none.
var sentence = regexp.MustCompile(`(?:[^.?!]|\.\S)*[.?!]+`)

// longestQuestion is how many letters the sentences that lead to a question may
// have with it.
const longestQuestion = 230

// Question is what a lesson asks, as plain text: the question of its front matter,
// or else the first sentence of its first step that ends in a question mark, with
// what leads to it in its paragraph.
func Question(l *lesson.Lesson) string {
	if l.Question != "" || len(l.Steps) == 0 {
		return l.Question
	}
	for _, b := range l.Steps[0].Blocks {
		for paragraph := range strings.SplitSeq(b.HTML, "</p>") {
			text := strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(paragraph, ""))), " ")
			all := sentence.FindAllString(text, -1)
			for i, s := range all {
				if strings.HasSuffix(s, "?") {
					return withWhatLeads(all[:i], s)
				}
			}
		}
	}
	return ""
}

// withWhatLeads puts before a question as many of the sentences before it as
// there is room for.
func withWhatLeads(before []string, question string) string {
	for i := len(before) - 1; i >= 0; i-- {
		if utf8.RuneCountInString(before[i]+question) > longestQuestion {
			break
		}
		question = before[i] + question
	}
	return strings.TrimSpace(question)
}
