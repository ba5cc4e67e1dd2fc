package kubectl

import (
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// Candidate is one way in which a word that is being typed can go on.
type Candidate struct {
	Text string // the whole word as it would be then
	Note string // what it is, in a few words; may be empty
	Kind CandidateKind
	Open bool // the word goes on after Text, so no blank follows
}

// CandidateKind is a sort of Candidate.
type CandidateKind string

// What a word can become.
const (
	CommandWord CandidateKind = "command"
	FlagWord    CandidateKind = "flag"
	ValueWord   CandidateKind = "value"
	TypeWord    CandidateKind = "type"
	ObjectWord  CandidateKind = "object"
	FieldWord   CandidateKind = "field"
	FileWord    CandidateKind = "file"
)

// completion is a command line under the cursor.
type completion struct {
	*process
	word  string
	found []Candidate
}

// Complete returns how word can go on, when args are the words between kubectl
// and it. Candidates come sorted within their kind. Of env it reads Cluster and
// Files alone, and no virtual time passes.
func Complete(env Env, args []string, word string) []Candidate {
	c, rest, err := findCommand(args)
	if err != nil {
		return nil
	}
	p := &process{env: env, command: c, namespace: "default"}
	var wants *flag
	if p.flags, wants = readTyped(slices.Concat(c.flags, globalFlags), rest); p.flags.string("namespace") != "" {
		p.namespace = p.flags.string("namespace")
	}
	k := &completion{process: p, word: word}
	name, value, given := strings.Cut(word, "=")
	switch {
	case p.flags.dash >= 0:
	case wants != nil:
		k.flagValue(wants, "", word)
	case given && strings.HasPrefix(name, "--"):
		if def := p.flags.byName(name[2:]); def != nil {
			k.flagValue(def, name+"=", value)
		}
	case strings.HasPrefix(word, "-"):
		k.flagNames()
	default:
		k.argument()
	}
	return k.found
}

// readTyped reads flags and arguments as far as they have been typed, whatever
// is wrong with them. wants is the flag to which the next word belongs.
func readTyped(table []flag, args []string) (f *flags, wants *flag) {
	f = &flags{table: table, values: map[string][]string{}, changed: map[string]bool{}, dash: -1}
	for len(args) > 0 {
		arg, rest := args[0], args[1:]
		switch after, err := rest, error(nil); {
		case arg == "--":
			f.dash = len(f.args)
			f.args = append(f.args, rest...)
			return f, nil
		case len(arg) < 2 || arg[0] != '-':
			f.args = append(f.args, arg)
		case len(rest) == 0 && f.wanting(arg) != nil:
			return f, f.wanting(arg)
		default:
			if strings.HasPrefix(arg, "--") {
				after, err = f.long(arg, rest)
			} else {
				after, err = f.shorts(arg[1:], rest)
			}
			if err == nil {
				rest = after
			}
		}
		args = rest
	}
	return f, nil
}

// wanting returns the flag whose value has to follow an argument, or nil.
func (f *flags) wanting(arg string) *flag {
	if name, long := strings.CutPrefix(arg, "--"); long {
		if def := f.byName(name); def != nil && def.bare == "" {
			return def
		}
		return nil
	}
	for i := 1; i < len(arg); i++ {
		if def := f.byShort(arg[i]); def != nil && def.bare == "" {
			if i == len(arg)-1 {
				return def
			}
			return nil
		}
	}
	return nil
}

// add offers a text that begins as the word does.
func (k *completion) add(kind CandidateKind, text, note string, open bool) {
	if strings.HasPrefix(text, k.word) {
		k.found = append(k.found, Candidate{Text: text, Note: note, Kind: kind, Open: open})
	}
}

// flagNames offers the flags, which help knows as well. Those that are absent
// here are not offered.
func (k *completion) flagNames() {
	table := slices.Clone(k.flags.table)
	sort.Slice(table, func(i, j int) bool { return table[i].name < table[j].name })
	for _, f := range table {
		if f.absent || f.kind != sliceFlag && f.kind != arrayFlag && k.flags.changed[f.name] {
			continue
		}
		k.add(FlagWord, "--"+f.name, f.usage, false)
	}
	for _, f := range table {
		if f.short != 0 && !f.absent && len(k.word) == 2 {
			k.add(FlagWord, "-"+string(rune(f.short)), f.usage, false)
		}
	}
}

// here reports whether a command does anything in this kubectl.
func (c *command) here() bool {
	return c.run != nil || c.name == "exec" || slices.ContainsFunc(c.subs, (*command).here) // the shell runs exec
}

func (k *completion) commands(subs []*command) {
	subs = slices.Clone(subs)
	sort.Slice(subs, func(i, j int) bool { return subs[i].name < subs[j].name })
	for _, c := range subs {
		if c.here() {
			k.add(CommandWord, c.word(), c.short, false)
		}
	}
}

// subject is what the arguments of a command name.
type subject struct {
	kinds  string // resources by TYPE NAME or TYPE/NAME; * is all
	direct string // a resource whose names need no TYPE
}

// rollable are the kinds that have rollouts.
const rollable = "daemonsets deployments statefulsets"

var subjects = map[string]subject{
	"get": {kinds: "*"}, "describe": {kinds: "*"}, "delete": {kinds: "*"}, "edit": {kinds: "*"}, "label": {kinds: "*"},
	"annotate": {kinds: "*"}, "patch": {kinds: "*"}, "wait": {kinds: "*"},
	"expose": {kinds: "deployments pods replicasets services"}, "scale": {kinds: "deployments replicasets statefulsets"},
	"set image": {kinds: "daemonsets deployments pods replicasets statefulsets"}, "set env": {kinds: "daemonsets deployments pods replicasets statefulsets"},
	"set resources": {kinds: "daemonsets deployments pods replicasets statefulsets"}, "set selector": {kinds: "services"},
	"rollout status": {kinds: rollable}, "rollout history": {kinds: rollable}, "rollout undo": {kinds: rollable}, "rollout restart": {kinds: rollable}, "rollout pause": {kinds: "deployments"}, "rollout resume": {kinds: "deployments"},
	"cordon": {direct: "nodes"}, "uncordon": {direct: "nodes"}, "drain": {direct: "nodes"}, "taint": {kinds: "nodes"},
	"logs": {rollable, "pods"}, "exec": {rollable + " services", "pods"}, "port-forward": {rollable + " services", "pods"},
}

// argument offers what can stand where no flag is being typed.
func (k *completion) argument() {
	args := k.flags.args
	switch name := k.command.name; {
	case name == "help":
		c := &command{subs: commands()}
		for _, word := range args {
			if c = c.sub(word); c == nil {
				return
			}
		}
		k.commands(c.subs)
		return
	case name == "" && len(args) == 0:
		k.commands(commands())
		return
	case name == "explain" && len(args) == 0:
		k.explained()
		return
	case name == "auth can-i":
		k.permission(args)
		return
	}
	if len(args) == 0 {
		k.commands(k.command.subs)
	}
	if len(k.flags.strings("filename")) == 0 {
		k.objects(subjects[k.command.name], args)
	}
}

// objects offers types and names of the live cluster.
func (k *completion) objects(s subject, args []string) {
	kind, _, paired := strings.Cut(k.word, "/")
	switch {
	case paired:
		if r, ok := api.ResourceNamed(kind); ok && s.kinds != "" {
			k.names(r, kind+"/", args)
		}
	case len(args) > 0 && strings.Contains(args[0], "/"):
		if s.kinds == "*" {
			k.types(s.kinds, "/")
		}
	case s.direct != "":
		if r, ok := api.ResourceNamed(s.direct); ok && len(args) == 0 {
			k.names(r, "", nil)
			k.types(s.kinds, "/")
		}
	case len(args) == 0:
		k.types(s.kinds, "")
	case s.kinds != "":
		if r, ok := api.ResourceNamed(args[0]); ok {
			k.names(r, "", args[1:])
		}
	}
}

// types offers resources by their names and short names; after a comma, another.
func (k *completion) types(kinds, after string) {
	before := k.word[:strings.LastIndexByte(k.word, ',')+1]
	for _, short := range []bool{false, true} {
		for _, r := range api.Resources() {
			if !k.env.Cluster.Serves(r) || kinds != "*" && !slices.Contains(strings.Fields(kinds), r.Name) {
				continue
			}
			if !short {
				k.add(TypeWord, before+r.Name+after, r.Kind, after != "")
				continue
			}
			for _, name := range r.ShortNames {
				k.add(TypeWord, before+name+after, r.Name, after != "")
			}
		}
	}
}

// names offers objects that are not among the arguments yet.
func (k *completion) names(r api.Resource, before string, args []string) {
	for _, o := range k.env.Cluster.List(r.Name, k.scope(r)) {
		if text := before + o.Meta().Name; !slices.Contains(args, text) {
			k.add(ObjectWord, text, inBrief(o), false)
		}
	}
}

// inBrief tells objects apart that differ in name alone.
func inBrief(o api.Object) string {
	switch o := o.(type) {
	case *api.Pod:
		return strings.TrimSpace(string(o.Status.Phase) + " " + o.Status.PodIP)
	case *api.Service:
		return strings.TrimSpace(string(o.Spec.Type) + " " + o.Spec.ClusterIP)
	case *api.Node:
		for _, a := range o.Status.Addresses {
			if a.Type == "InternalIP" {
				return a.Address
			}
		}
	}
	return ""
}
