package kubectl

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// TestFidelity runs transcripts of a real cluster.
func TestFidelity(t *testing.T) { replayAll(t, "testdata/fidelity/*.txtar") }

func replayAll(t *testing.T, pattern string) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { replay(t, path) })
	}
}

// lay puts the files of a transcript where its commands find them, and returns
// its script.
func (l *lab) lay(text string) string {
	script, files, _ := strings.Cut(text, "\n-- ")
	for _, f := range strings.Split(files, "\n-- ") {
		name, data, _ := strings.Cut(f, " --\n")
		l.files[name] = strings.TrimRight(data, "\n") + "\n"
	}
	return script
}

func replay(t *testing.T, path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	l := newLab(t, 3)
	script := l.lay(string(text))
	_, body, _ := strings.Cut(script, "\n$ ")
	for _, step := range strings.Split(body, "\n$ ") {
		step, _, _ = strings.Cut(step, "\n\n# ")
		line, want, _ := strings.Cut(strings.TrimRight(step, "\n"), "\n")
		got, status := l.shell(line)
		if status != 0 {
			got += "[exit " + strconv.Itoa(status) + "]"
		}
		if normal(got) != normal(want) {
			t.Errorf("$ %s\n got %s\nwant %s", line, normal(got), normal(want))
		}
	}
}

// lab is a cluster with files and a rudimentary shell.
type lab struct {
	*testing.T
	cluster  *cluster.Cluster
	files    map[string]string
	stdin    string
	events   []cluster.Event
	waited   api.Duration
	patience api.Duration // after which a wait is interrupted; 0 means never
}

func newLab(t *testing.T, nodes int) *lab {
	t.Helper()
	return &lab{T: t, cluster: cluster.New(cluster.Config{Nodes: nodes, Seed: 1}), files: map[string]string{}}
}

// run is kubectl with its two outputs apart.
func (l *lab) run(args ...string) (stdout, stderr string, status int) {
	var out, errs bytes.Buffer
	status = Run(l.env(&out, &errs), args)
	return out.String(), errs.String(), status
}

func (l *lab) env(out, errs *bytes.Buffer) Env {
	return Env{
		Cluster: l.cluster, Stdin: strings.NewReader(l.stdin), Stdout: out, Stderr: errs,
		ReadFile: func(name string) ([]byte, error) {
			text, ok := l.files[name]
			if !ok {
				return nil, errors.New("no such file or directory")
			}
			return []byte(text), nil
		},
		Files:  func() []string { return sortedKeys(l.files) },
		Wait:   l.wait,
		Events: func(e []cluster.Event) { l.events = append(l.events, e...) },
	}
}

func (l *lab) wait(d api.Duration) bool {
	l.waited += d
	if l.patience > 0 && l.waited > l.patience {
		return false
	}
	if _, err := l.cluster.Do(cluster.Tick{By: d}); err != nil {
		l.Fatal(err)
	}
	return true
}

// shell runs a line of a transcript: sleep, or kubectl into a pipe of grep and
// sort.
func (l *lab) shell(line string) (string, int) {
	if seconds, ok := strings.CutPrefix(line, "sleep "); ok {
		n, _ := strconv.Atoi(seconds)
		l.wait(api.Duration(n) * api.Second)
		return "", 0
	}
	stages := pipes(words(line))
	var out, errs bytes.Buffer
	status := Run(l.env(&out, &errs), stages[0][1:])
	text := out.String()
	for _, s := range stages[1:] {
		text, status = filter(text, s)
	}
	// A warning comes before what is printed, an error after it.
	if strings.HasPrefix(errs.String(), "Warning") {
		return errs.String() + text, status
	}
	return text + errs.String(), status
}

func filter(text string, stage []string) (string, int) {
	lines := strings.SplitAfter(text, "\n")
	switch stage[0] {
	case "sort":
		slices.Sort(lines)
	case "grep":
		pattern := regexp.MustCompile(stage[len(stage)-1])
		lines = slices.DeleteFunc(lines, func(s string) bool { return s == "" || !pattern.MatchString(strings.TrimSuffix(s, "\n")) })
		if len(lines) == 0 {
			return "", 1
		}
	}
	return strings.Join(lines, ""), 0
}

// words splits a line as a shell does, quotes and all.
func words(line string) []string {
	var out []string
	var word strings.Builder
	quote, open := byte(0), false
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote == 0 && (c == '\'' || c == '"'):
			quote, open = c, true
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && c == ' ':
			if open {
				out = append(out, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteByte(c)
			open = true
		}
	}
	if open {
		out = append(out, word.String())
	}
	return out
}

func pipes(words []string) [][]string {
	out := [][]string{nil}
	for _, w := range words {
		if w == "|" {
			out = append(out, nil)
			continue
		}
		out[len(out)-1] = append(out[len(out)-1], w)
	}
	return out
}

var folds = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile(`\b10\.244\.\d+\.\d+\b`), "<pod-ip>"},
	{regexp.MustCompile(`\b10\.(9[6-9]|1[01]\d)\.(1\d\d|2\d\d)\.\d+\b`), "<cluster-ip>"},
	{regexp.MustCompile(`-[bcdfghjklmnpqrstvwxz2456789]{5}\b`), "-<id>"},
	{regexp.MustCompile(`(\s)\d+(s|m|h|d)(\d+(s|m|h))?(\s|$)`), "$1<age>$5"},
	{regexp.MustCompile(`zone-[abc]`), "<zone>"},
	{regexp.MustCompile(`[ \t]+`), " "},
	{regexp.MustCompile(` +\n`), "\n"},
}

func normal(text string) string {
	for _, f := range folds {
		text = f.pattern.ReplaceAllString(text, f.with)
	}
	return strings.TrimSpace(text)
}
