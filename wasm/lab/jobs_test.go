package lab_test

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/lab"
)

// pass lets time pass, however often Advance returns early.
func pass(s *lab.Session, by api.Duration) {
	for by > 0 {
		by = s.Advance(by)
	}
}

// shown is all that the terminal shows, prompts left out.
func shown(s *lab.Session) string {
	text := ""
	for _, e := range s.Terminal() {
		text += "$ " + e.Line + "\n" + e.Output
	}
	return text
}

func TestJobsGoOnBehindThePrompt(t *testing.T) {
	s := start(t)
	s.Enter("(while true; do echo tick; sleep 1; done) &")
	pass(s, 1500*api.Millisecond)
	if s.Busy() {
		t.Fatal("a job keeps the prompt away")
	}
	began := s.Cluster().Now()
	pass(s, 1000*api.Millisecond)
	if passed := s.Cluster().Now().Sub(began); passed != 1000*api.Millisecond {
		t.Errorf("%v passed while a job ran, want one second", passed)
	}
	s.Enter("sleep 1.2; echo mine", "kill %1")
	pass(s, 9*api.Second)
	_, got, _ := strings.Cut(shown(s), "\n")
	want := "[1] 4713\ntick\ntick\ntick\n$ sleep 1.2; echo mine\ntick\nmine\n$ kill %1\n[1]+  Terminated              (while true; do echo tick; sleep 1; done)\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAJobThatComputesWithoutEndLetsTimePass(t *testing.T) {
	s := start(t)
	s.Enter("while :; do :; done &")
	began := s.Cluster().Now()
	pass(s, api.Second)
	if passed := s.Cluster().Now().Sub(began); passed != api.Second {
		t.Errorf("%v passed, want one second", passed)
	}
	s.Enter("sleep 100")
	pass(s, api.Second)
	s.Interrupt()
	s.Enter("jobs")
	pass(s, api.Second)
	if got := shown(s); !strings.HasSuffix(got, "$ sleep 100\n^C\n$ jobs\n[1]+  Running                 while :; do :; done &\n") {
		t.Errorf("got %q", got)
	}
}

func TestAReloadEndsJobsAndSaysSo(t *testing.T) {
	s := start(t)
	s.Enter("sleep 1000 &")
	pass(s, api.Second)
	again, err := lab.Restore(course(), s.Save())
	if err != nil {
		t.Fatal(err)
	}
	again.Enter("jobs; echo end")
	pass(again, api.Second)
	if got, want := shown(again), "$ sleep 1000 &\n[1] 4713\n[1]+  Hangup                  sleep 1000\n$ jobs; echo end\nend\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAScreenOfWatchTakesThePlaceOfTheOneBefore(t *testing.T) {
	s := start(t)
	s.Enter("echo above", "watch -tn1 date +%T")
	pass(s, 2500*api.Millisecond)
	s.Interrupt()
	if got, want := shown(s), "$ echo above\nabove\n$ watch -tn1 date +%T\n00:00:02\n^C\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAliasesAndHistoryOutliveAReload(t *testing.T) {
	s := start(t)
	s.Enter("alias k=kubectl")
	pass(s, api.Second)
	again, err := lab.Restore(course(), s.Save())
	if err != nil {
		t.Fatal(err)
	}
	again.Enter("k get ns default -o name; history")
	pass(again, api.Second)
	if got := shown(again); !strings.HasSuffix(got, "namespace/default\n    1  alias k=kubectl\n    2  k get ns default -o name; history\n") {
		t.Errorf("got %q", got)
	}
}
