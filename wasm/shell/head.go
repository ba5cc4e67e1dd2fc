package shell

import (
	"strings"

	"svclab/wasm/api"
)

var headSpec = optionSpec{letters: "n:c:qvf", long: map[string]byte{"lines": 'n', "bytes": 'c', "quiet": 'q', "silent": 'q', "verbose": 'v', "follow": 'f'}}

// head prints the first lines, or all but the last with -n -N.
func head(p *process) int {
	return p.ends(func(in *input, n int64, sign byte, bytes bool) {
		if sign != '-' && !bytes {
			for ; n > 0; n-- {
				line, ok := in.line(p.thread)
				if !ok {
					return
				}
				p.out(line)
			}
			return
		}
		all := units(in.rest(p.thread), bytes)
		if sign == '-' {
			n = int64(len(all)) - n
		}
		p.out(strings.Join(all[:max(0, min(n, int64(len(all))))], ""))
	})
}

// tail prints the last lines, or those from the N-th with -n +N.
func tail(p *process) int {
	return p.ends(func(in *input, n int64, sign byte, bytes bool) {
		if sign == '+' && !bytes {
			for i := int64(1); ; i++ {
				line, ok := in.line(p.thread)
				if !ok {
					return
				}
				if i >= n {
					p.out(line)
				}
			}
		}
		all := units(in.rest(p.thread), bytes)
		from := int64(len(all)) - n
		if sign == '+' {
			from = n - 1
		}
		p.out(strings.Join(all[max(0, min(from, int64(len(all)))):], ""))
	})
}

func units(text string, bytes bool) []string {
	var all []string
	if bytes {
		for i := range len(text) {
			all = append(all, text[i:i+1])
		}
		return all
	}
	for line := range strings.Lines(text) {
		all = append(all, line)
	}
	return all
}

// ends is what head and tail have in common: -3, -n 3, -n -3, -n +3, -c and
// the names above the parts of several files.
func (p *process) ends(print func(in *input, n int64, sign byte, bytes bool)) int {
	if len(p.args) > 1 && len(p.args[1]) > 1 && strings.IndexByte("-+", p.args[1][0]) >= 0 && isDigits(p.args[1][1:]) {
		count := p.args[1]
		if count[0] == '-' {
			count = count[1:]
		}
		p.args = append([]string{p.args[0], "-n", count}, p.args[2:]...)
	}
	opts, files, ok := headSpec.parse(p)
	if !ok {
		return 1
	}
	if opts.has('f') && p.args[0] == "head" {
		p.usage("invalid option -- 'f'")
		return 1
	}
	letter, what := byte('n'), "lines"
	if opts.has('c') {
		letter, what = 'c', "bytes"
	}
	n, sign, ok := countOption(opts.value(letter))
	if !ok {
		p.errorf("invalid number of %s: ‘%s’", what, opts.value(letter))
		return 1
	}
	printed := 0
	status := statusOf(p.each(files, "cannot open '%s' for reading: %s", func(name string, in *input) {
		if len(files) > 1 && !opts.has('q') || opts.has('v') {
			if name == "-" {
				name = "standard input"
			}
			if printed > 0 {
				p.out("\n")
			}
			p.out("==> " + name + " <==\n")
		}
		printed++
		print(in, n, sign, letter == 'c')
	}))
	if opts.has('f') && len(files) == 1 && files[0] != "-" && status == 0 {
		p.follow(files[0])
	}
	return status
}

// follow prints what is added to a file, without end.
func (p *process) follow(name string) {
	data, err := p.readFile(name)
	for seen := len(data); err == nil; data, err = p.readFile(name) {
		if len(data) < seen {
			p.write(2, "tail: "+name+": file truncated\n")
			seen = 0
		}
		p.out(string(data[seen:]))
		seen = len(data)
		p.wait(api.Second)
	}
}

// countOption reads 3, +3 and -3; nothing is 10.
func countOption(s string) (n int64, sign byte, ok bool) {
	if s == "" {
		return 10, 0, true
	}
	if s[0] == '+' || s[0] == '-' {
		sign, s = s[0], s[1:]
	}
	if !isDigits(s) {
		return 0, 0, false
	}
	n, ok = parseInt(s)
	return n, sign, ok
}
