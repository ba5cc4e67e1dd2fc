package lab

import (
	"encoding/json"
	"fmt"
	"slices"

	"svclab/lessons/lesson"
	"svclab/wasm/cluster"
)

// Scene is a lesson's cluster at one Moment, as a link or a file carries it: what
// it was made from, and what has happened since. It holds nothing of the terminal
// and no files.
type Scene struct {
	Config  cluster.Config
	History []cluster.Command // until the Moment; the last may be a part of a Tick
	Step    int               // that is open, from 0
	Opened  []int             // whose manifests are laid out, and applied where they are to be
}

// Scene returns the Scene of the Moment that is looked at.
func (s *Session) Scene() Scene {
	at := s.Moment()
	scene := Scene{Config: s.cluster.Config(), History: s.cluster.Until(at.At), Step: s.step}
	for n, by := range s.opened {
		if by.Compare(at.At) <= 0 {
			scene.Opened = append(scene.Opened, n)
		}
	}
	slices.Sort(scene.Opened)
	return scene
}

// NewFrom opens a lesson where a Scene was taken: its End is that Moment, and the
// whole history before it can be looked at. A Scene whose history cannot be
// replayed or asks for more than a page can do is an error.
// No time passes by itself, so a page that stays paused shows the Moment itself.
func NewFrom(l *lesson.Lesson, from Scene) (*Session, error) {
	r, err := resuming(l, from.Config, from.History, ours)
	if err != nil {
		return nil, err
	}
	s, err := r.all()
	if err != nil {
		return nil, err
	}
	for _, n := range from.Opened {
		if n >= 0 && n < len(s.lesson.Steps) {
			s.opened[n] = s.cluster.Position()
		}
	}
	s.layAll(from.Opened)
	s.GoTo(from.Step)
	return s, nil
}

// sceneText is a Scene in JSON.
type sceneText struct {
	Config  cluster.Config  `json:"config"`
	History json.RawMessage `json:"history"`
	Step    int             `json:"step,omitempty"`
	Opened  []int           `json:"opened,omitempty"`
}

// Encode writes a Scene as JSON, which DecodeScene reads.
func (c Scene) Encode() []byte {
	text, err := json.Marshal(sceneText{c.Config, encoded(c.History), c.Step, c.Opened})
	if err != nil {
		panic("a Scene is plain values: " + err.Error())
	}
	return text
}

// DecodeScene reads what Encode wrote. It carries out nothing: NewFrom finds what
// cannot be replayed.
func DecodeScene(text []byte) (Scene, error) {
	var t sceneText
	if err := json.Unmarshal(text, &t); err != nil {
		return Scene{}, fmt.Errorf("read the scene: %w", err)
	}
	history, err := cluster.DecodeHistory(t.History)
	if err != nil {
		return Scene{}, fmt.Errorf("read the scene: %w", err)
	}
	return Scene{t.Config, history, t.Step, t.Opened}, nil
}
