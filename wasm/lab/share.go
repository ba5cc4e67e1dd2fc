package lab

import "encoding/json"

// Share returns the Moment that is looked at for others, as Resume reads it: its
// Scene, the learner's own files and where his shell stands, without what he has
// reached and answered. The lines of the terminal come along if lines says so.
func (s *Session) Share(lines bool) []byte {
	scene := s.Scene()
	at := saved{
		Version: savedVersion, Lesson: s.lesson.ID, Config: scene.Config, History: encoded(scene.History),
		Shell: s.shellAt(s.Moment()).State(), Files: map[string]string{}, Step: scene.Step, Opened: scene.Opened, Shared: true,
	}
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
