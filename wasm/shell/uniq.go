package shell

import (
	"fmt"
	"strings"
)

var uniqSpec = optionSpec{
	letters: "cduif:s:w:",
	long: map[string]byte{"count": 'c', "repeated": 'd', "unique": 'u', "ignore-case": 'i', "skip-fields": 'f',
		"skip-chars": 's', "check-chars": 'w'},
}

// uniq leaves out lines equal to the one before them.
func uniq(p *process, opts options, files []string) int {
	if len(files) > 2 {
		p.usage("extra operand ‘%s’", files[2])
		return 1
	}
	var out strings.Builder
	print := func(line string, count int) {
		if count == 0 || opts.has('d') && count == 1 || opts.has('u') && count > 1 {
			return
		}
		if opts.has('c') {
			fmt.Fprintf(&out, "%7d ", count)
		}
		out.WriteString(line + "\n")
	}
	ok := p.each(files[:min(1, len(files))], "%s: %s", func(_ string, in *input) {
		last, key, count := "", "", 0
		for line, more := in.line(p.thread); more; line, more = in.line(p.thread) {
			line = strings.TrimSuffix(line, "\n")
			k := uniqKey(opts, line)
			if count > 0 && k == key {
				count++
				continue
			}
			print(last, count)
			last, key, count = line, k, 1
			if out.Len() > 512 && len(files) < 2 {
				p.out(out.String())
				out.Reset()
			}
		}
		print(last, count)
	})
	if len(files) == 2 && ok {
		if err := p.writeFile(files[1], []byte(out.String())); err != nil {
			p.errorf("%s: %s", files[1], reason(err))
			return 1
		}
		return 0
	}
	p.out(out.String())
	return statusOf(ok)
}

// uniqKey is the part of a line that is compared.
func uniqKey(opts options, line string) string {
	if n, ok := parseInt(opts.value('f')); ok {
		for range min(n, int64(len(line))) {
			line = strings.TrimLeft(line, " \t")
			line = line[strings.IndexAny(line+" ", " \t"):]
		}
	}
	if n, ok := parseInt(opts.value('s')); ok && n >= 0 {
		line = line[min(n, int64(len(line))):]
	}
	if n, ok := parseInt(opts.value('w')); ok && n >= 0 {
		line = line[:min(n, int64(len(line)))]
	}
	if opts.has('i') {
		line = strings.ToLower(line)
	}
	return line
}
