package lab

import (
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/proxy"
)

// Spread is how requests were spread over the Pods when they were chosen in one
// of the ways: random, turn or affinity.
type Spread struct {
	How  string
	Pods []cluster.Tally // sorted by namespace, Pod and result
}

// comparing is how long the copies are given to take up what is changed.
const comparing = 4 * api.Second

// comparedMost bounds the requests of a comparison.
const comparedMost = 10_000

// Compare sends the same requests to a Service in three copies of the cluster,
// which choose by chance, in turn and with session affinity. All draw the same
// numbers. The Session's own cluster is not disturbed.
func (s *Session) Compare(namespace, service string, requests cluster.Connect) []Spread {
	requests.Count = max(2, min(requests.Count, comparedMost))
	var out []Spread
	for _, way := range []struct {
		how      string
		config   proxy.Config
		affinity string
	}{
		{"random", proxy.Config{Mode: proxy.IPTables}, api.SessionAffinityNone},
		{"turn", proxy.Config{Mode: proxy.IPVS, Scheduler: proxy.RoundRobin}, api.SessionAffinityNone},
		{"affinity", proxy.Config{Mode: proxy.IPTables}, api.SessionAffinityClientIP},
	} {
		c := s.Cluster().Fork()
		for _, cmd := range []cluster.Command{
			cluster.ConfigureProxy{Mode: way.config.Mode, Scheduler: way.config.Scheduler},
			cluster.Patch{Resource: "services", Namespace: namespace, Name: service, Type: cluster.MergePatch, Body: []byte(`{"spec":{"sessionAffinity":"` + way.affinity + `"}}`)},
			cluster.Tick{By: comparing},
		} {
			c.Do(cmd) //nolint:errcheck // what cannot be changed stays as it is
		}
		c.Deal(comparedSeed)
		events, err := c.Do(requests)
		if err != nil {
			continue
		}
		for _, e := range events {
			if t, ok := e.(cluster.Tallied); ok {
				out = append(out, Spread{way.how, t.Answers})
			}
		}
	}
	return out
}

// comparedSeed is what the copies draw from.
const comparedSeed = 20
