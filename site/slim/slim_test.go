package slim_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"svclab/site/slim"
)

// compile builds the program in testdata as the page's program is built.
func compile(t *testing.T) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "program.wasm")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-gcflags=all=-l", "-o", out, "./testdata/program")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, text)
	}
	program, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// run runs a program under Node and returns what it prints.
func run(t *testing.T, program []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "run.wasm")
	if err := os.WriteFile(file, program, 0o666); err != nil {
		t.Fatal(err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js"), file)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, text)
	}
	return string(text)
}

// whole slims a program and leaves all of it in the first part.
func whole(t *testing.T, program []byte, keep ...string) slim.Parts {
	t.Helper()
	parts, err := slim.Split(program, func(string) bool { return true }, keep...)
	if err != nil {
		t.Fatal(err)
	}
	return parts
}

func TestASlimmedProgramDoesTheSame(t *testing.T) {
	program := compile(t)
	slimmed := whole(t, program, "main.")
	want := run(t, program)
	got, _ := runParts(t, slimmed)
	if want != got || !strings.Contains(want, "index out of range") {
		t.Errorf("it prints\n%s\nwant\n%s", got, want)
	}
	if bytes.Contains(slimmed.First, []byte("encoding/json.Marshal\x00")) || !bytes.Contains(slimmed.First, []byte("main.grow\x00")) {
		t.Error("want the names of main's functions to be left, and no others")
	}
	if _, err := slim.Split(slimmed.First, func(string) bool { return true }); err == nil {
		t.Error("slimming twice: want an error, for its tables are not what the linker wrote")
	}
}

// memoryAtStart is JavaScript that prints the sums of a program's tables of
// functions, as its memory holds them before anything runs. They begin and end
// where the arguments say.
const memoryAtStart = `
const [file, ...ranges] = process.argv.slice(1);
const any = new Proxy({}, {get: () => new Proxy({}, {get: () => () => {}})});
const parts = {table: new WebAssembly.Table({initial: 1 << 20, element: "anyfunc"})};
WebAssembly.instantiate(require("fs").readFileSync(file), {gojs: any.gojs, parts}).then(({instance}) => {
	for (const range of ranges) {
		const [from, to] = range.split("-").map(Number);
		const bytes = new Uint8Array(instance.exports.mem.buffer, from, to - from);
		console.log(require("crypto").createHash("sha256").update(bytes).digest("hex"));
	}
});`

func TestTheTablesOfFunctionsAreWholeBeforeAnythingRuns(t *testing.T) {
	program := compile(t)
	slimmed := whole(t, program).First
	ranges, err := slim.CountedTables(program)
	if err != nil {
		t.Fatal(err)
	}
	sums := func(program []byte) string {
		file := filepath.Join(t.TempDir(), "memory.wasm")
		if err := os.WriteFile(file, program, 0o666); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("node", append([]string{"-e", memoryAtStart, file}, ranges...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("node: %v\n%s", err, out)
		}
		return string(out)
	}
	if want, got := sums(program), sums(slimmed); got != want || len(want) < 128 {
		t.Errorf("the tables have the sums\n%swant\n%s", got, want)
	}
}

func TestWhatIsNoGoProgramIsRefused(t *testing.T) {
	program := compile(t)
	magic := []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}
	for _, tt := range []struct {
		name    string
		program []byte
		want    string
	}{
		{"nothing", nil, "no WebAssembly module"},
		{"a module without data", program[:8], "no data section"},
		{"half a program", program[:len(program)/2], "ends too early"},
		{"an instruction of another compiler", bytes.Replace(program, []byte{0x20, 0x00, 0x0e}, []byte{0x20, 0x00, 0x06}, 1), "an instruction 0x6"},
		{"another Go", bytes.Replace(program, magic, append([]byte{0xf5}, magic[1:]...), 1), "Go 1.26"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := slim.Split(tt.program, func(string) bool { return true }); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want …%s…", err, tt.want)
			}
		})
	}
}
