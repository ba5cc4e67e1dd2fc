package ui

import "strings"

// stage is what of the diagram stays the same from frame to frame while requests
// move, made by Update so that View need not make it for every frame.
type stage struct {
	drawnKey
	drawing *drawing
	atlas   *atlas // nil where all nodes are drawn

	key  stageKey
	l    *layout
	ways []*way // of the Picture's Requests
	ids  []int  // of those Requests
}

// stageKey is what a layout depends on.
type stageKey struct {
	shape, system *int
	width         float64
	drawn, vast   string
}

// reshaped marks that a Picture may be laid out otherwise than before. Counts of
// requests change nothing.
func (p Picture) reshaped() Picture {
	p.shape = new(int)
	return p
}

// staged returns the stage for the Model as it is, with all that can be taken
// over from the one before. Neither is changed afterwards.
func (m Model) staged() stage {
	p, requests := m.drawn(), m.picture.Requests
	width := m.paneWidth()
	drawn := m.shown(p, width)
	s := stage{drawnKey: m.drawnKey(), drawing: p}
	key := stageKey{s.shape, s.system, width, namesOf(drawn), s.vast}
	s.key = key
	was := m.stage
	if p.rest > 0 {
		s.atlas = newAtlas(m.picture, width, was.atlas)
	}
	same := was.l != nil && was.key == key && len(was.l.pods) == len(p.Pods) && p.shape != nil
	if same && was.atlas == s.atlas && sameRequests(was.ids, requests) && (len(p.Pods) == 0 || &was.l.pods[0] == &p.Pods[0]) {
		return was
	}
	if same {
		l := *was.l
		l.pods = p.Pods
		s.l = &l
	} else {
		l := place(p, drawn, width)
		s.l, was.ids = &l, nil
	}
	s.ways, s.ids = make([]*way, len(requests)), make([]int, len(requests))
	k := 0
	for i, r := range requests {
		s.ids[i] = r.ID
		for k < len(was.ids) && was.ids[k] < r.ID {
			k++
		}
		if k < len(was.ids) && was.ids[k] == r.ID {
			s.ways[i] = was.ways[k]
		} else {
			s.ways[i] = s.l.knownWay(r)
		}
	}
	return s
}

func sameRequests(ids []int, requests []Request) bool {
	if len(ids) != len(requests) {
		return false
	}
	for i, id := range ids {
		if requests[i].ID != id {
			return false
		}
	}
	return true
}

func namesOf(services []ServiceBox) string {
	var b strings.Builder
	for _, s := range services {
		b.WriteString(s.Namespace + "/" + s.Name + " ")
	}
	return b.String()
}
