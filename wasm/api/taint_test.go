package api

import "testing"

func TestWhatATolerationTolerates(t *testing.T) {
	taint := Taint{Key: "team", Value: "db", Effect: NoSchedule}
	for _, tt := range []struct {
		name string
		t    Toleration
		want bool
	}{
		{"the same key, value and effect", Toleration{Key: "team", Value: "db", Effect: NoSchedule}, true},
		{"Equal says it", Toleration{Key: "team", Operator: "Equal", Value: "db"}, true},
		{"another value", Toleration{Key: "team", Value: "web"}, false},
		{"Exists takes any value", Toleration{Key: "team", Operator: "Exists"}, true},
		{"no key and Exists takes all", Toleration{Operator: "Exists"}, true},
		{"no key takes all of that effect", Toleration{Operator: "Exists", Effect: NoExecute}, false},
		{"another effect", Toleration{Key: "team", Value: "db", Effect: NoExecute}, false},
		{"another key", Toleration{Key: "teams", Operator: "Exists"}, false},
		{"Lt is behind a gate", Toleration{Key: "team", Operator: "Lt", Value: "db"}, false},
	} {
		if got := tt.t.Tolerates(taint); got != tt.want {
			t.Errorf("%s: got %t", tt.name, got)
		}
	}
}
