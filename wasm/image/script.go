package image

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
	"svclab/wasm/api"
)

// scriptSteps bounds how many commands of a script are looked at: one that has
// not ended by then never does.
const scriptSteps = 500

// script is a shell's script as it runs, or one command.
type script struct {
	image     Image
	container *api.Container
	process   *Process // whose files and output it changes, nil for a command in a container

	at      api.Duration
	steps   int
	first   bool // what it runs is process 1
	over    bool // exit was called
	forever bool // it never ends
	code    int32

	hasFile func(path string) bool // of the container, for a command in it
	ask     func(host string, port int32, path string) (status int, ok bool)
	out     strings.Builder
}

// run interprets a script as far as it is understood.
func (s *script) run(text string) int32 {
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(text), "")
	if err != nil {
		s.print("sh: syntax error\n")
		return 2
	}
	return s.stmts(file.Stmts)
}

func (s *script) done() bool { return s.over || s.forever }

func (s *script) stmts(list []*syntax.Stmt) (code int32) {
	for n, stmt := range list {
		if s.done() {
			return s.code
		}
		first := s.first
		_, simple := stmt.Cmd.(*syntax.CallExpr)
		s.first = first && simple && n == 0 && len(list) == 1 // a shell becomes its only command
		code = s.stmt(stmt)
		s.first = first
	}
	return code
}

func (s *script) stmt(stmt *syntax.Stmt) (code int32) {
	if s.steps++; s.steps > scriptSteps {
		s.forever = true
	}
	if s.done() {
		return s.code
	}
	for _, r := range stmt.Redirs {
		if r.Op == syntax.RdrOut || r.Op == syntax.AppOut {
			s.file(s.word(r.Word), false)
			quiet := s.out.String()
			defer func() { s.out.Reset(); s.out.WriteString(quiet) }()
		}
	}
	if stmt.Background {
		side := *s
		side.out = strings.Builder{}
		side.command(stmt.Cmd)
		return 0
	}
	code = s.command(stmt.Cmd)
	if stmt.Negated {
		return truth(code != 0)
	}
	return code
}

// truth is the status of a condition.
func truth(ok bool) int32 {
	if ok {
		return 0
	}
	return 1
}

func (s *script) command(cmd syntax.Command) int32 {
	switch cmd := cmd.(type) {
	case *syntax.CallExpr:
		words := make([]string, len(cmd.Args))
		for i, w := range cmd.Args {
			words[i] = s.word(w)
		}
		return s.call(words)
	case *syntax.BinaryCmd:
		code := s.stmt(cmd.X)
		if s.done() || cmd.Op == syntax.AndStmt && code != 0 || cmd.Op == syntax.OrStmt && code == 0 {
			return code
		}
		return s.stmt(cmd.Y)
	case *syntax.Block:
		return s.stmts(cmd.Stmts)
	case *syntax.Subshell:
		return s.stmts(cmd.Stmts)
	case *syntax.IfClause:
		for c := cmd; c != nil; c = c.Else {
			if len(c.Cond) == 0 || s.stmts(c.Cond) == 0 {
				return s.stmts(c.Then)
			}
		}
	case *syntax.WhileClause:
		code := int32(0)
		for !s.done() && (s.stmts(cmd.Cond) == 0) != cmd.Until && !s.done() {
			code = s.stmts(cmd.Do)
		}
		return code
	}
	return 0
}

// word expands what can be known of a word: literals, quotes and the container's
// own variables.
func (s *script) word(w *syntax.Word) string { return s.parts(w.Parts) }

func (s *script) parts(parts []syntax.WordPart) string {
	out := ""
	for _, part := range parts {
		switch part := part.(type) {
		case *syntax.Lit:
			out += strings.ReplaceAll(part.Value, "\\", "")
		case *syntax.SglQuoted:
			out += part.Value
		case *syntax.DblQuoted:
			out += s.parts(part.Parts)
		case *syntax.ParamExp:
			for _, e := range s.container.Env {
				if part.Param != nil && e.Name == part.Param.Value {
					out += e.Value
				}
			}
		}
	}
	return out
}

// file notes that a file comes or goes.
func (s *script) file(path string, gone bool) {
	if s.process != nil && path != "/dev/null" {
		s.process.Files = append(s.process.Files, FileChange{s.at, path, gone})
	}
}

func (s *script) exists(path string) bool {
	switch path {
	case "/", "/tmp", "/etc", "/bin", "/etc/hosts", "/etc/resolv.conf", "/etc/hostname":
		return true
	}
	if s.hasFile != nil {
		return s.hasFile(path)
	}
	return s.process != nil && s.process.HasFile(path, s.at)
}

func (s *script) print(text string) {
	if s.process != nil {
		for line := range strings.Lines(text) {
			s.process.Output = append(s.process.Output, Line{s.at, strings.TrimSuffix(line, "\n")})
		}
		return
	}
	s.out.WriteString(text)
}

func (s *script) sleep(arg string) {
	d, ok := api.Duration(0), false
	if n, err := strconv.ParseFloat(strings.TrimRight(arg, "smhd"), 64); err == nil && n >= 0 {
		unit := map[byte]api.Duration{'m': api.Minute, 'h': api.Hour, 'd': api.Day}[arg[len(arg)-1]]
		d, ok = api.Duration(n*float64(max(unit, api.Second))), n < 1e9
	}
	if !ok {
		s.forever = true // infinity
	}
	s.at += d
}
