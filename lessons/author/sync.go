package author

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"svclab/lessons/markdown"
)

// Sync returns the file of a translation with what the source has and it has
// not: fences are those of the source where a step has as many of the same
// kinds, steps that are missing stand in the source's language below a line
// that says so, and of: says which step is translated from what. Prose that is
// there is left as it is, and so are steps that the source does not have.
//
// With done, the steps that are not marked are declared to be translations of
// the source as it is now. Without, those that were stale are still stale.
func (t Translation) Sync(done bool) []byte {
	var body strings.Builder
	of := make([]string, 0, len(t.source.lesson.Steps))
	for _, p := range t.alignment() {
		switch {
		case p.own < 0:
			t.ask(&body, p.source)
			of = append(of, noSource)
		case p.source < 0:
			write(&body, t.own.lines(t.own.lesson.Steps[p.own].Line, t.own.end(p.own)))
		default:
			write(&body, t.refenced(p))
			of = append(of, t.said(p, done))
		}
	}
	return []byte(t.front(of) + body.String())
}

// alignment is pairs, also for a translation that is not there yet.
func (t Translation) alignment() []pair {
	if t.own.lesson != nil {
		return t.pairs
	}
	var all []pair
	for i := range t.source.lesson.Steps {
		all = append(all, pair{i, -1})
	}
	return all
}

func write(b *strings.Builder, lines []string) {
	for _, line := range lines {
		b.WriteString(line)
	}
}

// said is what of: says of a step.
func (t Translation) said(p pair, done bool) string {
	switch {
	case t.own.untranslated(p.own) > 0:
		return noSource
	case done:
		return t.source.lesson.Steps[p.source].Hash
	case t.of(p.own) == "":
		return noSource
	}
	return t.of(p.own)
}

// ask writes a step of the source, to be translated where it stands.
func (t Translation) ask(b *strings.Builder, step int) {
	lines := t.source.lines(t.source.lesson.Steps[step].Line, t.source.end(step))
	if b.Len() > 0 && !strings.HasSuffix(b.String(), "\n\n") {
		b.WriteString("\n")
	}
	fmt.Fprintf(b, "%s\n%s this step of %s as a whole, then take this line out.\n", lines[0], untranslated, path.Base(t.source.file))
	if len(lines) > 1 && strings.TrimSpace(lines[1]) != "" {
		b.WriteString("\n")
	}
	write(b, lines[1:])
	if last := lines[len(lines)-1]; !strings.HasSuffix(last, "\n") {
		b.WriteString("\n")
	}
	if !strings.HasSuffix(b.String(), "\n\n") && step+1 < len(t.source.lesson.Steps) {
		b.WriteString("\n")
	}
}

// refenced returns the lines of a translated step with the fences of its source.
func (t Translation) refenced(p pair) []string {
	from := t.own.lesson.Steps[p.own].Line
	lines := slices.Clone(t.own.lines(from, t.own.end(p.own)))
	a, b := t.source.fencesOf(p.source), t.own.fencesOf(p.own)
	if !slices.EqualFunc(a, b, func(a, b markdown.Fence) bool { return kind(a) == kind(b) }) {
		return lines
	}
	for i := len(b) - 1; i >= 0; i-- {
		at := b[i].Line - from
		lines = slices.Replace(lines, at, min(len(lines), at+height(b[i])), t.source.lines(a[i].Line, a[i].Line+height(a[i]))...)
	}
	return lines
}

// height is how many lines a fence takes.
func height(f markdown.Fence) int { return strings.Count(f.Text, "\n") + 2 }

// front returns all that stands before the first step: the front matter with
// of:, in which the keys that agree say what the source says.
func (t Translation) front(of []string) string {
	source := t.source.front()
	if t.own.lesson == nil {
		return frontOf(source, source, of)
	}
	return frontOf(t.own.front(), source, of)
}

// front returns the lines before the first step.
func (d document) front() []string {
	if len(d.lesson.Steps) == 0 {
		return d.lines(1, strings.Count(d.text, "\n")+2)
	}
	return d.lines(1, d.lesson.Steps[0].Line)
}

// agreeing are the keys of a front matter that say the same in every language.
var agreeing = []string{"minutes", "needs", "start", "cluster", "teaches"}

func frontOf(own, source []string, of []string) string {
	end := slices.Index(own[min(1, len(own)):], "---\n") + 1
	if end == 0 {
		return strings.Join(own, "") // Lint says that there is no front matter
	}
	theirs := entries(source[1 : slices.Index(source[1:], "---\n")+1])
	out := own[:1:1]
	have := map[string]bool{}
	for _, e := range entries(own[1:end]) {
		have[e.key] = true
		switch {
		case e.key == "of":
			out = append(out, ofLine(of))
		case slices.Contains(agreeing, e.key):
			out = append(out, linesOf(theirs, e.key)...)
		default:
			out = append(out, e.lines...)
		}
	}
	for _, e := range theirs {
		if slices.Contains(agreeing, e.key) && !have[e.key] {
			out = append(out, e.lines...)
		}
	}
	if !have["of"] {
		out = append(out, ofLine(of))
	}
	return strings.Join(append(out, own[end:]...), "")
}

func ofLine(of []string) string { return "of: [" + strings.Join(of, ", ") + "]\n" }

// entry is a key of a front matter with all its lines.
type entry struct {
	key   string
	lines []string
}

// entries splits a front matter. A comment has a key of its own, "".
func entries(lines []string) []entry {
	var out []entry
	for _, line := range lines {
		key, _, isKey := strings.Cut(line, ":")
		comment := strings.HasPrefix(line, "#")
		if starts := isKey && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz") == ""; len(out) == 0 || starts || comment {
			if comment {
				key = ""
			}
			out = append(out, entry{key: key})
		}
		last := &out[len(out)-1]
		last.lines = append(last.lines, line)
	}
	return out
}

func linesOf(all []entry, key string) []string {
	for _, e := range all {
		if e.key == key {
			return e.lines
		}
	}
	return nil
}
