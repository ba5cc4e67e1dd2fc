//go:build !js

package wasm_test

import (
	"go/ast"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// fieldRow is one row of the table in SERVICE.md: a field, what is done with
// it, and the tests that show it.
type fieldRow struct {
	path  string
	does  string
	tests []string // such as wasm/proxy TestMatch
}

var (
	fieldLine = regexp.MustCompile("^\\| `([^`]+)` \\| (.+) \\| (.+) \\|$")
	testName  = regexp.MustCompile("`(wasm[a-z/]*|cmd/svclab) (Test[A-Za-z0-9_]+)`")
)

// TestEveryServiceFieldIsAccountedFor holds the table in SERVICE.md against the
// types: a row for each field that users meet, no row for one that is not
// there, and each test that a row names exists.
func TestEveryServiceFieldIsAccountedFor(t *testing.T) {
	rows := fieldRows(t)
	want := append(paths("spec", reflect.TypeFor[api.ServiceSpec]()), paths("status", reflect.TypeFor[api.ServiceStatus]())...)
	for _, p := range paths("", reflect.TypeFor[api.EndpointSlice]()) {
		want = append(want, "EndpointSlice "+p)
	}
	var have []string
	for _, r := range rows {
		have = append(have, r.path)
		if len(r.does) < 20 {
			t.Errorf("%s: %q says too little", r.path, r.does)
		}
		if len(r.tests) == 0 {
			t.Errorf("%s: no test is named", r.path)
		}
	}
	for _, p := range want {
		if !slices.Contains(have, p) {
			t.Errorf("SERVICE.md has no row for %s", p)
		}
	}
	for i, p := range have {
		if !slices.Contains(want, p) {
			t.Errorf("SERVICE.md has a row for %s, which is no field", p)
		}
		if slices.Contains(have[:i], p) {
			t.Errorf("SERVICE.md has two rows for %s", p)
		}
	}
	exist := tests(t)
	for _, r := range rows {
		for _, name := range r.tests {
			if !exist[name] {
				t.Errorf("%s: there is no test %s", r.path, name)
			}
		}
	}
}

func fieldRows(t *testing.T) []fieldRow {
	t.Helper()
	text, err := os.ReadFile("SERVICE.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []fieldRow
	for line := range strings.Lines(string(text)) {
		m := fieldLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		r := fieldRow{path: m[1], does: m[2]}
		for _, name := range testName.FindAllStringSubmatch(m[3], -1) {
			r.tests = append(r.tests, name[1]+" "+name[2])
		}
		rows = append(rows, r)
	}
	return rows
}

// paths lists the fields of a type by their JSON names: spec.ports[].port.
// Metadata is every object's and left out.
func paths(prefix string, of reflect.Type) []string {
	switch of.Kind() {
	case reflect.Pointer:
		return paths(prefix, of.Elem())
	case reflect.Slice:
		if of.Elem().Kind() == reflect.Struct {
			return paths(prefix+"[]", of.Elem())
		}
		return []string{prefix}
	case reflect.Struct:
		if strings.HasSuffix(of.Name(), "IntOrString") || of.Name() == "Time" || of.Name() == "ObjectReference" || of.Name() == "Condition" {
			return []string{prefix}
		}
	default:
		return []string{prefix}
	}
	var out []string
	for i := range of.NumField() {
		name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		if name == "" || name == "metadata" {
			continue
		}
		if prefix != "" {
			name = prefix + "." + name
		}
		out = append(out, paths(name, of.Field(i).Type)...)
	}
	return out
}

// tests names every test of the module: wasm/proxy TestMatch.
func tests(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && s.test() && strings.HasPrefix(f.Name.Name, "Test") {
				out[s.pkg+" "+f.Name.Name] = true
			}
		}
	}
	return out
}
