package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// mutant is one change. Its id counts from 1 within its package.
type mutant struct {
	id, site      int
	file          string
	line          int
	before, after string
}

// site is an expression or a statement with the code that may stand for it.
type site struct {
	index      int
	start, end int    // in the text of its file
	result     string // name of its type; "" for a statement
	ids        []int
	code       []string // of each id; "" leaves a statement out
}

// wrap returns the code that runs inner unless a mutant of the site lives.
func (s *site) wrap(inner string) string {
	var b strings.Builder
	if s.result != "" {
		fmt.Fprintf(&b, "(func() %s { switch mutantAt(%d) { ", s.result, s.index)
		for i, id := range s.ids {
			fmt.Fprintf(&b, "case %d: return %s; ", id, s.code[i])
		}
		return b.String() + "}; return " + inner + " }())"
	}
	for i, id := range s.ids {
		if s.code[i] == "" {
			inner = fmt.Sprintf("if mutantAt(%d) != %d { %s }", s.index, id, inner)
		} else if leaves(s.code[i]) {
			inner = fmt.Sprintf("if mutantAt(%d) == %d { %s }; %s", s.index, id, s.code[i], inner)
		} else {
			inner = fmt.Sprintf("if mutantAt(%d) == %d { %s } else { %s }", s.index, id, s.code[i], inner)
		}
	}
	return inner
}

// leaves reports whether nothing after the statement runs. Such a statement
// needs no else, and without one the compiler sees that a function ends.
func leaves(code string) bool {
	word, _, _ := strings.Cut(code, " ")
	return slices.Contains([]string{"return", "break", "continue"}, word)
}

// mutants are all changes to one package.
type mutants struct {
	*source
	types *speller
	list  []mutant
	sites int
	files []string // of each file, the text with all mutants in it
}

// mutate finds the mutants of a package, in the order of its text.
func mutate(s *source) *mutants {
	m := &mutants{source: s, types: newSpeller(s.pkg)}
	for i, file := range s.files {
		w := &walker{mutants: m, text: s.text[i], name: s.names[i], fixed: map[ast.Node]bool{}, decides: map[ast.Expr]bool{}, zeroed: map[ast.Expr]types.Type{}}
		first := len(m.list)
		ast.Inspect(file, w.visit)
		slices.SortStableFunc(m.list[first:], func(a, b mutant) int { return a.line - b.line })
		m.files = append(m.files, w.render())
	}
	return m
}

// render returns the file with every site wrapped. A site that begins where
// another does lies within the longer one, or within the one found first.
func (w *walker) render() string {
	slices.SortStableFunc(w.found, func(a, b *site) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	next := 0
	var span func(start, end int) string
	span = func(start, end int) string {
		var b strings.Builder
		for next < len(w.found) && w.found[next].start < end {
			s := w.found[next]
			next++
			b.Write(w.text[start:s.start])
			b.WriteString(s.wrap(span(s.start, s.end)))
			start = s.end
		}
		b.Write(w.text[start:end])
		return b.String()
	}
	return span(0, len(w.text))
}

// added returns the file that says which mutant lives, and which were reached.
func (m *mutants) added() string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nimport (\n\t\"os\"\n\t\"strconv\"\n", m.pkg.Name())
	for path, name := range m.types.imports {
		fmt.Fprintf(&b, "\t%s %q\n", name, path)
	}
	fmt.Fprintf(&b, ")\n\n%s\nvar mutantSeen [%d]bool\n", m.types.decls.String(), m.sites+1)
	b.WriteString(`
var mutantID = func() int { id, _ := strconv.Atoi(os.Getenv("MUTANT")); return id }()

var mutantReached = func() *os.File {
	if os.Getenv("MUTANT_REACHED") == "" {
		return nil
	}
	f, err := os.Create(os.Getenv("MUTANT_REACHED"))
	if err != nil {
		panic(err)
	}
	return f
}()

func mutantAt(site int) int {
	if !mutantSeen[site] {
		mutantFirst(site)
	}
	return mutantID
}

func mutantFirst(site int) {
	mutantSeen[site] = true
	if mutantReached != nil {
		mutantReached.WriteString(strconv.Itoa(site) + "\n")
	}
}
`)
	return b.String()
}
