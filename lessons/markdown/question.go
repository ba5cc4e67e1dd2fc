package markdown

import (
	"html"
	"regexp"
	"strings"

	"svclab/lessons/lesson"
)

// tags are the marks of HTML.
var tags = regexp.MustCompile(`<[^>]*>`)

// sentence is a piece of text to where a sentence ends; a point inside a word
// ends none.
var sentence = regexp.MustCompile(`(?:[^.?!]|\.\S)*[.?!]+`)

// Question is what a lesson asks: the question of its front matter, or else the
// first sentence of its first step that ends in a question mark, as plain text.
func Question(l *lesson.Lesson) string {
	if l.Question != "" || len(l.Steps) == 0 {
		return l.Question
	}
	for _, b := range l.Steps[0].Blocks {
		for paragraph := range strings.SplitSeq(b.HTML, "</p>") {
			text := strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(paragraph, ""))), " ")
			for _, s := range sentence.FindAllString(text, -1) {
				if strings.HasSuffix(s, "?") {
					return strings.TrimSpace(s)
				}
			}
		}
	}
	return ""
}
