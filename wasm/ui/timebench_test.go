package ui

import (
	"testing"

	"svclab/wasm/lab"
)

// BenchmarkScrub pulls the slider through the history of a thousand requests to
// thirty Pods, a frame at a time.
func BenchmarkScrub(b *testing.B) {
	m, _ := New(small("en"), nil, Options{Width: 1280, Height: 800})
	now := 0.0
	do := func(msg any) { m, _ = Update(m, msg) }
	run := func(line string) {
		for do(Run{[]string{line}}); m.lab.busy; {
			now += 16
			do(Frame{now})
		}
	}
	do(SetSpeed{100})
	run("kubectl create deployment web --image=nginx --replicas=30; kubectl expose deployment web --type=NodePort --port=80; sleep 20")
	run("for i in $(seq 1000); do curl -s $(kubectl get nodes -o jsonpath='{.items[0].status.addresses[0].address}'):$(kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}') >/dev/null; done")
	do(SetSpeed{1})
	for i := 0; b.Loop(); i++ {
		do(Scrub{(i * 7) % sliderEnd})
		now += 16
		do(Frame{now})
		View(m)
	}
	b.ReportMetric(float64(len(m.time.shots)), "shots")
	m.session.Seek(lab.Moment{})
}
