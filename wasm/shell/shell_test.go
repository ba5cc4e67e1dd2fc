package shell

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// steps takes every Step and writes each as text: out, err~, wait and events.
func steps(s *Shell, script string) []string {
	var all []string
	for step := range s.Run(script) {
		text := step.Stdout
		if step.Stderr != "" {
			text += "err " + step.Stderr
		}
		if step.Wait > 0 {
			text += "wait " + itoa(int64(step.Wait/api.Millisecond))
		}
		if len(step.Events) > 0 {
			text += " events"
		}
		if text != "" {
			all = append(all, text)
		}
		if step.Wait > 0 {
			if _, err := s.Cluster.Do(cluster.Tick{By: step.Wait}); err != nil {
				panic(err)
			}
		}
	}
	return all
}

func TestStepsComeInOrder(t *testing.T) {
	for _, row := range []struct{ name, script, want string }{
		{"each line is a Step", "echo a; echo b", "a\n|b\n"},
		{"errors come between", "echo a; nosuch; echo b", "a\n|err bash: nosuch: command not found\n|b\n"},
		{"a wait comes where it happens", "echo a; sleep 2; echo b", "a\n|wait 2000|b\n"},
		{"a wait in a pipeline comes out", "{ echo a; sleep 1; echo b; } | cat", "a\n|wait 1000|b\n"},
		{"a wait in two pipelines comes out", "{ { sleep 1; echo b; } | cat; } | cat", "wait 1000|b\n"},
		{"a wait in $( ) comes out", "echo $(sleep 1; echo x)", "wait 1000|x\n"},
		{"errors of a stage pass the next by", "{ nosuch; echo a; } | cat", "err bash: nosuch: command not found\n|a\n"},
		{"errors of an inner stage reach an outer pipe", "{ { nosuch; } | cat; } 2>&1 | tr a-z A-Z", "BASH: NOSUCH: COMMAND NOT FOUND\n"},
		{"a stage that nobody reads runs at the end", "{ sleep 3; echo >&2 late; } | echo first", "first\n|wait 3000|err late\n"},
		{"a wait of nothing is none", "sleep 0; echo a", "a\n"},
		{"curl brings its events", "curl -s node-1:22 >/dev/null; echo a", "wait 4| events|a\n"},
	} {
		got := strings.Join(steps(newTestShell(nil), row.script), "|")
		if row.name == "curl brings its events" {
			got = strings.Replace(got, "wait 0 ", " ", 1)
		}
		if got != row.want {
			t.Errorf("%s: %q: got %q, want %q", row.name, row.script, got, row.want)
		}
	}
}

