package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
	"svclab/wasm/proxy"
)

// benchModes are what the benchmarks compare: each mode, each of its schedulers.
var benchModes = []struct {
	name   string
	config proxy.Config
}{
	{"iptables", proxy.Config{Mode: proxy.IPTables}},
	{"nftables", proxy.Config{Mode: proxy.NFTables}},
	{"ipvs-rr", proxy.Config{Mode: proxy.IPVS}},
	{"ipvs-lc", proxy.Config{Mode: proxy.IPVS, Scheduler: proxy.LeastConnections}},
	{"ipvs-sh", proxy.Config{Mode: proxy.IPVS, Scheduler: proxy.SourceHashing}},
}

// BenchmarkConnections counts connections a second in batches, as the page
// sends them, in each mode and among few and many endpoints; BenchmarkTraces
// counts those with their whole Path.
func BenchmarkConnections(b *testing.B) {
	const batch = 1_000_000
	for _, mode := range benchModes {
		for _, n := range []int{1, 100, 10_000} {
			b.Run(fmt.Sprintf("%s/%d", mode.name, n), func(b *testing.B) {
				c := benched(b, mode.config, n)
				for b.Loop() {
					if _, err := c.Do(cluster.Connect{From: outside, To: node1(30008), Count: batch}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N)*batch/b.Elapsed().Seconds(), "connections/s")
			})
		}
	}
}

func BenchmarkTraces(b *testing.B) {
	for _, mode := range benchModes {
		b.Run(mode.name, func(b *testing.B) {
			c := benched(b, mode.config, 3)
			for b.Loop() {
				if _, err := c.Do(cluster.Connect{From: outside, To: node1(30008)}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "traces/s")
		})
	}
}

// benched is a cluster with a Service of n endpoints, which somebody wrote into
// slices: only the first is a Pod.
func benched(b *testing.B, config proxy.Config, n int) *cluster.Cluster {
	b.Helper()
	c := cluster.New(cluster.Config{Nodes: 3, Seed: 1, Proxy: config})
	must := func(cmd cluster.Command) {
		if _, err := c.Do(cmd); err != nil {
			b.Fatal(err)
		}
	}
	must(cluster.Create{Resource: "pods", Body: []byte(`{"metadata":{"name":"web"},"spec":{"nodeName":"node-1","containers":[{"name":"c","image":"nginx"}]}}`)})
	must(cluster.Create{Resource: "services", Body: []byte(`{"metadata":{"name":"web"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30008}]}}`)})
	const perSlice = 1000
	for from := 0; from < n; from += perSlice {
		var endpoints []string
		for i := from; i < min(from+perSlice, n); i++ {
			endpoints = append(endpoints, fmt.Sprintf(`{"addresses":["10.244.%d.%d"]}`, i/250, i%250+2))
		}
		must(cluster.Create{Resource: "endpointslices", Body: fmt.Appendf(nil, `{"metadata":{"name":"web-%d","labels":{"kubernetes.io/service-name":"web"}},
			"addressType":"IPv4","ports":[{"name":"","port":80,"protocol":"TCP"}],"endpoints":[%s]}`, from, strings.Join(endpoints, ","))})
	}
	must(cluster.Tick{By: 10 * api.Second})
	events, err := c.Do(cluster.Connect{From: outside, To: node1(30008)})
	if err != nil || dnatOf(events[0].(cluster.Connected).Path).Kind != network.HopDNAT {
		b.Fatal("the Service does not work: ", err)
	}
	return c
}
