package lesson

// SandboxID is the id of the page without steps.
const SandboxID = "sandbox"

// Scene is a cluster that stands ready in the sandbox, in one language.
type Scene struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	About    string   `json:"about"` // what it shows, in two sentences
	Cluster  Cluster  `json:"cluster"`
	Manifest string   `json:"manifest,omitempty"` // laid out as ID.yaml and applied
	Run      []string `json:"run,omitempty"`      // run unseen after that
	Type     []string `json:"type,omitempty"`     // typed when the scene opens
	Focus    string   `json:"focus,omitempty"`    // such as svc/web
	Check    string   `json:"check,omitempty"`    // exits with 0 when the scene is what About says
}

// Sandbox returns the page of a course's scenes in one language: a lesson with
// one step in which nothing is to be done.
func Sandbox(lang, title string, scenes []Scene) *Lesson {
	l := &Lesson{ID: SandboxID, Lang: lang, Title: title, Steps: []Step{{ID: "step-1", Title: title}}, Scenes: scenes}
	if len(scenes) > 0 {
		l.Cluster = scenes[0].Cluster
	}
	return l
}
