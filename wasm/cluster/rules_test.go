package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/proxy"
)

// rulesText writes all that a node's rules say.
func rulesText(r *proxy.Rules) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Config, r.Node)
	for _, p := range r.Portals() {
		fmt.Fprintln(&b, p.Service, p.ClusterIP, p.Port, p.NodePort, p.ExternalIPs, p.LoadBalancerIPs, p.SourceRanges, p.AffinitySeconds, p.HasEndpoints)
		for _, c := range []*proxy.Chain{p.Cluster, p.Local} {
			if c != nil {
				fmt.Fprintln(&b, " ", c.Name, c.Endpoints)
			}
		}
	}
	return b.String()
}

// kube-proxy builds anew only what it has heard news of. Once all news has
// arrived, its rules are those that the objects make from scratch.
func TestRulesFollowTheNews(t *testing.T) {
	for seed := range uint64(60) {
		c, _ := play(t, seed)
		do(t, c, cluster.Tick{By: 12 * api.Second})
		for _, n := range c.Nodes() {
			if !c.IsUp(n.Name) {
				continue // its kube-proxy hears nothing
			}
			node := proxy.Node{Name: n.Name, Zone: n.Labels[api.LabelZone]}
			want := rulesText(proxy.Build(c.ProxyConfig(), node, c.Services(""), c.EndpointSlices("")))
			if got := rulesText(c.Rules(n.Name)); got != want {
				t.Fatalf("seed %d, %s:\n%s", seed, n.Name, firstDifference(want, got))
			}
		}
	}
}
