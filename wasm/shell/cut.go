package shell

import "strings"

var cutSpec = optionSpec{
	letters: "d:f:c:b:sno:C", // o and C have no short form upstream
	long: map[string]byte{"delimiter": 'd', "fields": 'f', "characters": 'c', "bytes": 'b', "only-delimited": 's',
		"output-delimiter": 'o', "complement": 'C'},
}

// span is a range of fields or characters, from 1; to 0 goes to the end.
type span struct{ from, to int64 }

// cut prints parts of each line.
func cut(p *process, opts options, files []string) int {
	list, what, letter := "", "fields", byte('f')
	for _, l := range []byte("fcb") {
		if opts.has(l) {
			if list != "" {
				p.usage("only one list may be specified")
				return 1
			}
			list, letter = opts.value(l), l
		}
	}
	if letter != 'f' {
		what = "byte/character positions"
	}
	if list == "" {
		p.usage("you must specify a list of bytes, characters, or fields")
		return 1
	}
	delimiter := "\t"
	if opts.has('d') {
		delimiter = opts.value('d')
		if letter != 'f' {
			p.usage("an input delimiter may be specified only when operating on fields")
			return 1
		}
		if len([]rune(delimiter)) != 1 {
			p.usage("the delimiter must be a single character")
			return 1
		}
	}
	spans, problem := parseSpans(list, what)
	if problem != "" {
		p.usage("%s", problem)
		return 1
	}
	join := delimiter
	if opts.has('o') {
		join = opts.value('o')
	}
	return statusOf(p.each(files, "%s: %s", func(_ string, in *input) {
		for line, more := in.line(p.thread); more; line, more = in.line(p.thread) {
			line = strings.TrimSuffix(line, "\n")
			if letter != 'f' {
				p.out(strings.Join(chosen(strings.Split(line, ""), spans, opts.has('C')), "") + "\n")
				continue
			}
			if !strings.Contains(line, delimiter) {
				if !opts.has('s') {
					p.out(line + "\n")
				}
				continue
			}
			p.out(strings.Join(chosen(strings.Split(line, delimiter), spans, opts.has('C')), join) + "\n")
		}
	}))
}

// chosen returns the parts that a list names, in the order of the line.
func chosen(parts []string, spans []span, complement bool) []string {
	var out []string
	for i, part := range parts {
		n := int64(i + 1)
		in := false
		for _, s := range spans {
			in = in || n >= s.from && (s.to == 0 || n <= s.to)
		}
		if in != complement {
			out = append(out, part)
		}
	}
	return out
}

// parseSpans reads 1,3-5,7- and -2.
func parseSpans(list, what string) (spans []span, problem string) {
	for _, item := range strings.Split(list, ",") {
		from, to, ranged := strings.Cut(item, "-")
		s := span{1, 0}
		var ok bool
		if from != "" {
			if s.from, ok = parseInt(from); !ok || !isDigits(from) {
				return nil, invalidSpan(what, item)
			}
		}
		switch {
		case s.from == 0:
			if what == "fields" {
				return nil, "fields are numbered from 1"
			}
			return nil, "byte/character positions are numbered from 1"
		case !ranged && from == "":
			return nil, invalidSpan(what, item)
		case !ranged:
			s.to = s.from
		case to != "":
			if s.to, ok = parseInt(to); !ok || !isDigits(to) {
				return nil, invalidSpan(what, item)
			}
			if s.to < s.from {
				return nil, "invalid decreasing range"
			}
		case from == "":
			return nil, "invalid range with no endpoint: -"
		}
		spans = append(spans, s)
	}
	return spans, ""
}

func invalidSpan(what, item string) string {
	if what == "fields" {
		return "invalid field value ‘" + item + "’"
	}
	return "invalid byte/character position ‘" + item + "’"
}
