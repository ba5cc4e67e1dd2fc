package cluster

import (
	"fmt"
	"testing"

	"svclab/wasm/api"
)

func TestEventsThatTellTheSameAreCountedUp(t *testing.T) {
	from, other := &recorder{component: "kubelet"}, &recorder{component: "scheduler"}
	at := func(after api.Duration, from *recorder, container, message string) record {
		now := api.Epoch.Add(after)
		return record{from: from, container: container, reason: "R", message: message, about: api.ObjectReference{UID: "1"},
			stamp: now, first: now, last: now, count: 1}
	}
	var many []record
	for i := range 12 {
		many = append(many, at(api.Duration(i)*api.Second, from, "", fmt.Sprint("m", i)))
	}
	for _, tt := range []struct {
		name string
		in   []record
		want string // of the last: message, count, seconds between the first and the last
	}{
		{"one", []record{at(0, from, "", "a")}, "a x1 over 0"},
		{"the same again", []record{at(0, from, "", "a"), at(5*api.Second, from, "", "a")}, "a x2 over 5"},
		{"and after hours", []record{at(0, from, "", "a"), at(2*api.Hour, from, "", "a")}, "a x2 over 7200"},
		{"another message", []record{at(0, from, "", "a"), at(5*api.Second, from, "", "b")}, "b x1 over 0"},
		{"another container", []record{at(0, from, "x", "a"), at(5*api.Second, from, "y", "a")}, "a x1 over 0"},
		{"another recorder", []record{at(0, from, "", "a"), at(5*api.Second, other, "", "a")}, "a x1 over 0"},
		{"nine messages", many[:9], "m8 x1 over 0"},
		{"the tenth is combined", many[:10], "(combined from similar events): m9 x1 over 0"},
		{"and those after it with it", many, "(combined from similar events): m11 x3 over 2"},
		{"but a message from before is not", append(append([]record{}, many...), at(20*api.Second, from, "", "m0")), "m0 x2 over 20"},
		{"nor one ten minutes later", append(append([]record{}, many...), at(15*api.Minute, from, "", "m12")), "m12 x1 over 0"},
	} {
		var x correlator
		var last record
		for _, r := range tt.in {
			x.correlate(&r)
			last = r
		}
		if got := fmt.Sprintf("%s x%d over %d", last.message, last.count, last.last.Sub(last.first)/api.Second); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestTheCorrelatorForgetsWhatWasLongAgo(t *testing.T) {
	var x correlator
	for i := range 5 * correlatorMost {
		x.correlate(&record{about: api.ObjectReference{UID: fmt.Sprint(i)}, count: 1})
		again := record{about: api.ObjectReference{UID: fmt.Sprint(max(0, i-correlatorMost/2))}, count: 1}
		if x.correlate(&again); again.count < 2 {
			t.Fatalf("after %d: what was met %d before is forgotten", i, correlatorMost/2)
		}
	}
	if n := len(x.recent) + len(x.before); n > 2*correlatorMost {
		t.Errorf("it remembers %d groups", n)
	}
}
