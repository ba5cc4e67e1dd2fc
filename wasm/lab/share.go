package lab

import (
	"encoding/json"
	"slices"
)

// Share returns the Moment that is looked at for others, as Resume reads it: the
// cluster's history until then, which steps were open, the learner's own files and
// where his shell stands, without what he has reached and answered. The lines of
// the terminal come along if lines says so.
func (s *Session) Share(lines bool) []byte {
	moment := s.Moment()
	at := saved{
		Version: savedVersion, Lesson: s.lesson.ID, Config: s.cluster.Config(), History: encoded(s.cluster.Until(moment.At)),
		Shell: s.shellAt(moment).State(), Files: map[string]string{}, Step: s.step, Shared: true,
	}
	for n, by := range s.opened {
		if by.Compare(moment.At) <= 0 {
			at.Opened = append(at.Opened, n)
		}
	}
	slices.Sort(at.Opened)
	for name, text := range s.home.files {
		if text != s.home.laid[name] {
			at.Files[name] = text
		}
	}
	if at.Shell.Jobs = ""; lines {
		at.Entries = s.Terminal()
	}
	text, err := json.Marshal(at)
	if err != nil {
		panic("a Session is plain values: " + err.Error())
	}
	return text
}

// layAll lays out the files of steps that were opened.
func (s *Session) layAll(opened []int) {
	for _, f := range s.lesson.Files {
		s.home.lay(f.Name, f.Text)
	}
	for _, n := range opened {
		if n < 0 || n >= len(s.lesson.Steps) {
			continue
		}
		for _, b := range s.lesson.Steps[n].Blocks {
			if b.Manifest != nil {
				s.home.lay(b.Manifest.File, b.Manifest.Text)
			}
		}
	}
}
