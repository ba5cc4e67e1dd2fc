package html

// Each of these makes the element of its name; Link is <a>, Field is <input>,
// since Input is what an event says.
var (
	Link     = tag("a")
	Aside    = tag("aside")
	Code     = tag("code")
	Details  = tag("details")
	Div      = tag("div")
	Fieldset = tag("fieldset")
	Form     = tag("form")
	H1       = tag("h1")
	H2       = tag("h2")
	H3       = tag("h3")
	Header   = tag("header")
	Field    = tag("input")
	Label    = tag("label")
	Legend   = tag("legend")
	Li       = tag("li")
	Main     = tag("main")
	Nav      = tag("nav")
	Ol       = tag("ol")
	P        = tag("p")
	Pre      = tag("pre")
	Progress = tag("progress")
	Section  = tag("section")
	Span     = tag("span")
	Strong   = tag("strong")
	Summary  = tag("summary")
	Textarea = tag("textarea")
	Ul       = tag("ul")
)

func tag(name string) func(...Option) Node {
	return func(options ...Option) Node { return El(name, options...) }
}

// Button makes a button that submits nothing unless a Type says so.
func Button(options ...Option) Node {
	return El("button", append([]Option{Type("button")}, options...)...)
}
