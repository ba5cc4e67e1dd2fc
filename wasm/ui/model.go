package ui

import (
	"slices"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/lab"
)

// Options is what the browser knows at the start.
type Options struct {
	Width, Height float64 // of the window, in CSS pixels; 0 means a wide one
	ReducedMotion bool
	Theme         string   // what was kept under ThemeKey: light, dark, or empty for the system's
	History       string   // what was kept under HistoryKey
	Issues        string   // where bugs are reported, "" for nowhere
	Backup        string   // what was kept under BackupKey
	Fragment      string   // of the page's address, with its #
	Embed         bool     // the page stands in another page's frame, or is asked to look so
	EmbedPath     bool     // at the path that may be framed
	EmbedPane     string   // the pane that is asked for, empty for diagram and terminal
	Completion    string   // what was kept under CompletionKey: off, or empty
	Keys          string   // what was kept under KeysKey: off, or empty
	Done          []string // ids of lessons that are done, of this one and those that it needs
	Memory        float64  // of the device, in GiB; 0 when it is not told
	Chance        uint64   // another number each time, to draw lessons with

	Author bool        // the program that reads lessons can be had
	Draft  bool        // the page shows what is being written beside it
	File   *LessonFile // the page is one of lessons from files; set by LessonOf
}

// ThemeKey is the storage key of the colour theme, which all lessons share.
const ThemeKey = "svclab:theme"

// Key returns the storage key of a lesson's saved work, the same in every language.
func Key(l *lesson.Lesson) string { return "svclab:lesson:" + l.ID }

// Tab is what a phone shows alone and, of terminal, yaml and events, what a
// wide page shows below the diagram.
type Tab string

// The tabs.
const (
	TabRead     Tab = "read"
	TabPicture  Tab = "picture"
	TabTerminal Tab = "terminal"
	TabYAML     Tab = "yaml"
	TabEvents   Tab = "events"
)

// Model is all that the page knows. Its zero value shows nothing of use: New
// and Loading make one.
type Model struct {
	lesson  *lesson.Lesson
	written *lesson.Lesson // the lesson as the page has it: lesson itself, or what it was drawn from
	session *lab.Session   // nil in a page that loads, and in a test of View
	started bool           // the engine runs
	lab     labState
	picture Picture

	width, height float64
	memory        float64 // of the device, in GiB
	theme         string
	tab           Tab
	lower         Tab // the last of terminal, yaml and events
	rest          Tab // the last of those that a phone has in its second row
	notice        notice
	language      language
	share         share
	resuming      resuming
	progress      progress
	edition       edition
	offline       offline
	fromFile      lessonFile
	elsewhere     bool   // another tab has saved, and which work is to stay is not said yet
	unsaved       bool   // the learner was told that nothing is kept
	issues        string // where bugs are reported, "" for nowhere
	leaving       bool   // the page is about to be loaded anew: nothing is saved any more
	damaged       string // saved work that could not be read

	clock   clock
	time    timeline
	term    terminal
	editor  editor
	code    writing
	open    map[string]bool // hints and solutions; never changed in place
	picks   map[string]int  // options marked in quizzes; never changed in place
	web     *browser        // a node's browser, nil when closed; never changed in place
	pinned  int             // the request that is explained, 0 the latest
	focus   string          // namespace/name of the Service that is drawn
	zoom    zoom
	roam    string // the ID of what the arrow keys came to in the diagram
	traffic trafficState
	stage   stage
	turn    *int   // another one whenever more than time has gone on
	dirty   bool   // something is worth saving
	live    string // what a screen reader is told
	told    int    // happenings in live and before

	edit         *edit // what a command wants edited, nil when none does; never changed in place
	selected     Select
	names        names
	printed      []printout   // never changed in place
	firstPrinted int          // of the Session's entries
	unfolded     map[int]bool // entries; never changed in place
	objects      objects
	toldEntries  int // entries whose output is in live, or was before
	lanes        lanes
	twin         twin
	sandbox      sandbox
	clinic       clinic
	keys         keys
	course       course
	embed        embedded
	printing     bool
}

// labState is what the page shows of the Session, copied after each Update so
// that View reads values only.
type labState struct {
	entries []lab.Entry
	prompt  string
	busy    bool
	files   []lesson.File
	step    int
	goals   [][]bool // by step
	hints   []int
	answers map[string]lab.Answer
	now     api.Duration   // since the cluster was switched on
	spent   []api.Duration // by step, of a lesson that was drawn
}

