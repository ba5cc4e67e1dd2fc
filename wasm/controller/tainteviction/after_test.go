package tainteviction_test

import (
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/tainteviction"
)

func TestHowLongAPodMayStay(t *testing.T) {
	seconds := func(key string, n int64) api.Toleration {
		return api.Toleration{Key: key, Operator: "Exists", Effect: api.NoExecute, TolerationSeconds: &n}
	}
	ever := api.Toleration{Operator: "Exists"}
	for _, tt := range []struct {
		name        string
		tolerations []api.Toleration
		verdict     tainteviction.Verdict
		wait        api.Duration
	}{
		{"without a toleration it leaves", nil, tainteviction.Leaves, 0},
		{"with one of another taint too", []api.Toleration{seconds("a", 9)}, tainteviction.Leaves, 0},
		{"for as long as it says", []api.Toleration{seconds("a", 9), seconds("b", 30)}, tainteviction.Waits, 9 * api.Second},
		{"for ever", []api.Toleration{ever}, tainteviction.Stays, 0},
		{"the first that matches counts", []api.Toleration{ever, seconds("a", 9)}, tainteviction.Stays, 0},
		{"one for ever, one for a while", []api.Toleration{seconds("b", 5), ever}, tainteviction.Waits, 5 * api.Second},
		{"less than nothing is nothing", []api.Toleration{seconds("a", -3), ever}, tainteviction.Waits, 0},
	} {
		taints := tainteviction.NoExecute([]api.Taint{{Key: "a", Effect: api.NoExecute}, {Key: "x", Effect: api.NoSchedule}, {Key: "b", Effect: api.NoExecute}})
		if v, wait := tainteviction.Judge(taints, tt.tolerations); v != tt.verdict || wait != tt.wait {
			t.Errorf("%s: got %v %v", tt.name, v, wait)
		}
	}
}
