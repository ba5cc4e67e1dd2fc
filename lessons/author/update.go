package author

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"svclab/lessons/markdown"
)

// Update runs every lesson and returns, by name, the files whose console out
// fences say something else than what is printed, with these rewritten. The
// problems are those that keep a lesson from being read; its file is left alone.
// When lessons are named in only, the others are left alone too.
func Update(fsys fs.FS, only ...string) (map[string][]byte, []Problem) {
	course, problems := markdown.Load(fsys)
	problems = ofLessons(course, problems, only)
	files := map[string][]byte{}
	for _, l := range chosen(course, only) {
		if l.Draw != nil || slices.ContainsFunc(problems, func(p Problem) bool { return p.File == l.Source }) {
			continue // what the cases of a draw print is written nowhere
		}
		src, err := fs.ReadFile(fsys, l.Source)
		if err != nil {
			return nil, []Problem{{File: l.Source, Line: 1, Text: fmt.Sprintf("read it again: %v", err)}}
		}
		if next := rewrite(string(src), prove(l).outputs); next != string(src) {
			files[l.Source] = []byte(next)
		}
	}
	return files, problems
}

// rewrite puts outputs, by the line of the fence that prints them, into the
// console out fences right below.
func rewrite(src string, outputs map[int]string) string {
	fences := markdown.Fences([]byte(src))
	lines := strings.SplitAfter(src, "\n")
	for i := len(fences) - 1; i > 0; i-- {
		f := fences[i]
		output, known := outputs[fences[i-1].Line]
		if f.Info != "console out" || !known {
			continue
		}
		if output != "" && !strings.HasSuffix(output, "\n") {
			output += "\n"
		}
		end := f.Line + strings.Count(f.Text, "\n")
		lines = append(lines[:f.Line:f.Line], append([]string{output}, lines[end:]...)...)
	}
	return strings.Join(lines, "")
}
