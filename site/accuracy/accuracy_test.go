package accuracy

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write counts.json and differences.md anew")

const root = "../../"

// counted is what can be counted by looking at what there is.
func counted(t *testing.T) map[string]int64 {
	t.Helper()
	transcripts := glob(t, "cmd/svclab/testdata/fidelity/*.txtar", "wasm/kubectl/testdata/fidelity/*.txtar", "wasm/proxy/iptables/testdata/fidelity/*.txtar")
	torture, _ := sum(t, "wasm/torture/testdata/runs.txt", `(?m)^ +[0-9]+ +[0-9]+ +([0-9]+) +[0-9a-f]{7}\b`)
	inThePage := glob(t, "wasm/*/*_test.go", "wasm/*/*/*_test.go", "lessons/*/*_test.go")
	tests := append(glob(t, "wasm/*_test.go", "cmd/*/*_test.go", "site/*_test.go", "site/*/*_test.go"), inThePage...)
	execs, targets := sum(t, "site/accuracy/fuzz.txt", `(?m)^\S+ \S+ ([0-9,]+) inputs`)
	const family = `(?m)^\| \*\*wasm/\S+\*\* *\| *`
	mutants, _ := sum(t, "wasm/MUTANTS.md", family+`([0-9]+)`)
	killed, _ := sum(t, "wasm/MUTANTS.md", family+`[0-9]+ *\| *([0-9]+)`)
	late, _ := sum(t, "wasm/MUTANTS.md", family+`[0-9]+ *\| *[0-9]+ *\| *([0-9]+)`)
	if n := int64(count(t, `(?m)^func Fuzz`, glob(t, "wasm/*/*_test.go", "wasm/*/*/*_test.go", "lessons/*/*_test.go", "site/*/*_test.go")...)); n != targets {
		t.Errorf("site/accuracy/fuzz.txt has %d targets, and there are %d", targets, n)
	}
	return map[string]int64{
		"transcripts":    int64(len(transcripts)),
		"commands":       int64(count(t, `(?m)^\$ `, transcripts...)),
		"fields":         int64(count(t, "(?m)^\\| `", root+"wasm/SERVICE.md")),
		"seeds":          int64(count(t, `(?m)^[0-9]+ [0-9a-f]+`, root+"wasm/torture/testdata/seeds.digest")),
		"lessons":        int64(len(glob(t, "lessons/*/lesson.ko.md"))),
		"journeys":       int64(count(t, `(?m)^func Test`, glob(t, "site/*_journey_test.go")...)),
		"torture":        torture,
		"tests":          int64(count(t, `(?m)^func Test`, tests...)),
		"tests_wasm":     int64(count(t, `(?m)^func Test`, inThePage...)),
		"fuzz_targets":   targets,
		"fuzz_execs":     execs,
		"mutants":        mutants,
		"mutants_killed": killed + late,
	}
}

// The counts on the page are of what there is.
func TestTheCountsAreOfWhatThereIs(t *testing.T) {
	now := counted(t)
	was, err := Counts()
	if err != nil {
		t.Fatal(err)
	}
	for name, n := range now {
		if n == 0 {
			t.Errorf("nothing is counted as %s", name)
		}
		if !*update && was[name] != n {
			t.Errorf("counts.json says %d %s, and there are %d (-args -update writes it anew)", was[name], name, n)
		}
	}
	if *update {
		text, err := json.MarshalIndent(now, "", "  ")
		if err == nil {
			err = os.WriteFile("counts.json", append(text, '\n'), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// The page has every difference that a doc.go tells of.
func TestEveryDifferenceIsOnThePage(t *testing.T) {
	var all strings.Builder
	for _, file := range glob(t, "wasm/*/doc.go", "wasm/*/*/doc.go") {
		if text := differencesIn(t, file); text != "" {
			fmt.Fprintf(&all, "### %s\n\n%s\n", strings.TrimPrefix(filepath.ToSlash(filepath.Dir(file)), root), text)
		}
	}
	if strings.Count(all.String(), "\n- ") < 150 {
		t.Errorf("only %d differences were found", strings.Count(all.String(), "\n- "))
	}
	if *update {
		if err := os.WriteFile("differences.md", []byte(all.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if have, err := os.ReadFile("differences.md"); err != nil || string(have) != all.String() {
		t.Errorf("differences.md is not what the doc.go files say (-args -update writes it anew): %v", err)
	}
}

// differencesIn returns what stands below "Differences from upstream" as a list in
// Markdown: the items of a list there, and each paragraph.
func differencesIn(t *testing.T, file string) string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	_, list, ok := strings.Cut(f.Doc.Text(), "# Differences from upstream\n")
	if !ok {
		return ""
	}
	list, _, _ = strings.Cut(list, "\n# ")
	var out strings.Builder
	begins := true
	for _, line := range strings.Split(strings.TrimSpace(list), "\n") {
		paragraph := begins && !strings.HasPrefix(line, " ")
		line = strings.TrimSpace(line)
		begins = line == ""
		for _, special := range []string{"<", "*", "_", "`", "["} {
			line = strings.ReplaceAll(line, special, `\`+special)
		}
		switch {
		case line == "":
		case strings.HasPrefix(line, "- "):
			out.WriteString(line + "\n")
		case paragraph:
			out.WriteString("- " + line + "\n")
		default:
			out.WriteString("  " + line + "\n")
		}
	}
	return out.String()
}

// Both languages have the same places for counts, and none is without one.
func TestThePagesAreFilledIn(t *testing.T) {
	places := map[string]string{}
	for _, lang := range []string{"ko", "en"} {
		_, text, err := Page(lang, map[string]string{"bench": "| a | b |\n|---|---|\n| 1 | 2 |"})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "{{") || !strings.Contains(string(text), "| 1 | 2 |") || !strings.Contains(string(text), "svclab.invalid") {
			t.Errorf("%s: a place is left empty", lang)
		}
		src, err := files.ReadFile("accuracy." + lang + ".md")
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, m := range placeholder.FindAllString(string(src), -1) {
			seen[m] = true
		}
		places[lang] = fmt.Sprint(seen)
	}
	if places["ko"] != places["en"] {
		t.Errorf("ko has %s\nen has %s", places["ko"], places["en"])
	}
	if _, _, err := Page("xx", nil); err == nil {
		t.Error("there is a page in xx")
	}
	if _, _, err := Page("en", nil); err == nil || !strings.Contains(err.Error(), `"bench"`) {
		t.Errorf("without a table: %v", err)
	}
}

func glob(t *testing.T, patterns ...string) (files []string) {
	t.Helper()
	for _, pattern := range patterns {
		found, err := filepath.Glob(root + pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Fatalf("no files at %v", patterns)
	}
	return files
}

func count(t *testing.T, pattern string, files ...string) (n int) {
	t.Helper()
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n += len(regexp.MustCompile(pattern).FindAll(text, -1))
	}
	return n
}

// sum adds up what a pattern finds in a file, and how often it does.
func sum(t *testing.T, file, pattern string) (total, found int64) {
	t.Helper()
	text, err := os.ReadFile(root + file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(pattern).FindAllSubmatch(text, -1) {
		n, err := strconv.ParseInt(strings.ReplaceAll(string(m[1]), ",", ""), 10, 64)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		total, found = total+n, found+1
	}
	return total, found
}
