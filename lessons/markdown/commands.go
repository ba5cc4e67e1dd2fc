package markdown

import (
	"errors"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// command is one entry of a shell fence: what a learner types before pressing
// Enter, with the lines of its here-document or loop.
type command struct {
	text     string
	line     int // from 1, in the fence
	optional bool
}

const optionalMark = "# optional"

// commands splits a shell fence. The grammar is the terminal's own, so a fence
// that the terminal could not read is found here.
func commands(src string) ([]command, error) {
	file, err := syntax.NewParser().Parse(strings.NewReader(src), "")
	if err != nil {
		return nil, err
	}
	lines := strings.Split(src, "\n")
	starts := commandStarts(file)
	var out []command
	for i, start := range starts {
		end := len(lines) + 1
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		out = append(out, newCommand(lines[start-1:end-1], start))
	}
	return out, nil
}

// commandStarts returns the lines on which commands start: statements that
// share a line, such as `a; b`, are one command.
func commandStarts(file *syntax.File) []int {
	var starts []int
	for _, stmt := range file.Stmts {
		line := int(stmt.Pos().Line())
		if len(starts) == 0 || starts[len(starts)-1] != line {
			starts = append(starts, line)
		}
	}
	return starts
}

func newCommand(lines []string, start int) command {
	for len(lines) > 1 && isBlankOrComment(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	c := command{line: start}
	kept := make([]string, len(lines))
	for i, line := range lines {
		kept[i] = line
		if bare, ok := strings.CutSuffix(strings.TrimRight(line, " "), " "+optionalMark); ok && (i == 0 || i == len(lines)-1) {
			kept[i], c.optional = strings.TrimRight(bare, " "), true
		}
	}
	c.text = strings.Join(kept, "\n")
	return c
}

func isBlankOrComment(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "#")
}

// shellError says where in the fence the shell stumbled, and why.
func shellError(err error) (line int, text string) {
	var parse syntax.ParseError
	if errors.As(err, &parse) {
		return int(parse.Pos.Line()), parse.Text
	}
	return 1, err.Error()
}
