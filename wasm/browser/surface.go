//go:build js

package browser

import (
	"syscall/js"

	"svclab/wasm/browser/patch"
)

const svgNamespace = "http://www.w3.org/2000/svg"

// mark is the property of an element that holds its patch.ID.
const mark = "svclab"

// surface carries out Ops on the document.
type surface struct {
	document js.Value
	nodes    [][]js.Value // by patch.ID; more than one for a raw piece only
	found    []js.Value   // by Ref, while a page is taken over
	listen   func(event string)
	names    map[string]js.Value // of attributes: to hand a text over costs
}

func newSurface(document, container js.Value, listen func(string)) *surface {
	s := &surface{document: document, listen: listen, names: map[string]js.Value{}}
	s.put(patch.Root, container)
	return s
}

func (s *surface) put(id patch.ID, nodes ...js.Value) {
	for int(id) >= len(s.nodes) {
		s.nodes = append(s.nodes, nil)
	}
	s.nodes[id] = nodes
}

func (s *surface) one(id patch.ID) js.Value { return s.nodes[id][0] }

// apply carries out ops. The element in focus keeps it even when it moves.
func (s *surface) apply(ops []patch.Op) {
	moving := false
	for _, op := range ops {
		moving = moving || op.Kind == patch.Insert
	}
	if !moving {
		s.do(ops)
		return
	}
	focused := s.document.Get("activeElement")
	s.do(ops)
	if !focused.IsNull() && focused.Get("isConnected").Bool() && !focused.Equal(s.document.Get("activeElement")) {
		focused.Call("focus", map[string]any{"preventScroll": true})
	}
}

func (s *surface) do(ops []patch.Op) {
	for _, op := range ops {
		switch op.Kind {
		case patch.CreateElement:
			if op.SVG {
				s.put(op.ID, s.document.Call("createElementNS", svgNamespace, op.Name))
			} else {
				s.put(op.ID, s.document.Call("createElement", op.Name))
			}
		case patch.CreateText:
			s.put(op.ID, s.document.Call("createTextNode", op.Value))
		case patch.CreateRaw:
			s.put(op.ID, s.parse(op.Value)...)
		case patch.Bind:
			s.bind(op)
		case patch.Drop:
			s.found[op.Ref].Call("remove")
		case patch.Insert:
			s.insert(op)
		case patch.Remove:
			for _, n := range s.nodes[op.ID] {
				n.Call("remove")
			}
			s.nodes[op.ID] = nil
		case patch.SetText:
			s.one(op.ID).Set("data", op.Value)
		case patch.SetAttr:
			s.setAttr(op)
		case patch.RemoveAttr:
			s.removeAttr(op)
		case patch.Mark:
			s.one(op.ID).Set(mark, int(op.ID))
		case patch.Listen:
			s.listen(op.Name)
		}
	}
}

// parse returns the nodes of a piece of HTML, a comment when it has none.
func (s *surface) parse(raw string) []js.Value {
	template := s.document.Call("createElement", "template")
	template.Set("innerHTML", raw)
	var nodes []js.Value
	children := template.Get("content").Get("childNodes")
	for i := range children.Length() {
		nodes = append(nodes, children.Index(i))
	}
	if len(nodes) == 0 {
		nodes = append(nodes, s.document.Call("createComment", ""))
	}
	return nodes
}

func (s *surface) bind(op patch.Op) {
	for int(op.ID) >= len(s.nodes) {
		s.nodes = append(s.nodes, nil)
	}
	s.nodes[op.ID] = append(s.nodes[op.ID], s.found[op.Ref])
}

func (s *surface) insert(op patch.Op) {
	before := js.Null()
	if op.Before != 0 {
		before = s.one(op.Before)
	}
	parent := s.one(op.Parent)
	for _, n := range s.nodes[op.ID] {
		parent.Call("insertBefore", n, before)
	}
}

// setAttr sets an attribute, or the property where the attribute says only how
// a form control begins. A value that already reads so is not written: writing
// moves the caret.
func (s *surface) setAttr(op patch.Op) {
	e := s.one(op.ID)
	switch property, isText := live(e, op.Name); {
	case property == "":
		name, ok := s.names[op.Name]
		if !ok {
			name = js.ValueOf(op.Name)
			s.names[op.Name] = name
		}
		e.Call("setAttribute", name, op.Value)
	case !isText:
		e.Set(property, true)
	case e.Get(property).String() != op.Value:
		e.Set(property, op.Value)
	}
}

func (s *surface) removeAttr(op patch.Op) {
	e := s.one(op.ID)
	switch property, isText := live(e, op.Name); {
	case property == "":
	case isText:
		e.Set(property, "")
		return
	default:
		e.Set(property, false)
	}
	e.Call("removeAttribute", op.Name)
}

// live returns the property to write instead of an attribute, "" when the
// attribute itself is what counts.
func live(e js.Value, name string) (property string, isText bool) {
	switch name {
	case "value":
		switch e.Get("localName").String() {
		case "input", "textarea", "select":
			return name, true
		}
	case "checked", "selected":
		return name, false
	}
	return "", false
}
