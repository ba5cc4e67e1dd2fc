package cluster_test

import (
	"fmt"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// BenchmarkConnections counts connections a second in batches, as the page
// sends them; BenchmarkTraces counts those with their whole Path.
func BenchmarkConnections(b *testing.B) {
	c := benched(b)
	const batch = 10_000
	for b.Loop() {
		if _, err := c.Do(cluster.Connect{From: outside, To: node1(30008), Count: batch}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*batch/b.Elapsed().Seconds(), "connections/s")
}

func BenchmarkTraces(b *testing.B) {
	c := benched(b)
	for b.Loop() {
		if _, err := c.Do(cluster.Connect{From: outside, To: node1(30008)}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "traces/s")
}

func benched(b *testing.B) *cluster.Cluster {
	b.Helper()
	c := cluster.New(cluster.Config{Nodes: 3, Seed: 1})
	bodies := []cluster.Create{{Resource: "services", Body: []byte(webService)}}
	for i := range 3 {
		bodies = append(bodies, cluster.Create{Resource: "pods", Body: fmt.Appendf(nil,
			`{"metadata":{"name":"web-%d","labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`, i)})
	}
	for _, cmd := range bodies {
		if _, err := c.Do(cmd); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := c.Do(cluster.Tick{By: 10 * api.Second}); err != nil {
		b.Fatal(err)
	}
	return c
}
