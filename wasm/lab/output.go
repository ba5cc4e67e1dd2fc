package lab

// print adds to what the line that was typed last has printed. A loop prints
// hundreds of times between two looks at the terminal, so the texts are put
// together first: flush puts them in place before anybody looks.
func (s *Session) print(text string) { s.fresh.WriteString(text) }

func (s *Session) flush() {
	if s.fresh.Len() > 0 && len(s.entries) > 0 {
		s.show(s.fresh.String())
	}
	s.fresh.Reset()
}
