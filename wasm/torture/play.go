package torture

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// player plays a History and looks whether the invariants hold.
type player struct {
	*invariants
	twin     *cluster.Cluster
	branches []branch
	every    int // after how many Steps what costs much is looked at
	dearest  int // likewise what costs most
	steps    int
	rerun    bool   // whether the end is compared with a replay
	never    string // see History
}

// branch is a fork that went another way.
type branch struct {
	*cluster.Cluster
	dump string
}

func newPlayer(config cluster.Config, every int, looked map[string]int) *player {
	return &player{invariants: watch(cluster.New(config), looked), every: every, dearest: every, rerun: true}
}

// step does a Step, and returns the invariant that is broken after it, nil for
// none. A panic within the engine is one.
func (p *player) step(s Step) (b *broken) {
	defer rescue(&b)
	p.steps++
	switch {
	case s.Undo != nil:
		b = p.undo(*s.Undo)
	case s.Twin:
		if b = p.compareTwin(); b == nil {
			p.twin = p.Fork()
		}
	case s.Command == nil:
		b = p.branch(s.Branch)
	default:
		if b = p.carryOut(s.Command); b == nil && p.twin != nil {
			toTwin(p.twin, s.Command)
		}
	}
	if b == nil {
		b = p.check(always)
	}
	if b == nil && p.steps%p.every == 0 {
		b = p.check(often)
	}
	if b == nil && p.never != "" {
		b = p.neverThere()
	}
	return b
}

// carryOut carries out a Command. One that is refused, or only a dry run, has changed
// nothing.
func (p *player) carryOut(cmd cluster.Command) *broken {
	if p.steps%p.dearest != 0 {
		b, _ := p.do(cmd)
		return b
	}
	before := p.Dump()
	b, err := p.do(cmd)
	if b == nil && (err != nil || cluster.IsDryRun(cmd)) {
		b = same("a Command that is refused, or a dry run, changes nothing", before, p.Dump())
	}
	return b
}

// neverThere looks for what the history says must never be there.
func (p *player) neverThere() *broken {
	resource, key, _ := strings.Cut(p.never, "/")
	namespace, name, _ := strings.Cut(key, "/")
	if _, err := p.Get(resource, namespace, name); err == nil {
		return &broken{p.never + " is never there", "it is"}
	}
	return nil
}

// rescue makes a broken invariant of a panic.
func rescue(b **broken) {
	if what := recover(); what != nil {
		*b = &broken{"the engine does not panic", fmt.Sprintf("%v\n%s", what, lines(string(debug.Stack())))}
	}
}

// lines are those of a stack that name the engine.
func lines(stack string) string {
	var out []string
	for _, line := range strings.Split(stack, "\n") {
		if at := strings.Index(line, "/wasm/"); at >= 0 && strings.Contains(line, ".go:") && !strings.Contains(line, "/wasm/torture/") {
			out = append(out, "  "+line[at+1:])
		}
	}
	return strings.Join(out, "\n")
}

// toTwin gives a Command to the twin, a Tick in three pieces.
func toTwin(twin *cluster.Cluster, cmd cluster.Command) {
	tick, ok := cmd.(cluster.Tick)
	if !ok || tick.By < 3 {
		twin.Do(cmd) //nolint:errcheck // what one refuses the other refuses, or they differ
		return
	}
	for _, by := range []api.Duration{tick.By / 3, tick.By / 5, tick.By - tick.By/3 - tick.By/5} {
		twin.Do(cluster.Tick{By: by}) //nolint:errcheck // time that runs forwards is never refused
	}
}

func (p *player) compareTwin() *broken {
	if p.twin == nil {
		return nil
	}
	twin := p.twin
	p.twin = nil
	return same("a fork that is given the same ends the same", p.Dump(), twin.Dump())
}

// same says where two dumps differ.
func same(rule, want, got string) *broken {
	if want == got {
		return nil
	}
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for n := range min(len(w), len(g)) {
		if w[n] != g[n] {
			return &broken{rule, fmt.Sprintf("line %d of the dump\n want %s\n got  %s", n+1, w[n], g[n])}
		}
	}
	return &broken{rule, fmt.Sprintf("want %d lines of a dump, got %d", len(w), len(g))}
}

