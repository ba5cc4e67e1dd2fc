package shell

import (
	"fmt"
	"iter"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// lines yields the lines of src, each with its newline.
func lines(src string) iter.Seq[string] { return strings.Lines(src) }

// RunLines is Run for a script that arrives line by line. A command that goes
// over several lines runs when its last line is there.
func (s *Shell) RunLines(lines iter.Seq[string]) iter.Seq[Step] {
	return func(yield func(Step) bool) {
		m := s.scheduler
		m.ticks, m.fatal, m.prompt = 0, 0, false
		e := newEnvironment(m.newThread())
		m.main = e.thread
		e.kept, e.sessions, e.status = s.kept, s.sessions, s.status
		e.begin(func() {
			e.script(lines)
			if !s.Interactive || e.flow == flowExit {
				e.runExitTrap()
			}
		})
		defer func() {
			m.running = nil // should a mistake of ours unwind this
			e.kill(statusInterrupted)
			m.prompt = true
			s.kept, s.sessions, s.status = e.kept, e.sessions, e.status
			if m.fatal != 0 {
				s.status = m.fatal
			}
			if s.exited = s.exited || e.flow == flowExit; s.exited || m.fatal != 0 || !s.Interactive {
				m.killAll(statusHangup)
			}
		}()
		for step, ok := m.step(e.thread); ok; step, ok = m.step(e.thread) {
			if !yield(step) {
				return
			}
			m.passed(step.Wait)
		}
		last := Step{}
		if s.Interactive {
			last.Stderr = e.session().notices()
		}
		if len(m.events) > 0 || last.Stderr != "" {
			yield(m.withEvents(last))
		}
	}
}

// Incomplete reports that src is the beginning of a command that goes on, such
// as a loop without its done. A terminal asks for another line with "> ".
func Incomplete(src string) bool {
	if continued(src) {
		return true
	}
	_, err := parse(src)
	return incomplete(err)
}

// script reads commands from lines and runs them until one says exit.
func (e *environment) script(lines iter.Seq[string]) {
	chunk, first, number := "", 1, 0
	for line := range lines {
		number++
		chunk += line
		if continued(chunk) {
			continue
		}
		file, err := parse(chunk)
		if incomplete(err) {
			continue
		}
		if err != nil {
			e.syntaxError(chunk, first, err)
			return
		}
		e.chunk(chunk, file.Stmts)
		if e.flow == flowExit {
			return
		}
		chunk, first = "", number+1
	}
	if chunk != "" {
		e.lastChunk(chunk, first)
	}
}

// lastChunk runs what is left when the lines end in the middle of something. A
// here-document may end with the script.
func (e *environment) lastChunk(chunk string, first int) {
	file, err := parse(chunk)
	for range maxOpenDocuments {
		word, open := openDocument(err)
		if !open {
			break
		}
		e.write(2, fmt.Sprintf("bash: warning: here-document at line %d delimited by end-of-file (wanted `%s')\n", first, word))
		chunk = strings.TrimSuffix(chunk, "\n") + "\n" + word + "\n"
		file, err = parse(chunk)
	}
	if err != nil {
		e.syntaxError(chunk, first, err)
		return
	}
	e.chunk(chunk, file.Stmts)
}

// maxOpenDocuments is how many here-documents lastChunk closes.
const maxOpenDocuments = 8

// openDocument finds the end word for which the parser has looked in vain.
func openDocument(err error) (word string, open bool) {
	if err == nil {
		return "", false
	}
	_, quoted, open := strings.Cut(err.Error(), "unclosed here-document `")
	return strings.TrimSuffix(quoted, "`"), open
}

// chunk runs one complete command. An expansion that fails ends it.
func (e *environment) chunk(source string, stmts []*syntax.Stmt) {
	e.source = source
	defer func() {
		if !e.shell.Interactive {
			e.session().notices() // a script is told nothing of its jobs
		}
	}()
	defer e.recoverAbandoned()
	e.stmts(stmts)
}

// continued reports that the last line of src ends in a backslash that joins
// it with the next. The parser takes that for the end of the input.
func continued(src string) bool {
	src = strings.TrimSuffix(src, "\n")
	return (len(src)-len(strings.TrimRight(src, `\`)))%2 == 1
}

// incomplete reports that more lines may mend a syntax error. The parser does
// not say so of a here-document whose end word is quoted.
func incomplete(err error) bool {
	_, open := openDocument(err)
	return open || syntax.IsIncomplete(err)
}

func parse(src string) (*syntax.File, error) {
	return syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(src), "")
}

// eval runs a script that a command got as an argument, such as eval's.
func (e *environment) eval(src string) {
	file, err := parse(src)
	if err != nil {
		e.syntaxError(src, 1, err)
		return
	}
	outer := e.source
	e.source = src
	e.stmts(file.Stmts)
	e.source = outer
}
