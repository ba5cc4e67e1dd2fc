package lab

import "strings"

// print adds to what the line that was typed last has printed, because of a
// request or, with 0, of none. A loop prints hundreds of times between two looks
// at the terminal, so the texts are put together first: flush puts them in place
// before anybody looks.
func (s *Session) print(text string, request int) {
	if text == "" {
		return
	}
	moves := strings.ContainsAny(text, "\r\x1b") // the cursor
	if moves {
		s.flush()
	}
	if request > 0 {
		s.origins = append(s.origins, Origin{s.fresh.Len(), s.fresh.Len() + len(text), request})
	}
	s.fresh.WriteString(text)
	if n := len(s.records); n > 0 {
		r := &s.records[n-1]
		if r.raw == nil {
			r.raw = []byte(s.entries[n-1].Output) // settled, and now a job prints more
		}
		r.add(s.cluster.Position(), text)
	}
	if moves {
		s.flush()
	}
}

func (s *Session) flush() {
	if s.fresh.Len() > 0 && len(s.entries) > 0 {
		s.show(s.fresh.String(), s.origins)
	}
	s.fresh.Reset()
	s.origins = nil
}

// Origin says which request brought a part of an output.
type Origin struct {
	From    int `json:"f"` // in bytes
	To      int `json:"t"`
	Request int `json:"r"`
}

// Origins are in the order of the output.
type Origins []Origin

// mostOrigins is how many parts of one output are remembered, the last ones.
const mostOrigins = 1000

// with returns the origins with those of a text that begins at a byte.
func (o *Origins) with(more Origins, at int) *Origins {
	if len(more) == 0 {
		return o
	}
	var all Origins
	if o != nil {
		all = *o
	}
	all = all[:len(all):len(all)]
	for _, m := range more {
		all = append(all, Origin{m.From + at, m.To + at, m.Request})
	}
	all = all[max(0, len(all)-mostOrigins):]
	return &all
}

// back returns the origins after the first bytes of the output were dropped.
func (o *Origins) back(bytes int) *Origins {
	if o == nil {
		return nil
	}
	var kept Origins
	for _, m := range *o {
		if m.From >= bytes {
			kept = append(kept, Origin{m.From - bytes, m.To - bytes, m.Request})
		}
	}
	return &kept
}

// At returns the last request that brought something of a part of the output, 0
// for none.
func (o *Origins) At(from, to int) int {
	if o == nil {
		return 0
	}
	for i := len(*o) - 1; i >= 0; i-- {
		if m := (*o)[i]; m.From < to && m.To > from {
			return m.Request
		}
	}
	return 0
}
