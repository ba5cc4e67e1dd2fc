package torture

import (
	"encoding/json"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// shrinker looks for a shorter history that breaks the same invariant.
type shrinker struct {
	best  History
	rule  string
	why   string
	left  int // plays
	rules func(History) *broken
}

// shrink returns the shortest history that it finds in at most that many plays, by
// delta debugging: it leaves Steps out, many at once at first, and then makes those
// that are left simpler.
func shrink(h History, b *broken, plays int, play func(History) *broken) (History, *broken) {
	s := &shrinker{h, b.Rule, b.Why, plays, play}
	for before := -1; before != s.size() && s.left > 0; {
		before = s.size()
		for chunk := max(1, len(s.best.Steps)/2); chunk > 0; chunk /= 2 {
			for at := 0; at < len(s.best.Steps); {
				steps := slices.Concat(s.best.Steps[:at], s.best.Steps[min(at+chunk, len(s.best.Steps)):])
				if !s.try(s.with(s.best.Config, steps)) {
					at += chunk
				}
			}
		}
		s.simplify()
	}
	return s.best, &broken{s.rule, s.why}
}

func (s *shrinker) with(config cluster.Config, steps []Step) History {
	h := s.best
	h.Config, h.Steps = config, steps
	return h
}

// size is what must become smaller, or there is nothing to gain.
func (s *shrinker) size() int { return len(s.best.Encode()) }

// try takes a history that breaks the same invariant.
func (s *shrinker) try(h History) bool {
	if s.left == 0 {
		return false
	}
	s.left--
	b := s.rules(h)
	if b == nil || b.Rule != s.rule {
		return false
	}
	s.best, s.why = h, b.Why
	return true
}

// simplify tries simpler Steps in the place of each, and a simpler cluster.
func (s *shrinker) simplify() {
	for n := range s.best.Steps {
		for again := true; again; {
			again = false
			for _, simpler := range simpler(s.best.Steps[n]) {
				steps := slices.Clone(s.best.Steps)
				steps[n] = simpler
				if s.try(s.with(s.best.Config, steps)) {
					again = true
					break
				}
			}
		}
	}
	for _, change := range []func(*cluster.Config){
		func(c *cluster.Config) { c.Ingress = false }, func(c *cluster.Config) { c.Gateway = false }, func(c *cluster.Config) { c.Cloud = false },
		func(c *cluster.Config) { c.DualStack = false }, func(c *cluster.Config) { c.Proxy = cluster.Config{}.Proxy }, func(c *cluster.Config) { c.Nodes-- },
	} {
		config := s.best.Config
		if change(&config); config != s.best.Config && config.Nodes > 0 {
			s.try(s.with(config, s.best.Steps))
		}
	}
}

// simpler are the Steps that would be simpler than one.
func simpler(s Step) (out []Step) {
	for n := range s.Branch {
		out = append(out, Step{Branch: slices.Delete(slices.Clone(s.Branch), n, n+1)})
	}
	switch cmd := s.Command.(type) {
	case cluster.Tick:
		for _, by := range []api.Duration{api.Hour, api.Minute, api.Second, api.Millisecond} {
			if cmd.By > by {
				out = append(out, Step{Command: cluster.Tick{By: by}}, Step{Command: cluster.Tick{By: cmd.By / by * by}})
			}
		}
		if cmd.By > 1 {
			out = append(out, Step{Command: cluster.Tick{By: cmd.By / 2}})
		}
	case cluster.Create:
		for _, body := range smaller(cmd.Body) {
			cmd.Body = body
			out = append(out, Step{Command: cmd})
		}
	case cluster.Update:
		for _, body := range smaller(cmd.Body) {
			cmd.Body = body
			out = append(out, Step{Command: cmd})
		}
	case cluster.Patch:
		for _, body := range smaller(cmd.Body) {
			cmd.Body = body
			out = append(out, Step{Command: cmd})
		}
	case cluster.Connect:
		if plain := (cluster.Connect{From: cmd.From, To: cmd.To}); cmd.Count > 0 || cmd.Keep || cmd.SourcePort > 0 || cmd.TLS != nil || cmd.Path != "" {
			out = append(out, Step{Command: plain})
		}
	case cluster.Component:
		if cmd.Writes > 1 {
			cmd.Writes--
			out = append(out, Step{Command: cmd})
		}
	}
	return out
}

// smaller are the JSON objects that lack one field, at whatever depth.
func smaller(body []byte) (out [][]byte) {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return nil
	}
	var walk func(at any)
	walk = func(at any) {
		switch at := at.(type) {
		case map[string]any:
			keys := make([]string, 0, len(at))
			for key := range at {
				keys = append(keys, key)
			}
			slices.Sort(keys)
			for _, key := range keys {
				kept := at[key]
				delete(at, key)
				out = append(out, marshal(v))
				at[key] = kept
				walk(kept)
			}
		case []any:
			for _, e := range at {
				walk(e)
			}
		}
	}
	walk(v)
	return out
}