// undo goes back, and compares where that leads with a replay.
func (p *player) undo(to cluster.Position) *broken {
	if b := p.compareTwin(); b != nil {
		return b
	}
	past := p.Seek(to)
	replayed, err := cluster.Replay(p.Config(), p.Until(to))
	if err != nil {
		return &broken{"a history replays", err.Error()}
	}
	if b := same("undo leads where a replay stops", replayed.Dump(), past.Dump()); b != nil {
		return b
	}
	if p.Audit() == "" { // it is torture for the copy as well
		if why := past.Audit(); why != "" {
			return &broken{"undo leads where a replay stops", why}
		}
	}
	p.invariants = watch(past, p.looked)
	return nil
}

// branch lets a fork go another way.
func (p *player) branch(cmds []cluster.Command) *broken {
	before, fork := p.Dump(), p.Fork()
	for _, cmd := range cmds {
		fork.Do(cmd) //nolint:errcheck // a refused Command is as good as any here
	}
	if len(p.branches) == 2 {
		p.branches = p.branches[1:]
	}
	p.branches = append(p.branches, branch{fork, fork.Dump()})
	return same("a fork does not touch its original", before, p.Dump())
}

// end looks at what costs most once a history is over: its replay, its forks, and
// what becomes of it when all disruptions are lifted and an hour has passed. It
// returns the digest of the final state.
func (p *player) end() (digest [32]byte, b *broken) {
	defer rescue(&b)
	if b = p.compareTwin(); b != nil {
		return digest, b
	}
	if p.rerun {
		if b = p.replay(); b != nil {
			return digest, b
		}
	}
	if b = p.settle(); b != nil {
		return digest, b
	}
	for _, other := range p.branches {
		if b = same("an original does not touch its fork", other.dump, other.Dump()); b != nil {
			return digest, b
		}
	}
	return sha256.Sum256([]byte(p.Dump())), nil
}

// replay writes the history down, reads it again and carries it out again. At some
// Position on the way it must be what Seek finds there, at the end what it was.
func (p *player) replay() *broken {
	text, err := cluster.EncodeHistory(p.History())
	if err != nil {
		return &broken{"a history replays", err.Error()}
	}
	history, err := cluster.DecodeHistory(text)
	if err != nil {
		return &broken{"a history replays", err.Error()}
	}
	at := randomPosition(rand.New(rand.NewPCG(p.Config().Seed, uint64(len(history)))), history)
	again, err := cluster.Replay(p.Config(), p.Until(at))
	if err != nil {
		return &broken{"a history replays", err.Error()}
	}
	if b := same("a Position is where a replay stops", again.Dump(), p.Seek(at).Dump()); b != nil {
		return b
	}
	if _, err := again.Resume(history); err != nil {
		return &broken{"a history replays", err.Error()}
	}
	return same("a history replays", p.Dump(), again.Dump())
}

// randomPosition draws a Position, in the midst of a Tick as often as not.
func randomPosition(r *rand.Rand, history []cluster.Command) cluster.Position {
	p := cluster.Position{Commands: r.IntN(len(history) + 1)}
	if p.Commands < len(history) {
		if tick, ok := history[p.Commands].(cluster.Tick); ok && tick.By > 0 {
			p.Into = api.Duration(r.Int64N(int64(tick.By) + 1))
		}
	}
	return p
}

// play plays a whole History, and looks after each Step. at is the number of the
// Step after which an invariant is broken, len(h.Steps) for the end.
func (h History) play(every int, looked map[string]int) (at int, digest [32]byte, b *broken) {
	defer rescue(&b) // a cluster may panic while it is switched on
	p := newPlayer(h.Config, every, looked)
	p.never = h.Never
	for n, s := range h.Steps {
		if b := p.step(s); b != nil {
			return n, digest, b
		}
	}
	digest, b = p.end()
	return len(h.Steps), digest, b
}
