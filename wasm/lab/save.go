package lab

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/shell"
)

// savedVersion counts the ways in which Sessions have been saved.
const savedVersion = 1

// saved is a Session at rest.
type saved struct {
	Version int               `json:"version"`
	Lesson  string            `json:"lesson"`
	Config  cluster.Config    `json:"config"`
	History json.RawMessage   `json:"history"`
	Shell   shell.State       `json:"shell"`
	Files   map[string]string `json:"files"`
	Laid    map[string]string `json:"laid"`
	Entries []Entry           `json:"entries"`
	Step    int               `json:"step"`
	Opened  []int             `json:"opened"`
	Goals   map[int][]bool    `json:"goals"`
	Answers map[string]Answer `json:"answers"`
}

// Save returns what Restore needs: the seed, the Commands, the terminal, the
// files, the goals. A line that is running is saved as far as it has come.
func (s *Session) Save() []byte {
	s.flush()
	history, err := cluster.EncodeHistory(s.cluster.History())
	if err != nil {
		panic("Commands are plain values: " + err.Error())
	}
	text, err := json.Marshal(saved{
		Version: savedVersion, Lesson: s.lesson.ID, Config: s.cluster.Config(), History: history,
		Shell: s.shell.State(), Files: s.home.files, Laid: s.home.laid, Entries: s.entries,
		Step: s.step, Opened: slices.Sorted(maps.Keys(s.opened)), Goals: s.goals, Answers: s.answers,
	})
	if err != nil {
		panic("a Session is plain values: " + err.Error())
	}
	return text
}

// Restore takes up a Session where Save left it. The lesson may be in another
// language. Text that is damaged or of another lesson is an error, and the
// caller can offer New instead.
func Restore(l *lesson.Lesson, text []byte) (s *Session, err error) {
	var at saved
	if err := json.Unmarshal(text, &at); err != nil {
		return nil, fmt.Errorf("read the saved lesson: %w", err)
	}
	if at.Version != savedVersion {
		return nil, fmt.Errorf("the saved lesson is of version %d: want %d", at.Version, savedVersion)
	}
	if at.Lesson != l.ID {
		return nil, fmt.Errorf("the saved lesson is %q: want %q", at.Lesson, l.ID)
	}
	if at.Config.Nodes < 1 || at.Config.Nodes > maxNodes {
		return nil, fmt.Errorf("the saved lesson has %d nodes: want 1 to %d", at.Config.Nodes, maxNodes)
	}
	history, err := cluster.DecodeHistory(at.History)
	if err != nil {
		return nil, fmt.Errorf("read the saved lesson: %w", err)
	}
	s = blank(l)
	s.adopt(cluster.New(at.Config))
	if err := s.replay(history); err != nil {
		return nil, err
	}
	s.takeUp(at)
	return s, nil
}

// maxNodes and maxReplay bound what a saved text, which anybody may have
// written, can make the page do before it is drawn.
const (
	maxNodes  = 5_000
	maxReplay = 30 * api.Day
)

func (s *Session) replay(history []cluster.Command) error {
	for i, cmd := range history {
		if tick, ok := cmd.(cluster.Tick); ok && tick.By > maxReplay {
			return fmt.Errorf("the saved lesson's command %d waits for longer than %d days", i+1, maxReplay/api.Day)
		}
		events, err := s.cluster.Do(cmd)
		if err != nil {
			return fmt.Errorf("replay the saved lesson's command %d: %w", i+1, err)
		}
		s.happened(events)
	}
	return nil
}

// takeUp puts back what a replay of the Commands does not bring.
func (s *Session) takeUp(at saved) {
	s.shell.Restore(at.Shell)
	s.home.files, s.home.laid = orEmpty(at.Files), orEmpty(at.Laid)
	s.entries = at.Entries
	for i := range s.entries {
		s.shell.History = append(s.shell.History, s.entries[i].Line)
		if !s.entries[i].Done {
			s.entries[i].Done, s.entries[i].Status = true, interrupted
		}
	}
	if len(s.entries) > 0 {
		s.print(at.Shell.Jobs)
	}
	for _, n := range at.Opened {
		s.opened[n] = true
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
	s.GoTo(at.Step)
}

func orEmpty(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}
