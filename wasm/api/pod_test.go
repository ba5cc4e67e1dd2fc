package api

import "testing"

func TestWhenAPodHasEnded(t *testing.T) {
	for phase, want := range map[PodPhase]bool{PodPending: false, PodRunning: false, PodSucceeded: true, PodFailed: true} {
		if got := (&Pod{Status: PodStatus{Phase: phase}}).Ended(); got != want {
			t.Errorf("%s: got %t", phase, got)
		}
	}
}
