package kubectl

import (
	"slices"
	"strings"

	"svclab/wasm/nearest"
)

// suggestions proposes commands that look like the word. Models cobra
// Command.SuggestionsFor: two letters away, the beginning of a name, or a
// wrong name that a command knows itself.
func suggestions(word string) string {
	var found []string
	lower := strings.ToLower(word)
	for _, c := range commands() {
		if nearest.Distance(lower, strings.ToLower(c.name)) <= 2 || strings.HasPrefix(c.name, lower) || slices.Contains(c.instead, lower) {
			found = append(found, c.name)
		}
	}
	if len(found) == 0 {
		return ""
	}
	return "\n\nDid you mean this?\n\t" + strings.Join(found, "\n\t") + "\n"
}
