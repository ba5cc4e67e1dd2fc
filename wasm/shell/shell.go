package shell

import (
	"iter"

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
	Files   Files
}

// New returns a shell on the learner's machine, outside the cluster.
func New(c *cluster.Cluster, files Files) *Shell { return &Shell{Cluster: c, Files: files} }

// Step is one thing that happens while a script runs: it prints, or it waits.
type Step struct {
	Stdout, Stderr string
	// Wait is virtual time that has to pass before the script goes on. Whoever
	// ranges over Run makes it pass, with Tick, before taking the next Step.
	Wait api.Duration
	// Events is what the commands did to the cluster since the Step before.
	Events []cluster.Event
}

// Run parses src and runs it. Whoever stops taking Steps interrupts the
// script, as Ctrl-C does.
func (s *Shell) Run(src string) iter.Seq[Step] { return func(func(Step) bool) {} }

// Status returns the exit status of the last command, $?.
func (s *Shell) Status() int { return 0 }

// Prompt returns the prompt, such as "learner@192.168.1.10 ~ $ ".
func (s *Shell) Prompt() string { return "" }

// Place returns where the shell stands.
func (s *Shell) Place() network.Place { return network.Place{Kind: network.Outside} }

// Exited reports that the outermost shell has run exit.
func (s *Shell) Exited() bool { return false }

// State is what of a Shell outlives a reload, besides files and cluster.
type State struct {
	Places []network.Place   `json:"places,omitempty"` // ssh sessions, the outermost first
	Vars   map[string]string `json:"vars,omitempty"`
	Status int               `json:"status,omitempty"`
}

// State returns what Restore needs.
func (s *Shell) State() State { return State{} }

// Restore puts the shell back where State was taken.
func (s *Shell) Restore(state State) {}
