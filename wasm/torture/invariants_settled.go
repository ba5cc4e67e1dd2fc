package torture

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/proxy"
)

// settle lifts all disruptions and lets an hour pass.
func (i *invariants) settle() *broken {
	for _, name := range i.Components() {
		i.do(cluster.Component{Name: name, On: true})
	}
	i.do(cluster.Delay{})
	for _, name := range i.Machines() {
		i.do(cluster.Delay{Node: name})
		i.do(cluster.Power{Node: name, On: true})
		i.do(cluster.Patch{Resource: "nodes", Name: name, Type: cluster.MergePatch, Body: []byte(`{"spec":{"unschedulable":null,"taints":null}}`)})
	}
	for _, by := range []api.Duration{api.Minute, api.Hour} {
		if b := i.do(cluster.Tick{By: by}); b != nil {
			return b
		}
		for _, rules := range [][]rule{always, often} {
			if b := i.check(rules); b != nil {
				return b
			}
		}
	}
	return i.check(settled)
}

// allIsKnown: once nothing happens any more, no news is on its way, and the rules
// of each node are those that a kube-proxy would make that starts now.
func (i *invariants) allIsKnown() string {
	for _, name := range i.Machines() {
		services, heard, current, fresh := i.HeardBy(name)
		if !current || !fresh {
			return fmt.Sprintf("%s has still to hear of something, or to write its rules", name)
		}
		if got, want := versions(services, heard), versions(i.Services(""), i.EndpointSlices("")); got != want {
			return fmt.Sprintf("%s has heard of %s, want %s", name, got, want)
		}
		rules := i.Rules(name)
		i.looked["rules at rest"]++
		if want := proxy.Build(i.ProxyConfig(), rules.Node, i.Services(""), i.EndpointSlices("")); written(rules) != written(want) {
			return fmt.Sprintf("%s has the rules\n%swant\n%s", name, written(rules), written(want))
		}
	}
	return ""
}
