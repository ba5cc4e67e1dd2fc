package network

import (
	"math/rand/v2"
	"testing"

	"svclab/wasm/api"
)

func TestAnAppMisbehavesAsItIsTold(t *testing.T) {
	for _, tt := range []struct {
		name, path string
		app        App
		result     Result
		status     int
		served     api.Duration
	}{
		{"it does as its image says", "/", App{}, Answered, 200, 0},
		{"it is slow", "/", App{Slow: api.Second}, Answered, 200, api.Second},
		{"it always fails", "/", App{Errors: 100, Slow: api.Second}, Answered, 500, api.Second},
		{"it is unready where it is asked for that", "/ready?now", App{Unready: "/ready"}, Answered, 503, 0},
		{"and only there", "/", App{Unready: "/ready"}, Answered, 200, 0},
		{"it hangs", "/", App{Hang: true, Errors: 100}, TimedOut, 0, HangsFor},
	} {
		w := newSmall().world()
		plain := Trace(w, Request{From: Place{Kind: OnNode, Node: "node-1"}, To: Target{IP: "10.244.0.2", Port: 80}}, 1)
		w.AppOf = func(*api.Pod, string) App { return tt.app }
		r := Request{From: Place{Kind: OnNode, Node: "node-1"}, To: Target{IP: "10.244.0.2", Port: 80}, Path: tt.path}
		p := Trace(w, r, 1)
		if p.Result != tt.result || p.Status != tt.status || p.Served != tt.served || p.Latency != plain.Latency+tt.served {
			t.Errorf("%s: got %s, %d after %d, in all %d", tt.name, p.Result, p.Status, p.Served, p.Latency)
		}
		d := Decide(w, r)
		d.Connect(1)
		d.Endings(func(e Ending) {
			if e.Result != p.Result || e.Status != p.Status || e.Latency != p.Latency {
				t.Errorf("%s: a tally says %+v, want %+v", tt.name, e, p)
			}
		})
	}
}

func TestATallyAndTracesSeeTheSameRequestsFail(t *testing.T) {
	w := newSmall().world()
	w.AppOf = func(*api.Pod, string) App { return App{Errors: 30} }
	r := Request{From: Place{Kind: OnNode, Node: "node-1"}, To: Target{IP: "10.244.0.2", Port: 80}}
	d, random, failed := Decide(w, r), rand.New(rand.NewPCG(1, 2)), 0
	for range 10_000 {
		draw := random.Uint64()
		if d.Connect(draw); Trace(w, r, draw).Status == 500 {
			failed++
		}
	}
	d.Endings(func(e Ending) {
		if want := map[int]int{500: failed, 200: 10_000 - failed}[e.Status]; e.Count != want {
			t.Errorf("%d ended with %d, want %d", e.Count, e.Status, want)
		}
	})
	if failed < 2_800 || failed > 3_200 {
		t.Errorf("%d of 10000 failed, want about 3000", failed)
	}
}
