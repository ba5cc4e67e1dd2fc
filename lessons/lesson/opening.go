package lesson

// Opening is one step of an earlier lesson, solved before this lesson begins.
type Opening struct {
	Files []File   `json:"files,omitempty"` // laid out when the step opens
	Apply []string `json:"apply,omitempty"` // names of those that are applied then
	Lines []string `json:"lines,omitempty"` // its setup, and the solution
}

// Solved returns what has to happen for a lesson to begin where l has ended: all
// that l itself begins with, and each of its steps.
func (l *Lesson) Solved() []Opening {
	all := append([]Opening(nil), l.Opening...)
	laid := map[string]string{}
	for _, f := range l.Files {
		laid[f.Name] = f.Text
	}
	for n, step := range l.Steps {
		var o Opening
		if n == 0 {
			o.Files = append(o.Files, l.Files...)
		}
		for _, b := range step.Blocks {
			if m := b.Manifest; m != nil {
				if laid[m.File] != m.Text {
					o.Files = append(o.Files, File{Name: m.File, Text: m.Text})
				}
				if m.Apply {
					o.Apply = append(o.Apply, m.File)
				}
			}
			if b.Setup != nil {
				o.Lines = append(o.Lines, b.Setup.Lines...)
			}
			if b.Solution != nil {
				for _, line := range b.Solution.Lines {
					o.Lines = append(o.Lines, line.Text)
				}
			}
		}
		all = append(all, o)
	}
	return all
}
