package shell

import (
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/cluster"
)

//go:embed testdata/bash testdata/lab
var testdata embed.FS

var update = flag.Bool("update", false, "rewrite the expected output of testdata; commit only what you understand")

// memory is a home folder for tests.
type memory map[string]string

func (m memory) ReadFile(name string) ([]byte, error) {
	text, ok := m[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return []byte(text), nil
}

func (m memory) WriteFile(name string, data []byte) error {
	m[name] = string(data)
	return nil
}

func (m memory) Remove(name string) error {
	delete(m, name)
	return nil
}

func (m memory) List() []string { return slices.Sorted(maps.Keys(m)) }

// exchange is one command of a scenario and what came back.
type exchange struct {
	comment string // the lines before it
	command string
	output  string
	status  int
}

// scenario is a txtar file: commands as typed with what they printed, standard
// output and error together, then the files of the home folder.
type scenario struct {
	name      string
	exchanges []exchange
	tail      string // the files, as they stand in the archive
	files     map[string]string
}

func scenarios(t *testing.T, dir string) []scenario {
	t.Helper()
	entries, err := testdata.ReadDir("testdata/" + dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []scenario
	for _, entry := range entries {
		text, err := testdata.ReadFile(path.Join("testdata", dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, parseScenario(path.Join("testdata", dir, entry.Name()), string(text)))
	}
	if len(all) < 3 {
		t.Fatalf("testdata/%s has %d scenarios, which cannot be all", dir, len(all))
	}
	return all
}

// parseScenario reads commands after "$ ", continued by lines after "> ".
func parseScenario(name, text string) scenario {
	s := scenario{name: name, files: map[string]string{}}
	comment, file := "", ""
	for line := range strings.Lines(text) {
		if marker, ok := strings.CutSuffix(line, " --\n"); ok && strings.HasPrefix(marker, "-- ") {
			file = marker[3:]
			s.files[file] = ""
		} else if file != "" {
			s.files[file] += line
		}
		if file != "" {
			s.tail += line
			continue
		}
		last := len(s.exchanges) - 1
		switch {
		case strings.HasPrefix(line, "$ "):
			if last >= 0 && !strings.Contains(comment, "# ") {
				s.exchanges[last].output += comment
				comment = ""
			}
			s.exchanges = append(s.exchanges, exchange{comment: comment, command: line[2:]})
			comment = ""
		case strings.HasPrefix(line, "> ") && s.exchanges[last].output == "":
			s.exchanges[last].command += line[2:]
		case strings.HasPrefix(line, "[exit "):
			fmt.Sscanf(line, "[exit %d]", &s.exchanges[last].status)
		case last < 0 || strings.HasPrefix(line, "# ") || line == "\n":
			comment += line
		default:
			s.exchanges[last].output += comment + line
			comment = ""
		}
	}
	return s
}

// format writes the scenario back.
func (s scenario) format() string {
	var b strings.Builder
	for _, x := range s.exchanges {
		b.WriteString(x.comment)
		b.WriteString("$ " + strings.ReplaceAll(strings.TrimSuffix(x.command, "\n"), "\n", "\n> ") + "\n")
		b.WriteString(x.output)
		if x.status != 0 {
			fmt.Fprintf(&b, "[exit %d]\n", x.status)
		}
	}
	return b.String() + s.tail
}

// newTestShell returns a shell with a home folder, before a cluster: of three
// nodes, or as the file cluster.json says.
func newTestShell(files map[string]string) *Shell {
	home := memory{}
	maps.Copy(home, files)
	config := cluster.Config{Nodes: 3, Seed: 1}
	if text, ok := files["cluster.json"]; ok {
		if err := json.Unmarshal([]byte(text), &config); err != nil {
			panic(err)
		}
		delete(home, "cluster.json")
	}
	s := New(cluster.New(config), home)
	s.Budget = 200_000
	return s
}

// play runs a line as a terminal does, and returns what it shows.
func play(s *Shell, line string) string {
	var b strings.Builder
	for step := range s.Run(line) {
		b.WriteString(step.Stdout + step.Stderr)
		if step.Wait > 0 {
			if _, err := s.Cluster.Do(cluster.Tick{By: step.Wait}); err != nil {
				panic(err)
			}
		}
	}
	return strings.ReplaceAll(b.String(), "\r\n", "\n")
}

// endLine is what a reader of a scenario sees of output: it ends with a newline.
func endLine(s string) string {
	if s != "" && !strings.HasSuffix(s, "\n") {
		return s + "\n"
	}
	return s
}

// title is what -run chooses it by, such as dns.
func (s scenario) title() string { return strings.TrimSuffix(path.Base(s.name), ".txtar") }

// run plays the scenario in our shell and returns it with what came back.
func (s scenario) run() scenario {
	sh := newTestShell(s.files)
	got := s
	got.exchanges = slices.Clone(s.exchanges)
	for i, x := range s.exchanges {
		got.exchanges[i].output = endLine(play(sh, x.command))
		got.exchanges[i].status = sh.Status()
	}
	return got
}

func (s scenario) compare(t *testing.T, got scenario) {
	t.Helper()
	for i, want := range s.exchanges {
		if g := got.exchanges[i]; g.output != want.output || g.status != want.status {
			t.Errorf("%s: $ %s got  [%d] %q\nwant [%d] %q", s.name, want.command, g.status, g.output, want.status, want.output)
		}
	}
}

func TestScenariosOfTheLanguageAndItsTools(t *testing.T) {
	for _, s := range scenarios(t, "bash") {
		t.Run(s.title(), func(t *testing.T) { s.compare(t, s.run()) })
	}
}

func TestScenariosOfTheLab(t *testing.T) {
	for _, s := range scenarios(t, "lab") {
		t.Run(s.title(), func(t *testing.T) {
			got := s.run()
			if *update {
				rewrite(t, got)
				return
			}
			s.compare(t, got)
		})
	}
}

func TestScenariosSurviveReadingAndWriting(t *testing.T) {
	for _, dir := range []string{"bash", "lab"} {
		for _, s := range scenarios(t, dir) {
			text, err := testdata.ReadFile(s.name)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
			if s.format() != string(text) {
				t.Errorf("%s: a scenario that is read and written is not the same", s.name)
			}
		}
	}
}
