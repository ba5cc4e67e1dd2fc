package html

import (
	"strings"
	"testing"
)

type run struct{ Line string }

func TestRender(t *testing.T) {
	tests := []struct {
		name string
		node Node
		want string
	}{
		{"a text is escaped", Text(`a<b> & "c"`), `a&lt;b&gt; &amp; "c"`},
		{"a value is escaped", Div(A("title", `"><script>`)), `<div title="&#34;&gt;&lt;script&gt;"></div>`},
		{"a raw piece stays as it is", P(Raw("<b>x</b>")), `<p><b>x</b></p>`},
		{"a void element has no end", El("br"), `<br>`},
		{"a boolean attribute is its name", Field(Bool("checked", true), Bool("disabled", false)), `<input checked>`},
		{"attributes keep their order", Div(ID("b"), A("data-a", "1")), `<div id="b" data-a="1"></div>`},
		{"the last of two wins", Div(ID("a"), ID("b")), `<div id="b"></div>`},
		{"classes add up", Div(Class("a"), Class("b")), `<div class="a b"></div>`},
		{"nothing is left out", Div(nil, Node{}, If(false, Text("x"))), `<div></div>`},
		{"handlers are not written", Button(On("click", run{"ls"}), Text("x")), `<button type="button">x</button>`},
		{"an onclick attribute is dropped", Div(A("onclick", "x()")), `<div></div>`},
		{"a style attribute is dropped", Div(A("style", "x")), `<div></div>`},
		{"a name that is none is dropped", Div(A(`x y="`, "1")), `<div></div>`},
		{"a textarea's value is its text", Textarea(Value("a<b")), `<textarea>a&lt;b</textarea>`},
		{"a first newline is kept", Pre(Text("\nx")), "<pre>\n\nx</pre>"},
		{"NUL becomes U+FFFD", Text("a\x00b"), "a\uFFFDb"},
		{"SVG numbers have one decimal", Circle(Round(1.25, 2, -0.01)), `<circle cx="1.2" cy="2" r="0"></circle>`},
		{"a tag that is none is an error", El("a b"), `html: tag "a b": want a name such as div`},
		{"a script text is an error", El("script", Text("x")), `html: a script element with a text: want a file of its own`},
	}
	for _, tt := range tests {
		if got := String(tt.node); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestRenderWrites(t *testing.T) {
	var b strings.Builder
	if err := Render(&b, P(Text("x"))); err != nil || b.String() != "<p>x</p>" {
		t.Errorf("got %q, %v", b.String(), err)
	}
	if err := Render(&b, El("")); err != nil {
		t.Errorf("an empty node: %v", err)
	}
	if err := Render(&b, P(El("1"))); err == nil {
		t.Error("a bad tag: want an error")
	}
}

func TestAllowedAddresses(t *testing.T) {
	tests := []struct {
		url  string
		want bool
	}{
		{"https://kubernetes.io/docs", true},
		{"http://10.244.0.2", true},
		{"HTTPS://x", true},
		{"../../en/nodeport/", true},
		{"/ko/", true},
		{"#step-2", true},
		{"a/b:c", true},
		{"", true},
		{"javascript:alert(1)", false},
		{"JavaScript:alert(1)", false},
		{" javascript:alert(1)", false},
		{"java\nscript:alert(1)", false},
		{"data:text/html,x", false},
		{"vbscript:x", false},
		{`\\evil`, false},
	}
	for _, tt := range tests {
		if got := Allowed(Href(tt.url).(Attr)); got != tt.want {
			t.Errorf("href %q: allowed %v, want %v", tt.url, got, tt.want)
		}
	}
}

func TestIndent(t *testing.T) {
	typed := func(in Input) any { return run{in.Value} }
	deaf := func(in Input) any { return nil }
	got := Indent(Div(ID("app"), Class("page wide"), Key("k"),
		Button(On("click", run{"ls"}), Text("실행")),
		Field(On("input", typed), OnPrevent("keydown", deaf), A("placeholder", "a b")),
		P(Text("one"), Raw("<b>two</b>"))))
	want := `div key=k#app.page.wide
  button type=button on:click=run{Line:"ls"} "실행"
  input placeholder="a b" on:input=func:run{Line:"VALUE"} on:keydown=func!
  p
    "one"
    raw "<b>two</b>"
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 12: "12", 1.5: "1.5", 1.04: "1", -3.25: "-3.2", 1000.96: "1001"} {
		if got := Number(v); got != want {
			t.Errorf("Number(%v) = %s, want %s", v, got, want)
		}
	}
}
