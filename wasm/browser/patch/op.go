package patch

import "svclab/wasm/html"

// ID names a node of the page. The container has Root; 0 is no node. The ID of
// a removed node is used again.
type ID int

// Root is the element that the whole View stands in.
const Root ID = 1

// Kind says what an Op does.
type Kind uint8

// The kinds of Op.
const (
	CreateElement Kind = iota // ID becomes a new element Name, in SVG's namespace if SVG
	CreateText                // ID becomes a new text Value
	CreateRaw                 // ID becomes the nodes of the HTML Value, at least one
	Bind                      // ID becomes the node that was Found as Ref; a raw ID can have several
	Drop                      // the node that was Found as Ref leaves the page
	Insert                    // ID goes into Parent before Before, or last; it may stand elsewhere now
	Remove                    // ID leaves the page for good, with all below it
	SetText                   // the text ID reads Value
	SetAttr                   // the element ID has the attribute Name with Value
	RemoveAttr                // the element ID has no attribute Name
	Mark                      // the element ID has handlers, so events there need its ID
	Listen                    // some element handles events Name
)

// Op is one edit of the page. Which fields count depends on Kind.
type Op struct {
	Kind   Kind
	ID     ID
	Parent ID
	Before ID
	Ref    int
	SVG    bool
	Name   string
	Value  string
}

// Found is a node of a page that was there before, as Adopt needs it. Its
// functions are called at most once, and only for nodes that stay: asking a
// document costs.
type Found struct {
	Ref  int    // the caller's own number for it
	Tag  string // in lower case; "" for a text, "#" for anything else
	ID   string // the attribute id of an element
	Text string // of a text
	// Attrs returns an element's attributes; of a textarea also value, its text.
	Attrs func() []html.Attr
	// Children returns an element's children; none of a textarea.
	Children func() []Found
	// SameHTML reports whether the children are what the HTML would parse to.
	SameHTML func(raw string) bool
}
