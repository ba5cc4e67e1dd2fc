package kubectl

import (
	"slices"
	"strings"
)

// suggestions proposes commands that look like the word. Models cobra
// Command.SuggestionsFor: two letters away, the beginning of a name, or a
// wrong name that a command knows itself.
func suggestions(word string) string {
	var found []string
	lower := strings.ToLower(word)
	for _, c := range commands() {
		if distance(lower, strings.ToLower(c.name)) <= 2 || strings.HasPrefix(c.name, lower) || slices.Contains(c.instead, lower) {
			found = append(found, c.name)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return "\n\nDid you mean this?\n\t" + strings.Join(found, "\n\t") + "\n"
}

// distance is Levenshtein's: how many letters to put in, take out or replace.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
