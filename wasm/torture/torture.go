package torture

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"

	"svclab/wasm/cluster"
	"svclab/wasm/proxy"
)

// Length is how many Steps a history has, so that memory stays bounded and each can
// be named by its seed and its number.
const Length = 300

// Options say what is to be played.
type Options struct {
	Seed     uint64
	From     int // number of the first history, from 0
	Commands int // how many Steps, of all histories together
	Length   int // of each history; 0 for Length
	Shrink   int // how many plays may be spent on finding the shortest history; 0 for 2,000

	// Progress is told of each history that held; nil for nobody.
	Progress func(history, commands int)
}

// Result is what a run has come to.
type Result struct {
	Histories, Commands int
	Digest              [32]byte       // of the final states of all histories
	Looked              map[string]int // how often the invariants had something to look at
	Failure             *Failure       // nil when all held
}

// Failure is a history that breaks an invariant.
type Failure struct {
	Seed      uint64
	Number    int // of the history
	Step      int // after which the invariant was broken, from 1, before the history was shrunk
	Rule, Why string
	Found     int     // how many Steps the history had
	History   History // the shortest that was found
}

// Run plays random histories until there were so many Commands, or one breaks an
// invariant.
func Run(o Options) Result {
	result := Result{Looked: map[string]int{}}
	length := o.Length
	if length == 0 {
		length = Length
	}
	digest := sha256.New()
	for number := o.From; result.Commands < o.Commands; number++ {
		h, at, sum, b := history(o.Seed, uint64(number), min(length, o.Commands-result.Commands), result.Looked)
		if b != nil {
			result.Failure = shorten(o, number, h, at, b)
			break
		}
		digest.Write(sum[:])
		result.Histories++
		result.Commands += len(h.Steps)
		if o.Progress != nil {
			o.Progress(number, result.Commands)
		}
	}
	digest.Sum(result.Digest[:0])
	return result
}

// Play plays one History. Its failure is not shrunk unless plays says how often it
// may be played for that.
func Play(h History, plays int) Result {
	result := Result{Looked: map[string]int{}, Histories: 1, Commands: len(h.Steps)}
	at, digest, b := h.play(1, result.Looked)
	if result.Digest = digest; b != nil {
		result.Failure = shorten(Options{Seed: h.Config.Seed, Shrink: max(plays, 1)}, 0, h, at, b)
	}
	return result
}

func shorten(o Options, number int, h History, at int, b *broken) *Failure {
	found := len(h.Steps)
	if at < found {
		h.Steps = h.Steps[:at+1]
	}
	plays := o.Shrink
	if plays == 0 {
		plays = 2000
	}
	play := func(h History) *broken {
		_, _, b := h.play(1, map[string]int{})
		return b
	}
	if sooner := play(h); sooner != nil { // what is looked at after each Step now
		b = sooner
	}
	short, b := shrink(h, b, plays, play)
	return &Failure{o.Seed, number, at + 1, b.Rule, b.Why, found, short}
}

// After how many Steps of a random history what costs much is looked at, and what
// costs most.
const (
	dearEvery    = 16
	dearestEvery = 200
)

// rerunEvery is of how many histories of a run one is replayed when it is over.
const rerunEvery = 4

// history makes that of a seed with a number while it is played.
func history(seed, number uint64, length int, looked map[string]int) (h History, at int, digest [32]byte, b *broken) {
	defer rescue(&b)
	r := rand.New(rand.NewPCG(seed, number))
	h.Config = randomConfig(r)
	p := newPlayer(h.Config, dearEvery, looked)
	p.rerun, p.dearest = number%rerunEvery == 0, dearestEvery
	for at < length {
		s := randomStep(r, p.Cluster)
		h.Steps = append(h.Steps, s)
		if b = p.step(s); b != nil {
			return h, at, digest, b
		}
		at++
	}
	digest, b = p.end()
	return h, at, digest, b
}

func randomConfig(r *rand.Rand) cluster.Config {
	return cluster.Config{Nodes: 1 + r.IntN(4), Seed: r.Uint64() >> 32, Cloud: r.IntN(2) == 0, DualStack: r.IntN(4) == 0, Ingress: r.IntN(4) == 0, Gateway: r.IntN(3) == 0,
		Proxy: proxy.Config{Mode: []proxy.Mode{"", proxy.NFTables, proxy.IPVS}[r.IntN(3)]}}
}

// randomStep draws a Command, or now and then one of the other Steps.
func randomStep(r *rand.Rand, c *cluster.Cluster) Step {
	switch r.IntN(600) {
	case 0:
		history := c.History()
		p := randomPosition(r, history)
		if r.IntN(2) == 0 { // mostly learners undo what they have just done
			p.Commands = max(p.Commands, len(history)-5)
		}
		return Step{Undo: &p}
	case 1:
		return Step{Twin: true}
	case 2:
		return Step{Branch: randomBranch(r, c.Fork())}
	}
	return Step{Command: Random(r, c)}
}

// randomBranch draws what is done to a fork, until that panics if it does.
func randomBranch(r *rand.Rand, fork *cluster.Cluster) (branch []cluster.Command) {
	defer func() { _ = recover() }() // it will again
	for range 1 + r.IntN(12) {
		branch = append(branch, Random(r, fork))
		fork.Do(branch[len(branch)-1]) //nolint:errcheck // a refused Command is as good as any here
	}
	return branch
}

// String says what is broken, by which seed and after which Step.
func (f *Failure) String() string {
	return fmt.Sprintf("seed %d, history %d, step %d of %d: broken: %s\n%s", f.Seed, f.Number, f.Step, f.Found, f.Rule, f.Why)
}
