package lab

import (
	"maps"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/shell"
)

// openingSettles passes after each step of an earlier lesson, so that what its
// solution has started is done.
const openingSettles = 20 * api.Second

// perform does what an earlier lesson's solution does in one of its steps. It is
// no line of the learner's, but it is in the cluster's history like all else.
func (s *Session) perform(o lesson.Opening) {
	for _, f := range o.Files {
		s.home.lay(f.Name, f.Text)
	}
	for _, name := range o.Apply {
		s.background("kubectl apply -f " + name)
	}
	sh := shell.New(s.cluster, s.home)
	for _, line := range o.Lines {
		s.unseen(sh, line)
	}
	s.tick(openingSettles)
	s.home.laid = maps.Clone(s.home.files) // none of them is the learner's work
}
