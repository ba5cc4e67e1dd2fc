package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/html"
)

// glossaryPath is where the words stand, below a language.
const glossaryPath = "glossary/"

// glossaryPage explains all that the lessons teach, from A to Z.
func glossaryPage(lang string, c markdown.Course, a assets) page {
	w := wordsIn[lang]
	terms := slices.Clone(c.Glossary[lang])
	slices.SortStableFunc(terms, func(a, b lesson.Term) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.Name, b.Name))
	})
	var letters html.Nodes
	var body html.Nodes
	for from := 0; from < len(terms); {
		letter, to := initial(terms[from].Name), from+1
		for to < len(terms) && initial(terms[to].Name) == letter {
			to++
		}
		id := "letter-" + letter
		letters = append(letters, html.Li(html.Link(html.Href("#"+id), html.Text(letter))))
		body = append(body, html.Section(html.Aria("labelledby", id), html.H2(html.ID(id), html.Text(letter)),
			html.El("dl", html.Each(terms[from:to], func(_ int, t lesson.Term) html.Node { return definition(t, lang, c) }))))
		from = to
	}
	return around(lang, w.glossary, glossaryPath, c, a,
		html.H1(html.Text(w.glossary)), html.P(html.Class("lead"), html.Text(w.glossaryAbout)),
		html.Nav(html.Class("letters"), html.Aria("label", w.letters), html.Ul(letters)), body)
}

// definition is a word, what it is called in the other languages, what it means,
// and where it is taught.
func definition(t lesson.Term, lang string, c markdown.Course) html.Node {
	var others []html.Node
	for _, other := range c.Languages {
		for _, o := range c.Words(other, []string{t.Term}) {
			if other != lang && o.Name != t.Name {
				others = append(others, html.Span(html.Lang(other), html.Text(o.Name)))
			}
		}
	}
	var lessons []html.Node
	for _, l := range taughtBy(c, lang, t.Term) {
		lessons = append(lessons, html.Link(html.Href("../"+l.ID+"/"), html.Text(l.Title)))
	}
	return html.Div(html.ID(anchor(t.Term)), html.Class("term"),
		html.El("dt", html.Text(t.Name), html.If(len(others) > 0, html.Span(html.Class("term-other"), commaed(others)))),
		html.El("dd", html.P(marked(t.Text)),
			html.If(len(lessons) > 0, html.P(html.Class("map-more"), html.Text(wordsIn[lang].taught+" "), commaed(lessons)))))
}

// initials are the consonants with which syllables of Hangul begin, the doubled
// ones with the plain, as dictionaries have them.
var initials = []rune("ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ")

// initial is the letter below which a name stands.
func initial(name string) string {
	for _, r := range name {
		switch {
		case r >= '가' && r <= '힣':
			return string(initials[(r-'가')/588])
		case unicode.IsLetter(r):
			return string(unicode.ToUpper(r))
		}
	}
	return "#"
}
