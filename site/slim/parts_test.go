package slim_test

import (
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"svclab/site/slim"
)

// inParts is JavaScript that runs a program in two parts. The rest comes when it
// is missed, after a while.
const inParts = `
const [root, parts, first, rest, functions] = process.argv.slice(1);
globalThis.fs = require("fs");
globalThis.path = require("path");
require(root + "/lib/wasm/wasm_exec.js");
require(parts);
let waits = 0, at = 0;
const compiled = () => new WebAssembly.Module(fs.readFileSync(rest));
const go = new GoInParts(Number(functions), () => {
	waits++;
	setTimeout(() => go.join(compiled()), 20);
}, () => { at++; return compiled(); });
go.exit = process.exit;
process.on("exit", () => fs.writeSync(2, "waited " + waits + ", at once " + at + "\n"));
WebAssembly.instantiate(fs.readFileSync(first), go.importObject).then(({instance}) => go.run(instance));
`

// runParts runs a program in parts under Node and returns what it prints, and
// how often it waited.
func runParts(t *testing.T, p slim.Parts) (printed, waited string) {
	t.Helper()
	dir := t.TempDir()
	first, rest := filepath.Join(dir, "first.wasm"), filepath.Join(dir, "rest.wasm")
	for file, body := range map[string][]byte{first: p.First, rest: p.Rest} {
		if err := os.WriteFile(file, body, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs("parts.js")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "-e", inParts, strings.TrimSpace(string(root)), script, first, rest, strconv.Itoa(p.Functions))
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	var waits strings.Builder
	cmd.Stderr = &waits
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s%s", err, out, waits.String())
	}
	return string(out), waits.String()
}

func isRuntime(name string) bool {
	return strings.HasPrefix(name, "runtime.") || strings.HasPrefix(name, "runtime/") || strings.HasPrefix(name, "internal/") || strings.HasPrefix(name, "sync.") || strings.HasPrefix(name, "time.")
}

func TestAProgramInPartsDoesTheSame(t *testing.T) {
	program := compile(t)
	want := run(t, program)
	half := func(seed string) func(string) bool {
		return func(name string) bool {
			h := fnv.New32a()
			h.Write([]byte(name + seed))
			return h.Sum32()>>16&1 == 0
		}
	}
	named := func(names ...string) func(string) bool {
		return func(name string) bool {
			for _, n := range names {
				if strings.HasPrefix(name, n) {
					return false
				}
			}
			return true
		}
	}
	for _, tt := range []struct {
		name   string
		first  func(string) bool
		waited string
	}{
		{"all of it is first", func(string) bool { return true }, "waited 0, at once 0"},
		{"none of it is first", func(string) bool { return false }, "waited 0, at once 1"},
		{"the runtime is first", isRuntime, "waited 1, at once 0"},
		{"the garbage collector waits", named("runtime.gcBgMarkWorker", "runtime.bgsweep"), "waited 1, at once 0"},
		{"a half is first", func(name string) bool { return isRuntime(name) || half("a")(name) }, "waited 1, at once 0"},
		{"the other half is first", func(name string) bool { return isRuntime(name) || half("b")(name) }, "waited 1, at once 0"},
		{"a callback waits", named("main.shout"), "waited 1, at once 0"},
		{"a callback within a call cannot wait", named("main.whisper"), "waited 0, at once 1"},
		{"a goroutine begins in the rest", named("main.later"), "waited 1, at once 0"},
		{"a deferred function waits while a panic unwinds", named("main.nested.", "main.recovered."), "waited 1, at once 0"},
		{"a stack that grows", named("main.deep"), "waited 1, at once 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parts, err := slim.Split(program, tt.first, "main.")
			if err != nil {
				t.Fatal(err)
			}
			got, waited := runParts(t, parts)
			if got != want {
				t.Errorf("it prints\n%s\nwant\n%s", got, want)
			}
			if !strings.Contains(waited, tt.waited) {
				t.Errorf("it says %q, want %q", waited, tt.waited)
			}
		})
	}
}
