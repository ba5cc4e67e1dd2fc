package nftables

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
	"svclab/wasm/proxy"
)

// rulesOf builds a node's rules of a manifest.
func rulesOf(t *testing.T, manifest []byte, mode proxy.Mode) *proxy.Rules {
	t.Helper()
	var services []*api.Service
	var slices []*api.EndpointSlice
	for _, o := range apitest.Objects(t, manifest) {
		switch o := o.(type) {
		case *api.Service:
			services = append(services, o)
		case *api.EndpointSlice:
			slices = append(slices, o)
		}
	}
	return proxy.Build(proxy.Config{Mode: mode}, proxy.Node{Name: "node-1"}, services, slices)
}

// listed parts a listing into its objects, by what they begin with.
func listed(text string) (names []string, objects map[string]string) {
	objects = map[string]string{}
	for _, o := range strings.Split(text, "\n\n") {
		o = strings.TrimSuffix(strings.TrimRight(o, "\n"), "\n}")
		if at := strings.Index(o, "\tset "); strings.HasPrefix(o, "table ") {
			o = o[at:]
		}
		name, body, _ := strings.Cut(strings.TrimSpace(o), "\n")
		names, objects[name] = append(names, name), body
	}
	return names, objects
}

func TestTheTableIsPrintedAsNftDoes(t *testing.T) {
	for _, tt := range []struct {
		file, family string
		host         Host
		fixed        int // how many objects stand in an order that is always the same
	}{
		{"recorded", "ip", Host{"192.168.1.2", "10.244.0.0/16", "10.96.0.0/12"}, 8},
		{"recorded", "ip6", Host{}, 22},
		{"upstream", "ip", Host{"192.168.0.2", "10.0.0.0/8", "172.30.0.0/16"}, 0}, // ordered by its tests
	} {
		archive, err := txtar.ParseFile("testdata/" + tt.file + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		files := map[string]string{}
		for _, f := range archive.Files {
			files[f.Name] = string(f.Data)
		}
		v6 := tt.family == "ip6"
		text := Print(v6, true, Table(rulesOf(t, []byte(files["objects.yaml"]), proxy.NFTables), v6, tt.host))
		names, got := listed(text)
		order, want := listed(files[tt.family])
		for i := range tt.fixed {
			if names[i] != order[i] {
				t.Errorf("%s, %s: object %d is %q, want %q", tt.file, tt.family, i, names[i], order[i])
			}
		}
		if !strings.HasPrefix(files[tt.family], text[:strings.Index(text, "\tset")]) {
			t.Errorf("%s, %s: begins with %q", tt.file, tt.family, text[:60])
		}
		if tt.file == "recorded" && !v6 { // the namespace lacked the address
			want["set nodeport-ips {"] = strings.Replace(want["set nodeport-ips {"], "traffic\"\n", "traffic\"\n\t\telements = { 192.168.1.2 }\n", 1)
		}
		for name, body := range want {
			if got[name] != body {
				t.Errorf("%s, %s: %s\n%s\nwant\n%s", tt.file, tt.family, name, got[name], body)
			}
			delete(got, name)
		}
		for name := range got {
			t.Errorf("%s, %s: %s is not there", tt.file, tt.family, name)
		}
	}
}

func TestOtherModesHaveNoTable(t *testing.T) {
	for _, mode := range []proxy.Mode{proxy.IPTables, proxy.IPVS, ""} {
		if got := Table(rulesOf(t, nil, mode), false, Host{}); got != nil {
			t.Errorf("mode %q: got %d objects", mode, len(got))
		}
	}
}
