package lab

import (
	"encoding/json"
	"maps"
	"slices"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/shell"
)

// savedVersion counts the ways in which Sessions have been saved. The first had
// no lines, records and branches; it can still be read.
const savedVersion = 2

// saved is a Session at rest.
type saved struct {
	Version  int                  `json:"version"`
	Lesson   string               `json:"lesson"`
	Config   cluster.Config       `json:"config"`
	History  json.RawMessage      `json:"history"`
	Shell    shell.State          `json:"shell"`
	Files    map[string]string    `json:"files"`
	Laid     map[string]string    `json:"laid"`
	Entries  []Entry              `json:"entries"`
	Step     int                  `json:"step"`
	Opened   []int                `json:"opened"`
	Goals    map[int][]bool       `json:"goals"`
	Answers  map[string]Answer    `json:"answers"`
	Spent    map[int]api.Duration `json:"spent,omitempty"`
	Told     told                 `json:"told,omitzero"`
	Past     *Moment              `json:"past,omitempty"`
	Branches []savedBranch        `json:"branches,omitempty"`
	Shared   bool                 `json:"shared,omitempty"` // without the files that the lesson lays out
}

// Save returns what Restore needs: the seed, the Commands, the terminal, the
// files, the goals, the histories that were left, the Moment that is looked at.
// A line that is running is saved as far as it has come.
func (s *Session) Save() []byte { return s.saveWith(s.cluster.History()) }

// Rescue is Save without the last Command, should that be what breaks things.
func (s *Session) Rescue() []byte {
	history := s.cluster.History()
	return s.saveWith(history[:max(0, len(history)-1)])
}

func (s *Session) saveWith(history []cluster.Command) []byte {
	s.flush()
	at := saved{
		Version: savedVersion, Lesson: s.lesson.ID, Config: s.cluster.Config(), History: encoded(history),
		Shell: s.shell.State(), Files: s.home.files, Laid: s.home.laid, Entries: s.entries,
		Step: s.step, Opened: slices.Sorted(maps.Keys(s.opened)), Goals: s.goals, Answers: s.answers, Spent: s.spent,
		Told: s.tell(s.lines, s.records, s.opened), Branches: s.saveBranches(),
	}
	if s.past != nil {
		at.Past = &s.past.at
	}
	text, err := json.Marshal(at)
	if err != nil {
		panic("a Session is plain values: " + err.Error())
	}
	return text
}

func encoded(history []cluster.Command) json.RawMessage {
	text, err := cluster.EncodeHistory(history)
	if err != nil {
		panic("Commands are plain values: " + err.Error())
	}
	return text
}

// Restore takes up a Session where Save left it. The lesson may be in another
// language. Text that is damaged or of another lesson is an error, and the
// caller can offer New instead.
func Restore(l *lesson.Lesson, text []byte) (*Session, error) {
	r, err := Resume(l, text)
	if err != nil {
		return nil, err
	}
	return r.all()
}

// takeUp puts back what a replay of the Commands does not bring.
func (s *Session) takeUp(at saved) {
	s.shell.Restore(at.Shell)
	if at.Shared {
		s.layAll(at.Opened)
		maps.Copy(s.home.files, at.Files)
	} else {
		s.home.files, s.home.laid = orEmpty(at.Files), orEmpty(at.Laid)
	}
	s.takeUpTold(at)
	for i := range s.entries {
		s.shell.History = append(s.shell.History, s.entries[i].Line)
		if !s.entries[i].Done {
			s.entries[i].Done, s.entries[i].Status = true, interrupted
		}
	}
	if n := len(s.lines); n > 0 && !s.lines[n-1].ended {
		s.endLine()
	}
	if len(s.entries) > 0 {
		s.print(at.Shell.Jobs, 0)
	}
	for n, reached := range at.Goals {
		if n >= 0 && n < len(s.lesson.Steps) && len(reached) == len(items(s.lesson.Steps[n])) {
			s.goals[n] = reached
		}
	}
	for id, answer := range at.Answers {
		if q := s.quiz(id); q != nil && answer.Choice >= 1 && answer.Choice <= len(q.Options) && answer.Right <= len(q.Options) {
			s.answers[id] = answer
		}
	}
	for n, spent := range at.Spent {
		if n >= 0 && n < len(s.lesson.Steps) && spent >= 0 {
			s.spent[n] = spent
		}
	}
	s.GoTo(at.Step)
	if at.Past != nil {
		s.Seek(*at.Past)
	}
}

func orEmpty(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}
