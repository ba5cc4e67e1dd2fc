package author

import (
	"slices"

	"svclab/lessons/lesson"
)

// Mended returns the manifests of a lesson, in the order in which they come up,
// as they are when all its solutions have been typed. What the cluster refuses
// to the end is left out, and a lesson that is drawn anew has none.
func Mended(l *lesson.Lesson) ([]lesson.File, error) {
	if l.Draw != nil {
		return nil, nil
	}
	p, err := newLearner(l)
	if err != nil {
		return nil, err
	}
	var names []string
	broken := map[string]string{}
	for n, step := range l.Steps {
		p.open(n)
		for _, b := range step.Blocks {
			if b.Manifest != nil {
				if !slices.Contains(names, b.Manifest.File) {
					names = append(names, b.Manifest.File)
				}
				delete(broken, b.Manifest.File)
				if b.Manifest.Broken {
					broken[b.Manifest.File] = b.Manifest.Text
				}
			}
			if b.Solution != nil {
				for _, line := range b.Solution.Lines {
					p.enter(line.Text)
				}
			}
		}
	}
	texts := map[string]string{}
	for _, f := range p.session.Files() {
		texts[f.Name] = f.Text
	}
	var files []lesson.File
	for _, name := range names {
		text, there := texts[name]
		if refused, ok := broken[name]; there && (!ok || text != refused) {
			files = append(files, lesson.File{Name: name, Text: text})
		}
	}
	return files, nil
}
