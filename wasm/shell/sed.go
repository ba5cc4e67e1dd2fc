package shell

import "strings"

var sedSpec = optionSpec{
	letters: "nErise:f:z",
	long: map[string]byte{"quiet": 'n', "silent": 'n', "regexp-extended": 'E', "in-place": 'i', "expression": 'e',
		"file": 'f', "separate": 's'},
	failed: func(p *process, format string, args ...any) {
		p.errorf(format, args...)
		p.write(2, "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n")
	},
}

// sed edits its input line by line.
func sed(p *process, opts options, operands []string) int {
	source := strings.Join(opts['e'], "\n")
	if !opts.has('e') {
		if len(operands) == 0 {
			p.write(2, "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n")
			return 1
		}
		source, operands = operands[0], operands[1:]
	}
	script, err := parseSed(source, opts.has('E') || opts.has('r'))
	if err != nil {
		p.errorf("-e expression #1, %s", err)
		return 1
	}
	ed := &editor{p: p, script: script, quiet: opts.has('n')}
	if opts.has('i') {
		return ed.inPlace(operands)
	}
	status := 0
	var all strings.Builder
	if !p.each(operands, "can't read %s: %s", func(_ string, in *input) {
		if len(operands) > 1 { // line numbers go on, and $ is the last line of all
			all.WriteString(in.rest(p.thread))
			return
		}
		ed.out = p.out
		status = ed.run(in)
	}) {
		status = 2
	}
	if len(operands) > 1 {
		ed.out = p.out
		status = max(status, ed.run(&input{buf: all.String()}))
	}
	return status
}

// editor runs a script over lines.
type editor struct {
	p      *process
	script []*sedCommand
	quiet  bool
	out    func(string)

	number int64
	last   bool
	space  string // the pattern space
	hold   string
	after  string // what a puts behind the line
	quit   bool
	status int
}

func (ed *editor) inPlace(names []string) int {
	status := 0
	if len(names) == 0 {
		ed.p.errorf("no input files")
		return 1
	}
	for _, name := range names {
		in, err := ed.p.open(name)
		if err != nil {
			ed.p.errorf("can't read %s: %s", name, reason(err))
			status = 2
			continue
		}
		var b strings.Builder
		ed.out = func(s string) {
			ed.p.tick()
			b.WriteString(s)
			ed.p.checkLength(b.Len())
		}
		ed.number, ed.quit = 0, false
		for _, c := range ed.script {
			c.reset()
		}
		ed.run(in)
		b.WriteString(in.rest(ed.p.thread))
		if err := ed.p.writeFile(name, []byte(b.String())); err != nil {
			ed.p.errorf("couldn't open file %s: %s", name, reason(err))
			status = 4
		}
	}
	return status
}

func (ed *editor) run(in *input) int {
	next, more := in.line(ed.p.thread)
	for more && !ed.quit {
		line := next
		next, more = "", in.more(ed.p.thread)
		ed.number++
		ed.last = !more
		ed.space = strings.TrimSuffix(line, "\n")
		newline := line[len(ed.space):]
		deleted := ed.commands(ed.script)
		if !deleted && !ed.quiet {
			ed.out(ed.space + newline)
		}
		ed.out(ed.after)
		ed.after = ""
		if more && !ed.quit {
			next, more = in.line(ed.p.thread)
		}
	}
	return ed.status
}

// commands runs a list on the pattern space, and reports that it is deleted.
func (ed *editor) commands(list []*sedCommand) (deleted bool) {
	for _, c := range list {
		if !c.selects(ed) {
			continue
		}
		ed.p.tick()
		switch c.name {
		case '{':
			if ed.commands(c.block) {
				return true
			}
		case 'd':
			return true
		case 'p':
			ed.out(ed.space + "\n")
		case 'q', 'Q':
			ed.quit = true
			ed.status = c.number
			return c.name == 'Q'
		case '=':
			ed.out(itoa(ed.number) + "\n")
		case 'a':
			ed.after += c.text + "\n"
		case 'i':
			ed.out(c.text + "\n")
		case 'c':
			if c.to == nil || c.negate || ed.last || !c.inside {
				ed.out(c.text + "\n")
			}
			return true
		case 'h':
			ed.hold = ed.space
		case 'H':
			ed.hold += "\n" + ed.space
		case 'g':
			ed.space = ed.hold
		case 'G':
			ed.space += "\n" + ed.hold
		case 'x':
			ed.space, ed.hold = ed.hold, ed.space
		case 'y':
			ed.space = c.letters.apply(ed.space)
		case 's':
			ed.substitute(c)
		}
		ed.p.checkLength(len(ed.space) + len(ed.hold) + len(ed.after))
		if ed.quit {
			return false
		}
	}
	return false
}

// substitute is s/pattern/text/flags.
func (ed *editor) substitute(c *sedCommand) {
	var b strings.Builder
	at, count, changed := 0, 0, false
	for _, m := range c.pattern.FindAllStringSubmatchIndex(ed.space, -1) {
		count++
		if count < c.number {
			continue
		}
		b.WriteString(ed.space[at:m[0]])
		b.WriteString(expandReplacement(c.text, ed.space, m))
		ed.p.checkLength(b.Len())
		at, changed = m[1], true
		if !c.global {
			break
		}
	}
	if !changed {
		return
	}
	ed.space = b.String() + ed.space[at:]
	if c.print {
		ed.out(ed.space + "\n")
	}
}

// expandReplacement fills & and \1 into the text of s.
func expandReplacement(text, line string, m []int) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		group := -1
		switch {
		case text[i] == '&':
			group = 0
		case text[i] == '\\' && i+1 < len(text):
			i++
			switch c := text[i]; {
			case c >= '0' && c <= '9':
				group = int(c - '0')
			case c == 'n':
				b.WriteByte('\n')
			case c == 't':
				b.WriteByte('\t')
			default:
				b.WriteByte(c)
			}
		default:
			b.WriteByte(text[i])
		}
		if group >= 0 && 2*group+1 < len(m) && m[2*group] >= 0 {
			b.WriteString(line[m[2*group]:m[2*group+1]])
		}
	}
	return b.String()
}
