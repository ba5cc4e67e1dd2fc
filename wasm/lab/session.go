package lab

import (
	"fmt"
	"slices"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/proxy"
	"svclab/wasm/shell"
)

// Session is one learner at one lesson.
type Session struct {
	lesson  *lesson.Lesson
	cluster *cluster.Cluster
	shell   *shell.Shell
	home    *home
	events  []cluster.Event // not drained yet

	entries []Entry
	waiting []string        // lines typed that have not started
	begun   string          // lines typed that go on
	running *running        // nil at the prompt
	fresh   strings.Builder // printed, and not in entries yet

	step    int
	opened  map[int]bool   // steps whose manifests have been laid out
	goals   map[int][]bool // by step
	answers map[string]Answer
	stale   bool     // something happened since the goals were looked at
	ended   bool     // a line ended since then, so that the next look is due at once
	looked  api.Time // when they were
}

// New starts a lesson: its cluster is up and its first step's manifests are
// applied. A lesson that starts from another one's end is refused.
func New(l *lesson.Lesson) (*Session, error) {
	if l.Start != "" && l.Start != "empty" {
		return nil, fmt.Errorf("lesson %q starts from lesson %q: want start: empty", l.ID, l.Start)
	}
	s := blank(l)
	s.adopt(cluster.New(cluster.Config{Nodes: l.Cluster.Nodes, Seed: l.Cluster.Seed, Cloud: l.Cluster.Cloud, DualStack: l.Cluster.DualStack, Ingress: l.Cluster.Ingress, Gateway: l.Cluster.Gateway,
		Proxy: proxy.Config{Mode: proxy.Mode(l.Cluster.Proxy), Scheduler: proxy.Scheduler(l.Cluster.Scheduler)}}))
	s.GoTo(0)
	return s, nil
}

// blank returns a Session without a cluster.
func blank(l *lesson.Lesson) *Session {
	return &Session{lesson: l, home: newHome(), opened: map[int]bool{}, goals: map[int][]bool{}, answers: map[string]Answer{}, stale: true, ended: true}
}

// adopt makes c the Session's cluster, with a fresh shell.
func (s *Session) adopt(c *cluster.Cluster) {
	s.cluster = c
	s.shell = shell.New(c, s.home)
	s.shell.Interactive, s.shell.Language = true, s.lesson.Lang
	s.events = append(s.events, c.Boot()...)
}

// Cluster returns the cluster, to read from.
func (s *Session) Cluster() *cluster.Cluster { return s.cluster }

// Drain returns the cluster events since the Drain before, the oldest first.
// After New and Restore that is everything since the cluster was switched on.
func (s *Session) Drain() []cluster.Event {
	events := s.events
	s.events = nil
	return events
}

// happened keeps events for Drain and remembers that goals may have changed.
func (s *Session) happened(events []cluster.Event) {
	if len(events) > 0 {
		s.events = append(s.events, events...)
		s.stale = true
	}
}

// tick lets virtual time pass.
func (s *Session) tick(by api.Duration) {
	if by <= 0 {
		return
	}
	events, err := s.cluster.Do(cluster.Tick{By: by})
	if err != nil {
		panic("a Tick forward is never refused: " + err.Error())
	}
	s.happened(events)
}

// Step returns the step that is open, from 0.
func (s *Session) Step() int { return s.step }

// GoTo opens a step; n is held within what the lesson has. The first time, its
// manifests are laid out as files and those marked so are applied. A file that
// the learner has changed stays as it is.
func (s *Session) GoTo(n int) {
	s.step = max(0, min(n, len(s.lesson.Steps)-1))
	s.stale = true
	if s.opened[s.step] || len(s.lesson.Steps) == 0 {
		return
	}
	s.opened[s.step] = true
	if s.step == 0 {
		for _, f := range s.lesson.Files {
			s.home.lay(f.Name, f.Text)
		}
	}
	for _, b := range s.lesson.Steps[s.step].Blocks {
		if b.Manifest == nil {
			continue
		}
		s.home.lay(b.Manifest.File, b.Manifest.Text)
		if b.Manifest.Apply {
			s.background("kubectl apply -f " + b.Manifest.File)
		}
	}
}

// background runs a script to its end, unseen, from the learner's machine.
func (s *Session) background(script string) {
	sh := shell.New(s.cluster, s.home.asLaid())
	sh.Budget = checkBudget
	for step := range sh.Run(script) {
		s.happened(step.Events)
		s.tick(step.Wait)
	}
}

// Files returns the learner's files, sorted by name.
func (s *Session) Files() []lesson.File {
	var files []lesson.File
	for _, name := range s.home.List() {
		files = append(files, lesson.File{Name: name, Text: s.home.files[name]})
	}
	return files
}

// WriteFile keeps a file.
func (s *Session) WriteFile(name, text string) {
	s.home.files[name] = text
	s.stale = true
}

// Terminal returns what the terminal shows, the oldest first. Not to be changed.
func (s *Session) Terminal() []Entry {
	s.flush()
	return s.entries
}

// Clear empties the terminal, as Ctrl-L does. A line that is running stays.
func (s *Session) Clear() {
	s.flush()
	if s.running == nil {
		s.entries = nil
		return
	}
	s.entries = slices.Clone(s.entries[len(s.entries)-1:])
}

// Prompt returns the prompt at which the next line will be typed: "> " while a
// command goes on.
func (s *Session) Prompt() string {
	if s.begun != "" {
		return "> "
	}
	return s.shell.Prompt()
}
