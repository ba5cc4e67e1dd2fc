package lab

import (
	"strings"

	"svclab/wasm/shell"
)

// Typed returns the commands typed in the present history, the oldest first. One
// that goes on over several lines, such as a here-document, is one text.
func (s *Session) Typed() []string {
	var out []string
	for _, l := range s.lines {
		text := l.begun + l.text
		opened := strings.HasPrefix(l.text, "http://") // an address, with a node's browser
		if !opened && l.text != "^C" && !shell.Incomplete(text) {
			out = append(out, text)
		}
	}
	return out
}
