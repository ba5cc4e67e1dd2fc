package shell

import (
	"fmt"
	"slices"
	"strings"
)

var catSpec = optionSpec{letters: "nbsAeETtv", long: map[string]byte{"number": 'n', "number-nonblank": 'b', "squeeze-blank": 's', "show-ends": 'E', "show-tabs": 'T', "show-all": 'A'}}

// cat prints files one after the other.
func cat(p *process, opts options, files []string) int {
	number, blank := 0, false
	return statusOf(p.each(files, "%s: %s", func(_ string, in *input) {
		for line, more := in.line(p.thread); more; line, more = in.line(p.thread) {
			empty := line == "\n"
			if opts.has('s') && empty && blank {
				continue
			}
			blank = empty
			if opts.has('T') || opts.has('A') || opts.has('t') {
				line = strings.ReplaceAll(line, "\t", "^I")
			}
			if opts.has('E') || opts.has('A') || opts.has('e') {
				line = strings.ReplaceAll(line, "\n", "$\n")
			}
			if opts.has('b') && !empty || opts.has('n') && !opts.has('b') {
				number++
				line = fmt.Sprintf("%6d\t%s", number, line)
			}
			p.out(line)
		}
	}))
}

// tee copies its input to files and to its output.
func tee(p *process) int {
	spec := optionSpec{letters: "ai", long: map[string]byte{"append": 'a'}}
	opts, files, ok := spec.parse(p)
	if !ok {
		return 1
	}
	var outs []sink
	status := 0
	for _, name := range files {
		switch name {
		case "/dev/stderr":
			outs = append(outs, p.fd[2].out)
			continue
		case "/dev/stdout":
			outs = append(outs, p.fd[1].out)
			continue
		}
		f, err := p.create(name, opts.has('a'))
		if err != nil {
			p.errorf("%s: %s", name, reason(err))
			status = 1
			continue
		}
		outs = append(outs, f)
	}
	in := p.stdin()
	for line, more := in.line(p.thread); more; line, more = in.line(p.thread) {
		p.out(line)
		for _, o := range outs {
			if o != nil {
				o.write(p.thread, line)
			}
		}
	}
	return status
}

// rev turns each line round.
func rev(p *process) int {
	return statusOf(p.each(p.args[1:], "cannot open %s: %s", func(_ string, in *input) {
		for line, more := in.line(p.thread); more; line, more = in.line(p.thread) {
			text := strings.TrimSuffix(line, "\n")
			runes := []rune(text)
			slices.Reverse(runes)
			p.out(string(runes) + line[len(text):])
		}
	}))
}