// notice is a message above the panes.
type notice struct {
	key  string
	args []any
}

// loading returns the Model of a page whose engine has not started.
func loading(l *lesson.Lesson) Model {
	return Model{lesson: l, written: l, tab: TabRead, lower: TabTerminal, clock: clock{speed: 1}, time: timeline{want: -1}}
}

// New starts the lesson's engine, or takes it up where saved left it; saved is
// the Value of the last SaveEffect under Key, or nothing. What cannot be read
// is kept and offered to the learner, and the lesson starts afresh.
func New(l *lesson.Lesson, saved []byte, o Options) (Model, []Effect) {
	m := loading(l)
	m.turn = new(int) // from the first View on, or the next one would make all parts anew
	m.width, m.height, m.theme, m.clock.reduced = o.Width, o.Height, o.Theme, o.ReducedMotion
	m.issues, m.progress.backup, m.memory = o.Issues, o.Backup, o.Memory
	m.term.plain, m.term.past = o.Completion == "off", recalled(o.History)
	m.keys.off, m.course.done = o.Keys == "off", o.Done
	m.clinic.chance = o.Chance
	m.embedIn(o)
	m.openFileIn(o)
	if m.embed.on || m.edition.draft {
		saved = nil
	}
	var effects []Effect
	if data, shared := sharedData(o.Fragment); shared {
		effects = m.openLink(data, string(saved))
	} else {
		effects = m.takeUp(string(saved))
	}
	return m, append(effects, m.ask()...)
}

// begin opens the page on a Session.
func (m *Model) begin() []Effect {
	m.started = true
	m.hear()
	m.putText(nil)
	m.toldEntries = len(m.lab.entries)
	if len(m.term.past) == 0 {
		for _, e := range m.lab.entries {
			m.term.past = remember(m.term.past, e.Line)
		}
	}
	m.lab.hints = m.session.Hints()
	m.picture = m.picture.settle()
	m.told = m.picture.Happened
	m.dirty = false
	return []Effect{ScrollEffect{ID: "terminal", End: true}}
}

// blocks returns what the open step is made of.
func (m *Model) blocks() []lesson.Block {
	if m.lab.step >= len(m.lesson.Steps) {
		return nil
	}
	return m.lesson.Steps[m.lab.step].Blocks
}

// Lesson returns the lesson in the language that is shown.
func (m Model) Lesson() *lesson.Lesson { return m.lesson }

// narrow reports whether the page is a phone's: one pane at a time.
func (m Model) narrow() bool { return m.width > 0 && m.width < 900 }

// hear folds what the cluster has done into the picture and copies what the
// page shows of the Session.
func (m *Model) hear() {
	s := m.session
	if s == nil {
		return
	}
	m.heedEvents()
	m.heedTime()
	goals := make([][]bool, len(m.lesson.Steps))
	for i := range goals {
		goals[i] = s.Goals(i)
	}
	was := m.lab
	goals = kept(was.goals, goals, func(a, b []bool) bool { return slices.Equal(a, b) })
	files := kept(was.files, s.Files(), func(a, b lesson.File) bool { return a == b })
	m.heedGoals(goals)
	m.lab = labState{s.Terminal(), s.Prompt(), s.Busy(), files, s.Step(), goals, was.hints, s.Answers(), s.Clock(s.Moment()).Sub(api.Epoch), m.spent()}
	if len(m.lab.entries) < len(was.entries) {
		m.unfolded, m.toldEntries = nil, min(m.toldEntries, len(m.lab.entries))
	}
	m.printouts()
	if m.hintsDue(was) {
		m.lab.hints, m.clock.hinted = kept(was.hints, s.Hints(), func(a, b int) bool { return a == b }), m.clock.last
	}
}

// hintsDue reports whether the hints may apply otherwise than before. To ask
// for them runs their conditions, so that is not done with every frame.
func (m *Model) hintsDue(was labState) bool {
	switch {
	case m.lab.busy || m.time.past:
		return false
	case was.busy || was.step != m.lab.step:
		return true
	}
	return m.clock.stirred > m.clock.hinted && m.clock.last-m.clock.hinted > afterglow
}
