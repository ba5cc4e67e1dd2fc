package cluster_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// testdata/services.txt holds what upstream's own registry code of 1.37.2 (the
// storage, its allocators, the strategy, defaults and validation) answered to
// each line: "= " and the spec that it stored, or "! " and the refusal. A "# "
// starts a scenario with a new cluster, a verb is followed by the Service's name
// and its spec. It was written by that code, so mend the engine, not the file.
func TestServicesAreAnsweredAsUpstreamAnswersThem(t *testing.T) {
	text, err := os.ReadFile("testdata/services.txt")
	if err != nil {
		t.Fatal(err)
	}
	scenarios := strings.Split(strings.TrimSpace(string(text)), "\n# ")
	if len(scenarios) < 100 {
		t.Fatalf("found %d scenarios, which cannot be all", len(scenarios))
	}
	for _, s := range scenarios {
		title, lines, _ := strings.Cut(strings.TrimPrefix(s, "# "), "\n")
		t.Run(title, func(t *testing.T) {
			c := cluster.New(cluster.Config{Nodes: 1, Seed: 1, DualStack: strings.Contains(title, "dual-stack cluster")})
			requests := strings.Split(lines, "\n")
			for i, request := range requests {
				if request[0] == '=' || request[0] == '!' {
					continue
				}
				got := answer(t, c, request)
				if want := requests[min(i+1, len(requests)-1)]; got != "" && got != want {
					t.Errorf("%s\ngot  %s\nwant %s", request, got, want)
				}
			}
		})
	}
}

// answer carries out one line and returns what the server says to it, "" when
// it says nothing.
func answer(t *testing.T, c *cluster.Cluster, request string) string {
	t.Helper()
	words := strings.SplitN(request, " ", 3)
	verb, name := words[0], words[1]
	if verb == "DELETE" {
		do(t, c, cluster.Delete{Resource: "services", Name: name})
		return ""
	}
	spec := map[string]any{}
	if verb != "PATCH" {
		spec["selector"] = map[string]any{"app": "web"}
	}
	if err := json.Unmarshal([]byte(words[2]), &spec); err != nil {
		t.Fatalf("%s: %v", request, err)
	}
	body := marshal(map[string]any{"metadata": map[string]any{"name": name}, "spec": spec})
	commands := map[string]cluster.Command{
		"POST":  cluster.Create{Resource: "services", Body: body},
		"PUT":   cluster.Update{Resource: "services", Name: name, Body: body},
		"PATCH": cluster.Patch{Resource: "services", Name: name, Type: cluster.MergePatch, Body: body},
	}
	before := c.Dump()
	if _, err := c.Do(commands[verb]); err != nil {
		if c.Dump() != before {
			t.Errorf("%s was refused and yet changed the cluster", request)
		}
		return "! " + masked(err.Error())
	}
	checkShares(t, c)
	return "= " + summary(t, service(t, c, name))
}

// summary is a Service's spec without what every one has by default.
func summary(t *testing.T, svc *api.Service) string {
	t.Helper()
	var spec map[string]any
	if err := json.Unmarshal(marshal(svc.Spec), &spec); err != nil {
		t.Fatal(err)
	}
	delete(spec, "selector")
	for field, usual := range map[string]any{"sessionAffinity": "None", "internalTrafficPolicy": "Cluster"} {
		if spec[field] == usual {
			delete(spec, field)
		}
	}
	if ips, _ := spec["clusterIPs"].([]any); len(ips) > 0 && ips[0] == spec["clusterIP"] {
		delete(spec, "clusterIP")
	}
	return masked(string(marshal(spec)))
}

// given is what the allocators choose: addresses and ports behind the bands for
// those who ask by name.
var given = []struct {
	choice *regexp.Regexp
	text   string
}{
	{regexp.MustCompile(`"10\.(96\.[1-9]|9[789]|1)[0-9.]*"`), `"any IPv4"`},
	{regexp.MustCompile(`"fd00:10:96::[0-9a-f]{3,}"`), `"any IPv6"`},
	{regexp.MustCompile(`Port":(3008[6-9]|3009\d|30[1-9]\d\d|3[12]\d{3})`), `Port":"any"`},
}

func masked(s string) string {
	for _, g := range given {
		s = g.choice.ReplaceAllString(s, g.text)
	}
	return s
}

// checkShares checks that no two Services have one address or one node port.
func checkShares(t *testing.T, c *cluster.Cluster) {
	t.Helper()
	owners := map[string][]string{}
	own := func(what string, svc *api.Service) {
		name := svc.Namespace + "/" + svc.Name
		if !slices.Contains(owners[what], name) {
			owners[what] = append(owners[what], name)
		}
	}
	for _, svc := range c.Services("") {
		for _, ip := range svc.Spec.ClusterIPs {
			if ip != api.ClusterIPNone {
				own(ip, svc)
			}
		}
		ports := []int32{svc.Spec.HealthCheckNodePort}
		for _, p := range svc.Spec.Ports {
			ports = append(ports, p.NodePort)
		}
		for _, port := range ports {
			if port != 0 && svc.Spec.Type != api.ServiceTypeExternalName {
				own(fmt.Sprint("node port ", port), svc)
			}
		}
	}
	for _, what := range slices.Sorted(maps.Keys(owners)) {
		if len(owners[what]) > 1 {
			t.Errorf("%s belongs to %v", what, owners[what])
		}
	}
}
