package lab

import (
	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// Session is one learner at one lesson.
type Session struct {
	lesson  *lesson.Lesson
	cluster *cluster.Cluster
}

// New starts a lesson: its cluster is up and its first step's manifests are applied.
func New(l *lesson.Lesson) (*Session, error) {
	return &Session{lesson: l, cluster: cluster.New(cluster.Config{Nodes: 1})}, nil
}

// Restore takes up a Session where Save left it. The lesson may be in another
// language. Data that is damaged or of another lesson is an error, and the
// caller can offer New instead.
func Restore(l *lesson.Lesson, saved []byte) (*Session, error) { return New(l) }

// Save returns what Restore needs: the seed, the Commands, the terminal.
func (s *Session) Save() []byte { return nil }

// Lesson returns the lesson.
func (s *Session) Lesson() *lesson.Lesson { return s.lesson }

// Cluster returns the cluster, to read from.
func (s *Session) Cluster() *cluster.Cluster { return s.cluster }

// Drain returns the cluster events since the Drain before, the oldest first.
// After New and Restore that is everything since the cluster was switched on.
func (s *Session) Drain() []cluster.Event { return nil }

// Enter types lines at the prompt; each starts when the one before has ended.
func (s *Session) Enter(lines ...string) {}

// Busy reports that a line is running.
func (s *Session) Busy() bool { return false }

// Interrupt is Ctrl-C: it ends the running line and drops those behind it.
func (s *Session) Interrupt() {}

// Advance lets virtual time pass; the running line goes on as its waits end.
// It returns early, with less time passed, when the work gets long, and says
// how much time it left over. Enter does nothing until the next Advance.
func (s *Session) Advance(by api.Duration) (left api.Duration) { return 0 }

// Prompt returns the prompt at which the next line will be typed.
func (s *Session) Prompt() string { return "" }

// Entry is one line typed, with what it printed.
type Entry struct {
	Prompt string `json:"prompt"`
	Line   string `json:"line"`
	Output string `json:"output"` // standard output and error as a terminal shows them
	Status int    `json:"status"`
	Done   bool   `json:"done"`
}

// Terminal returns what the terminal shows, the oldest first. Not to be changed.
func (s *Session) Terminal() []Entry { return nil }

// Open fetches a URL with the browser of a node, such as http://10.244.0.2.
func (s *Session) Open(node, url string) Page { return Page{} }

// Page is what a node's browser shows.
type Page struct {
	Node, URL string
	OK        bool
	Body      string // what the server answered
	Error     string // what the browser says, such as ERR_CONNECTION_REFUSED
	Status    int    // HTTP status, 0 when nothing answered
}

// Files returns the learner's files, sorted by name.
func (s *Session) Files() []lesson.File { return nil }

// WriteFile keeps a file.
func (s *Session) WriteFile(name, text string) {}

// Step returns the step that is open, from 0.
func (s *Session) Step() int { return 0 }

// GoTo opens a step. The manifests of a step are applied the first time.
func (s *Session) GoTo(step int) {}

// Goals tells which items of each of a step's goals, in order, have been
// reached. An item once reached stays reached.
func (s *Session) Goals(step int) []bool { return nil }

// Hints returns the indexes, among the open step's Hint blocks, that apply now.
func (s *Session) Hints() []int { return nil }

// Answer is a quiz that the learner has answered.
type Answer struct {
	Choice int    `json:"choice"` // from 1
	Right  int    `json:"right"`  // from 1; 0 while the engine still works it out
	Output string `json:"output"` // of a predict quiz: what the cluster said
}

// Choose answers a quiz. A predict quiz runs its commands on a fork.
func (s *Session) Choose(quiz string, option int) {}

// Answers returns the answered quizzes by id.
func (s *Session) Answers() map[string]Answer { return nil }
