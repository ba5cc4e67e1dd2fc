package markdown

import (
	"fmt"
	"slices"
	"strings"

	near "svclab/wasm/nearest"
)

// Problem is something in a content file that has to be put right.
type Problem struct {
	File       string // below lessons/, with slashes
	Line       int    // from 1
	Text       string // what is wrong
	Suggestion string // what would work, or ""
}

// String writes the Problem as compilers do: file:line: text (suggestion).
func (p Problem) String() string {
	s := fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
	if p.Suggestion != "" {
		s += " (" + p.Suggestion + ")"
	}
	return s
}

// SortProblems puts problems in reading order: by file, then line, those of
// one line in the order in which they were found.
func SortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
}

// nearest suggests the word that was probably meant, or tells them all.
func nearest(word string, words []string) string {
	best := near.Of(word, words, len(word)/2)
	if best != "" {
		return fmt.Sprintf("did you mean %q?", best)
	}
	return "want one of " + strings.Join(words, ", ")
}
