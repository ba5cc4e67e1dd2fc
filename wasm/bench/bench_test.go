package bench

import (
	"slices"
	"strings"
	"testing"

	"svclab/wasm/cluster"
)

// still is a Host on which a millisecond passes whenever somebody looks at the clock.
func still() Host {
	now := int64(0)
	return Host{
		Now:    func() int64 { now += 1e6; return now },
		Memory: func() (live, taken uint64) { return 3 << 20, 5 << 20 },
		Long:   2e6,
	}
}

// Each kind of work is done, at its smallest, and found done: the work checks itself,
// and ends with an error otherwise.
func TestWorkIsDone(t *testing.T) {
	small := cluster.Config{Nodes: 120, Seed: 1, Load: cluster.Load{Services: 4, Pods: 60}}
	for _, tt := range []struct {
		name string
		work func(*measuring)
		want string
	}{
		{"boot", func(m *measuring) { m.boot(3, 2) }, "boot 0.500 ms, boot.live 3.00 MiB, boot.taken 5.00 MiB"},
		{"the first answer", func(m *measuring) { m.answer(1) }, "answer 1.00 ms, answer.clock 2.48 s"},
		{"requests", func(m *measuring) { m.requests() }, "requests 250,000 /s"},
		{"connections", func(m *measuring) { m.connections(300) }, "connections 300,000 /s"},
		{"Pods", func(m *measuring) { m.pods("pods-100", 12, 3) }, "pods-100 0.002 s, pods-100.clock 2.60 s, pods-100.live 3.00 MiB, pods-100.taken 5.00 MiB"},
		{"changes", func(m *measuring) { m.changes("change-100", 30, 3, 3) }, "change-100 1,000 µs, change-100.slice 333 µs"},
		{"a Load", func(m *measuring) { m.full(small, 3) }, "full 0.001 s, full.live 3.00 MiB, full.taken 5.00 MiB, full.fork 0.100 ms, change-150000 1,000 µs, change-150000.slice 333 µs"},
	} {
		figures, err := run(still(), Measurement{Name: tt.name, run: tt.work})
		var got []string
		for _, f := range figures {
			got = append(got, f.Row+" "+f.Text())
			if Label(f.Row, "en") == f.Row || Label(f.Row, "ko") == Label(f.Row, "en") {
				t.Errorf("%s: the row %s has no words", tt.name, f.Row)
			}
		}
		if err != nil || strings.Join(got, ", ") != tt.want {
			t.Errorf("%s: %s, %v, want %s", tt.name, strings.Join(got, ", "), err, tt.want)
		}
	}
}

// What was not done gives no figure.
func TestWorkThatIsNotDoneIsAnError(t *testing.T) {
	for _, tt := range []struct {
		name string
		work func(*measuring)
		want string
	}{
		{"Pods find no node", func(m *measuring) { m.pods("pods-100", 120, 1) }, "108 of 120 endpoints were ready after 600 s"},
		{"nothing to replace", func(m *measuring) { m.replace("change-100", cluster.New(cluster.Config{Nodes: 1}), 1) }, "no Pod of load-00 is ready"},
		{"a kube-proxy is off", func(m *measuring) {
			c := cluster.New(cluster.Config{Nodes: 3, Load: cluster.Load{Services: 1, Pods: 3}})
			m.do(c, cluster.Power{Node: "node-3"})
			m.replace("change-100", c, 1)
		}, "2 of 3 nodes have written their rules anew"},
		{"a Load that is too much", func(m *measuring) {
			m.changes("change-100", 200, 1, 1)
		}, "no Pod of load-00 is ready"},
		{"a Command is refused", func(m *measuring) { m.do(cluster.New(cluster.Config{Nodes: 1}), cluster.Tick{By: -1}) }, "time does not run backwards"},
	} {
		figures, err := run(still(), Measurement{Name: "it", run: tt.work})
		if figures != nil || err == nil || !strings.HasPrefix(err.Error(), "it: ") || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, %v, want the error %s", tt.name, figures, err, tt.want)
		}
	}
}

func TestWhichMeasurementsThereAre(t *testing.T) {
	small, full, huge := Names(Small), Names(Full), Names(Huge)
	if len(small) == 0 || slices.Contains(small, "full") || !slices.Contains(full, "full") || len(huge) != len(measurements) {
		t.Errorf("small has %v, full %v, huge %v", small, full, huge)
	}
	if _, err := Run(still(), "speed"); err == nil || !strings.Contains(err.Error(), `measurement "speed": want one of boot, `) {
		t.Errorf("speed: %v", err)
	}
	if figures, err := Run(still(), "boot"); err != nil || len(figures) != 3 {
		t.Errorf("boot: %v, %v", figures, err)
	}
	if live, taken := Memory(); live == 0 || taken < live {
		t.Errorf("%d bytes are alive of %d", live, taken)
	}
}

func TestFiguresAreAsExactAsTheyAreWorth(t *testing.T) {
	for _, tt := range []struct {
		value float64
		unit  Unit
		want  string
	}{
		{0.01234, Seconds, "0.012 s"}, {1.234, Seconds, "1.23 s"}, {12.34, Milliseconds, "12.3 ms"}, {123.4, Microseconds, "123 µs"},
		{1234567.8, PerSecond, "1,234,568 /s"}, {900 << 20, Bytes, "900 MiB"}, {2.5, ClockSeconds, "2.50 s"},
	} {
		if got := (Figure{"row", tt.value, tt.unit}).Text(); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.value, got, tt.want)
		}
	}
}
