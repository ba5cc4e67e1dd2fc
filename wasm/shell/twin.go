package shell

import (
	"maps"
	"slices"

	"svclab/wasm/cluster"
)

// Twin returns a shell at the prompt that knows what s knows and goes its own
// way, for a host that comes back to a moment: places, variables, functions,
// aliases, the files of nodes and Pods. What runs in s, jobs among it, runs in s
// alone.
func (s *Shell) Twin(c *cluster.Cluster) *Shell {
	t := New(c, s.Files)
	t.Interactive, t.Language, t.Budget = s.Interactive, s.Language, s.Budget
	t.History = slices.Clip(s.History)
	t.kept, t.status = s.kept, s.status
	t.kept.lastJob = 0
	t.sessions = nil
	for _, session := range s.sessions {
		own := session.clone()
		own.jobs = nil
		t.sessions = append(t.sessions, own)
	}
	for place, files := range s.disks {
		files = maps.Clone(files)
		for name := range files {
			files[name] = slices.Clip(files[name])
		}
		t.disks[place] = files
	}
	return t
}
