package shell

import (
	"maps"

	"mvdan.cc/sh/v3/syntax"
	"svclab/wasm/network"
)

// session is one login shell: the learner's own, or one that ssh or
// kubectl exec has opened. Each begins with fresh variables.
type session struct {
	place network.Place
	vars  map[string]variable
	funcs map[string]*syntax.Stmt
}

type variable struct {
	value    string
	exported bool
	readonly bool
}

func newSession(place network.Place) *session {
	return &session{place: place, vars: defaultVars(place), funcs: map[string]*syntax.Stmt{}}
}

// clone is the copy on which a subshell works, so that nothing leaks out.
func (s *session) clone() *session {
	return &session{place: s.place, vars: maps.Clone(s.vars), funcs: maps.Clone(s.funcs)}
}

// changedVars returns the variables that are not as newSession made them.
func (s *session) changedVars() map[string]string {
	fresh := defaultVars(s.place)
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

func defaultVars(place network.Place) map[string]variable {
	exported := func(s string) variable { return variable{value: s, exported: true} }
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
