package shell

import (
	"fmt"
	"strings"
)

// file is what a file descriptor stands for. One that is closed has neither.
type file struct {
	in  *input
	out sink
}

// sink takes what is written to a file descriptor.
type sink interface {
	write(t *thread, s string)
}

// terminal is the learner's screen.
type terminal struct{ stderr bool }

func (o *terminal) write(t *thread, s string) {
	if o.stderr {
		t.emit(Step{Stderr: s, Request: t.request})
	} else {
		t.emit(Step{Stdout: s, Request: t.request})
	}
}

// isTerminal reports that a program would find a terminal there.
func (f file) isTerminal() bool {
	_, ok := f.out.(*terminal)
	return ok
}

// nowhere is /dev/null.
type nowhere struct{}

func (nowhere) write(*thread, string) {}

// capture keeps what a command substitution prints.
type capture struct {
	text    strings.Builder
	writers int // see hold
}

func (o *capture) write(t *thread, s string) {
	if o.text.Len()+len(s) > maxText {
		t.emit(Step{Stderr: fmt.Sprintf("bash: xrealloc: cannot allocate %d bytes\n", o.text.Len()+len(s))})
		panic(killed{2})
	}
	o.text.WriteString(s)
}

// input is what can be read from a file descriptor, shared by all who hold it.
type input struct {
	buf     string
	pull    func(t *thread) (string, bool) // nil when nothing more can come
	regular bool                           // it is a file, whose size can be known
}

// more makes buf hold something, and reports false at the end of the file.
func (in *input) more(t *thread) bool {
	for in.buf == "" {
		if in.pull == nil {
			return false
		}
		s, ok := in.pull(t)
		if !ok {
			in.pull = nil
			return false
		}
		in.buf = s
	}
	return true
}

// line takes the next line with its newline, which the last may lack.
func (in *input) line(t *thread) (string, bool) {
	if !in.more(t) {
		return "", false
	}
	if i := strings.IndexByte(in.buf, '\n'); i >= 0 {
		line := in.buf[:i+1]
		in.buf = in.buf[i+1:]
		return line, true
	}
	var b strings.Builder
	for in.more(t) {
		i := strings.IndexByte(in.buf, '\n') + 1
		if i > 0 {
			b.WriteString(in.buf[:i])
			in.buf = in.buf[i:]
			break
		}
		b.WriteString(in.buf)
		in.buf = ""
	}
	return b.String(), true
}

// rest takes everything up to the end of the file.
func (in *input) rest(t *thread) string {
	var b strings.Builder
	for in.more(t) {
		b.WriteString(in.buf)
		in.buf = ""
	}
	return b.String()
}
