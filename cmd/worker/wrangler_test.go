package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// deployment is what wrangler.jsonc says. Other fields are for wrangler, whose own
// word on them is in TestWranglerTakesIt.
type deployment struct {
	Main   string
	Date   string `json:"compatibility_date"`
	Assets struct {
		Directory, Binding string
		First              any    `json:"run_worker_first"`
		HTML               string `json:"html_handling"`
		Missing            string `json:"not_found_handling"`
	}
	Vars       map[string]string
	Namespaces []struct{ Binding string } `json:"kv_namespaces"`
	Limits     []struct {
		Name   string
		Simple struct{ Limit, Period int }
	} `json:"ratelimits"`
}

// comment is a line of a .jsonc file that is one.
var comment = regexp.MustCompile(`(?m)^\s*//.*$`)

func deployed(t *testing.T) deployment {
	t.Helper()
	var d deployment
	if err := json.Unmarshal([]byte(comment.ReplaceAllString(read(t, "wrangler.jsonc"), "")), &d); err != nil {
		t.Fatalf("wrangler.jsonc: %v", err)
	}
	return d
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestWhatIsDeployedIsWhatIsBuilt(t *testing.T) {
	d, makefile := deployed(t), read(t, "../../Makefile")
	for path, line := range map[string]string{d.Main: "-o build/worker/app.wasm ./cmd/worker", d.Assets.Directory: "build --out dist "} {
		built := filepath.Join("cmd/worker", path) // paths are told from where the file stands
		if built != "build/worker/entry.mjs" && built != "dist" || !strings.Contains(makefile, line) {
			t.Errorf("%s is deployed, which make does not build", built)
		}
	}
	if !strings.Contains(makefile, "cmd/worker/entry.mjs build/worker/") {
		t.Error("make worker puts no entry.mjs into build/worker")
	}
	// Whatever Cloudflare answered by itself, svclab serve would answer otherwise.
	if a := d.Assets; a.First != true || a.HTML != "none" || a.Missing != "none" {
		t.Errorf("the program does not answer all: %+v", a)
	}
}

func TestTheBindingsAreThoseOfTheProgram(t *testing.T) {
	d, program, entry, local := deployed(t), read(t, "main.go"), read(t, "entry.mjs"), read(t, "testdata/workerd/config.capnp")
	names := []string{d.Assets.Binding}
	for _, n := range d.Namespaces {
		names = append(names, n.Binding)
	}
	for _, l := range d.Limits {
		names = append(names, l.Name)
		for _, want := range []string{fmt.Sprintf("most = %d;", l.Simple.Limit), fmt.Sprintf("period = %d_000;", l.Simple.Period)} {
			if !strings.Contains(entry, want) {
				t.Errorf("without a limiter entry.mjs counts otherwise: want %q", want)
			}
		}
	}
	for name := range d.Vars {
		names = append(names, name)
	}
	if got, want := strings.Join(names, " "), "ASSETS LINKS LIMITER BASE"; got != want {
		t.Errorf("the bindings are %s, want %s", got, want)
	}
	for _, name := range names {
		if !strings.Contains(program, `"`+name+`"`) || !strings.Contains(entry, name) {
			t.Errorf("the program does not ask for %s", name)
		}
	}
	if !strings.Contains(local, `compatibilityDate = "`+d.Date+`"`) {
		t.Errorf("workerd is tested with another compatibility date than %s", d.Date)
	}
}
