package ui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"svclab/wasm/browser/patch"
	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/lab"
	"svclab/wasm/network"
)

var update = flag.Bool("update", false, "rewrite testdata/*.golden")

// states are the pages that are worth comparing line by line.
func states() map[string]Model {
	w := threeNodes()
	for i := range 30 {
		w.send(0, w.reach("web", "node-1", []string{"web-1", "web-2", "web-3"}[i%3]))
	}
	w.Picture = w.settle()
	w.send(10_000, w.reach("web", "node-2", "web-3"))
	w.Picture = w.at(10_300)
	lonely := &world{}
	lonely.nodes(1)
	lonely.pod("myapp-pod", "node-1", "10.244.0.2", "app=myapp,type=front-end")
	lonely.send(0, outsidePod())
	lonely.Picture = lonely.at(900)
	empty := &world{}
	empty.nodes(2)
	empty.pod("web-1", "node-1", "10.244.0.2", "app=wbe")
	empty.pod("web-2", "node-2", "", "app=web")
	empty.pod("web-3", "", "", "app=web")
	empty.service("web", "10.106.1.12", 30008, "app=web")
	empty.send(0, lost(empty.reach("web", "node-2", "web-1"), 4, network.Refused, network.NoEndpoints))
	empty.Picture = empty.at(800)

	out := map[string]Model{}
	for _, lang := range []string{"ko", "en"} {
		out["three-nodes."+lang] = shown(lang, 1280, w)
		m := shown(lang, 390, w)
		m.tab = TabPicture
		out["three-nodes-phone."+lang] = m
		m = shown(lang, 1280, lonely)
		m.web = &browser{"node-1", "http://10.244.0.2", &lab.Page{URL: "http://10.244.0.2", Error: "ERR_CONNECTION_TIMED_OUT"}}
		m.lab.busy = true
		out["out-of-reach."+lang] = m
		m = shown(lang, 1280, empty)
		m.lower, m.lab.step = TabEvents, 1
		m.lab.answers = map[string]lab.Answer{"selector": {Choice: 1, Right: 2}}
		out["no-endpoints."+lang] = m
		m = shown(lang, 1280, w)
		m.tab, m.lower = TabTraffic, TabTraffic
		m.traffic.spreads = []lab.Spread{{How: "turn", Pods: []cluster.Tally{{Namespace: "default", Pod: "web-1", Count: 500}, {Result: network.Refused, Count: 500}}}}
		out["traffic."+lang] = m
		out["loading."+lang] = loading(small(lang))
	}
	return out
}

func TestView(t *testing.T) {
	for name, m := range states() {
		t.Run(name, func(t *testing.T) { golden(t, name, html.Indent(View(m))) })
	}
	golden(t, "crashed.ko", html.Indent(Crashed(loading(small("ko")), "index out of range")))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	a, b := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("%s:%d: got\n%s\nwant\n%s\n(go test ./wasm/ui -args -update rewrites it)", file, i+1, a[i], b[i])
			return
		}
	}
	t.Errorf("%s: got %d lines, want %d", file, len(a), len(b))
}

// Nothing in a View is dropped by Render: no forbidden attribute, no bad tag.
func TestViewCanBeRendered(t *testing.T) {
	for name, m := range states() {
		rendered(t, name, View(m))
	}
}

func rendered(t *testing.T, name string, view html.Node) {
	t.Helper()
	var check func(n html.Node)
	ids := map[string]bool{}
	check = func(n html.Node) {
		for _, a := range n.Attrs {
			if !html.Allowed(a) {
				t.Errorf("%s: %s has the attribute %s=%q", name, n.Tag, a.Name, a.Value)
			}
			if a.Name == "id" && ids[a.Value] {
				t.Errorf("%s: two elements have the id %s", name, a.Value)
			} else if a.Name == "id" {
				ids[a.Value] = true
			}
		}
		for _, c := range n.Children {
			check(c)
		}
	}
	check(view)
	if err := html.Render(&strings.Builder{}, view); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// Both languages of a page differ in words alone.
func TestLanguagesHaveTheSameShape(t *testing.T) {
	shape := func(n html.Node) string {
		var b strings.Builder
		var walk func(n html.Node)
		walk = func(n html.Node) {
			b.WriteString(n.Tag + "#" + n.Key + " ")
			for _, c := range n.Children {
				walk(c)
			}
		}
		walk(n)
		return b.String()
	}
	all := states()
	for name, m := range all {
		if ko, ok := strings.CutSuffix(name, ".en"); ok && shape(View(m)) != shape(View(all[ko+".ko"])) {
			t.Errorf("%s is built otherwise than in Korean", name)
		}
	}
}

// busy is three nodes with 100 Pods and 200 requests in flight.
func busy() Model {
	w := &world{}
	w.nodes(3)
	var names []string
	for i := range 100 {
		names = append(names, fmt.Sprintf("web-%02d", i))
		w.pod(names[i], fmt.Sprintf("node-%d", i%3+1), fmt.Sprintf("10.244.%d.%d", i%3, i/3+2), "app=web,tier=front")
	}
	w.service("web", "10.106.1.12", 30008, "app=web", names...)
	for i := range 200 {
		w.send(float64(i), w.reach("web", fmt.Sprintf("node-%d", i%3+1), names[i%100]))
	}
	w.Picture = w.at(300)
	return shown("ko", 1280, w)
}

func BenchmarkView(b *testing.B) {
	m := busy()
	for b.Loop() {
		View(m)
	}
}

// The cost of a frame without the document: what is moved, drawn and compared.
func BenchmarkFrame(b *testing.B) {
	m := busy()
	t := patch.New()
	t.Patch(View(m))
	for b.Loop() {
		m.picture.Clock += 0.01
		t.Patch(View(m))
	}
}

func BenchmarkFold(b *testing.B) {
	w := threeNodes()
	path := w.reach("web", "node-1", "web-2")
	for i := 0; b.Loop(); i++ {
		w.send(float64(i), path)
	}
}
