package cluster_test

import (
	"fmt"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// BenchmarkPodChange takes one of 1,000 Pods out of a Service and puts it back,
// and counts the slices that have to be written, and so sent to every node, for
// each such change.
func BenchmarkPodChange(b *testing.B) {
	const pods = 1_000
	c := cluster.New(cluster.Config{Nodes: 10, Seed: 1})
	must := func(cmd cluster.Command) []cluster.Event {
		events, err := c.Do(cmd)
		if err != nil {
			b.Fatal(err)
		}
		return events
	}
	must(cluster.Create{Resource: "services", Body: []byte(webService)})
	for i := range pods {
		must(cluster.Create{Resource: "pods", Body: fmt.Appendf(nil,
			`{"metadata":{"name":"web-%d","labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`, i)})
	}
	must(cluster.Tick{By: 2 * api.Minute})
	changes, written := 0, 0
	for b.Loop() {
		label := []string{"other", "web"}[changes%2]
		must(cluster.Patch{Resource: "pods", Name: fmt.Sprintf("web-%d", changes/2%pods), Type: cluster.StrategicPatch,
			Body: fmt.Appendf(nil, `{"metadata":{"labels":{"app":%q}}}`, label)})
		changes++
		for _, e := range must(cluster.Tick{By: 2 * api.Second}) {
			if w, ok := e.(cluster.Written); ok && w.Resource == "endpointslices" {
				written++
			}
		}
	}
	if written < changes {
		b.Errorf("%d slices written for %d changes: the Service did not follow its Pods", written, changes)
	}
	b.ReportMetric(float64(written)/float64(changes), "slices/change")
}
