package html

import (
	"fmt"
	"io"
	"strings"
)

// Render writes n as HTML. Handlers and keys are left out, and so are
// attributes that are not Allowed. The error is the writer's, or says which
// tag cannot be one.
func Render(w io.Writer, n Node) error {
	var b strings.Builder
	if err := render(&b, n); err != nil {
		return err
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// String returns what Render writes, and the error's text for a tree that
// cannot be written.
func String(n Node) string {
	var b strings.Builder
	if err := render(&b, n); err != nil {
		return err.Error()
	}
	return b.String()
}

func render(b *strings.Builder, n Node) error {
	n = n.Open()
	if n.Tag == "" {
		b.WriteString(n.Raw)
		escape(b, n.Text, false)
		return nil
	}
	if !validName(n.Tag) {
		return fmt.Errorf("html: tag %q: want a name such as div", n.Tag)
	}
	value := openTag(b, n)
	if void[n.Tag] {
		return nil
	}
	if (n.Tag == "script" || n.Tag == "style") && len(n.Children) > 0 {
		return fmt.Errorf("html: a %s element with a text: want a file of its own", n.Tag)
	}
	keepFirstNewline(b, n, value)
	escape(b, value, false)
	for _, c := range n.Children {
		if err := render(b, c); err != nil {
			return err
		}
	}
	b.WriteString("</" + n.Tag + ">")
	return nil
}

// openTag writes the start tag. The value of a textarea is no attribute in
// HTML but its text, and is returned.
func openTag(b *strings.Builder, n Node) (value string) {
	b.WriteByte('<')
	b.WriteString(n.Tag)
	for _, a := range n.Attrs {
		if !Allowed(a) {
			continue
		}
		if n.Tag == "textarea" && a.Name == "value" {
			value = a.Value
			continue
		}
		b.WriteByte(' ')
		b.WriteString(a.Name)
		if a.Value != "" {
			b.WriteString(`="`)
			escape(b, a.Value, true)
			b.WriteByte('"')
		}
	}
	b.WriteByte('>')
	return value
}

// keepFirstNewline doubles a newline that opens a pre or a textarea, because
// parsers drop the first one.
func keepFirstNewline(b *strings.Builder, n Node, value string) {
	if n.Tag != "pre" && n.Tag != "textarea" {
		return
	}
	if value == "" && len(n.Children) > 0 {
		value = n.Children[0].Text
	}
	if strings.HasPrefix(value, "\n") {
		b.WriteByte('\n')
	}
}

func escape(b *strings.Builder, s string, quotes bool) {
	for {
		i := strings.IndexAny(s, "&<>\"\x00")
		if i < 0 {
			b.WriteString(s)
			return
		}
		b.WriteString(s[:i])
		switch s[i] {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			if quotes {
				b.WriteString("&#34;")
			} else {
				b.WriteByte('"')
			}
		default: // NUL, which no HTML can hold
			b.WriteString("\uFFFD")
		}
		s = s[i+1:]
	}
}

// void lists the elements that have no end tag.
var void = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true,
	"input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true,
}
