package main

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file that was read by a person before it was committed.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile("testdata/"+name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

func TestEachOperatorFindsItsMutants(t *testing.T) {
	var out strings.Builder
	if err := run([]string{"-list", "./testdata/sample"}, &out); err != nil {
		t.Fatal(err)
	}
	golden(t, "list.txt", out.String())
}

// What survives is what the sample's tests leave open, and the table adds up.
func TestMutantsAreKilledByTestsThatNoticeThem(t *testing.T) {
	var out strings.Builder
	figures := t.TempDir() + "/figures.md"
	err := run([]string{"-min", "99", "-figures", figures, "./testdata/sample"}, &out)
	if !errors.Is(err, errShort) || !strings.Contains(err.Error(), "testdata/sample") {
		t.Errorf("99 %% of the sample's mutants are not killed, but it said %v", err)
	}
	golden(t, "survivors.txt", out.String())
	text, err := os.ReadFile(figures)
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(out.String(), "\n\n")
	if !strings.HasSuffix(string(text), table) || !strings.Contains(string(text), "`go run ./cmd/mutate -min 99 ") {
		t.Errorf("the file of figures says\n%s", text)
	}
}

func TestWhatCannotBeMeasuredIsAnError(t *testing.T) {
	for _, row := range []struct{ pattern, want string }{
		{"./testdata/failing", "TestOne fails without a mutant"},
		{"./testdata", "go list"},
		{"./nothing...", "such as ./wasm/dns"},
	} {
		var out strings.Builder
		if err := run([]string{row.pattern}, &out); err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: got %v, want %q", row.pattern, err, row.want)
		}
	}
}
