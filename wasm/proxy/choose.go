package proxy

import (
	"math"
	"math/bits"
)

// Roll is one rule of a Chain, tried against the number drawn for it.
type Roll struct {
	Rule        string // the KUBE-SEP-… chain that the rule jumps to, or its like in other modes
	Endpoint    *Endpoint
	Probability float64 // 1 for the last rule, which has no statistic match
	Drew        float64 // in [0,1); matched when Drew < Probability
	Matched     bool
}

// Random returns the index of the endpoint that takes the connection for which
// draw was drawn. It takes draw for a fraction of 2^64
// and cuts that into as many equal parts as there are endpoints.
func (c *Chain) Random(draw uint64) int {
	part, _ := bits.Mul64(draw, uint64(len(c.Endpoints)))
	return int(part)
}

// Rolls tells how the rules find the endpoint that Random returns for draw:
// rule i of n matches with probability 1/(n-i), and the number for the next
// rule is what is left of this one's, stretched over [0,1) again.
//
// nftables mode has no such rules: it draws a number from 0 to n-1 and looks the
// endpoint up, so its one Roll always matches.
//
// Let u be the fraction that draw stands for. After i rules that did not match,
// (u'-p)/(1-p) over and over comes to (n*u-i)/(n-i), which is below 1/(n-i)
// exactly when n*u < i+1. So the first rule to match is the whole part of n*u,
// and Random is the same cascade in one multiplication.
func (c *Chain) Rolls(draw uint64) []Roll {
	n := len(c.Endpoints)
	whole, rest := bits.Mul64(draw, uint64(n))
	chosen := int(whole)
	fraction := float64(rest>>11) / (1 << 53)
	if c.Port.config.mode() == NFTables {
		return []Roll{{c.EndpointChain(chosen), &c.Endpoints[chosen], 1 / float64(n), fraction / float64(n), true}}
	}
	rolls := make([]Roll, chosen+1)
	for i := range rolls {
		probability := 1 / float64(n-i)
		rolls[i] = Roll{
			Rule:        c.EndpointChain(i),
			Endpoint:    &c.Endpoints[i],
			Probability: probability,
			Drew:        drew(float64(chosen-i)+fraction, n-i, i == chosen),
			Matched:     i == chosen,
		}
	}
	return rolls
}

// drew is x/n, kept on its side of 1/n and below 1 where rounding would cross.
func drew(x float64, n int, matched bool) float64 {
	limit := 1.0
	if matched {
		limit = 1 / float64(n)
	}
	return min(x/float64(n), math.Nextafter(limit, 0))
}
