package shell

import (
	"maps"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
	"svclab/wasm/api"
	"svclab/wasm/network"
)

// session is one login shell: the learner's own, or one that ssh or
// kubectl exec has opened. Each begins with fresh variables.
type session struct {
	place     network.Place
	env       []string // of the container, when it is in one
	container string   // its name
	vars      map[string]variable
	funcs     map[string]function
	jobs      []*job // the oldest first
	aliases   map[string]string
}

// function is a function's body and the text in which it was declared.
type function struct {
	body   *syntax.Stmt
	source string
}

type variable struct {
	value    string   // of an array the first element
	list     []string // nil when it is no array
	exported bool
	readonly bool
}

// newSession opens a session at a place; in a Pod, in the container named, or
// in the first.
func (s *Shell) newSession(place network.Place, container string) *session {
	var env []string
	if place.Kind == network.InPod {
		if o, err := s.Cluster.Get("pods", place.Namespace, place.Pod); err == nil && container == "" {
			container = o.(*api.Pod).Spec.Containers[0].Name
		}
		env = s.Cluster.ContainerEnv(place.Namespace, place.Pod, container)
	}
	return &session{place: place, container: container, env: env, vars: defaultVars(place, env), funcs: map[string]function{}}
}

// clone is the copy on which a subshell works, so that nothing leaks out. It
// sees the same jobs, as `kill $(jobs -p)` wants, but cannot wait for them.
func (s *session) clone() *session {
	return &session{place: s.place, container: s.container, env: s.env, vars: maps.Clone(s.vars), funcs: maps.Clone(s.funcs), jobs: slices.Clone(s.jobs), aliases: maps.Clone(s.aliases)}
}

// changedVars returns the variables that are not as newSession made them.
func (s *session) changedVars() map[string]string {
	fresh := defaultVars(s.place, s.env)
	var changed map[string]string
	for name, v := range s.vars {
		if old, ok := fresh[name]; ok && old.value == v.value {
			continue
		}
		if changed == nil {
			changed = map[string]string{}
		}
		changed[name] = v.value
	}
	return changed
}

// defaultVars is what a session starts with: in a Pod the container's
// environment, elsewhere what a login sets.
func defaultVars(place network.Place, env []string) map[string]variable {
	exported := func(s string) variable { return variable{value: s, exported: true} }
	if place.Kind == network.InPod {
		vars := map[string]variable{"IFS": {value: " \t\n"}, "PWD": exported(workDir(place)), "SHELL": {value: "/bin/bash"}}
		for _, e := range env {
			name, value, _ := strings.Cut(e, "=")
			vars[name] = exported(value)
		}
		return vars
	}
	return map[string]variable{
		"HOME":     exported(home(place)),
		"HOSTNAME": {value: hostname(place)},
		"IFS":      {value: " \t\n"},
		"LANG":     exported("C.UTF-8"),
		"PATH":     exported("/usr/local/bin:/usr/bin:/bin"),
		"PWD":      exported(workDir(place)),
		"SHELL":    exported("/bin/bash"),
		"TERM":     exported("xterm-256color"),
		"USER":     exported(user(place)),
	}
}

// user returns the name of who is logged in at a place.
func user(place network.Place) string {
	if place.Kind == network.Outside {
		return "learner"
	}
	return "root"
}

// home returns the home folder at a place.
func home(place network.Place) string {
	if place.Kind == network.Outside {
		return "/home/learner"
	}
	return "/root"
}

// workDir returns the folder in which a session starts and stays.
func workDir(place network.Place) string {
	if place.Kind == network.InPod {
		return "/"
	}
	return home(place)
}

func hostname(place network.Place) string {
	switch place.Kind {
	case network.OnNode:
		return place.Node
	case network.InPod:
		return place.Pod
	default:
		return "192.168.1.10"
	}
}

func prompt(place network.Place) string {
	switch place.Kind {
	case network.OnNode:
		return "root@" + place.Node + ":~# "
	case network.InPod:
		return "root@" + place.Pod + ":/# "
	default:
		return "learner@192.168.1.10 ~ $ "
	}
}
