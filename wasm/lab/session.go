package lab

import (
	"fmt"
	"slices"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
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
	records []record        // of the entries, one each
	waiting []waiting       // lines typed that have not started
	begun   string          // lines typed that go on
	running *running        // nil at the prompt
	fresh   strings.Builder // printed, and not in entries yet
	origins Origins         // of fresh

	step    int
	opened  map[int]cluster.Position // steps whose manifests have been laid out, and by when
	goals   map[int][]bool           // by step
	answers map[string]Answer
	stale   bool                 // something happened since the goals were looked at
	ended   bool                 // a line ended since then, so that the next look is due at once
	looked  api.Time             // when they were
	spent   map[int]api.Duration // by step, until its goals were reached
	failed  string               // what of the open step's setup went wrong

	lines    []line     // all that the learner did, cleared from the terminal or not
	instants []api.Time // at which something happened
	past     *past      // what is looked at, nil for the present
	branches []branch   // histories that were left, the latest first
	parted   *cluster.Position
}

// New starts a lesson: its cluster is up, what it begins with has been done, and
// its first step's manifests are applied. A lesson that starts from another one's
// end and does not say what that lesson's solution is, is refused.
// Of a lesson that is drawn anew, its cluster's seed draws, unless it is drawn already.
func New(l *lesson.Lesson) (*Session, error) {
	if l.Start != "" && l.Start != "empty" && len(l.Opening) == 0 {
		return nil, fmt.Errorf("lesson %q starts from lesson %q, which is not here: want start: empty", l.ID, l.Start)
	}
	l = lesson.Draw(l, l.Cluster.Seed)
	s := blank(l)
	s.adopt(cluster.New(configOf(l)))
	for _, o := range l.Opening {
		s.perform(o)
	}
	s.GoTo(0)
	return s, nil
}

// blank returns a Session without a cluster.
func blank(l *lesson.Lesson) *Session {
	return &Session{lesson: l, spent: map[int]api.Duration{}, home: newHome(), opened: map[int]cluster.Position{}, goals: map[int][]bool{}, answers: map[string]Answer{}, stale: true, ended: true}
}

// adopt makes c the Session's cluster, with a fresh shell.
func (s *Session) adopt(c *cluster.Cluster) {
	s.cluster = c
	s.shell = shell.New(c, s.home)
	s.shell.Interactive, s.shell.Language = true, s.lesson.Lang
	s.events = append(s.events, c.Boot()...)
}

// Cluster returns the cluster, to read from: in the past, as it was.
func (s *Session) Cluster() *cluster.Cluster {
	if s.past != nil {
		return s.pastCluster()
	}
	return s.cluster
}

// Lesson returns the lesson: of one that is drawn anew, what was drawn.
func (s *Session) Lesson() *lesson.Lesson { return s.lesson }

// Drain returns the cluster events since the Drain before, the oldest first.
// After New and Restore that is everything since the cluster was switched on; in
// the past, what happened again in an Advance. Seek, GoOn and Return tell none:
// Between has the events up to any Moment.
func (s *Session) Drain() []cluster.Event {
	events := s.events
	s.events = nil
	return events
}

// happened keeps events for Drain and remembers that goals may have changed.
func (s *Session) happened(events []cluster.Event) {
	if len(events) > 0 {
		s.events = append(s.events, events...)
		s.noted(events)
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
	s.spend(by)
}

// Step returns the step that is open, from 0.
func (s *Session) Step() int { return s.step }

// GoTo opens a step; n is held within what the lesson has. The first time, its
// manifests are laid out as files, those marked so are applied, and its setup is
// run. A file that the learner has changed stays as it is. Pages are turned in the past as well,
// but what a step brings for the first time comes at End, and that is looked at.
func (s *Session) GoTo(n int) {
	s.step = max(0, min(n, len(s.lesson.Steps)-1))
	s.stale = true
	if _, open := s.opened[s.step]; open || len(s.lesson.Steps) == 0 {
		return
	}
	s.Seek(s.End())
	s.layOut()
}

// layOut does what is done when a step is opened for the first time.
func (s *Session) layOut() {
	defer func() { s.opened[s.step] = s.cluster.Position() }()
	s.failed = ""
	if s.step == 0 {
		for _, f := range s.lesson.Files {
			s.home.lay(f.Name, f.Text)
		}
	}
	for _, b := range s.lesson.Steps[s.step].Blocks {
		switch {
		case b.Manifest != nil:
			s.home.lay(b.Manifest.File, b.Manifest.Text)
			if b.Manifest.Apply {
				s.background("kubectl apply -f " + b.Manifest.File)
			}
		case b.Setup != nil:
			for _, line := range b.Setup.Lines {
				s.background(line)
			}
		}
	}
}

// background runs a script to its end, unseen, from the learner's machine.
func (s *Session) background(script string) {
	sh := shell.New(s.cluster, s.home.asLaid())
	said := s.unseen(sh, script)
	if sh.Status() != 0 && s.failed == "" {
		s.failed = fmt.Sprintf("%q exits with status %d, having printed %q", script, sh.Status(), said)
	}
}

// unseen runs a script to its end in sh and returns what it says went wrong.
func (s *Session) unseen(sh *shell.Shell, script string) (said string) {
	sh.Budget = checkBudget
	for step := range sh.Run(script) {
		s.happened(step.Events)
		s.tick(step.Wait)
		said += step.Stderr
	}
	return said
}

// Failed tells what went wrong when the open step was laid out, "" for nothing:
// for those who write lessons.
func (s *Session) Failed() string { return s.failed }

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
// In the past it is what had been printed by then, but for what was cleared since.
func (s *Session) Terminal() []Entry {
	s.flush()
	if s.past != nil {
		return s.past.entries
	}
	return s.entries
}

// Clear empties the terminal, as Ctrl-L does, for the past as well. A line that
// is running stays.
func (s *Session) Clear() {
	s.flush()
	kept := len(s.entries)
	if s.running != nil {
		kept--
	}
	s.entries, s.records = slices.Clone(s.entries[kept:]), slices.Clone(s.records[kept:])
	if s.past != nil {
		s.past.entries = s.entriesAt(s.past.at)
	}
}

// Prompt returns the prompt at which the next line will be typed: "> " while a
// command goes on.
func (s *Session) Prompt() string {
	sh, begun := s.shell, s.begun
	if s.past != nil {
		sh, begun = s.shellAt(s.past.at), s.begunAt(s.past.at)
	}
	if begun != "" {
		return "> "
	}
	return sh.Prompt()
}
