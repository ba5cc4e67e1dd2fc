package proxy

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"svclab/wasm/api"
)

// chainOf makes a chain of n endpoints.
func chainOf(n int) *Chain {
	c := &Chain{Name: "KUBE-SVC-TEST", Port: &ServicePort{Service: ServicePortName{"default", "web", "", api.ProtocolTCP}}}
	for i := range n {
		c.Endpoints = append(c.Endpoints, Endpoint{IP: fmt.Sprintf("10.244.%d.%d", i/250, i%250+2), Port: 80})
	}
	return c
}

// chiSquare2 is the value that the chi-square statistic with 2 degrees of
// freedom passes with probability 0.001: -2 ln 0.001.
const chiSquare2 = 13.816

// At p = 0.001 a fair dice fails one seed in a thousand; these twenty pass.
func TestEveryEndpointHasTheSameChance(t *testing.T) {
	const draws, endpoints = 100_000, 3
	c := chainOf(endpoints)
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 0))
		var counts [endpoints]int
		for range draws {
			counts[c.Random(r.Uint64())]++
		}
		chi, expected := 0.0, float64(draws)/endpoints
		for _, n := range counts {
			chi += (float64(n) - expected) * (float64(n) - expected) / expected
		}
		if chi > chiSquare2 {
			t.Errorf("seed %d: %v, chi-square %.3f: want at most %.3f", seed, counts, chi, chiSquare2)
		}
	}
}

func TestRandomCutsTheDrawIntoEqualParts(t *testing.T) {
	const third = math.MaxUint64 / 3 // 2^64/3, rounded down
	for _, tt := range []struct {
		name string
		n    int
		draw uint64
		want int
	}{
		{"one endpoint takes the smallest draw", 1, 0, 0},
		{"one endpoint takes the largest draw", 1, math.MaxUint64, 0},
		{"the smallest draw is the first's", 3, 0, 0},
		{"the first third ends here", 3, third, 0},
		{"the second third begins here", 3, third + 1, 1},
		{"the second third ends here", 3, 2 * third, 1},
		{"the third third begins here", 3, 2*third + 1, 2},
		{"the largest draw is the last's", 3, math.MaxUint64, 2},
	} {
		if got := chainOf(tt.n).Random(tt.draw); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestRollsEndWhereRandomDoes(t *testing.T) {
	const seed = 11
	r := rand.New(rand.NewPCG(seed, 0))
	for i := range 5_000 {
		n := 1 + r.IntN(40)
		if err := checkRolls(chainOf(n), drawNear(r, n, i)); err != nil {
			t.Fatalf("seed %d, round %d: %v", seed, i, err)
		}
	}
}

// drawNear returns any draw or, every other time, one at the edge of a part,
// where rounding is at its worst.
func drawNear(r *rand.Rand, n, i int) uint64 {
	if i%2 == 0 {
		return r.Uint64()
	}
	edge := math.MaxUint64 / uint64(n) * uint64(r.IntN(n+1))
	return edge + r.Uint64N(5) - 2
}

func checkRolls(c *Chain, draw uint64) error {
	chosen, n := c.Random(draw), len(c.Endpoints)
	rolls := c.Rolls(draw)
	if len(rolls) != chosen+1 {
		return fmt.Errorf("n %d, draw %d: %d rolls for endpoint %d", n, draw, len(rolls), chosen)
	}
	for i, roll := range rolls {
		switch {
		case roll.Endpoint != &c.Endpoints[i] || roll.Rule != c.EndpointChain(i):
			return fmt.Errorf("n %d, draw %d, rule %d is about %v", n, draw, i, roll.Endpoint)
		case roll.Probability != 1/float64(n-i):
			return fmt.Errorf("n %d, rule %d has probability %v", n, i, roll.Probability)
		case roll.Drew < 0 || roll.Drew >= 1:
			return fmt.Errorf("n %d, draw %d, rule %d drew %v", n, draw, i, roll.Drew)
		case roll.Matched != (roll.Drew < roll.Probability) || roll.Matched != (i == chosen):
			return fmt.Errorf("n %d, draw %d, rule %d: drew %v of %v, matched %t", n, draw, i, roll.Drew, roll.Probability, roll.Matched)
		}
	}
	return nil
}

// Each rule's number is what is left of the number before, stretched.
func TestRollsFollowFromOneDraw(t *testing.T) {
	const seed, most = 12, 1e-9
	r := rand.New(rand.NewPCG(seed, 0))
	for range 2_000 {
		draw := r.Uint64()
		rolls := chainOf(1 + r.IntN(10)).Rolls(draw)
		if want := float64(draw) / (1 << 64); math.Abs(rolls[0].Drew-want) > most {
			t.Fatalf("seed %d: the first rule drew %v, want %v", seed, rolls[0].Drew, want)
		}
		for i := 1; i < len(rolls); i++ {
			p, u := rolls[i-1].Probability, rolls[i-1].Drew
			if want := (u - p) / (1 - p); math.Abs(rolls[i].Drew-want) > most {
				t.Fatalf("seed %d: rule %d drew %v, want %v", seed, i, rolls[i].Drew, want)
			}
		}
	}
}

var sink int

func BenchmarkRandom(b *testing.B) {
	for _, n := range []int{1, 100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c, r := chainOf(n), rand.NewPCG(1, 0)
			for b.Loop() {
				sink += c.Random(r.Uint64())
			}
		})
	}
}

func BenchmarkLookup(b *testing.B) {
	var services []*api.Service
	for i := range 10_000 {
		services = append(services, service(fmt.Sprint("web-", i), fmt.Sprintf("10.96.%d.%d", i/250, i%250), tcp("", 80, int32(30000+i%2768))))
	}
	rules := Build(Config{}, Node{}, services, nil)
	for name, p := range map[string]Packet{
		"ClusterIP": {IP: "10.96.17.7", Port: 80, Protocol: api.ProtocolTCP},
		"NodePort":  {IP: "192.168.1.2", Port: 30008, Protocol: api.ProtocolTCP, ToNode: true},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				sink += int(rules.Match(p).Action)
			}
		})
	}
}
