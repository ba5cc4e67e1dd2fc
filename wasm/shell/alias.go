package shell

import (
	"maps"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// aliased puts what an alias stands for in the place of the first word. It
// returns nil when it has run the command itself: one whose alias is more than
// a simple command.
func (e *environment) aliased(c *syntax.CallExpr) *syntax.CallExpr {
	used := map[string]bool{}
	for len(c.Args) > 0 {
		name := c.Args[0].Lit()
		text, ok := e.session().aliases[name]
		if !ok || used[name] {
			break
		}
		used[name] = true
		file, err := parse(text)
		if err == nil && len(file.Stmts) == 1 && !file.Stmts[0].Background && !file.Stmts[0].Negated && len(file.Stmts[0].Redirs) == 0 {
			if simple, ok := file.Stmts[0].Cmd.(*syntax.CallExpr); ok {
				c = &syntax.CallExpr{Assigns: slices.Concat(c.Assigns, simple.Assigns), Args: slices.Concat(simple.Args, c.Args[1:])}
				continue
			}
		}
		rest := e.fields(c.Args[1:])
		for _, arg := range rest {
			text += " " + quoteMinimally(arg)
		}
		if e.calls >= maxCalls {
			e.abandon(1, "bash: %s: aliases are nested more than %d deep\n", name, maxCalls)
		}
		e.calls++
		aliases := e.session().aliases
		e.session().aliases = maps.Clone(aliases)
		delete(e.session().aliases, name)
		e.eval(text)
		e.session().aliases = aliases
		e.calls--
		return nil
	}
	return c
}

// alias sets or lists aliases.
func alias(p *process) int {
	names := p.args[1:]
	if len(names) == 0 || len(names) == 1 && names[0] == "-p" {
		names = slices.Sorted(maps.Keys(p.session().aliases))
	}
	status := 0
	for _, word := range names {
		name, text, set := strings.Cut(word, "=")
		old, known := p.session().aliases[name]
		switch {
		case set && (name == "" || strings.ContainsAny(name, " \t$`'\"/\\|&;()<>")):
			p.errorf("`%s': invalid alias name", name)
			status = 1
		case set:
			if p.session().aliases == nil {
				p.session().aliases = map[string]string{}
			}
			p.session().aliases[name] = text
		case known:
			p.out("alias " + name + "=" + quoteWord(old) + "\n")
		default:
			p.errorf("%s: not found", name)
			status = 1
		}
	}
	return status
}

// unalias removes aliases.
func unalias(p *process) int {
	names, status := p.args[1:], 0
	if len(names) == 1 && names[0] == "-a" {
		p.session().aliases = nil
		return 0
	}
	for _, name := range names {
		if _, ok := p.session().aliases[name]; !ok {
			p.errorf("%s: not found", name)
			status = 1
		}
		delete(p.session().aliases, name)
	}
	return status
}
