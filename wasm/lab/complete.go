package lab

import "svclab/wasm/shell"

// Complete returns how the word before cursor, a place in bytes of the line
// being typed, can go on. A line that continues a command is read with it.
func (s *Session) Complete(line string, cursor int) shell.Completion {
	c := s.shell.Complete(s.begun+line, len(s.begun)+cursor)
	c.Start = max(0, c.Start-len(s.begun))
	return c
}
