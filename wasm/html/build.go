package html

import (
	"math"
	"strconv"
)

// Option is a part of an element: a Node, Nodes, an Attr or a Handler.
// A nil Option and the zero Node are nothing. What makes an Attr or a Handler
// returns it as an Option, since a View that had to turn each into one itself
// would be a third larger to download.
type Option interface{ put(n *Node) }

// Nodes is a row of children.
type Nodes []Node

type key string

func (c Node) put(n *Node) {
	if c.Tag != "" || c.Text != "" || c.Raw != "" || c.Memo != nil {
		n.Children = append(n.Children, c)
	}
}

func (cs Nodes) put(n *Node) {
	for _, c := range cs {
		c.put(n)
	}
}

// put replaces an attribute of the same name; classes add up.
func (a Attr) put(n *Node) {
	for i := range n.Attrs {
		switch {
		case n.Attrs[i].Name != a.Name:
		case a.Name == "class":
			n.Attrs[i].Value += " " + a.Value
			return
		default:
			n.Attrs[i].Value = a.Value
			return
		}
	}
	n.Attrs = append(n.Attrs, a)
}

func (h Handler) put(n *Node) { n.Handlers = append(n.Handlers, h) }

func (k key) put(n *Node) { n.Key = string(k) }

// El returns an element with the tag.
func El(tag string, options ...Option) Node {
	n := room(options)
	n.Tag = tag
	for _, o := range options {
		if o != nil {
			o.put(&n)
		}
	}
	return n
}

// room returns an empty Node whose slices will not have to grow: a View makes
// thousands of them for each frame.
func room(options []Option) Node {
	var attributes, handlers, children int
	for _, o := range options {
		switch o := o.(type) {
		case Attr:
			attributes++
		case attrs:
			attributes += len(o)
		case Handler:
			handlers++
		case Node:
			children++
		case Nodes:
			children += len(o)
		}
	}
	var n Node
	if attributes > 0 {
		n.Attrs = make([]Attr, 0, attributes)
	}
	if handlers > 0 {
		n.Handlers = make([]Handler, 0, handlers)
	}
	if children > 0 {
		n.Children = make([]Node, 0, children)
	}
	return n
}

// Text returns a text, which is escaped wherever it is written.
func Text(s string) Node { return Node{Text: s} }

// Raw returns a piece of HTML that goldmark made with raw HTML off.
func Raw(s string) Node { return Node{Raw: s} }

// If returns o when it holds, and else nothing.
func If(holds bool, o Option) Option {
	if !holds {
		return nil
	}
	return o
}

// Each returns one Node for each item.
func Each[T any](items []T, one func(int, T) Node) Nodes {
	out := make(Nodes, 0, len(items))
	for i, item := range items {
		out = append(out, one(i, item))
	}
	return out
}

// Key tells an element apart from its siblings from one View to the next.
func Key(k string) Option { return key(k) }

// On sends message when the event reaches the element.
func On(event string, message any) Option { return Handler{Event: event, Message: message} }

// OnPrevent does as On and stops what the browser itself would do.
func OnPrevent(event string, message any) Option {
	return Handler{Event: event, Message: message, Prevent: true}
}

// A returns the attribute name="value".
func A(name, value string) Option { return Attr{name, value} }

// N returns an attribute that is a number, with at most one decimal.
func N(name string, v float64) Option { return number(name, v) }

func number(name string, v float64) Attr { return Attr{name, Number(v)} }

// Number writes v with at most one decimal, as coordinates need.
func Number(v float64) string {
	var buf [24]byte
	return string(AppendNumber(buf[:0], v))
}

// AppendNumber appends what Number writes.
func AppendNumber(b []byte, v float64) []byte {
	tenths := int64(math.RoundToEven(v * 10))
	if tenths < 0 {
		b, tenths = append(b, '-'), -tenths
	}
	b = strconv.AppendInt(b, tenths/10, 10)
	if tenths%10 != 0 {
		b = append(b, '.', byte('0'+tenths%10))
	}
	return b
}

// Bool returns a boolean attribute when it holds, and else nothing.
func Bool(name string, holds bool) Option {
	if !holds {
		return nil
	}
	return Attr{name, ""}
}

// Each of these returns the attribute of its name.
var (
	ID    = attribute("id")
	Class = attribute("class")
	Href  = attribute("href")
	Type  = attribute("type")
	Value = attribute("value")
	Role  = attribute("role")
	Lang  = attribute("lang")
	For   = attribute("for")
	Name  = attribute("name")
)

func attribute(name string) func(string) Option {
	return func(value string) Option { return Attr{name, value} }
}

// Aria returns an aria- attribute.
func Aria(name, value string) Option { return Attr{"aria-" + name, value} }

// Flag returns an aria- attribute that is true or false.
func Flag(name string, on bool) Option { return Attr{"aria-" + name, strconv.FormatBool(on)} }

// Hidden keeps an element from screen readers.
func Hidden() Option { return Attr{"aria-hidden", "true"} }
