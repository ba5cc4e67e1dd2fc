package shell

import (
	"fmt"
	"regexp"
	"strings"
)

var grepSpec = optionSpec{
	letters: "EFGvcoqinwxlLhHsm:A:B:C:e:f:rP",
	long: map[string]byte{"extended-regexp": 'E', "fixed-strings": 'F', "basic-regexp": 'G', "invert-match": 'v', "count": 'c',
		"only-matching": 'o', "quiet": 'q', "silent": 'q', "ignore-case": 'i', "line-number": 'n', "word-regexp": 'w',
		"line-regexp": 'x', "files-with-matches": 'l', "files-without-match": 'L', "no-filename": 'h', "with-filename": 'H',
		"no-messages": 's', "max-count": 'm', "after-context": 'A', "before-context": 'B', "context": 'C', "regexp": 'e',
		"recursive": 'r', "perl-regexp": 'P'},
	failed: func(p *process, format string, args ...any) {
		p.errorf(format, args...)
		p.grepUsage()
	},
}

func (p *process) grepUsage() {
	p.write(2, "Usage: "+p.args[0]+" [OPTION]... PATTERNS [FILE]...\nTry '"+p.args[0]+" --help' for more information.\n")
}

// matcher is one grep at work.
type matcher struct {
	p             *process
	opts          options
	patterns      []*regexp.Regexp
	most          int64 // -m, negative for no limit
	before, after int64
	named         bool // file names stand before lines
	found         bool
}

// grep prints the lines that match a pattern. Its status is 0 when there is
// one, 1 when there is none, 2 after a mistake.
func grep(p *process, opts options, operands []string) int {
	g := &matcher{p: p, opts: opts, most: -1}
	files, ok := g.readPatterns(operands)
	if !ok || !g.readNumbers() {
		return 2
	}
	folder := opts.has('r') && (len(files) == 0 || len(files) == 1 && strings.Trim(files[0], "./") == "")
	if folder {
		files = p.fileNames()
	}
	g.named = (folder || len(files) > 1 || opts.has('H')) && !opts.has('h')
	complaint := "%s: %s"
	status := 0
	for _, name := range append(files, "-")[:max(1, len(files))] {
		in, err := p.open(name)
		if err != nil {
			if !opts.has('s') {
				p.errorf(complaint, name, reason(err))
			}
			status = 2
			continue
		}
		if name == "-" {
			name = "(standard input)"
		}
		g.file(name, in)
		if g.found && opts.has('q') {
			return 0
		}
	}
	if status == 0 {
		return statusOf(g.found)
	}
	return status
}

// readPatterns compiles what to look for, and returns the operands behind it.
func (g *matcher) readPatterns(operands []string) ([]string, bool) {
	sources := g.opts['e']
	for _, name := range g.opts['f'] {
		in, err := g.p.open(name)
		if err != nil {
			g.p.errorf("%s: %s", name, reason(err))
			return nil, false
		}
		sources = append(sources, strings.Split(strings.TrimSuffix(in.rest(g.p.thread), "\n"), "\n")...)
	}
	if !g.opts.has('e') && !g.opts.has('f') {
		if len(operands) == 0 {
			g.p.grepUsage()
			return nil, false
		}
		sources = strings.Split(operands[0], "\n")
		operands = operands[1:]
	}
	compile := compileBasic
	switch {
	case g.opts.has('P'):
		g.p.errorf("-P: Perl's patterns are not supported in this shell; use -E")
		return nil, false
	case g.opts.has('F') || g.p.args[0] == "fgrep":
		compile = compileFixed
	case g.opts.has('E') || g.p.args[0] == "egrep":
		compile = compileExtended
	}
	for _, source := range sources {
		re, err := compile(source, g.opts.has('i'))
		if err != nil {
			g.p.errorf("%s", err)
			return nil, false
		}
		g.patterns = append(g.patterns, re)
	}
	return operands, true
}

