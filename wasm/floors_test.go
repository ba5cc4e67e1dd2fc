//go:build !js

// Package wasm_test reads the sources of the whole module and holds them to
// the rules that keep it a house with floors.
package wasm_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// floors are the rooms from the ground up. A package imports only lower floors
// and rooms inside its own. "controller/..." stands for all below it.
var floors = [][]string{
	{"wasm/api", "wasm/html", "wasm/linediff", "wasm/nearest", "lessons", "lessons/lesson"},
	{"wasm/api/apitest", "wasm/image", "wasm/kubelet", "wasm/route", "wasm/controller/endpointset", "wasm/controller/claim", "wasm/controller/workload"},
	{"wasm/controller/...", "wasm/proxy", "wasm/dns"},
	{"wasm/network", "wasm/proxy/iptables", "wasm/proxy/nftables"},
	{"wasm/cluster"},
	{"wasm/kubectl", "wasm/torture", "wasm/bench", "lessons/markdown"},
	{"wasm/shell", "wasm/manifest"},
	{"wasm/lab"},
	{"wasm/ui", "lessons/author"},
	{"wasm/browser/...", "site/slim", "site/web", "site/share", "site/serve"},
	{"site/embedded", "site/share/bolt", "site/deploy", "site/accuracy"},
	{"site"},
	{"wasm", "wasm/author", "wasm/bench/program", "cmd/..."},
}

// engine is the highest floor that must replay to the byte: wasm/lab.
var engine = floorOf("wasm/lab")

// impure are imports that would let the outside world into the engine.
var impure = []string{"time", "sync", "sync/atomic", "math/rand", "os", "net/http", "syscall"}

// heavy are packages that the first load must not hold.
var heavy = []string{"text/template", "html/template", "net/http", "encoding/gob", "github.com/yuin/goldmark"}

// only names the packages that alone may import something.
var only = map[string][]string{
	"syscall/js":               {"wasm", "wasm/author", "wasm/browser", "cmd/worker"},
	"honnef.co/go/js/dom/v2":   {"wasm/browser"},
	"math/rand/v2":             {"wasm/cluster", "wasm/torture"},
	"regexp":                   {"wasm/shell", "lessons/markdown", "lessons/author", "site/web", "site/share", "site/deploy", "site/accuracy"}, // grep and sed are made of it
	"github.com/yuin/goldmark": {"lessons/markdown"},
}

// floorOf returns the floor of a package, -1 when it has none.
func floorOf(pkg string) int {
	for i, rooms := range floors {
		for _, room := range rooms {
			if below, deep := strings.CutSuffix(room, "/..."); pkg == room || deep && (pkg == below || strings.HasPrefix(pkg, below+"/")) {
				return i
			}
		}
	}
	return -1
}

// source is one Go file of the module.
type source struct {
	pkg, path string // such as wasm/api, wasm/api/pod.go
	lines     int
	imports   []string
	file      *ast.File
	set       *token.FileSet
}

func (s source) test() bool { return strings.HasSuffix(s.path, "_test.go") }

// sources parses every Go file, of every platform and tag.
func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (slices.Contains([]string{"build", "dist", "node_modules", "testdata"}, d.Name()) || len(name) > 1 && d.Name()[0] == '.') {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		s := source{pkg: path.Dir(name), path: name, lines: strings.Count(string(text), "\n"), file: file, set: set}
		for _, i := range file.Imports {
			s.imports = append(s.imports, strings.Trim(i.Path.Value, `"`))
		}
		out = append(out, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 20 {
		t.Fatalf("found %d Go files, which cannot be all", len(out))
	}
	return out
}

func TestPackagesImportOnlyLowerFloors(t *testing.T) {
	for _, s := range sources(t) {
		for _, problem := range checkImports(s) {
			t.Errorf("%s: %s", s.path, problem)
		}
	}
}

// checkImports says what is wrong with a file's imports. Tests may look up and
// out, as long as they leave the document alone.
func checkImports(s source) []string {
	var problems []string
	own := floorOf(s.pkg)
	if own < 0 {
		return []string{fmt.Sprintf("package %s stands on no floor", s.pkg)}
	}
	for _, i := range s.imports {
		if rooms, limited := only[i]; limited && !s.test() && !slices.Contains(rooms, s.pkg) {
			problems = append(problems, fmt.Sprintf("imports %s, which is for %s only", i, strings.Join(rooms, ", ")))
		}
		if s.test() {
			continue
		}
		if room, ours := strings.CutPrefix(i, "svclab/"); ours && floorOf(room) >= own && !strings.HasPrefix(room, s.pkg+"/") {
			problems = append(problems, fmt.Sprintf("imports %s, which is no lower floor", i))
		}
		if own <= engine && slices.Contains(impure, i) {
			problems = append(problems, fmt.Sprintf("imports %s at or below wasm/lab", i))
		}
		if strings.HasPrefix(s.pkg, "wasm/") && slices.Contains(heavy, i) {
			problems = append(problems, fmt.Sprintf("imports %s, too heavy for the first load", i))
		}
	}
	return problems
}

func TestTheEngineStartsNoGoroutine(t *testing.T) {
	for _, s := range sources(t) {
		if s.test() || floorOf(s.pkg) > engine {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt, *ast.SelectStmt, *ast.ChanType:
				t.Errorf("%s: a goroutine, select or channel: the engine runs in one line", s.set.Position(n.Pos()))
			}
			return true
		})
	}
}

