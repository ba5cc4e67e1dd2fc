package ui

import (
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// TabObjects is the lower tab of the objects.
const TabObjects Tab = "objects"

// objectPart is a part of the inspector.
type objectPart string

// The parts of the inspector.
const (
	partSummary objectPart = "summary"
	partFields  objectPart = "fields"
	partYAML    objectPart = "yaml"
	partEvents  objectPart = "events"
)

// What a learner does with objects.
type (
	// ShowObject opens an object in the inspector.
	ShowObject struct{ Ref Ref }
	// PickRow opens it from the list, which keeps the focus where both are seen.
	PickRow struct{ Ref Ref }
	// CloseObject goes back to the list alone.
	CloseObject struct{}
	// WalkObjects goes back (-1) or forward (+1) through what was looked at.
	WalkObjects struct{ By int }
	// StepObject goes up (-1) or down (+1) in the list.
	StepObject struct{ By int }
	// FilterObjects shows those whose name or state has a text.
	FilterObjects struct{ Text string }
	// PickNamespace shows those of a namespace, all with "".
	PickNamespace struct{ Name string }
	// ToggleKind folds a resource in the list.
	ToggleKind struct{ Resource string }
	// ToggleSystem shows or hides what the cluster came with.
	ToggleSystem struct{}
	// ShowAllObjects shows a list that was cut.
	ShowAllObjects struct{}
	// ShowPart opens a part of the inspector.
	ShowPart struct{ Part objectPart }
	// ToggleField folds a field.
	ToggleField struct{ Path string }
	// AskField explains a field, and again no longer.
	AskField struct{ Path string }
	// CopyObject puts the object's YAML on the clipboard.
	CopyObject struct{}
	// EditObject opens the object's manifest as a new file.
	EditObject struct{}
	// Prepare types a line, to be entered by the learner.
	Prepare struct{ Line string }
)

// objects is what is open in the Objects tab. Its maps and lists are never
// changed in place.
type objects struct {
	at          Ref
	back, ahead []Ref
	seen        map[Ref]api.Object // as each was when the learner looked away
	namespace   string
	filter      string
	shut        map[string]bool // resources
	system, all bool
	part        objectPart
	folded      map[string]bool // fields folded or unfolded against the rule
	folds       int             // how often that has changed
	asked       string          // the field that is explained
	view        *objectView     // of at; made in Update, since it is costly
	file        *manifestFile   // the export, nil when closed
	top, sight  float64         // which part of the list is seen, in CSS pixels
	hits        hits            // what the filter lets through, where there are many
	rows        map[Ref]drawnRow
	pane        drawnPane
}

// mostWalked is how many objects one can go back through.
const mostWalked = 50

func (m *Model) inObjects(msg any) []Effect {
	o := &m.objects
	switch msg := msg.(type) {
	case ShowObject:
		return m.showObject(msg.Ref)
	case PickRow:
		effects := m.showObject(msg.Ref)
		if !m.narrow() {
			effects = nil
		}
		return effects
	case Select:
		if msg.Kind != "" {
			m.follow(Ref{msg.Kind + "s", msg.Namespace, msg.Name})
		}
	case PinPod:
		m.follow(Ref{"pods", msg.Namespace, msg.Name})
	case ShowTab:
		if msg.Tab == TabObjects && o.at != (Ref{}) {
			return []Effect{ScrollEffect{ID: rowID(o.at)}}
		}
	case CloseObject:
		row := rowID(o.at)
		o.look(Ref{})
		return []Effect{ScrollEffect{ID: row}, FocusEffect{ID: row}}
	case WalkObjects:
		return m.walkObjects(msg.By)
	case StepObject:
		return m.stepObject(msg.By)
	case FilterObjects:
		o.filter = msg.Text
	case PickNamespace:
		o.namespace = msg.Name
	case ToggleKind:
		o.shut = with(o.shut, msg.Resource, !o.shut[msg.Resource])
	case ToggleSystem:
		o.system = !o.system
	case ScrollObjects:
		o.top, o.sight = msg.Top, msg.Height
	case ShowAllObjects:
		o.all = true
	case ShowPart:
		o.part = msg.Part
	case ToggleField:
		o.folded = with(o.folded, msg.Path, !o.folded[msg.Path])
		o.folds++
	case AskField:
		if o.asked == msg.Path {
			msg.Path = ""
		}
		o.asked = msg.Path
	case Prepare:
		m.show(TabTerminal)
		return append(m.inTerminal(PutLine(msg)), ScrollEffect{ID: "terminal", End: true})
	case CopyObject, EditObject:
		return m.useObject(msg)
	default:
		return m.inExport(msg)
	}
	return nil
}

// showObject opens an object; where one was before, back leads to that.
func (m *Model) showObject(r Ref) []Effect {
	o := &m.objects
	if m.tab != TabObjects && m.lower != TabObjects || m.narrow() {
		m.show(TabObjects)
	}
	o.file = nil
	if r != o.at {
		if o.at != (Ref{}) {
			o.back = append(slices.Clone(o.back[max(0, len(o.back)-mostWalked):]), o.at)
		}
		o.ahead = nil
		o.look(r)
	}
	return []Effect{ScrollEffect{ID: rowID(r)}, ScrollEffect{ID: "inspector-title"}, FocusEffect{ID: "inspector-title"}}
}

// follow shows what was chosen elsewhere, where the inspector is seen beside it.
func (m *Model) follow(r Ref) {
	if m.lower == TabObjects && !m.narrow() && m.picture.Stored(r) != nil {
		m.showObject(r)
	}
}

// look turns to another object, remembering how the one before looked.
func (o *objects) look(r Ref) {
	if v := o.view; v != nil && !v.gone {
		if len(o.seen) > 4*mostWalked {
			o.seen = nil
		}
		o.seen = with(o.seen, o.at, v.stored.Object)
	}
	if o.view = nil; r != o.at {
		o.at, o.asked, o.folded = r, "", nil
	}
}

func (m *Model) walkObjects(by int) []Effect {
	o := &m.objects
	from, to := &o.back, &o.ahead
	if by > 0 {
		from, to = to, from
	}
	if len(*from) == 0 {
		return nil
	}
	next := (*from)[len(*from)-1]
	*from = slices.Clone((*from)[:len(*from)-1])
	*to = append(slices.Clone(*to), o.at)
	o.look(next)
	return []Effect{ScrollEffect{ID: rowID(next)}, ScrollEffect{ID: "inspector-title"}, FocusEffect{ID: "inspector-title"}}
}

// stepObject moves in the list, as arrow keys do there; the list keeps the focus.
func (m *Model) stepObject(by int) []Effect {
	if m.windowed() {
		return m.stepWindow(by)
	}
	rows := m.objectRows()
	if len(rows) == 0 {
		return nil
	}
	at := slices.IndexFunc(rows, func(s *Stored) bool { return s.Ref == m.objects.at }) + by
	if at == -1+by { // none was selected
		at = 0
	}
	r := rows[min(max(at, 0), len(rows)-1)].Ref
	effects := m.showObject(r)
	return append(effects[:1], FocusEffect{ID: rowID(r)})
}

// rowKey says what a key means in the list.
func rowKey(in html.Input) any {
	switch in.Key {
	case "ArrowDown":
		return StepObject{1}
	case "ArrowUp":
		return StepObject{-1}
	case "PageDown":
		return StepObject{10}
	case "PageUp":
		return StepObject{-10}
	case "End":
		return StepObject{1 << 30}
	case "Home":
		return StepObject{-1 << 30}
	}
	return nil
}

// paneKey says what a key means anywhere in the inspector.
func paneKey(in html.Input) any {
	switch {
	case in.Alt && in.Key == "ArrowLeft":
		return WalkObjects{-1}
	case in.Alt && in.Key == "ArrowRight":
		return WalkObjects{1}
	}
	return nil
}

func rowID(r Ref) string { return "object-" + r.Resource + "/" + r.Namespace + "/" + r.Name }

// kindOrder is the order of the list: what this lab is about comes first.
var kindOrder = []string{"services", "endpointslices", "pods", "deployments", "replicasets", "statefulsets", "daemonsets",
	"ingresses", "gateways", "httproutes", "poddisruptionbudgets", "secrets", "nodes", "namespaces",
	"ingressclasses", "gatewayclasses", "referencegrants", "endpoints", "controllerrevisions"}

// ofSystem reports whether a cluster without a learner has the object too.
func ofSystem(s *Stored) bool {
	return systemNamespace(s.Namespace) || s.Namespace == "" && s.Resource == "namespaces" && systemNamespace(s.Name) ||
		s.Namespace == "default" && s.Name == "kubernetes"
}

// listed returns the objects of a resource that the filters let through.
func (m Model) listed(resource string) []*Stored {
	o := m.objects
	all := m.picture.all(resource)
	out := make([]*Stored, 0, all.n)
	for s := range all.each {
		switch {
		case !o.system && ofSystem(s) && s.Ref != o.at,
			o.namespace != "" && s.Namespace != "" && s.Namespace != o.namespace,
			o.filter != "" && !strings.Contains(s.Name, o.filter) && !strings.Contains(strings.ToLower(kindOf(resource)+" "+stateOf(s)), strings.ToLower(o.filter)):
		default:
			out = append(out, s)
		}
	}
	return out
}

// objectRows are the rows of the list, from top to bottom.
func (m Model) objectRows() []*Stored {
	var out []*Stored
	for _, resource := range kindOrder {
		if !m.objects.shut[resource] {
			out = append(out, m.listed(resource)...)
		}
	}
	return out
}
