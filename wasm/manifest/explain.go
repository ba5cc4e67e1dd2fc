package manifest

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/kubectl"
)

// Explained is what is known of the field at a place.
type Explained struct {
	From, To int    // of its key
	Path     string // spec.ports[0].port
	Type     string // integer
	Text     string // what it is for; marked where it is not in the language
	More     string // which values there are, whether it is required
}

// Explain tells of the field at an offset: the one whose key or value stands
// there, else the one that it is in.
func Explain(c *cluster.Cluster, language, text string, offset int) (Explained, bool) {
	offset = max(0, min(offset, len(text)))
	d := documentAt(outline(text), offset)
	path, n, _ := d.root.at(offset)
	for len(path) > 0 && path[len(path)-1].item >= 0 { // an item has no name of its own
		path = path[:len(path)-1]
		n, _ = d.root.find(path)
	}
	r, ok := api.ResourceForKind(d.root.scalarAt("apiVersion"), d.root.scalarAt("kind"))
	if !ok || !c.Serves(r) || len(path) == 0 {
		return Explained{}, false
	}
	w := wordsOf(language)
	f, ok := kubectl.FieldAt(r, names(path))
	if !ok { // a label: the map that it is in
		path = path[:len(path)-1]
		if n, _ = d.root.find(path); len(path) == 0 {
			return Explained{}, false
		}
		if f, ok = kubectl.FieldAt(r, names(path)); !ok || !f.Map {
			return Explained{}, false
		}
	}
	e := Explained{From: n.keyFrom, To: n.keyTo, Path: write(path), Type: f.Type, Text: told(f, w, language)}
	if f.Required {
		e.More = w.required()
	}
	if len(f.Values) > 0 {
		e.More = strings.TrimSpace(e.More + " " + w.oneOf() + strings.Join(f.Values, ", "))
	}
	return e, true
}

func number(n int32) string { return strconv.Itoa(int(n)) }
