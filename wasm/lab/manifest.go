package lab

import (
	"strings"

	"svclab/wasm/kubectl"
	"svclab/wasm/manifest"
)

// learnerHome is where the files of the learner are, as kubectl sees them.
const learnerHome = "/home/learner"

// Check tells what applying a manifest would do now, and what is wrong with it,
// in a language. Nothing changes.
func (s *Session) Check(language, text string) manifest.Checked {
	return manifest.Check(kubectl.Env{
		Cluster: s.cluster.Fork(),
		Home:    learnerHome,
		ReadFile: func(name string) ([]byte, error) {
			return s.home.ReadFile(strings.TrimPrefix(name, learnerHome+"/"))
		},
	}, language, text)
}

// RemoveFile drops a file.
func (s *Session) RemoveFile(name string) {
	delete(s.home.files, name)
	s.stale = true
}