func TestPackagesSayWhatTheyModel(t *testing.T) {
	files, documented := map[string]int{}, map[string]bool{}
	all := sources(t)
	for _, s := range all {
		if !s.test() {
			files[s.pkg]++
		}
	}
	for _, s := range all {
		// A package of one file has no need of a second one.
		own := filepath.Base(s.path) == "doc.go" || files[s.pkg] == 1
		if !s.test() && own && len(s.file.Doc.Text()) > 80 {
			documented[s.pkg] = true
		}
	}
	for pkg := range files {
		if !documented[pkg] {
			t.Errorf("package %s has no doc.go that says what it models and promises", pkg)
		}
	}
}

func TestFilesHaveOneSubject(t *testing.T) {
	for _, s := range sources(t) {
		if !s.test() && s.lines >= 400 {
			t.Errorf("%s has %d lines; split it by subject below 400", s.path, s.lines)
		}
	}
}

// inProgram returns the packages that a program for the page is made of.
func inProgram(t *testing.T, pkg string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", pkg)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", cmd, err)
	}
	return strings.Fields(string(out))
}

// The program for authors has what reads and proves lessons, and nothing of the page.
func TestTheProgramForAuthorsShowsNothing(t *testing.T) {
	deps := inProgram(t, "./author")
	if !slices.Contains(deps, "svclab/lessons/author") {
		t.Errorf("it cannot prove a lesson: %v", deps)
	}
	for _, page := range []string{"svclab/wasm/ui", "svclab/wasm/browser"} {
		if slices.Contains(deps, page) {
			t.Errorf("it holds %s", page)
		}
	}
}

func TestFirstLoadIsLight(t *testing.T) {
	deps := inProgram(t, ".")
	if !slices.Contains(deps, "svclab/wasm/ui") {
		t.Fatalf("the program does not hold wasm/ui, so this test reads the wrong list: %v", deps)
	}
	for _, d := range []string{"svclab/wasm/torture", "svclab/wasm/bench"} {
		if slices.Contains(deps, d) {
			t.Errorf("the page holds %s, which is for tests and the command line", d)
		}
	}
	for _, d := range deps {
		for _, h := range heavy {
			if d == h || strings.HasPrefix(d, h+"/") {
				t.Errorf("the first load holds %s", d)
			}
		}
	}
}

// A rule that never fails is no rule: each is broken here on purpose.
func TestTheRulesCanFail(t *testing.T) {
	for _, row := range []struct{ name, pkg, imports, want string }{
		{"a room looks up", "wasm/api", "svclab/wasm/cluster", "no lower floor"},
		{"a room looks sideways", "wasm/proxy", "svclab/wasm/dns", "no lower floor"},
		{"a room looks down", "wasm/cluster", "svclab/wasm/proxy", ""},
		{"a room looks inside", "wasm/browser", "svclab/wasm/browser/patch", ""},
		{"the engine asks for the time", "wasm/lab", "time", "at or below wasm/lab"},
		{"the page asks for the time", "wasm/browser", "time", ""},
		{"a room throws its own dice", "wasm/proxy", "math/rand/v2", "for wasm/cluster, wasm/torture only"},
		{"ui touches the document", "wasm/ui", "syscall/js", "for wasm, wasm/author, wasm/browser, cmd/worker only"},
		{"a template comes in", "wasm/kubectl", "text/template", "too heavy"},
		{"a package has no floor", "wasm/util", "fmt", "stands on no floor"},
	} {
		got := checkImports(source{pkg: row.pkg, path: row.pkg + "/x.go", imports: []string{row.imports}})
		if (row.want == "") != (len(got) == 0) || !strings.Contains(strings.Join(got, "; "), row.want) {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}
