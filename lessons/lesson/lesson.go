package lesson

// Lesson is one lesson in one language.
type Lesson struct {
	ID      string   `json:"id"`
	Lang    string   `json:"lang"`            // ko or en
	Alone   bool     `json:"alone,omitempty"` // there is no other language
	Order   int      `json:"order"`           // the number of its directory
	Title   string   `json:"title"`
	Minutes int      `json:"minutes"`
	Needs   []string `json:"needs,omitempty"` // ids of lessons to take before
	Start   string   `json:"start"`           // empty, or the id of the lesson whose solved end state it begins with
	Cluster Cluster  `json:"cluster"`
	// Opening is what happens before the lesson begins, when it starts from another one's end.
	Opening []Opening `json:"opening,omitempty"`
	Teaches []string  `json:"teaches,omitempty"`
	// Question is what the lesson asks, in a sentence, for the map of the course;
	// without one its first question serves.
	Question string  `json:"question,omitempty"`
	Steps    []Step  `json:"steps"`
	Files    []File  `json:"files,omitempty"`  // manifests beside the lesson and those of its yaml fences
	Scenes   []Scene `json:"scenes,omitempty"` // of the sandbox
	Source   string  `json:"source,omitempty"` // the path of its file below lessons/
	// Of is, in a translation, the Hash of each step of the lesson it translates.
	Of []string `json:"of,omitempty"`
	// Draw is nil but in a lesson that is drawn anew: see Draw.
	Draw *Drawing `json:"draw,omitempty"`
	// Place is nil for a lesson that stands alone.
	Place *Place `json:"place,omitempty"`
}

// Cluster is the world a lesson begins in.
type Cluster struct {
	Nodes int    `json:"nodes"`
	Seed  uint64 `json:"seed"`
	Cloud bool   `json:"cloud,omitempty"`

	Proxy     string `json:"proxy,omitempty"`     // kube-proxy's mode: iptables when empty, nftables, ipvs
	Scheduler string `json:"scheduler,omitempty"` // of ipvs: rr when empty, lc, sh
	DualStack bool   `json:"dualStack,omitempty"`
	Ingress   bool   `json:"ingress,omitempty"` // an ingress controller is installed
	Gateway   bool   `json:"gateway,omitempty"` // Gateway API is served
	Load      Load   `json:"load,omitzero"`     // of a scene: what runs from the start
}

// Load is so many Pods behind so many Services.
type Load struct {
	Services int `json:"services"`
	Pods     int `json:"pods"`
}

// File is a file in the learner's home folder.
type File struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Step is one heading of a lesson with all that stands below it.
type Step struct {
	ID     string  `json:"id"` // stable within the lesson: step-1, step-2, …
	Title  string  `json:"title"`
	Blocks []Block `json:"blocks"`
	Line   int     `json:"line"`
	Hash   string  `json:"hash,omitempty"` // of its Markdown, to tell a stale translation
	Case   bool    `json:"case,omitempty"` // one of those of which some are drawn
}

// Block is one piece of a Step. Exactly one of its pointers is set, or HTML.
type Block struct {
	Line     int       `json:"line"`           // in the lesson file, from 1
	HTML     string    `json:"html,omitempty"` // prose, made by goldmark with raw HTML off
	Manifest *Manifest `json:"manifest,omitempty"`
	Setup    *Setup    `json:"setup,omitempty"`
	Run      *Run      `json:"run,omitempty"`
	Goal     *Goal     `json:"goal,omitempty"`
	Hint     *Hint     `json:"hint,omitempty"`
	Solution *Solution `json:"solution,omitempty"`
	Quiz     *Quiz     `json:"quiz,omitempty"`
	Diagram  *Diagram  `json:"diagram,omitempty"`
}

// Manifest is a yaml fence: a file that opens in the editor.
type Manifest struct {
	File   string `json:"file"`
	Text   string `json:"text"`
	Apply  bool   `json:"apply,omitempty"`  // applied when the step starts
	Broken bool   `json:"broken,omitempty"` // the cluster must refuse it, with Output
	Output string `json:"output,omitempty"` // the console out fence that follows
}

// Setup is an sh setup fence: commands that are run, unseen, when the step is
// opened for the first time.
type Setup struct {
	Lines []string `json:"lines"`
}

// Run is an sh run fence: commands that one click types into the terminal.
type Run struct {
	Lines  []string `json:"lines"`
	Output string   `json:"output,omitempty"` // the console out fence that follows
}

// Goal is a task list with the checks that decide its items.
type Goal struct {
	Items []GoalItem `json:"items"`
}

// GoalItem is reached when Check exits with status 0.
type GoalItem struct {
	HTML  string `json:"html"` // one line, made by goldmark
	Check string `json:"check"`
	Line  int    `json:"line"` // of the check
}

// Hint is shown on request, and offered when When exits with status 0.
type Hint struct {
	Summary string `json:"summary"`
	HTML    string `json:"html"`
	When    string `json:"when,omitempty"`
}

// Solution is what the tests type and a "show me" button types.
type Solution struct {
	Summary string         `json:"summary"`
	HTML    string         `json:"html,omitempty"` // prose inside the details
	Lines   []SolutionLine `json:"lines"`
}

// SolutionLine is one command, of several lines when it has a here-document;
// Optional ones are not needed to reach the goal.
type SolutionLine struct {
	Text     string `json:"text"`
	Optional bool   `json:"optional,omitempty"`
	Line     int    `json:"line"`
}

// Quiz is a question. With Predict, the engine decides: the output of running
// Predict as one script says which option was right (see Right). Otherwise
// Answer does, counted from 1.
type Quiz struct {
	ID      string   `json:"id"` // stable within the lesson
	Options []Option `json:"options"`
	Predict []string `json:"predict,omitempty"`
	Answer  int      `json:"answer,omitempty"`
}

// Option is one answer to choose.
type Option struct {
	HTML     string `json:"html"`
	Feedback string `json:"feedback,omitempty"` // HTML, from the quote nested under it
}

// Diagram sets the camera and the clock for a step.
type Diagram struct {
	Focus string  `json:"focus,omitempty"` // such as svc/web
	Speed float64 `json:"speed,omitempty"` // 0 leaves it as it is
	Pause string  `json:"pause,omitempty"` // a hop kind, such as dnat
}
