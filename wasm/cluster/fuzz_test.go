package cluster_test

import (
	"math/rand/v2"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// FuzzHistory: whatever is stored or linked as a history, it is refused in words, or
// each of its Commands is carried out or refused without a trace, and what came
// through replays to the same.
func FuzzHistory(f *testing.F) {
	for seed := range uint64(12) {
		c := cluster.New(cluster.Config{Nodes: 2, Seed: seed})
		r := rand.New(rand.NewPCG(seed, 9))
		for range 12 {
			c.Do(moving(r)) //nolint:errcheck // what is refused is not in the history
		}
		text, err := cluster.EncodeHistory(c.History())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, text := range []string{
		`[{"connect":{"from":{"kind":"outside"},"to":{"ip":"192.168.1.2","port":80},"count":3}}]`, `[{"power":{"node":"node-2"}},{"tick":{"by":60000000000}}]`,
		`[{"component":{"name":"kube-scheduler"}},{"delay":{"node":"node-1","by":5000000000}}]`, `[{"configureproxy":{"mode":"ipvs"}}]`, `[{}]`, `[{"tick":{"by":-1}}]`,
		`[{"patch":{"resource":"nodes","name":"node-1","type":"application/merge-patch+json","body":{"spec":{"unschedulable":true}}}}]`, `null`, `[{"step":null}]`,
		`[{"create":{"resource":"services","body":{"metadata":{"name":"a"},"spec":{"ports":[{"port":80}]}}}},{"create":{"resource":"services","body":null}}]`,
	} {
		f.Add(text)
	}
	base := cluster.New(cluster.Config{Nodes: 2, Seed: 1, Cloud: true, Gateway: true})
	f.Fuzz(func(t *testing.T, text string) {
		history, err := cluster.DecodeHistory([]byte(text))
		if err != nil {
			if err.Error() == "" {
				t.Fatal("refused without a word")
			}
			return
		}
		c, objects := base.Fork(), 0
		for _, cmd := range history {
			switch cmd := cmd.(type) {
			case cluster.Tick:
				if cmd.By > api.Minute {
					return // it is right, and takes long
				}
			case cluster.Connect:
				if cmd.Count > 1000 {
					return
				}
			}
			if objects++; objects > 30 {
				return
			}
			before := c.Position()
			if _, err := c.Do(cmd); err != nil && (c.Position() != before || err.Error() == "") {
				t.Fatalf("%#v was refused (%q) and is in the history", cmd, err)
			}
		}
		if why := c.Audit(); why != "" {
			t.Fatal(why)
		}
		again, err := cluster.EncodeHistory(c.History())
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := cluster.DecodeHistory(again)
		if err != nil {
			t.Fatalf("%s: %v", again, err)
		}
		d := base.Fork()
		for _, cmd := range decoded {
			if _, err := d.Do(cmd); err != nil {
				t.Fatalf("%#v, which came through, is refused: %v", cmd, err)
			}
		}
		if c.Dump() != d.Dump() {
			t.Fatalf("it does not replay:\n%s", firstDifference(c.Dump(), d.Dump()))
		}
	})
}

// moving draws a Command of those that change most.
func moving(r *rand.Rand) cluster.Command {
	name := func(kind string) string { return kind + string(rune('a'+r.IntN(3))) }
	switch r.IntN(6) {
	case 0:
		return cluster.Create{Resource: "pods", Body: []byte(`{"metadata":{"name":"` + name("pod-") + `","labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`)}
	case 1:
		return cluster.Create{Resource: "services", Body: []byte(`{"metadata":{"name":"` + name("svc-") + `"},"spec":{"type":"NodePort","selector":{"app":"web"},"ports":[{"port":80}]}}`)}
	case 2:
		return cluster.Delete{Resource: "pods", Name: name("pod-")}
	case 3:
		return cluster.Create{Resource: "deployments", Body: []byte(`{"metadata":{"name":"` + name("d-") + `"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}`)}
	case 4:
		return cluster.Step{}
	}
	return cluster.Tick{By: api.Duration(r.IntN(4000)) * api.Millisecond}
}
