package shell

import (
	"maps"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
	"svclab/wasm/kubectl"
	"svclab/wasm/network"
)

// Completion is how the word under the cursor can go on.
type Completion struct {
	Start      int // where the word begins, in bytes of the line; it ends at the cursor
	Candidates []kubectl.Candidate
}

// What a word can become besides what kubectl knows of.
const (
	programWord  kubectl.CandidateKind = "program"
	variableWord kubectl.CandidateKind = "variable"
	hostWord     kubectl.CandidateKind = "host"
)

// Complete returns how the word before cursor, a place in bytes, can go on: by
// what the live cluster, the files and the place where the shell stands have.
// Texts are quoted as the line needs it. Nothing runs and no time passes.
func (s *Shell) Complete(line string, cursor int) Completion {
	text := line[:max(0, min(cursor, len(line)))]
	t := readTyped(text)
	at := &completer{environment: &environment{thread: &thread{scheduler: &scheduler{shell: s}}, sessions: s.sessions}}
	if at.variables(t); len(at.found) > 0 {
		return Completion{t.start + strings.LastIndexByte(text[t.start:], '$'), at.found}
	}
	at.command(t.words, t.word, t.redirected)
	for i := range at.found {
		at.found[i].Text = t.quoted(at.found[i])
	}
	return Completion{t.start, at.found}
}

// completer collects candidates for a word at a place.
type completer struct {
	*environment
	found []kubectl.Candidate
}

// add offers a text that begins as the word does, once.
func (c *completer) add(word string, kind kubectl.CandidateKind, text, note string) {
	same := func(k kubectl.Candidate) bool { return k.Text == text }
	if strings.HasPrefix(text, word) && !slices.ContainsFunc(c.found, same) {
		c.found = append(c.found, kubectl.Candidate{Text: text, Note: note, Kind: kind})
	}
}

// prefixes are programs that run the command behind them.
const prefixes = " builtin command env nohup time watch xargs "

// command completes a word of a simple command: its name, or an argument.
func (c *completer) command(words []string, word string, redirected bool) {
	for len(words) > 0 && strings.Contains(prefixes, " "+words[0]+" ") {
		words = words[1:]
		for len(words) > 0 && strings.HasPrefix(words[0], "-") {
			words = words[1:]
		}
	}
	switch {
	case redirected:
		c.files(word)
	case len(words) == 0:
		c.programs(word)
	case words[0] == "kubectl" || c.isKubectl(words[0]):
		c.kubectl(words[1:], word)
	case words[0] == "node":
		c.node(words[1:], word)
	case words[0] == "ssh":
		c.ssh(words[1:], word)
	case words[0] == "curl" && words[len(words)-1] == "--cacert":
		c.files(word)
	case strings.Contains(askers, " "+words[0]+" "):
		c.hosts(words[0], word)
	default:
		c.files(word)
	}
}

// programs offers what can stand where a command begins.
func (c *completer) programs(word string) {
	session := c.session()
	for _, name := range slices.Sorted(maps.Keys(session.funcs)) {
		c.add(word, programWord, name, "function")
	}
	for _, name := range slices.Sorted(maps.Keys(session.aliases)) {
		c.add(word, programWord, name, session.aliases[name])
	}
	if word == "" {
		return // everything is no help: help lists it
	}
	for _, name := range slices.Sorted(maps.Keys(tools)) {
		if _, here := lookup(name, c.place()); here {
			c.add(word, programWord, name, "")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(builtins)) {
		c.add(word, programWord, name, "builtin")
	}
	for _, name := range []string{"case", "do", "done", "else", "for", "function", "if", "then", "time", "until", "while"} {
		c.add(word, programWord, name, "")
	}
}

// isKubectl reports whether an alias or a function stands for kubectl:
// alias k=kubectl, or k() { kubectl "$@"; }.
func (c *completer) isKubectl(name string) bool {
	if strings.TrimSpace(c.session().aliases[name]) == "kubectl" {
		return true
	}
	f, ok := c.session().funcs[name]
	if !ok {
		return false
	}
	block, ok := f.body.Cmd.(*syntax.Block)
	if !ok || len(block.Stmts) != 1 {
		return false
	}
	call, ok := block.Stmts[0].Cmd.(*syntax.CallExpr)
	return ok && len(call.Args) > 0 && call.Args[0].Lit() == "kubectl"
}

// kubectl completes its arguments; behind exec's two dashes, a command in the Pod.
func (c *completer) kubectl(args []string, word string) {
	if c.place().Kind != network.Outside {
		return // it would reach no server
	}
	if at := slices.Index(args, "--"); at >= 0 && slices.Contains(args[:at], "exec") {
		c.elsewhere(network.Place{Kind: network.InPod}, args[at+1:], word)
		return
	}
	env := kubectl.Env{Cluster: c.shell.Cluster, Files: c.fileNames}
	c.found = append(c.found, kubectl.Complete(env, args, word)...)
}

// ssh completes the node, and then a command there.
func (c *completer) ssh(args []string, word string) {
	for i, arg := range args {
		if !strings.HasPrefix(arg, "-") {
			c.elsewhere(network.Place{Kind: network.OnNode, Node: arg}, args[i+1:], word)
			return
		}
	}
	c.nodes(word, "")
}

// elsewhere completes a command that will run at another place.
func (c *completer) elsewhere(place network.Place, words []string, word string) {
	there := *c.environment
	there.sessions = []*session{{place: place}}
	c.environment = &there
	c.command(words, word, false)
}

// files offers those of the working folder.
func (c *completer) files(word string) {
	before := ""
	for _, folder := range []string{"./", "~/", home(c.place()) + "/"} {
		if strings.HasPrefix(word, folder) {
			before = folder
		}
	}
	for _, name := range c.fileNames() {
		c.add(word, kubectl.FileWord, before+name, "")
	}
}

// variables offers the session's variables when the word ends in the beginning
// of one.
func (c *completer) variables(t typed) {
	at := strings.LastIndexByte(t.raw, '$')
	if at < 0 || t.quote == '\'' || at > 0 && t.raw[at-1] == '\\' {
		return
	}
	name, brace := strings.CutPrefix(t.raw[at+1:], "{")
	if name != "" && !syntax.ValidName(name) {
		return
	}
	for _, each := range c.variableNames() {
		switch value := c.session().vars[each].value; {
		case each == "IFS":
		case brace:
			c.add(t.raw[at:], variableWord, "${"+each+"}", value)
		default:
			c.add(t.raw[at:], variableWord, "$"+each, value)
		}
	}
}
