package shell

import (
	"iter"
	"maps"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// Files is the learner's home folder.
type Files interface {
	ReadFile(name string) ([]byte, error)
	WriteFile(name string, data []byte) error
	// List returns the file names, sorted.
	List() []string
}

// Shell is one learner's shell: where it stands, its variables, its last status.
type Shell struct {
	// Cluster is what commands act on. A host that goes back in time puts
	// another one here between two lines.
	Cluster *cluster.Cluster
	// Files is the home folder on the learner's machine. One that also has
	// Remove(name string) error lets rm and mv work there.
	Files Files
	// Interactive says that somebody types the lines at a prompt: jobs go on
	// between two Runs, and what becomes of them is said as bash says it. Where
	// it is false, jobs end with the Run.
	Interactive bool
	// Language is what help, man, hints and explain are in: "ko", or English.
	Language string
	// History is the lines that an interactive shell has run, the oldest first.
	History []string
	// Budget ends a script that takes more steps than this in one Run, with
	// status 124. A command, a turn of a loop and a write are a step each.
	// 0 sets no limit.
	Budget int

	sessions  []*session // the outermost first, never empty
	kept      kept
	scheduler *scheduler
	status    int
	exited    bool
	disks     map[network.Place]disk
	forwards  []*forwarding // those that listen
	farewell  func() string // what the program in the foreground says when Ctrl-C ends it, nil for nothing
}

// New returns a shell on the learner's machine, outside the cluster.
func New(c *cluster.Cluster, files Files) *Shell {
	s := &Shell{Cluster: c, Files: files, disks: map[network.Place]disk{}}
	s.scheduler = &scheduler{shell: s}
	s.sessions = []*session{s.newSession(network.Place{Kind: network.Outside}, "")}
	return s
}

// Step is one thing that happens while a script runs: it prints, or it waits.
// A Step without anything in it is a breath: the script has been computing for
// a while, and whoever takes the Steps may stop here.
type Step struct {
	Stdout, Stderr string
	// Request is the ID of the connection, or of the request over one, because of
	// which a program prints this: the last that it made. 0 is none.
	Request int
	// Wait is virtual time that has to pass before the script goes on. Whoever
	// ranges over Run makes it pass, with Tick, before taking the next Step.
	Wait api.Duration
	// Events is what the commands did to the cluster since the Step before.
	Events []cluster.Event
	// Edit, unless nil, is a text to be edited before the next Step.
	Edit *Edit
}

// Run parses src and runs it, a complete command at a time, as bash reads a
// script: a syntax error further down prevents nothing above it. Whoever stops
// taking Steps interrupts the script, as Ctrl-C does, and its status is 130.
func (s *Shell) Run(src string) iter.Seq[Step] {
	return func(yield func(Step) bool) {
		if line := strings.TrimRight(src, "\n"); s.Interactive && line != "" {
			s.History = append(s.History[max(0, len(s.History)-remembered*10):], line)
		}
		s.RunLines(lines(src))(yield)
	}
}

// Background lets jobs go on at the prompt, while no Run does, up to the next
// thing that happens. If that is a Wait, whoever asks lets it pass, or a part of
// it before the next Run, and asks again. ok is false when no job goes on.
func (s *Shell) Background() (step Step, ok bool) {
	m := s.scheduler
	step, ok = m.step(nil)
	if m.fatal != 0 {
		m.killAll(m.fatal)
	}
	if !ok && len(m.events) > 0 {
		return m.withEvents(Step{}), true
	}
	return step, ok
}

// Close ends all jobs. A Shell that nobody uses any more should be closed.
func (s *Shell) Close() { s.scheduler.killAll(statusHangup) }

// Farewell is what the program in the foreground will say when Ctrl-C ends it,
// such as ping's statistics. It is to be asked before the Run is left.
func (s *Shell) Farewell() string {
	if s.farewell == nil {
		return ""
	}
	return strings.TrimPrefix(s.farewell(), "\n")
}

// Status returns the exit status of the last command, $?.
func (s *Shell) Status() int { return s.status }

// Prompt returns the prompt, such as "learner@192.168.1.10 ~ $ ".
func (s *Shell) Prompt() string { return prompt(s.Place()) }

// Place returns where the shell stands.
func (s *Shell) Place() network.Place { return s.sessions[len(s.sessions)-1].place }

// Exited reports that the outermost shell has run exit.
func (s *Shell) Exited() bool { return s.exited }

// State is what of a Shell outlives a reload, besides files and cluster.
type State struct {
	Places []network.Place   `json:"places,omitempty"` // ssh sessions, the outermost first
	Vars   map[string]string `json:"vars,omitempty"`   // of the innermost session
	Status int               `json:"status,omitempty"`
	// Outer is the variables of the sessions around the innermost, the
	// learner's own machine first.
	Outer []map[string]string `json:"outer,omitempty"`
	// Aliases are those of the learner's own machine.
	Aliases map[string]string `json:"aliases,omitempty"`
	// Jobs is what bash would print of the jobs that a reload ends, with
	// newlines. Restore does not bring them back.
	Jobs string `json:"jobs,omitempty"`
}

// State returns what Restore needs. Functions and the files of nodes and Pods
// are not in it.
func (s *Shell) State() State {
	state := State{Status: s.status}
	state.Aliases = maps.Clone(s.sessions[0].aliases)
	for i, session := range s.sessions {
		if i > 0 {
			state.Places = append(state.Places, session.place)
		}
		if i == len(s.sessions)-1 {
			state.Vars, state.Jobs = session.changedVars(), session.hungUp()
		} else {
			state.Outer = append(state.Outer, session.changedVars())
		}
	}
	return state
}

// Restore puts the shell back where State was taken.
func (s *Shell) Restore(state State) {
	s.status, s.exited = state.Status, false
	places := append([]network.Place{{Kind: network.Outside}}, state.Places...)
	s.sessions = nil
	for i, place := range places {
		session := s.newSession(place, "")
		kept := state.Vars
		if i < len(places)-1 {
			kept = nil
			if i < len(state.Outer) {
				kept = state.Outer[i]
			}
		}
		for name, value := range maps.All(kept) {
			session.vars[name] = variable{value: value}
		}
		s.sessions = append(s.sessions, session)
	}
	s.sessions[0].aliases = maps.Clone(state.Aliases)
}
