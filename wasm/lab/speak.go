package lab

import (
	"fmt"

	"svclab/lessons/lesson"
)

// Speak goes on with the lesson in another language: what is printed and laid
// out from now on comes in it, and what stands there already stays. The lesson
// has to be the same in all else, or the Session stays as it was.
func (s *Session) Speak(l *lesson.Lesson) error {
	l = lesson.Draw(l, s.cluster.Config().Seed)
	if l.ID != s.lesson.ID || len(l.Steps) != len(s.lesson.Steps) {
		return fmt.Errorf("lesson %q of %d steps in the place of %q of %d", l.ID, len(l.Steps), s.lesson.ID, len(s.lesson.Steps))
	}
	for i, step := range l.Steps {
		if got, want := len(items(step)), len(items(s.lesson.Steps[i])); got != want {
			return fmt.Errorf("step %d has %d goals in %q, %d in %q", i+1, got, l.Lang, want, s.lesson.Lang)
		}
	}
	s.lesson = l
	s.shell.Language = l.Lang
	return nil
}
