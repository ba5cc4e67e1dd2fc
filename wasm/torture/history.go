package torture

import (
	"bytes"
	"encoding/json"
	"fmt"

	"svclab/wasm/cluster"
)

// History is a cluster and what is done to it, one Step after the other.
type History struct {
	About  string         `json:"about,omitempty"` // what it shows
	Config cluster.Config `json:"config"`
	// Never is an object, as resource/namespace/name, that must never be there: an
	// invariant of this history's own.
	Never string `json:"never,omitempty"`
	Steps []Step `json:"steps"`
}

// Step is one thing that is done: a Command, or one of the others.
type Step struct {
	Command cluster.Command
	// Undo seeks a Position of the history so far, and goes on from there.
	Undo *cluster.Position
	// Twin forks the cluster. From here on both are given the same Commands, the
	// fork its Ticks in pieces, and both must end the same.
	Twin bool
	// Branch is done to a fork. The original must not notice, and the fork must not
	// notice what becomes of the original.
	Branch []cluster.Command
}

// others are the Steps that are no Commands, under their verbs.
type others struct {
	Undo   *cluster.Position `json:"undo,omitempty"`
	Twin   *struct{}         `json:"twin,omitempty"`
	Branch json.RawMessage   `json:"branch,omitempty"`
}

// MarshalJSON writes a Step under its verb, a Command as in cluster.EncodeHistory.
func (s Step) MarshalJSON() ([]byte, error) {
	switch {
	case s.Undo != nil:
		return json.Marshal(others{Undo: s.Undo})
	case s.Twin:
		return json.Marshal(others{Twin: &struct{}{}})
	case s.Command == nil:
		branch, err := cluster.EncodeHistory(s.Branch)
		if err != nil {
			return nil, err
		}
		return json.Marshal(others{Branch: branch})
	}
	list, err := cluster.EncodeHistory([]cluster.Command{s.Command})
	if err != nil {
		return nil, err
	}
	return list[1 : len(list)-1], nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Step) UnmarshalJSON(text []byte) error {
	var o others
	if err := json.Unmarshal(text, &o); err != nil {
		return err
	}
	switch {
	case o.Undo != nil:
		*s = Step{Undo: o.Undo}
		return nil
	case o.Twin != nil:
		*s = Step{Twin: true}
		return nil
	case o.Branch != nil:
		branch, err := cluster.DecodeHistory(o.Branch)
		*s = Step{Branch: branch}
		return err
	}
	list, err := cluster.DecodeHistory(append(append([]byte{'['}, text...), ']'))
	if err != nil {
		return fmt.Errorf("a step is a Command, undo, twin or branch: %w", err)
	}
	*s = Step{Command: list[0]}
	return nil
}

// Encode writes a History as JSON, one Step in a line.
func (h History) Encode() []byte {
	var b bytes.Buffer
	config, err := json.Marshal(h.Config)
	b.WriteByte('{')
	for _, field := range [][2]string{{"about", h.About}, {"never", h.Never}} {
		if field[1] != "" {
			fmt.Fprintf(&b, "%q: %s,\n", field[0], marshal(field[1]))
		}
	}
	fmt.Fprintf(&b, "\"config\": %s, \"steps\": [", config)
	for n, s := range h.Steps {
		var text []byte
		if err == nil {
			text, err = json.Marshal(s)
		}
		if n > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n%s", text)
	}
	b.WriteString("\n]}\n")
	if err != nil {
		panic(err) // whatever a Command holds can be written
	}
	return b.Bytes()
}

// Decode reads a History.
func Decode(text []byte) (h History, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&h); err != nil {
		return h, fmt.Errorf("history: want {\"config\": …, \"steps\": […]}, as svclab torture prints it: %w", err)
	}
	return h, nil
}