func (g *matcher) readNumbers() bool {
	for _, o := range []struct {
		letter byte
		into   []*int64
		what   string
	}{
		{'m', []*int64{&g.most}, "invalid max count"},
		{'C', []*int64{&g.before, &g.after}, "invalid context length argument"},
		{'A', []*int64{&g.after}, "invalid context length argument"},
		{'B', []*int64{&g.before}, "invalid context length argument"},
	} {
		if !g.opts.has(o.letter) {
			continue
		}
		n, ok := parseInt(g.opts.value(o.letter))
		if !ok || n < 0 {
			if o.letter == 'm' {
				g.p.errorf("%s", o.what)
			} else {
				g.p.errorf("%s: %s", g.opts.value(o.letter), o.what)
			}
			return false
		}
		for _, into := range o.into {
			*into = n
		}
	}
	return true
}

// file searches one file.
func (g *matcher) file(name string, in *input) {
	count, number, printed := int64(0), int64(0), int64(0)
	pending := int64(0) // lines of context still to print
	var held []string   // lines of context before a match
	for g.most < 0 || count < g.most || pending > 0 {
		line, more := in.line(g.p.thread)
		if !more {
			break
		}
		number++
		line = strings.TrimSuffix(line, "\n")
		spans := g.match(line)
		if (spans != nil) == g.opts.has('v') || g.most >= 0 && count >= g.most {
			if pending > 0 {
				pending--
				printed = number
				g.print(name, number, line, '-')
			} else if g.before > 0 {
				held = append(held, line)
				held = held[max(0, int64(len(held))-g.before):]
			}
			continue
		}
		count++
		g.found = true
		if g.opts.has('q') {
			return
		}
		if g.opts.has('c') || g.opts.has('l') || g.opts.has('L') {
			continue
		}
		first := number - int64(len(held))
		if g.before+g.after > 0 && printed > 0 && first > printed+1 {
			g.p.out("--\n")
		}
		for i, h := range held {
			g.print(name, first+int64(i), h, '-')
		}
		held, pending, printed = nil, g.after, number
		g.printMatch(name, number, line, spans)
	}
	g.summary(name, count)
}

func (g *matcher) summary(name string, count int64) {
	switch {
	case g.opts.has('q'):
	case g.opts.has('l') && count > 0, g.opts.has('L') && count == 0:
		g.p.out(name + "\n")
	case g.opts.has('l') || g.opts.has('L'):
	case g.opts.has('c'):
		if g.named {
			g.p.out(name + ":")
		}
		g.p.out(itoa(count) + "\n")
	}
}

func (g *matcher) printMatch(name string, number int64, line string, spans [][]int) {
	if !g.opts.has('o') {
		g.print(name, number, line, ':')
		return
	}
	for _, s := range spans {
		if s[1] > s[0] {
			g.print(name, number, line[s[0]:s[1]], ':')
		}
	}
}

func (g *matcher) print(name string, number int64, line string, mark byte) {
	var b strings.Builder
	if g.named {
		fmt.Fprintf(&b, "%s%c", name, mark)
	}
	if g.opts.has('n') {
		fmt.Fprintf(&b, "%d%c", number, mark)
	}
	b.WriteString(line + "\n")
	g.p.out(b.String())
}

// match returns where the patterns match, nil where none does.
func (g *matcher) match(line string) [][]int {
	for _, re := range g.patterns {
		var spans [][]int
		for _, s := range re.FindAllStringIndex(line, -1) {
			if g.opts.has('x') && (s[0] != 0 || s[1] != len(line)) || g.opts.has('w') && !wholeWord(line, s) {
				continue
			}
			spans = append(spans, s)
		}
		if spans != nil {
			return spans
		}
	}
	return nil
}

func wholeWord(line string, s []int) bool {
	word := func(c byte) bool { return c == '_' || classes["alnum"](rune(c)) }
	return s[1] > s[0] && (s[0] == 0 || !word(line[s[0]-1])) && (s[1] == len(line) || !word(line[s[1]]))
}
