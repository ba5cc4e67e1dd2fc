package html

// Node is an element, a text, or a piece of HTML that goldmark made. The zero
// Node is nothing.
type Node struct {
	Tag      string // "" for a text or a Raw piece
	Text     string // of a text Node
	Raw      string // HTML made by goldmark with raw HTML off, and by nothing else
	Key      string // tells siblings apart from one View to the next
	Attrs    []Attr
	Handlers []Handler
	Children []Node
	Memo     *Memo // instead of all else
}

// Memo stands for a Node that is made only where it has to be: a page that shows
// what a Memo of the same Name among the same siblings has made from an equal Key
// keeps it. So the Key says all that the Node depends on, its handlers as well.
type Memo struct {
	Name string
	Key  any // comparable
	Make func() Node
}

// Once returns a Node of a Memo.
func Once(name string, key any, make func() Node) Node {
	return Node{Memo: &Memo{name, key, make}}
}

// Open returns the Node that n stands for: itself, or what its Memo makes.
func (n Node) Open() Node {
	if n.Memo == nil {
		return n
	}
	return n.Memo.Make()
}

// Attr is an attribute. A boolean attribute has an empty Value. In a document
// that lives, value, checked, selected and open are properties too: what a View
// says of them is what the element shows, whatever was typed into it.
type Attr struct{ Name, Value string }

// Handler sends Message when the DOM event Event reaches the element. A
// Message may be a func(Input) any, when it depends on what was typed.
type Handler struct {
	Event   string
	Message any
	// Prevent stops what the browser itself would do. When Message is a
	// func(Input) any it does so only if that returned a message: a nil message
	// is no message, so a key that means nothing here keeps its usual meaning.
	Prevent bool
}

// Input is what a DOM event says besides that it happened.
type Input struct {
	Value            string // of an input, a textarea or a select
	Checked          bool
	Key              string // of a key press, such as Enter or ArrowUp; of beforeinput what is to come, such as insertLineBreak
	Ctrl, Shift, Alt bool   // Ctrl is the Meta key as well
	Meta             bool
	Focus            string // the ID of the element in focus
	Tag              string // of the element that the event came to, such as button
	Typing           bool   // a text is being typed there
	SelectionStart   int    // of the text field, or else of the one in focus, in UTF-16 units
	SelectionEnd     int
	X, Y             float64 // of a pointer, in CSS pixels relative to the element
	Width, Height    float64 // of the element, when there is a pointer
	Delta            float64 // of a wheel, in CSS pixels downwards
	Scroll           float64 // how far an element is scrolled, which has then Height in sight
	Touch            bool    // the pointer is a finger
	Pressed          bool    // a button of the pointer is down
}
