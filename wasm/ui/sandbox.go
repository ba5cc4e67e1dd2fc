package ui

import (
	"strconv"

	"svclab/lessons/lesson"
	"svclab/wasm/lab"
)

// sandbox is what the page of scenes knows beyond a lesson.
type sandbox struct {
	Scene   string         `json:"scene"`            // that was opened
	Cluster lesson.Cluster `json:"cluster"`          // what the next start is on
	Before  string         `json:"before,omitempty"` // the work before this start, as it was saved

	asks   string // the large scene of which it is asked whether it is to be opened
	builds string // the large one that is opened once the page says so
	drawn  int    // frames since then
}

// Memory, in GiB, with which a large scene is opened without a question.
const enoughMemory = 4

// large reports that a scene takes long to open and much memory.
func large(s lesson.Scene) bool { return s.Cluster.Load.Pods > 10_000 }

type (
	// OpenScene starts a scene as it stands in the list.
	OpenScene struct{ ID string }
	// StartAnew starts the open scene on the cluster that was chosen.
	StartAnew struct{}
	// OpenLarge opens the scene that was asked about, or leaves it.
	OpenLarge struct{ Yes bool }
	// ComeBack goes back to the work before the last start; the present work can
	// be come back to in the same way.
	ComeBack struct{}
	// SetNodes, SetSeed and SetProxy choose the next start's cluster.
	SetNodes struct{ Nodes string }
	SetSeed  struct{ Seed string }
	SetProxy struct{ Mode string }
	// SetCloud, SetDualStack, SetIngress and SetGateway turn a part of it on or off.
	SetCloud     struct{ On bool }
	SetDualStack struct{ On bool }
	SetIngress   struct{ On bool }
	SetGateway   struct{ On bool }
)

// isSandbox reports whether the page has scenes instead of steps.
func (m Model) isSandbox() bool { return len(m.lesson.Scenes) > 0 }

// scene returns the scene with an ID, or else the first.
func (m Model) scene(id string) lesson.Scene {
	for _, s := range m.lesson.Scenes {
		if s.ID == id {
			return s
		}
	}
	return m.lesson.Scenes[0]
}

func (m *Model) inSandbox(msg any) []Effect {
	if !m.isSandbox() || m.session == nil {
		return nil
	}
	c := &m.sandbox.Cluster
	switch msg := msg.(type) {
	case OpenScene:
		s := m.scene(msg.ID)
		m.sandbox.asks = ""
		switch {
		case !large(s):
			return m.startScene(s, s.Cluster)
		case m.memory > 0 && m.memory < enoughMemory || m.memory == 0 && m.narrow():
			m.sandbox.asks = s.ID
			return []Effect{FocusEffect{ID: "large-no"}, ScrollEffect{ID: "large-ask"}}
		}
		m.sandbox.builds, m.sandbox.drawn = s.ID, 0
	case OpenLarge:
		if msg.Yes {
			m.sandbox.builds, m.sandbox.drawn = m.sandbox.asks, 0
		}
		m.sandbox.asks = ""
	case Frame:
		if m.sandbox.builds == "" {
			return nil
		}
		if m.sandbox.drawn++; m.sandbox.drawn > 2 { // the page has been seen to say so
			s := m.scene(m.sandbox.builds)
			m.sandbox.builds = ""
			return m.startScene(s, s.Cluster)
		}
		return nil
	case StartAnew:
		return m.startScene(m.scene(m.sandbox.Scene), *c)
	case ComeBack:
		return m.comeBack()
	case SetNodes:
		if n, err := strconv.Atoi(msg.Nodes); err == nil && n >= 1 && n <= mostNodes {
			c.Nodes = n
		}
	case SetSeed:
		if seed, err := strconv.ParseUint(msg.Seed, 10, 53); err == nil { // what other programs read as a number too
			c.Seed = seed
		}
	case SetProxy:
		c.Proxy = msg.Mode
	case SetCloud:
		c.Cloud = msg.On
	case SetDualStack:
		c.DualStack = msg.On
	case SetIngress:
		c.Ingress = msg.On
	case SetGateway:
		c.Gateway = msg.On
	default:
		return nil
	}
	m.dirty = true
	return nil
}

// opening returns the Session that a page opens with when nothing was saved.
func (m *Model) opening() (*lab.Session, error) {
	if m.isSandbox() {
		first := m.lesson.Scenes[0]
		m.sandbox = sandbox{Scene: first.ID, Cluster: first.Cluster}
		return lab.Open(m.lesson, first, first.Cluster)
	}
	if m.draws() {
		return lab.New(lesson.Draw(m.written, m.clinic.toss()))
	}
	return lab.New(m.lesson)
}

// mostNodes is how many nodes a sandbox has at most: what a picture can show.
const mostNodes = 5

// startScene leaves the work as it is, to be come back to, and starts a scene.
func (m *Model) startScene(s lesson.Scene, on lesson.Cluster) []Effect {
	session, err := lab.Open(m.lesson, s, on)
	if err != nil {
		m.notice = notice{key: "notice.broken", args: []any{err.Error()}}
		return nil
	}
	m.keepDrafts()
	before := m.kept()
	n := m.anew()
	n.session = session
	n.sandbox = sandbox{Scene: s.ID, Cluster: on, Before: before}
	n.focus = focusName(s.Focus)
	effects := n.begin()
	n.live, n.dirty = n.T("sandbox.started", s.Title), true
	*m = n
	if m.narrow() {
		m.show(TabPicture)
	}
	return append(effects, FocusEffect{ID: "scene-title"}, ScrollEffect{ID: "scene-title"})
}

// comeBack exchanges the present work for the work before.
func (m *Model) comeBack() []Effect {
	if m.sandbox.Before == "" {
		return nil
	}
	m.keepDrafts()
	now := m.kept()
	n := m.anew()
	n.sandbox.Before = now
	effects := n.takeUp(m.sandbox.Before)
	n.focus = focusName(n.scene(n.sandbox.Scene).Focus)
	n.live, n.dirty = n.T("sandbox.back.done", n.scene(n.sandbox.Scene).Title), true
	*m = n
	return append(effects, FocusEffect{ID: "scene-title"}, ScrollEffect{ID: "scene-title"})
}

// kept returns the present work as it is saved, without the work before.
func (m *Model) kept() string {
	k := *m
	k.sandbox.Before = ""
	return k.work()
}

// anew returns the page as it opens, in front of the same person.
func (m *Model) anew() Model {
	n := loading(m.written)
	n.width, n.height, n.theme, n.started, n.memory = m.width, m.height, m.theme, true, m.memory
	n.tab, n.lower, n.rest, n.language, n.embed = m.tab, m.lower, m.rest, m.language, m.embed
	n.clinic.chance, n.clinic.Best = m.clinic.chance, m.clinic.Best
	n.course, n.fromFile = m.course, m.fromFile
	n.keys, n.edition, n.issues, n.unsaved, n.progress.backup = m.keys, m.edition, m.issues, m.unsaved, m.progress.backup
	n.clock.reduced, n.clock.last, n.clock.running = m.clock.reduced, m.clock.last, m.clock.running
	n.clock.asked, n.clock.delay, n.clock.saved = m.clock.asked, m.clock.delay, m.clock.saved
	n.term.past, n.term.plain = m.term.past, m.term.plain
	return n
}
