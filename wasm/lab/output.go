package lab

// print adds to what the line that was typed last has printed. A loop prints
// hundreds of times between two looks at the terminal, so the texts are put
// together first: flush puts them in place before anybody looks.
func (s *Session) print(text string) {
	if text == "" {
		return
	}
	s.fresh.WriteString(text)
	if n := len(s.records); n > 0 {
		r := &s.records[n-1]
		if r.raw == nil {
			r.raw = []byte(s.entries[n-1].Output) // settled, and now a job prints more
		}
		r.add(s.cluster.Position(), text)
	}
}

func (s *Session) flush() {
	if s.fresh.Len() > 0 && len(s.entries) > 0 {
		s.show(s.fresh.String())
	}
	s.fresh.Reset()
}
