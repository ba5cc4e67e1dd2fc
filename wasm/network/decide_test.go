package network

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// everywhere lists places and targets that meet every case of wayTo and arrive.
var (
	places  = []string{"outside", "node-1", "node-2", "node-3", "node-9", "pod/tool", "pod/web-1", "pod/web-2", "pod/ghost"}
	targets = []string{
		"192.168.1.2:30008", "192.168.1.3:30008", "192.168.1.4:30009", "192.168.1.2:30010", "192.168.1.3:30011", "192.168.1.2:22",
		"192.168.1.2:80", "192.168.1.10:80", "192.168.1.77:80", "10.96.0.7:80", "10.96.0.7:81", "10.96.0.8:80", "10.96.0.9:80",
		"10.96.0.11:80", "10.96.0.12:6379", "10.96.0.13:80", "10.96.0.14:80", "10.96.0.15:80", "10.96.0.1:443", "10.96.9.9:80",
		"10.244.0.2:80", "10.244.0.2:8081", "10.244.1.2:80", "10.244.1.77:80", "10.244.9.9:80", "127.0.0.1:80", "127.0.0.1:30008",
		"8.8.8.8:53/UDP", "192.168.1.2:30008/UDP",
	}
)

func TestATallyAgreesWithTraces(t *testing.T) {
	const seed = 21
	r := rand.New(rand.NewPCG(seed, 0))
	s := newSmall()
	s.service("many", "10.96.0.20", 80, 80, 30020, "web-1@10.244.0.2", "web-2@10.244.1.2", "gone@10.244.1.9", "crashed@10.244.2.2", "@192.0.2.41")
	for _, s.config = range configs {
		w := s.world()
		for _, p := range places {
			for _, x := range append(targets, "10.96.0.20:80", "192.168.1.2:30020", "203.0.113.9:80") {
				traced, tallied := map[string]int{}, map[string]int{}
				one, many := w.remembering(), w.remembering()
				d := Decide(many, ask(t, p, x))
				for range 20 {
					draw := r.Uint64()
					made := Open(one, ask(t, p, x), draw)
					path := &made.Path
					ns, pod := path.Pod()
					traced[ending(Ending{Namespace: ns, Pod: pod, Result: path.Result, Reason: path.Reason, Status: path.Status,
						Latency: path.Latency, Answers: made.Answers()})]++
					d.Connect(draw)
				}
				d.Endings(func(e Ending) {
					tallied[ending(e)] += e.Count
				})
				if fmt.Sprint(traced) != fmt.Sprint(tallied) {
					t.Fatalf("seed %d, %v, %s to %s: a tally says %v, traces %v", seed, s.config, p, x, tallied, traced)
				}
			}
		}
	}
}

// ending writes an Ending without the ports, of which each connection has its own.
func ending(e Ending) string {
	e.Count, e.Served = 0, 0
	for i := range e.Answers {
		e.Answers[i].SeenPort = 0
	}
	return fmt.Sprintf("%+v", e)
}

// configs are kube-proxy's modes and schedulers.
var configs = []proxy.Config{
	{Mode: proxy.IPTables}, {Mode: proxy.NFTables}, {Mode: proxy.IPVS},
	{Mode: proxy.IPVS, Scheduler: proxy.LeastConnections}, {Mode: proxy.IPVS, Scheduler: proxy.SourceHashing},
}

// crowd is a world in which a Service has n endpoints.
func crowd(n int) *World {
	s := newSmall()
	var endpoints []string
	for i := range n {
		name, ip := fmt.Sprint("crowd-", i), fmt.Sprintf("10.244.%d.%d", i%3, 10+i/3)
		s.pod(name, fmt.Sprint("node-", i%3+1), ip, "nginx")
		endpoints = append(endpoints, name+"@"+ip)
	}
	s.service("crowd", "10.96.0.30", 80, 80, 30030, endpoints...)
	w := s.world()
	byIP := map[string]*api.Pod{}
	for _, p := range s.pods {
		byIP[p.Status.PodIP] = p
	}
	w.PodByIP = func(ip string) *api.Pod { return byIP[ip] }
	return w
}

func BenchmarkTrace(b *testing.B) {
	for _, n := range []int{3, 100} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w, target, r := crowd(n), ask(b, "outside", "192.168.1.2:30030"), rand.NewPCG(1, 0)
			for b.Loop() {
				if p := Trace(w, target, r.Uint64()); p.Result != Answered {
					b.Fatal(p.Reason)
				}
			}
		})
	}
}

func BenchmarkConnect(b *testing.B) {
	for _, n := range []int{3, 100} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d, r := Decide(crowd(n), ask(b, "outside", "192.168.1.2:30030")), rand.NewPCG(1, 0)
			for b.Loop() {
				d.Connect(r.Uint64())
			}
		})
	}
}
