package bench

import (
	"fmt"
	"runtime"
	"strings"

	"svclab/wasm/cluster"
)

// Host is the machine on which something is measured.
type Host struct {
	Now func() int64 // nanoseconds on a clock that does not run backwards
	// Memory returns the bytes of all that is alive, and of all that was ever
	// taken from the system.
	Memory func() (live, taken uint64)
	Long   int64 // nanoseconds over which a rate is measured at least
}

// Memory is what Go knows of the memory of this program.
func Memory() (live, taken uint64) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc, m.Sys
}

// Unit is what a Figure counts.
type Unit string

// The units.
const (
	Seconds      Unit = "s"
	Milliseconds Unit = "ms"
	Microseconds Unit = "µs"
	ClockSeconds Unit = "s of its clock"
	Bytes        Unit = "B"
	PerSecond    Unit = "/s"
)

// Figure is one measured value. Its Row names what it is: see Label.
type Figure struct {
	Row   string  `json:"row"`
	Value float64 `json:"value"`
	Unit  Unit    `json:"unit"`
}

// Scale says how much time and memory a Measurement may take.
type Scale string

// The scales, each with all that the ones before it have.
const (
	Small Scale = "small" // seconds
	Full  Scale = "full"  // a minute and a GiB
	Huge  Scale = "huge"  // as Full, and more than is of use in a browser
)

// Scales are all of them, the smallest first.
var Scales = []Scale{Small, Full, Huge}

// Measurement is some work that is measured.
type Measurement struct {
	Name  string
	Scale Scale // the smallest that has it
	run   func(*measuring)
}

// measurements are all there are, in the order of the table.
var measurements = []Measurement{
	{"boot", Small, func(m *measuring) { m.boot(3, 100) }},
	{"answer", Small, func(m *measuring) { m.answer(20) }},
	{"requests", Small, func(m *measuring) { m.requests() }},
	{"connections", Small, func(m *measuring) { m.connections(1_000_000) }},
	{"pods-100", Small, func(m *measuring) { m.pods("pods-100", 100, 10) }},
	{"pods-1000", Small, func(m *measuring) { m.pods("pods-1000", 1_000, 10) }},
	{"pods-10000", Huge, func(m *measuring) { m.pods("pods-10000", 10_000, 100) }},
	{"change-100", Small, func(m *measuring) { m.changes("change-100", 100, 10, 200) }},
	{"change-1000", Small, func(m *measuring) { m.changes("change-1000", 1_000, 50, 200) }},
	{"change-10000", Small, func(m *measuring) { m.changes("change-10000", 10_000, 350, 100) }},
	{"among-100", Small, func(m *measuring) { m.changes("among-100", 100, 100, 200) }},
	{"among-1000", Small, func(m *measuring) { m.changes("among-1000", 1_000, 100, 200) }},
	{"among-10000", Small, func(m *measuring) { m.changes("among-10000", 10_000, 100, 200) }},
	{"full", Full, func(m *measuring) {
		m.full(cluster.Config{Nodes: cluster.MostNodes, Seed: 1, Load: cluster.Load{Services: cluster.MostServices, Pods: cluster.MostPods}}, 50)
	}},
}

// Names are those of the Measurements of a scale, in the order of the table.
func Names(scale Scale) []string {
	var names []string
	for _, m := range measurements {
		if m.Scale.within(scale) {
			names = append(names, m.Name)
		}
	}
	return names
}

func (s Scale) within(scale Scale) bool {
	for _, known := range Scales {
		if known == s || known == scale {
			return known == s
		}
	}
	return false
}

// Run carries out one Measurement. The error says what was not done that should have
// been, or that there is no such Measurement.
func Run(h Host, name string) (figures []Figure, err error) {
	for _, m := range measurements {
		if m.Name == name {
			return run(h, m)
		}
	}
	return nil, fmt.Errorf("measurement %q: want one of %s", name, strings.Join(Names(Huge), ", "))
}

func run(h Host, m Measurement) (figures []Figure, err error) {
	on := &measuring{host: h}
	defer func() {
		if problem, ok := recover().(undone); ok {
			figures, err = nil, fmt.Errorf("%s: %s", m.Name, string(problem))
		}
	}()
	m.run(on)
	return on.figures, nil
}

// measuring is a Measurement that is being carried out.
type measuring struct {
	host    Host
	figures []Figure
}

// undone says what a Measurement has not done that it should have.
type undone string

// check ends the Measurement unless something holds.
func (m *measuring) check(holds bool, format string, args ...any) {
	if !holds {
		panic(undone(fmt.Sprintf(format, args...)))
	}
}

// took returns how long some work takes, in nanoseconds.
func (m *measuring) took(work func()) int64 {
	start := m.host.Now()
	work()
	return m.host.Now() - start
}

// rate does work again and again until the Host's time for it has passed, and
// returns how often in a second.
func (m *measuring) rate(work func()) float64 {
	work() // what is done but once
	times, start := 0, m.host.Now()
	for {
		work()
		times++
		if spent := m.host.Now() - start; spent >= m.host.Long {
			return float64(times) / (float64(spent) / 1e9)
		}
	}
}

func (m *measuring) found(row string, value float64, unit Unit) {
	m.figures = append(m.figures, Figure{row, value, unit})
}

// memory notes what there is in memory.
func (m *measuring) memory(row string) {
	live, taken := m.host.Memory()
	m.found(row+".live", float64(live), Bytes)
	m.found(row+".taken", float64(taken), Bytes)
}

// do gives a Command that has to succeed.
func (m *measuring) do(c *cluster.Cluster, cmd cluster.Command) []cluster.Event {
	events, err := c.Do(cmd)
	m.check(err == nil, "%T: %v", cmd, err)
	return events
}
