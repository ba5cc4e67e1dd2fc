package lab_test

import (
	"slices"
	"testing"
)

func TestWhatWasTypedIsToldByCommands(t *testing.T) {
	s := start(t)
	s.Enter("echo a", "cat > x <<END", "one", "two", "END", "for i in 1 2; do", "echo $i", "done")
	settle(t, s)
	s.Open("node-1", "http://10.0.0.1")
	s.Enter("cat <<END", "unfinished")
	settle(t, s)
	s.Interrupt()
	s.Enter("ls")
	settle(t, s)
	want := []string{"echo a", "cat > x <<END\none\ntwo\nEND", "for i in 1 2; do\necho $i\ndone", "ls"}
	if got := s.Typed(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
