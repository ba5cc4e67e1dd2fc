package shell

import (
	"fmt"
	"slices"
	"strings"
)

var lsSpec = optionSpec{letters: "alA1htrRFd", long: map[string]byte{"all": 'a', "almost-all": 'A', "reverse": 'r', "human-readable": 'h'}}

// ls lists files: in columns on a terminal, one a line elsewhere.
func ls(p *process, opts options, operands []string) int {
	status := 0
	var names []string
	if len(operands) == 0 {
		operands = []string{"."}
	}
	for _, name := range operands {
		abs := p.absolute(name)
		switch {
		case p.isFolder(abs) && !opts.has('d'):
			names = append(names, p.folder(abs, opts)...)
		default:
			if _, err := p.readFile(name); err != nil && !p.isFolder(abs) {
				p.errorf("cannot access '%s': %s", name, reason(err))
				status = 2
				continue
			}
			names = append(names, name)
		}
	}
	if opts.has('r') {
		slices.Reverse(names)
	}
	switch {
	case opts.has('l'):
		p.longList(names)
	case p.fd[1].isTerminal() && !opts.has('1'):
		p.out(columns(names, 80))
	case len(names) > 0:
		p.out(strings.Join(names, "\n") + "\n")
	}
	return status
}

// folder lists a folder's names without those that begin with a dot.
func (p *process) folder(abs string, opts options) []string {
	var names []string
	switch {
	case abs == "/tmp":
		for name := range p.disk() {
			if rest, ok := strings.CutPrefix(name, "/tmp/"); ok {
				names = append(names, rest)
			}
		}
		slices.Sort(names)
	case abs == workDir(p.place()):
		names = p.fileNames()
	}
	var shown []string
	for _, name := range names {
		if !strings.HasPrefix(name, ".") || opts.has('a') || opts.has('A') {
			shown = append(shown, name)
		}
	}
	return shown
}

func (p *process) longList(names []string) {
	sizes := make([]int, len(names))
	wide, blocks := 1, 0
	for i, name := range names {
		data, _ := p.readFile(name)
		sizes[i] = len(data)
		blocks += (len(data) + 4095) / 4096 * 4
		wide = max(wide, len(fmt.Sprint(sizes[i])))
	}
	owner := user(p.place())
	p.out(fmt.Sprintf("total %d\n", blocks))
	when := formatTime(epoch, "%b %e %H:%M")
	for i, name := range names {
		p.out(fmt.Sprintf("-rw-r--r-- 1 %s %s %*d %s %s\n", owner, owner, wide, sizes[i], when, name))
	}
}

// rm removes files.
func rm(p *process) int {
	spec := optionSpec{letters: "frRiv", long: map[string]byte{"force": 'f', "recursive": 'r', "verbose": 'v'}}
	opts, names, ok := spec.parse(p)
	if !ok {
		return 1
	}
	if len(names) == 0 && !opts.has('f') {
		p.usage("missing operand")
		return 1
	}
	status := 0
	for _, name := range names {
		err := p.removeFile(name)
		if err == nil || opts.has('f') && reason(err) == errNoFile.Error() {
			continue
		}
		p.errorf("cannot remove '%s': %s", name, reason(err))
		status = 1
	}
	return status
}

func copyFile(p *process) int { return p.copyTo(false) }
func moveFile(p *process) int { return p.copyTo(true) }

// copyTo is cp and mv of one file.
func (p *process) copyTo(move bool) int {
	spec := optionSpec{letters: "frRapivn", long: map[string]byte{"force": 'f', "recursive": 'r', "verbose": 'v'}}
	_, names, ok := spec.parse(p)
	if !ok {
		return 1
	}
	switch {
	case len(names) == 0:
		p.usage("missing file operand")
		return 1
	case len(names) == 1:
		p.usage("missing destination file operand after '%s'", names[0])
		return 1
	case len(names) > 2:
		p.errorf("target '%s' is not a directory", names[len(names)-1])
		return 1
	}
	from, to := names[0], names[1]
	data, err := p.readFile(from)
	if err != nil {
		p.errorf("cannot stat '%s': %s", from, reason(err))
		return 1
	}
	if p.absolute(from) == p.absolute(to) {
		p.errorf("'%s' and '%s' are the same file", from, to)
		return 1
	}
	if p.isFolder(p.absolute(to)) {
		to = p.absolute(to) + "/" + from[strings.LastIndexByte(from, '/')+1:]
	}
	if err := p.writeFile(to, slices.Clone(data)); err != nil {
		p.errorf("cannot create regular file '%s': %s", to, reason(err))
		return 1
	}
	if move {
		if err := p.removeFile(from); err != nil {
			p.errorf("cannot remove '%s': %s", from, reason(err))
			return 1
		}
	}
	return 0
}

// touch makes empty files.
func touch(p *process) int {
	if len(p.args) < 2 {
		p.usage("missing file operand")
		return 1
	}
	status := 0
	for _, name := range p.args[1:] {
		if _, err := p.readFile(name); err == nil {
			continue
		}
		if err := p.writeFile(name, nil); err != nil {
			p.errorf("cannot touch '%s': %s", name, reason(err))
			status = 1
		}
	}
	return status
}
