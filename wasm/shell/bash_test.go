//go:build !js

package shell

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// programs are the packages in which Debian has what the scenarios use.
const programs = "bash coreutils grep sed findutils bsdextrautils less"

// TestBashSaysTheSame runs the scenarios of testdata/bash through the bash and
// the GNU programs of this machine, so that what they expect is the truth.
// With -update their answers are written down.
func TestBashSaysTheSame(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatalf("%v: this test compares with a real bash and the programs of Linux; on Debian: sudo apt-get install -y %s", err, programs)
	}
	for _, program := range []string{"column", "less"} { // which the smallest Debian lacks
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%v: this test compares with the real one; on Debian: sudo apt-get install -y %s", err, programs)
		}
	}
	// Below nohup bash would begin with a signal ignored, and trap tells of it.
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	t.Cleanup(func() { signal.Stop(hangups) })
	for _, s := range scenarios(t, "bash") {
		t.Run(filepath.Base(s.name), func(t *testing.T) {
			t.Parallel()
			got := s.runIn(t, bash)
			if *update {
				rewrite(t, got)
				return
			}
			s.compare(t, got)
		})
	}
}

const mark = "@@END "

// runIn plays the scenario in one process of bash.
func (s scenario) runIn(t *testing.T, bash string) scenario {
	t.Helper()
	home := t.TempDir()
	for name, text := range s.files {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var script strings.Builder
	for _, x := range s.exchanges {
		script.WriteString("eval " + shellQuote(x.command) + " </dev/null 2>&1\n__status=$?\necho; echo '" + mark + "'$__status; (exit $__status)\n")
	}
	cmd := exec.Command(bash, "--norc", "--noprofile")
	cmd.Args[0] = "bash" // the name in its messages
	cmd.Dir = home
	cmd.Stdin = strings.NewReader(script.String())
	cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "TERM=dumb"}
	out, err := cmd.Output()
	if _, failed := err.(*exec.ExitError); err != nil && !failed {
		t.Fatal(err)
	}
	parts := strings.Split(string(out), "\n"+mark)
	if len(parts) != len(s.exchanges)+1 {
		t.Fatalf("%s: bash answered %d of %d commands: %q", s.name, len(parts)-1, len(s.exchanges), out)
	}
	got := s
	got.exchanges = slices.Clone(s.exchanges)
	text := parts[0]
	for i := range got.exchanges {
		status, rest, _ := strings.Cut(parts[i+1], "\n")
		got.exchanges[i].output = endLine(ourWords(text))
		got.exchanges[i].status, _ = strconv.Atoi(status)
		text = rest
	}
	return got
}

func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

var (
	whereInScript = regexp.MustCompile(`(?m)(?:\bbash: |^main: )(?:eval: )?(?:line \d+: )?(?:eval: )?`)
	quotedLine    = regexp.MustCompile("(?m)^bash: `.*\n?")
)

// ourWords takes out of bash's messages where in the script they happened, and
// the line of source that follows a syntax error.
func ourWords(s string) string {
	return quotedLine.ReplaceAllString(whereInScript.ReplaceAllString(s, "bash: "), "")
}
