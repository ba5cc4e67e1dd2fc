package proxy

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// The names in testdata/chains.txt are taken from what a real kube-proxy
// 1.37.2 wrote, as iptables-save printed it.
func TestChainNamesAreUpstreams(t *testing.T) {
	f, err := os.Open("testdata/chains.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	checked := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		checked++
		w := strings.Fields(line)
		if got := nameOf(t, w); got != w[len(w)-1] {
			t.Errorf("%s: got %s", line, got)
		}
	}
	if checked == 0 {
		t.Error("testdata/chains.txt names no chain")
	}
}

// nameOf computes the name asked for: SVC or EXT, Service port and protocol, or
// SEP with an endpoint besides.
func nameOf(t *testing.T, w []string) string {
	c := chainFor(t, w[1], api.Protocol(w[2]))
	switch w[0] {
	case "SVC":
		return c.Name
	case "EXT":
		return c.Port.External()
	case "SEP":
		return c.EndpointChain(indexOf(t, c, w[3]))
	}
	t.Fatalf("%q: want SVC, EXT or SEP", w[0])
	return ""
}

func chainFor(t *testing.T, name string, p api.Protocol) *Chain {
	t.Helper()
	full, portName, _ := strings.Cut(name, ":")
	_, svc, _ := strings.Cut(full, "/")
	s := service(svc, "10.96.0.7", api.ServicePort{Name: portName, Port: 80, Protocol: p})
	var heard []*api.EndpointSlice
	for _, e := range []string{"192.0.2.11:8080", "192.0.2.21:8080", "192.0.2.22:8080", "192.0.2.31:8080", "192.0.2.32:8080",
		"192.0.2.33:8080", "192.0.2.31:53", "192.0.2.32:53", "192.0.2.33:53", "192.0.2.41:8080", "192.0.2.42:8080"} {
		ip, number, _ := strings.Cut(e, ":")
		n := map[string]int32{"8080": 8080, "53": 53}[number]
		heard = append(heard, slice(svc, e, []api.EndpointPort{port(portName, n, p)}, ip))
	}
	return newPortal(BuildService(Config{}, s, heard)[0], Node{}).Cluster
}

func indexOf(t *testing.T, c *Chain, endpoint string) int {
	t.Helper()
	for i, e := range c.Endpoints {
		if e.String() == endpoint {
			return i
		}
	}
	t.Fatalf("no endpoint %s in %s", endpoint, written(c.Endpoints))
	return -1
}
