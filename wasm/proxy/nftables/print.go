package nftables

import (
	"bytes"
	"slices"
	"sort"
	"strings"
)

// Print writes objects of kube-proxy's table as nft list does. whole says that
// they are all of it, which alone shows the table's comment.
func Print(v6, whole bool, objects []*Object) string {
	var b strings.Builder
	b.WriteString("table " + Family(v6) + " kube-proxy {\n")
	if whole {
		b.WriteString("\tcomment \"rules for kube-proxy\"\n")
	}
	for i, o := range objects {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("\t" + o.Kind + " " + o.Name + " {\n")
		for _, line := range o.lines {
			b.WriteString("\t\t" + line + "\n")
		}
		o.printElements(&b)
		b.WriteString("\t}\n")
	}
	b.WriteString("}\n")
	return b.String()
}

// printElements writes what is in a set or a map: those of several parts one a
// line, from the last byte of their keys to the first, others two a line.
func (o *Object) printElements(b *strings.Builder) {
	if len(o.elements) == 0 {
		return
	}
	all := slices.Clone(o.elements)
	sort.SliceStable(all, func(i, j int) bool {
		if !o.wide {
			return bytes.Compare(all[i].key, all[j].key) < 0
		}
		return bytes.Compare(reversed(all[i].key), reversed(all[j].key)) < 0
	})
	b.WriteString("\t\telements = { ")
	for i, e := range all {
		switch {
		case i == 0:
		case o.wide || i%2 == 0:
			b.WriteString(",\n\t\t\t     ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(e.text)
	}
	b.WriteString(" }\n")
}

func reversed(key []byte) []byte {
	out := slices.Clone(key)
	slices.Reverse(out)
	return out
}
