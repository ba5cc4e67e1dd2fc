package main

import (
	"fmt"
	"os/exec"
	"strings"
)

// row is a line of the table: a package, or a family of them.
type row struct {
	name  string
	count [4]int // by fate
}

func (r *row) add(o row) {
	for f, n := range o.count {
		r.count[f] += n
	}
}

func (r row) all() int {
	return r.count[survived] + r.count[unreached] + r.count[killed] + r.count[timedOut]
}

// percent is the share that the tests noticed. Where there is nothing to
// notice, nothing is missed.
func (r row) percent() float64 {
	if r.all() == 0 {
		return 100
	}
	return 100 * float64(r.count[killed]+r.count[timedOut]) / float64(r.all())
}

// table has the packages, and the families they belong to.
type table struct{ rows, families []row }

// String is the table in Markdown, aligned for reading as it is.
func (t *table) String() string {
	lines := [][]string{{"package", "mutants", "killed", "timed out", "survived", "not reached", "percent"}, nil}
	for _, rows := range [][]row{t.rows, t.families} {
		for _, r := range rows {
			line := []string{r.name, fmt.Sprint(r.all())}
			for _, f := range []fate{killed, timedOut, survived, unreached} {
				line = append(line, fmt.Sprint(r.count[f]))
			}
			lines = append(lines, append(line, fmt.Sprintf("%.1f", r.percent())))
		}
	}
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], len(cell))
		}
	}
	var b strings.Builder
	for at, line := range lines {
		for i, width := range widths {
			switch {
			case at == 1 && i == 0:
				b.WriteString("|" + strings.Repeat("-", width+2))
			case at == 1:
				b.WriteString("|" + strings.Repeat("-", width+1) + ":")
			case i == 0:
				fmt.Fprintf(&b, "| %-*s ", width, line[i])
			default:
				fmt.Fprintf(&b, "| %*s ", width, line[i])
			}
		}
		b.WriteString("|\n")
	}
	return b.String()
}

// says shows a mutant on one line.
func (m *mutants) says(one mutant) string {
	return fmt.Sprintf("%s/%s:%d: %s → %s", strings.TrimPrefix(m.path, "svclab/"), one.file, one.line, short(one.before), short(one.after))
}

func short(code string) string {
	runes := []rune(strings.Join(strings.Fields(code), " "))
	if len(runes) > 90 {
		return string(runes[:60]) + " … " + string(runes[len(runes)-27:])
	}
	return string(runes)
}

// commit names the commit that is checked out, and says when files differ from it.
func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty", "--exclude=*").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}
