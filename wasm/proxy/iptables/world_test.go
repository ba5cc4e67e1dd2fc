package iptables

import (
	"os"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
	"svclab/wasm/proxy"
)

// objects reads a manifest as the API server would keep it.
func objects(t *testing.T, manifest []byte) (services []*api.Service, slices []*api.EndpointSlice) {
	t.Helper()
	for _, o := range apitest.Objects(t, manifest) {
		switch o := o.(type) {
		case *api.Service:
			services = append(services, o)
		case *api.EndpointSlice:
			slices = append(slices, o)
		}
	}
	return services, slices
}

// node1 is the node on which rules are written, with its addresses.
var node1 = proxy.Node{Name: "node-1", Zone: "zone-a"}

func hostOf(v6 bool) Host {
	if v6 {
		return Host{IP: "fd00:10:1::2", PodCIDR: "fd00:10:244::/48"}
	}
	return Host{IP: "192.168.1.2", PodCIDR: "10.244.0.0/16"}
}

func everyDoor(t *testing.T, mode proxy.Mode) *proxy.Rules {
	t.Helper()
	text, err := os.ReadFile("testdata/every-door.yaml")
	if err != nil {
		t.Fatal(err)
	}
	services, slices := objects(t, text)
	if len(services) != 9 || len(slices) != 9 {
		t.Fatalf("every-door.yaml has %d Services and %d slices", len(services), len(slices))
	}
	return proxy.Build(proxy.Config{Mode: mode}, node1, services, slices)
}
