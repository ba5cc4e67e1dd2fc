package author

import (
	"fmt"
	"io/fs"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/lab"
)

// smaller is how much smaller a load is on which a scene is proven: what a scene
// says of one holds for any, and there are courses to prove in a moment.
const smaller = 50

// proven is the cluster on which a scene is proven.
func proven(c lesson.Cluster) lesson.Cluster {
	if c.Load.Pods >= 10_000 {
		c.Nodes, c.Load.Services, c.Load.Pods = c.Nodes/smaller, c.Load.Services/smaller, c.Load.Pods/smaller
	}
	return c
}

// scenes opens every scene of the sandbox and runs its check.
func scenes(fsys fs.FS, course markdown.Course) []Problem {
	var problems []Problem
	src, _ := fs.ReadFile(fsys, markdown.ScenesFile) // no scenes without it
	lang := course.Source()
	box := lesson.Sandbox(lang, lesson.SandboxID, course.Scenes[lang])
	for i, scene := range box.Scenes {
		wrong := func(text, suggestion string) {
			problems = append(problems, Problem{File: markdown.ScenesFile, Line: markdown.SceneLine(src, i), Text: fmt.Sprintf("scene %q: %s", scene.ID, text), Suggestion: suggestion})
		}
		silent := scene
		silent.Type = nil
		s, err := lab.Open(box, silent, proven(scene.Cluster))
		if err != nil {
			wrong(err.Error(), "")
			continue
		}
		l := learner{box, s}
		if out, status := l.copy().run([]string{scene.Check}); status != 0 {
			wrong(fmt.Sprintf("its check exits with status %d, having printed %q", status, out), "")
		}
		for _, line := range scene.Type {
			if _, status := l.enter(line); status == 2 || status == 127 {
				wrong(fmt.Sprintf("%q exits with status %d", line, status), "")
			}
		}
		if scene.Manifest == "" && len(scene.Run) == 0 {
			continue
		}
		if empty, err := lab.Open(box, lesson.Scene{}, scene.Cluster); err == nil {
			if _, status := (learner{box, empty}).run([]string{scene.Check}); status == 0 {
				wrong("its check holds on an empty cluster too", "check what the scene shows")
			}
		}
	}
	return problems
}
