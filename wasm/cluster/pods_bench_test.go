package cluster_test

import (
	"fmt"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// BenchmarkPodsStart starts 2,000 Pods on 20 nodes, each from its creation until
// it runs, with all that is told of it.
func BenchmarkPodsStart(b *testing.B) {
	const pods = 2000
	b.ReportAllocs()
	for b.Loop() {
		c := cluster.New(cluster.Config{Nodes: 20, Seed: 1})
		for i := range pods {
			body := fmt.Appendf(nil, `{"metadata":{"name":"web-%d","labels":{"app":"web"}},"spec":{"nodeName":"node-%d","containers":[{"name":"c","image":"nginx"}]}}`, i, i%20+1)
			if _, err := c.Do(cluster.Create{Resource: "pods", Body: body}); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := c.Do(cluster.Tick{By: 20 * api.Second}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*pods/b.Elapsed().Seconds(), "pods/s")
}
