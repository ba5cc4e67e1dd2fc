package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the sessions; commit only what you understand")

// TestASessionInEachLanguage types an hour at the prompt, in English and in
// Korean, and wants each answer to the letter: the same seed gives the same
// cluster.
func TestASessionInEachLanguage(t *testing.T) {
	for _, lang := range []string{"en", "ko"} {
		t.Run(lang, func(t *testing.T) { session(t, lang) })
	}
}

func session(t *testing.T, lang string) {
	file := "testdata/session/" + lang + ".txtar"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var script, now strings.Builder
	var commands []string
	for line := range strings.Lines(string(text)) {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			commands = append(commands, strings.TrimSuffix(command, "\n"))
			fmt.Fprintf(&script, "%s\nprintf '%s %%d\\n' $? >&2\n", commands[len(commands)-1], mark)
		}
	}
	if len(commands) < 60 {
		t.Fatalf("%d commands: an hour has 60 at least", len(commands))
	}
	var out bytes.Buffer
	shellCommand([]string{"--nodes", "3", "--dir", t.TempDir(), "--lang", lang}, strings.NewReader(script.String()), &out, &out)
	answers := regexp.MustCompile(mark+` (\d+)\n`).FindAllStringSubmatchIndex(out.String(), -1)
	if len(answers) != len(commands) {
		t.Fatalf("%d commands were answered, want %d:\n%s", len(answers), len(commands), out.String())
	}
	at, answered := 0, 0
	for line := range strings.Lines(string(text)) {
		switch {
		case line == "\n" || strings.HasPrefix(line, "# ") && (now.Len() == 0 || strings.HasSuffix(now.String(), "\n\n")):
			now.WriteString(line)
		case strings.HasPrefix(line, "$ "):
			a := answers[answered]
			now.WriteString(strings.ReplaceAll(line+out.String()[at:a[0]], "\n\n", "\n \n"))
			if status, _ := strconv.Atoi(out.String()[a[2]:a[3]]); status != 0 {
				fmt.Fprintf(&now, "[exit %d]\n", status)
			}
			at = a[1]
			answered++
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(now.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if now.String() != string(text) {
		t.Errorf("%s is not what the shell answers now; see what changed:\n%s", file, firstDifference(string(text), now.String()))
	}
}

// firstDifference shows the first line in which two texts differ.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, w[i], strings.Join(g[min(i, len(g)):min(i+1, len(g))], ""))
		}
	}
	return "the answers go on:\n" + strings.Join(g[len(w):], "\n")
}

// TestTheSessionsLeaveNothingOut: each command that the terminal is to have
// stands in both sessions.
func TestTheSessionsLeaveNothingOut(t *testing.T) {
	const wanted = "apply create get describe delete run expose scale set label annotate patch edit replace diff exec logs port-forward rollout wait events " +
		"explain api-resources api-versions cluster-info config version auth top " +
		"cat ls grep sort uniq wc head tail cut tr sed awk xargs tee seq date sleep env printf test base64 yes " +
		"curl wget nc ping ip ss nslookup dig iptables-save conntrack ipvsadm load watch time timeout help man ssh hostname kill"
	for _, lang := range []string{"en", "ko"} {
		text, err := os.ReadFile("testdata/session/" + lang + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		var typed strings.Builder
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "$ ") {
				typed.WriteString(line)
			}
		}
		for _, word := range strings.Fields(wanted) {
			if !regexp.MustCompile(`(^|[^a-z-])` + word + `($|[^a-z-])`).MatchString(typed.String()) {
				t.Errorf("%s: nobody types %s", lang, word)
			}
		}
	}
}
