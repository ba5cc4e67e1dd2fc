package html

import (
	"fmt"
	"strconv"
	"strings"
)

// Indent prints n for a person and for a golden file: an element a line, its
// children below it, with what its handlers send.
//
//	div#app.page
//	  button.run type=button on:click=Run{Line:"ls"} "Run"
//
// A handler that waits for an Input is asked with the value VALUE and the key
// Enter.
func Indent(n Node) string {
	var b strings.Builder
	indent(&b, n, 0)
	return b.String()
}

func indent(b *strings.Builder, n Node, depth int) {
	if n.Memo != nil {
		if n = n.Open(); n.Tag == "" && n.Text == "" && n.Raw == "" {
			return
		}
	}
	b.WriteString(strings.Repeat("  ", depth))
	if n.Tag == "" {
		b.WriteString(leaf(n))
		b.WriteByte('\n')
		return
	}
	b.WriteString(n.Tag)
	if n.Key != "" {
		b.WriteString(" key=" + n.Key)
	}
	for _, a := range n.Attrs {
		b.WriteString(printAttr(a))
	}
	for _, h := range n.Handlers {
		b.WriteString(" on:" + h.Event + "=" + message(h.Message))
		if h.Prevent {
			b.WriteByte('!')
		}
	}
	if len(n.Children) == 1 && n.Children[0].Tag == "" && n.Children[0].Memo == nil {
		b.WriteString(" " + leaf(n.Children[0]) + "\n")
		return
	}
	b.WriteByte('\n')
	for _, c := range n.Children {
		indent(b, c, depth+1)
	}
}

func leaf(n Node) string {
	if n.Raw != "" {
		return "raw " + strconv.Quote(n.Raw)
	}
	return strconv.Quote(n.Text)
}

func printAttr(a Attr) string {
	switch {
	case a.Name == "id":
		return "#" + a.Value
	case a.Name == "class":
		return "." + strings.Join(strings.Fields(a.Value), ".")
	case a.Value == "":
		return " " + a.Name
	case strings.ContainsAny(a.Value, " \n\t\""):
		return " " + a.Name + "=" + strconv.Quote(a.Value)
	}
	return " " + a.Name + "=" + a.Value
}

func message(m any) string {
	if f, ok := m.(func(Input) any); ok {
		m = f(Input{Value: "VALUE", Key: "Enter", Checked: true})
		if m == nil {
			return "func"
		}
		return "func:" + message(m)
	}
	s := fmt.Sprintf("%#v", m)
	if pkg, rest, ok := strings.Cut(s, "."); ok && validName(pkg) {
		return rest
	}
	return s
}
