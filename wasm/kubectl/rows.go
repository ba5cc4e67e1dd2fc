package kubectl

import (
	"io"
	"strings"
	"unicode/utf8"
)

// rows prints lines of cells in columns, at least six wide with what parts
// them, which is three spaces. A column stays as wide as it has been, so that
// the rows of a watch line up. Models cli-runtime pkg/printers GetNewTabWriter.
type rows struct{ widths []int }

func (w *rows) print(out io.Writer, lines [][]string) {
	for _, cells := range lines {
		for i, c := range cells {
			if i == len(w.widths) {
				w.widths = append(w.widths, 6)
			}
			if i < len(cells)-1 {
				w.widths[i] = max(w.widths[i], utf8.RuneCountInString(c)+3)
			}
		}
	}
	var text strings.Builder
	for _, cells := range lines {
		for i, c := range cells {
			text.WriteString(c)
			if i < len(cells)-1 {
				text.WriteString(strings.Repeat(" ", w.widths[i]-utf8.RuneCountInString(c)))
			}
		}
		text.WriteByte('\n')
	}
	io.WriteString(out, text.String())
}

// oneLine cuts the cell of a table at a line break, which would spoil the
// table.
func oneLine(cell string) string {
	if cut := strings.IndexAny(cell, "\f\n\r"); cut >= 0 {
		cell = cell[:cut] + "..."
	}
	return escaped(cell)
}

// escaped keeps what is printed from giving orders to the terminal. Models
// cli-runtime pkg/printers EscapeTerminal.
func escaped(cell string) string {
	return strings.ReplaceAll(strings.ReplaceAll(cell, "\x1b", "^["), "\r", `\r`)
}
