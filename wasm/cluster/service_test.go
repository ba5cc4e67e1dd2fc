package cluster_test

import (
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func service(t *testing.T, c *cluster.Cluster, name string) *api.Service {
	t.Helper()
	o, err := c.Get("services", "default", name)
	if err != nil {
		t.Fatal(err)
	}
	return o.(*api.Service)
}

func update(t *testing.T, c *cluster.Cluster, body string) {
	t.Helper()
	do(t, c, cluster.Update{Resource: "services", Name: "web", Body: []byte(body)})
}

const (
	asNodePort  = `{"metadata":{"name":"web"},"spec":{"type":"NodePort","ports":[{"port":80}]}}`
	asClusterIP = `{"metadata":{"name":"web"},"spec":{"type":"ClusterIP","ports":[{"port":80}]}}`
)

func TestATypeChangeAllocatesAndReleases(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	create(t, c, "services", asClusterIP)
	ip := service(t, c, "web").Spec.ClusterIP
	update(t, c, asNodePort)
	svc := service(t, c, "web")
	port := svc.Spec.Ports[0].NodePort
	if svc.Spec.ClusterIP != ip || port < 30086 || port > 32767 {
		t.Fatalf("as NodePort it has %s and node port %d; want %s and one above the static band", svc.Spec.ClusterIP, port, ip)
	}
	update(t, c, asNodePort)
	if got := service(t, c, "web").Spec.Ports[0].NodePort; got != port {
		t.Errorf("the same manifest again gave node port %d, had %d", got, port)
	}
	update(t, c, asClusterIP)
	// A patch carries over what it does not name; the type takes it away.
	update(t, c, asNodePort)
	do(t, c, cluster.Patch{Resource: "services", Name: "web", Type: cluster.MergePatch, Body: []byte(`{"spec":{"type":"ClusterIP"}}`)})
	spec := service(t, c, "web").Spec
	if spec.Ports[0].NodePort != 0 || spec.ExternalTrafficPolicy != "" || spec.ClusterIP != ip {
		t.Errorf("as ClusterIP it has %s, node port %d, externalTrafficPolicy %q", spec.ClusterIP, spec.Ports[0].NodePort, spec.ExternalTrafficPolicy)
	}
}

func TestADeletedServiceGivesItsAddressAndPortBack(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	const body = `{"metadata":{"name":"web"},"spec":{"type":"NodePort","clusterIP":"10.96.7.7","ports":[{"port":80,"nodePort":30008}]}}`
	for range 3 {
		create(t, c, "services", body)
		do(t, c, cluster.Delete{Resource: "services", Name: "web"})
	}
	do(t, c, cluster.Tick{By: 5 * api.Second})
	for _, resource := range []string{"endpointslices", "endpoints"} {
		if _, err := c.Get(resource, "default", "web"); err == nil {
			t.Errorf("the %s of the deleted Service are still there", resource)
		}
	}
}

func TestOneNumberMayServeTCPAndUDP(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	create(t, c, "services", `{"metadata":{"name":"dns"},"spec":{"type":"NodePort","ports":[
		{"name":"u","port":53,"protocol":"UDP","nodePort":30053},{"name":"t","port":53,"protocol":"TCP","nodePort":30053}]}}`)
	ports := service(t, c, "dns").Spec.Ports
	if ports[0].NodePort != 30053 || ports[1].NodePort != 30053 {
		t.Errorf("got node ports %d and %d", ports[0].NodePort, ports[1].NodePort)
	}
}
