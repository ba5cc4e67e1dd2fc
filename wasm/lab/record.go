package lab

import (
	"sort"
	"strings"

	"svclab/wasm/cluster"
)

// record is when an Entry printed what it printed, so that the terminal can be
// shown as it was.
type record struct {
	line   int    // of lines, counted from 1; 0 for an Entry that was there at any time
	raw    []byte // all that was printed, nil when it is the Entry's Output
	prints []print
}

// print says that up to a byte of what a line printed had been printed by then.
type print struct {
	cluster.Position
	Until int `json:"until"`
}

// mostPrints bounds what a record remembers. Beyond it, every other print comes
// as late as the one behind it.
const mostPrints = 256

// add notes what is printed now.
func (r *record) add(at cluster.Position, text string) {
	r.raw = append(r.raw, text...)
	if n := len(r.prints); n > 0 && r.prints[n-1].Position == at {
		r.prints[n-1].Until = len(r.raw)
		return
	}
	r.prints = append(r.prints, print{at, len(r.raw)})
	if over := len(r.raw) - 2*outputLimit; over > 0 {
		r.drop(over + outputLimit/2)
	}
	if len(r.prints) > mostPrints {
		r.prints = everyOther(r.prints)
	}
}

func everyOther(prints []print) []print {
	var fewer []print
	for i, p := range prints {
		if i%2 == 1 || i == len(prints)-1 {
			fewer = append(fewer, p)
		}
	}
	return fewer
}

// drop forgets the first bytes, which no terminal shows any more.
func (r *record) drop(bytes int) {
	r.raw = append([]byte(nil), r.raw[bytes:]...)
	kept := r.prints[:0]
	for _, p := range r.prints {
		if p.Until -= bytes; p.Until > 0 {
			kept = append(kept, p)
		}
	}
	r.prints = kept
}

// cleared forgets all but what was printed since the screen was cleared.
func (r *record) cleared(at cluster.Position, text string) {
	r.raw, r.prints = []byte(text), []print{{at, len(text)}}
}

// settled spares a text that is there twice.
func (r *record) settled(e Entry) {
	if string(r.raw) == e.Output {
		r.raw = nil
	}
}

// by returns the Entry as it was at a Position: what it had printed by then.
func (r *record) by(p cluster.Position, e Entry) Entry {
	n := sort.Search(len(r.prints), func(i int) bool { return r.prints[i].Compare(p) > 0 })
	if n == len(r.prints) {
		return e
	}
	raw := e.Output
	if r.raw != nil {
		raw = string(r.raw)
	}
	until := 0
	if n > 0 {
		until = min(r.prints[n-1].Until, len(raw))
	}
	shown := Entry{Prompt: e.Prompt, Line: e.Line}
	shown.put(raw[:until], nil)
	if strings.HasPrefix(e.Output, shown.Output) {
		shown.Origins = e.Origins
	}
	return shown
}

// cut forgets what was printed behind a Position, at which the Entry was e.
func (r *record) cut(p cluster.Position, e Entry) {
	n := sort.Search(len(r.prints), func(i int) bool { return r.prints[i].Compare(p) > 0 })
	if n == len(r.prints) {
		return
	}
	until := 0
	if n > 0 {
		until = r.prints[n-1].Until
	}
	if r.raw == nil {
		r.raw = []byte(e.Output)
	} else {
		r.raw = append([]byte(nil), r.raw[:until]...)
	}
	r.prints = append([]print(nil), r.prints[:n]...)
}

// put adds a text to what the Entry shows, as a terminal does.
func (e *Entry) put(text string, origins Origins) {
	if at := strings.LastIndex(text, redrawScreen); at >= 0 {
		e.Output, e.Cut, e.Origins, origins, text = "", false, nil, nil, text[at+len(redrawScreen):]
	}
	start := len(e.Output)
	e.Output = overwrite(e.Output, text)
	if len(e.Output) == start+len(text) { // else what was overwritten is nobody's
		e.Origins = e.Origins.with(origins, start)
	}
	if over := len(e.Output) - outputLimit; over > 0 {
		e.Output, e.Cut = e.Output[over:], true
		e.Origins = e.Origins.back(over)
	}
}
