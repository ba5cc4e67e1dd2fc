// Package nearest tells how far a mistyped word is from the right ones: for
// commands of the shell and of kubectl, and for words of a lesson's Markdown.
package nearest

// Distance is Levenshtein's: how many letters to put in, take out or replace.
func Distance(a, b string) int {
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

// Of returns the word of words that is nearest, the first of several, or ""
// when none is at most that many letters away.
func Of(word string, words []string, most int) string {
	best := ""
	for _, w := range words {
		if d := Distance(word, w); d <= most {
			best, most = w, d-1
		}
	}
	return best
}