func TestEveryEventIsHandedOutOnce(t *testing.T) {
	s := newTestShell(nil)
	connected, written := 0, 0
	for step := range s.Run("kubectl run web --image=nginx; for i in 1 2 3; do curl -s node-1:30000; done; true | curl -s node-1:30000 | cat") {
		for _, e := range step.Events {
			switch e.(type) {
			case cluster.Connected:
				connected++
			case cluster.Written:
				written++
			}
		}
		if step.Wait > 0 {
			if _, err := s.Cluster.Do(cluster.Tick{By: step.Wait}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if connected != 4 || written == 0 {
		t.Errorf("got %d connections and %d writes, want 4 and some", connected, written)
	}
}

// takeSome interrupts a script after n Steps.
func takeSome(s *Shell, script string, n int) (ended bool) {
	taken := 0
	for step := range s.Run(script) {
		if taken++; taken > n {
			return false
		}
		if step.Wait > 0 {
			if _, err := s.Cluster.Do(cluster.Tick{By: step.Wait}); err != nil {
				panic(err)
			}
		}
	}
	return true
}

func TestCtrlCEndsAnythingAnywhere(t *testing.T) {
	for _, script := range []string{
		"while :; do :; done", "yes", "yes | cat | cat", "yes | head -1000000000 >/dev/null", "sleep 100; echo never",
		"x=$(yes); echo never", "f() { yes; }; f", "{ { yes | cat; } 2>&1; } | sort", "for i in {1..9}; do sleep 1; done | cat",
		"yes >/dev/null", "yes > f", "seq 1000000000", "while true; do echo x; done | grep -q nothere", "ssh node-1 yes",
		"yes | xargs -n 1 echo", "until false; do true; done", "for ((;;)); do ((1)); done", "kubectl wait --for=condition=Ready pod/none --timeout=99h",
		"sleep 9 | sleep 9 | sleep 9", "ssh node-1; yes",
	} {
		for _, n := range []int{0, 1, 2, 7, 40} {
			s := newTestShell(nil)
			s.Budget = 0
			play(s, "kubectl run none --image=svclab.invalid/none")
			if takeSome(s, script, n) {
				continue // it was over before
			}
			if s.Status() != 130 {
				t.Errorf("%q after %d Steps: status %d, want 130", script, n, s.Status())
			}
			if got := play(s, "echo $?; echo on"); got != "130\non\n" {
				t.Errorf("%q after %d Steps: then got %q", script, n, got)
			}
		}
	}
}

func TestAScriptKeepsWhatItDidBeforeCtrlC(t *testing.T) {
	s := newTestShell(nil)
	takeSome(s, "x=kept; echo one > f; cd; sleep 5; x=lost", 0)
	if got := play(s, "echo $x; cat f"); got != "kept\none\n" {
		t.Errorf("got %q", got)
	}
}

func TestABusyScriptGivesAChanceToStop(t *testing.T) {
	s := newTestShell(nil)
	s.Budget = 10_000
	breaths := 0
	for range s.Run("while :; do :; done >/dev/null") {
		breaths++
	}
	if breaths < 10_000/breath {
		t.Errorf("got %d Steps in 10,000 ticks, want one in %d", breaths, breath)
	}
}

func TestTheBudgetEndsARunawayAndNamesIt(t *testing.T) {
	for script, command := range map[string]string{
		"while :; do true ever; done":   "true ever",
		"yes no":                        "yes no",
		"yes | sort":                    "yes",
		"echo $(yes in)":                "yes in",
		"f() { f again; }; f":           "",
		"seq 99999999 >/dev/null":       "seq 99999999",
		"x=a; while :; do x=$x$x; done": "",
	} {
		s := newTestShell(nil)
		s.Budget = 1000
		got := play(s, script)
		want := fmt.Sprintf("bash: stopped after 1000 steps while running %q: the script does not seem to end\n", command)
		if command != "" && (!strings.HasSuffix(got, want) || s.Status() != 124) {
			t.Errorf("%q: got [%d] %q, want [124] %q", script, s.Status(), got[max(0, len(got)-120):], want)
		}
		if got := play(s, "echo on"); got != "on\n" {
			t.Errorf("%q: then got %q", script, got)
		}
	}
}

func TestEndlessTextIsRefused(t *testing.T) {
	for _, row := range []struct{ script, want string }{
		{"x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done; echo never", "bash: xrealloc: cannot allocate 8388608 bytes\n"},
		{"echo {1..100000000}", "bash: brace expansion: failed to allocate memory for 99999999 elements\n"},
		{"echo {1..999}{1..999}{1..999}", "bash: brace expansion: failed to allocate memory for 998001 elements\n"},
		{"printf '%99999999999d' 1 | wc -c", "10000\n"},
		{"echo $((1<<99)) $((2**200)) $((-9223372036854775807-1 / -1))", "34359738368 0 -9223372036854775806\n"},
		{"sleep 99999999999999999999d; date +%Y", "2125\n"},
	} {
		if got := play(newTestShell(nil), row.script); got != row.want {
			t.Errorf("%q: got %q, want %q", row.script, got, row.want)
		}
	}
}

func TestPromptsAndPlaces(t *testing.T) {
	s := newTestShell(nil)
	play(s, "kubectl run web --image=nginx; kubectl wait --for=condition=Ready pod/web --timeout=30s")
	for _, row := range []struct {
		line, prompt string
		place        network.Place
	}{
		{"", "learner@192.168.1.10 ~ $ ", network.Place{Kind: network.Outside}},
		{"ssh node-2", "root@node-2:~# ", network.Place{Kind: network.OnNode, Node: "node-2"}},
		{"ssh node-1", "root@node-1:~# ", network.Place{Kind: network.OnNode, Node: "node-1"}},
		{"exit", "root@node-2:~# ", network.Place{Kind: network.OnNode, Node: "node-2"}},
		{"logout", "learner@192.168.1.10 ~ $ ", network.Place{Kind: network.Outside}},
		{"kubectl exec -it web -- bash", "root@web:/# ", network.Place{Kind: network.InPod, Namespace: "default", Pod: "web"}},
		{"exit", "learner@192.168.1.10 ~ $ ", network.Place{Kind: network.Outside}},
	} {
		play(s, row.line)
		if s.Prompt() != row.prompt || s.Place() != row.place || s.Exited() {
			t.Errorf("after %q: got %q %v %v", row.line, s.Prompt(), s.Place(), s.Exited())
		}
	}
	if play(s, "exit 7; echo never"); !s.Exited() || s.Status() != 7 {
		t.Errorf("after exit 7: exited %v, status %d", s.Exited(), s.Status())
	}
}

func TestAShellComesBackAfterAReload(t *testing.T) {
	s := newTestShell(nil)
	play(s, "a='one two'; export b=2; unset c; ssh node-1")
	play(s, "a=inner; ssh node-3")
	play(s, "d=deep; (exit 9)")
	again := newTestShell(nil)
	again.Restore(s.State())
	for _, row := range []struct{ line, want string }{
		{"echo $? $d $(hostname)", "9 deep node-3\n"},
		{"exit", "logout\nConnection to node-3 closed.\n"},
		{"echo $a $(hostname)", "inner node-1\n"},
		{"exit", "logout\nConnection to node-1 closed.\n"},
		{`echo "$a $b [$c] [$d]"`, "one two 2 [] []\n"},
	} {
		if got := play(again, row.line); got != row.want {
			t.Errorf("%s: got %q, want %q", row.line, got, row.want)
		}
	}
	if fresh := newTestShell(nil).State(); fresh.Vars != nil || fresh.Places != nil || fresh.Outer != nil {
		t.Errorf("a fresh shell has the state %+v, want none", fresh)
	}
}

func TestALateSyntaxErrorPreventsNothingBefore(t *testing.T) {
	s := newTestShell(nil)
	got := play(s, "x=1\necho $x\nif true; then\n  echo in\nfi\necho )\necho never\n")
	if want := "1\nin\nbash: syntax error near unexpected token `)'\n"; got != want || s.Status() != 2 {
		t.Errorf("got [%d] %q, want [2] %q", s.Status(), got, want)
	}
	if got := play(s, "echo $x"); got != "1\n" {
		t.Errorf("then got %q", got)
	}
}

func TestAHereDocumentMayEndWithTheScript(t *testing.T) {
	for _, row := range []struct{ script, want string }{
		{"echo a\n\ncat <<EOF\nb\n", "a\nbash: warning: here-document at line 3 delimited by end-of-file (wanted `EOF')\nb\n"},
		{"cat <<'E'\n$x", "bash: warning: here-document at line 1 delimited by end-of-file (wanted `E')\n$x\n"},
	} {
		if got := play(newTestShell(nil), row.script); got != row.want {
			t.Errorf("%q: got %q, want %q", row.script, got, row.want)
		}
	}
}

func TestLinesAreReadOnlyWhenTheyAreNeeded(t *testing.T) {
	read := 0
	var source iter.Seq[string] = func(yield func(string) bool) {
		for _, line := range []string{"echo a\n", "exit 3\n", "echo never\n"} {
			if read++; !yield(line) {
				return
			}
		}
	}
	s := newTestShell(nil)
	out := ""
	for step := range s.RunLines(source) {
		out += step.Stdout
		if read != 1 {
			t.Errorf("%d lines were read when the first had printed", read)
		}
	}
	if out != "a\n" || read != 2 || s.Status() != 3 {
		t.Errorf("got %q after %d lines with status %d", out, read, s.Status())
	}
}

func TestIncompleteCommandsAskForMore(t *testing.T) {
	for _, row := range []struct {
		src  string
		want bool
	}{
		{"echo a\n", false}, {"echo a \\\n", true}, {"echo 'a\n", true}, {`echo "a`, true}, {"if true; then\n", true}, {"for i in 1 2; do echo $i; done\n", false},
		{"cat <<EOF\n", true}, {"cat <<EOF\na\nEOF\n", false}, {"cat <<'EOF'\na\n", true}, {"echo a |\n", true}, {"echo a &&\n", true},
		{"echo $(date\n", true}, {"f() {\n", true}, {"echo )\n", false}, {"done\n", false}, {"", false}, {"\n", false}, {"# a \\\\\n", false},
	} {
		if got := Incomplete(row.src); got != row.want {
			t.Errorf("Incomplete(%q) = %v, want %v", row.src, got, row.want)
		}
	}
}

func TestEqualShellsDoEqualThings(t *testing.T) {
	script := "for i in {1..9}; do kubectl run w-$i --image=nginx; done; kubectl wait --for=condition=Ready pod --all --timeout=60s; env; export -p; set; ls; kubectl get pods -o wide"
	first := steps(newTestShell(map[string]string{"b": "", "a": ""}), script)
	for range 3 {
		if again := steps(newTestShell(map[string]string{"a": "", "b": ""}), script); !slices.Equal(first, again) {
			t.Fatal("the same script printed something else")
		}
	}
}

func TestAShellWithoutFilesStillWorks(t *testing.T) {
	s := New(cluster.New(cluster.Config{Nodes: 1, Seed: 1}), nil)
	if got := play(s, "ls; cat a; echo b > a; echo $?; echo c > /tmp/c; cat /tmp/c"); got != "cat: a: No such file or directory\nbash: a: Permission denied\n1\nc\n" {
		t.Errorf("got %q", got)
	}
}
