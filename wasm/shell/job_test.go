package shell

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// idle lets time pass at the prompt, and returns what jobs print meanwhile.
func idle(s *Shell, by api.Duration) string {
	var b strings.Builder
	tick := func(by api.Duration) {
		if _, err := s.Cluster.Do(cluster.Tick{By: by}); err != nil {
			panic(err)
		}
	}
	for by > 0 {
		step, ok := s.Background()
		if !ok {
			tick(by)
			break
		}
		b.WriteString(step.Stdout + step.Stderr)
		pass := min(step.Wait, by)
		if pass > 0 {
			tick(pass)
		}
		by -= pass
	}
	return b.String()
}

// At the prompt jobs are told of as bash tells of them. A line "(3s)" lets time
// pass there.
func TestJobsAtThePrompt(t *testing.T) {
	s := newTestShell(nil)
	s.Interactive, s.Budget = true, 0
	for i, row := range []struct{ line, want string }{
		{"sleep 10 & echo hi", "[1] 4713\nhi\n"},
		{"date +%T; jobs", "00:00:00\n[1]+  Running                 sleep 10 &\n"},
		{"(11s)", ""},
		{"echo on", "on\n[1]+  Done                    sleep 10\n"},
		{"jobs", ""},
		{"(echo a; sleep 1; echo b; exit 3) & sleep 0.5; echo between", "[1] 4718\na\nbetween\n"},
		{"(9s)", "b\n"},
		{"", "[1]+  Exit 3                  (echo a; sleep 1; echo b; exit 3)\n"},
		{"sleep 3 & sleep 2 & sleep 1 &", "[1] 4721\n[2] 4722\n[3] 4723\n"},
		{"jobs -l", "[1]  4721 Running                 sleep 3 &\n[2]- 4722 Running                 sleep 2 &\n[3]+ 4723 Running                 sleep 1 &\n"},
		{"kill %1; kill -9 %-", "[1]   Terminated              sleep 3\n[2]-  Killed                  sleep 2\n"},
		{"fg", "sleep 1\n"},
		{"fg", "bash: fg: current: no such job\n"},
		{"sleep 5 & wait; echo $?", "[1] 4729\n0\n[1]+  Done                    sleep 5\n"},
		{"(sleep 1; exit 4) & bg; bg %1; fg %1; echo $?", "[1] 4731\nbash: bg: job 1 already in background\nbash: bg: job 1 already in background\n(sleep 1; exit 4)\n4\n"},
		{"(while true; do echo tick; sleep 2; done) &", "[1] 4733\ntick\n"},
		{"(5s)", "tick\ntick\n"},
		{"sleep 4; echo mine", "tick\ntick\nmine\n"},
		{"disown; jobs; kill %1", "bash: kill: %1: no such job\n"},
		{"(2s)", "tick\n"},
		{"kill $!; echo $?", "0\n"},
		{"(9s)", ""},
		{"while :; do :; done &", "[1] 4738\n"},
		{"(1s)", ""},
		{"kill %while; (sleep 1 & jobs); echo x | sleep 1 & kill %?echo", "[1]+  Running                 sleep 1 &\n[2] 4741\n[1]-  Terminated              while :; do :; done\n[2]+  Terminated              echo x | sleep 1\n"},
		{"kill -9 $$; echo never", ""},
		{"kill $$; echo ever", "ever\n"},
		{"ssh node-1", ""},
		{"sleep 50 & jobs", "[1] 4747\n[1]+  Running                 sleep 50 &\n"},
		{"exit", "logout\nConnection to node-1 closed.\n"},
		{"jobs; wait $!", "bash: wait: pid 4747 is not a child of this shell\n"},
	} {
		var got string
		switch after, waits := strings.CutSuffix(row.line, "s)"); {
		case waits:
			d, _ := parseDuration(strings.TrimPrefix(after, "("))
			got = idle(s, d)
		default:
			got = play(s, row.line)
		}
		if got != row.want {
			t.Errorf("%d: %s: got %q, want %q", i, row.line, got, row.want)
		}
	}
}

func TestCtrlCEndsTheForegroundOnly(t *testing.T) {
	s := newTestShell(nil)
	s.Interactive = true
	play(s, "(while true; do echo tick; sleep 1; done) & sleep 100 &")
	if takeSome(s, "sleep 9 | yes >/dev/null", 4) || s.Status() != 130 {
		t.Errorf("status %d", s.Status())
	}
	if got := idle(s, 3*api.Second); got != "tick\ntick\ntick\n" {
		t.Errorf("after Ctrl-C the job prints %q", got)
	}
	if takeSome(s, "fg %2", 2) {
		t.Error("fg has ended by itself")
	}
	if got, want := play(s, "jobs -r"), "[1]+  Running                 (while true; do echo tick; sleep 1; done) &\n"; got != want {
		t.Errorf("after Ctrl-C in fg, jobs prints %q, want %q", got, want)
	}
	if play(s, "exit"); idle(s, api.Minute) != "" || len(s.scheduler.threads) > 0 {
		t.Error("a job goes on after exit")
	}
}

func TestAScriptTakesItsJobsAlong(t *testing.T) {
	s := newTestShell(nil)
	if got := play(s, "yes & sleep 9 & (sleep 1; echo never) & echo end"); got != "end\ny\n" {
		t.Errorf("got %q", got)
	}
	if _, more := s.Background(); more || len(s.scheduler.threads) > 0 {
		t.Error("a job outlives a script")
	}
}

func TestTheBudgetCountsJobs(t *testing.T) {
	s := newTestShell(nil)
	s.Budget = 1000
	got := play(s, "while :; do true forever; done & sleep 99999; echo never")
	if want := "bash: stopped after 1000 steps while running \"true forever\": the script does not seem to end\n"; got != want || s.Status() != 124 {
		t.Errorf("got [%d] %q, want [124] %q", s.Status(), got, want)
	}
}

func TestJobsReplay(t *testing.T) {
	script := "for i in 1 2 3; do (for j in 1 2 3; do echo $i$j; sleep 0.$i; done) & done; yes | head -50 | wc -l; kubectl run a --image=nginx & kubectl get pods -A & wait; jobs -l"
	first := strings.Join(steps(newTestShell(nil), script), "|")
	if again := strings.Join(steps(newTestShell(nil), script), "|"); first != again || !strings.Contains(first, "33\n") {
		t.Errorf("first %q, then %q", first, again)
	}
}

func TestAReloadSaysWhichJobsItEnds(t *testing.T) {
	s := newTestShell(nil)
	s.Interactive = true
	play(s, "sleep 1 & sleep 5 & (sleep 9; echo x) &")
	idle(s, 2*api.Second)
	if got, want := s.State().Jobs, "[2]-  Hangup                  sleep 5\n[3]+  Hangup                  (sleep 9; echo x)\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if s.Close(); len(s.scheduler.threads) > 0 {
		t.Error("a job outlives Close")
	}
}
