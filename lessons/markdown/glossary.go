package markdown

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"svclab/lessons/lesson"

	"sigs.k8s.io/yaml"
)

// GlossaryFile holds the words that the lessons teach. A course may do without.
const GlossaryFile = "glossary.yaml"

// glossary reads the words in each language of the course.
func (l *loader) glossary() {
	src, err := fs.ReadFile(l.fsys, GlossaryFile)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	var file map[string]any
	if err == nil {
		err = yaml.Unmarshal(src, &file)
	}
	if err != nil {
		l.problem(GlossaryFile, yamlLine(err), yamlText(err), "")
		return
	}
	for _, key := range sortedKeys(file) {
		if key != "terms" {
			l.problem(GlossaryFile, lineOf(src, 1, key), fmt.Sprintf("unknown key %q", key), nearest(key, []string{"terms"}))
		}
	}
	l.course.Glossary = map[string][]lesson.Term{}
	terms, isList := file["terms"].([]any)
	if !isList && file["terms"] != nil {
		l.problem(GlossaryFile, lineOf(src, 1, "terms"), "terms: want a list", "each begins with - term:")
	}
	seen := map[string]int{}
	for i, t := range terms {
		l.term(src, TermLine(src, i), t, seen)
	}
}

// term reads one word, which stands at a line of the glossary.
func (l *loader) term(src []byte, line int, value any, seen map[string]int) {
	keys, isMapping := value.(map[string]any)
	word, _ := keys["term"].(string)
	if !isMapping || word == "" {
		l.problem(GlossaryFile, line, "a word without term", "such as - term: nodePort, as the lessons' teaches has it")
		return
	}
	known := append([]string{"term"}, l.course.Languages...)
	for _, key := range sortedKeys(keys) {
		if !contains(known, key) {
			l.problem(GlossaryFile, lineOf(src, line, key), fmt.Sprintf("term %q: unknown key %q", word, key), nearest(key, known))
		}
	}
	if first := seen[word]; first > 0 {
		l.problem(GlossaryFile, line, fmt.Sprintf("term %q stands here twice", word), fmt.Sprintf("it is at line %d already", first))
	} else {
		seen[word] = line
	}
	for _, lang := range l.course.Languages {
		l.course.Glossary[lang] = append(l.course.Glossary[lang], l.termIn(src, line, word, lang, keys[lang]))
	}
}

// termIn reads a word in one language.
func (l *loader) termIn(src []byte, line int, word, lang string, value any) lesson.Term {
	term := lesson.Term{Term: word}
	at := lineOf(src, line, lang)
	suggestion := fmt.Sprintf("such as %s: {name: …, text: …}", lang)
	keys, isMapping := value.(map[string]any)
	if !isMapping {
		l.problem(GlossaryFile, at, fmt.Sprintf("term %q has nothing in %s", word, lang), suggestion)
		return term
	}
	for _, key := range sortedKeys(keys) {
		if known := []string{"name", "text"}; !contains(known, key) {
			l.problem(GlossaryFile, lineOf(src, at, key), fmt.Sprintf("term %q: unknown key %q", word, lang+"."+key), nearest(key, known))
		}
	}
	text, err := json.Marshal(keys)
	if err == nil {
		err = json.Unmarshal(text, &term)
	}
	term.Term = word
	switch {
	case err != nil:
		_, what := typeText(err)
		l.problem(GlossaryFile, at, fmt.Sprintf("term %q: %s", word, what), suggestion)
	case strings.TrimSpace(term.Name) == "" || strings.TrimSpace(term.Text) == "":
		l.problem(GlossaryFile, at, fmt.Sprintf("term %q has no name or no text in %s", word, lang), suggestion)
	}
	return term
}

// TermLine returns the line of the glossary on which a word begins.
func TermLine(src []byte, term int) int {
	for i, line := range strings.Split(string(src), "\n") {
		if strings.HasPrefix(strings.TrimLeft(line, " "), "- ") {
			if term == 0 {
				return i + 1
			}
			term--
		}
	}
	return 1
}

// lineOf finds a key at a line, or below it and before the next word begins;
// without one it is the line itself.
func lineOf(src []byte, line int, key string) int {
	lines := strings.Split(string(src), "\n")[line-1:]
	for i, text := range lines {
		text = strings.TrimLeft(text, " ")
		if line > 1 && i > 0 && strings.HasPrefix(text, "- ") {
			break
		}
		words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" -{},", r) })
		if slices.Contains(words, key+":") {
			return line + i
		}
	}
	return line
}

// Words returns the glossary's entries for terms, in their order. What is not
// there is left out.
func (c Course) Words(lang string, terms []string) []lesson.Term {
	var out []lesson.Term
	for _, word := range terms {
		for _, t := range c.Glossary[lang] {
			if t.Term == word {
				out = append(out, t)
			}
		}
	}
	return out
}
