package site

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"svclab/site/slim"
)

// program is what the page runs: one module, or two.
type program struct {
	first, rest []byte // rest is nil when the first is all
	functions   int    // how many functions both have
}

// program returns the compiled program, made small.
func (o Options) program() (program, error) {
	compiled, err := o.compiled()
	if err != nil || o.AsIs {
		return program{first: compiled}, err
	}
	parts, err := slim.Split(compiled, isFirst())
	if err == nil {
		return program{parts.First, parts.Rest, parts.Functions}, nil
	}
	// A later Go may lay its tables out otherwise: the site works all the same.
	o.log("the program is downloaded as Go wrote it, nearly three times as large as it could be: %v", err)
	return program{first: compiled}, nil
}

// isFirst returns what tells by its name whether a function is needed at first.
// later.txt lists those that nothing called when learners took a lesson; make
// parts writes it anew. What is written since then is first, so a list that is
// out of date makes the first part larger and never the page wait. The runtime is
// not on it: which of its functions are called depends on when the collector runs.
func isFirst() func(name string) bool {
	later := map[string]bool{}
	for name := range strings.Lines(source("later.txt")) {
		later[strings.TrimSuffix(name, "\n")] = true
	}
	return func(name string) bool { return !later[name] || ofRuntime(name) }
}

// ofRuntime tells that a function belongs to Go's runtime.
func ofRuntime(name string) bool {
	for _, prefix := range []string{"runtime.", "runtime/", "internal/", "sync.", "sync/", "syscall/js."} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// compiled returns the program as the compiler writes it.
func (o Options) compiled() ([]byte, error) {
	return o.compiledAs("svclab.wasm", "svclab/wasm", o.Wasm)
}

// inlined are the packages in which small functions are inlined. Elsewhere they
// are called, which makes the first load a twelfth smaller; these are what a
// connection runs through, and what everything runs through.
var inlined = []string{
	"svclab/wasm/network", "svclab/wasm/proxy",
	"internal/runtime/maps", "math/rand/v2", "runtime",
}

// compile compiles a program for the page, the package pkg, to a file. It needs Go, and the
// source as the current directory or a parent of it.
func compile(path, pkg string) error {
	args := []string{"build", "-trimpath", "-ldflags=-s -w", "-gcflags=all=-l"}
	for _, pkg := range inlined {
		args = append(args, "-gcflags="+pkg+"=")
	}
	cmd := exec.Command("go", append(args, "-o", path, pkg)...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("compiling the program with %q: %w\n%s", cmd.String(), err, out)
	}
	return nil
}

// wasmExec returns the JavaScript of the Go installation that compiles the
// program: the two have to be of one version.
func wasmExec() (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("asking go for its GOROOT: %w", err)
	}
	body, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return "", fmt.Errorf("reading Go's wasm_exec.js: %w", err)
	}
	return string(body), nil
}
