//go:build !js

package wasm_test

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// documents are what whoever comes here reads first.
var documents = []string{"README.md", "CONTRIBUTING.md", "lessons/CONTRIBUTING.ko.md", "lessons/CONTRIBUTING.en.md"}

// The table of the README is a coarser one than floors, but never another one.
func TestTheREADMEHasEveryRoomOnItsFloor(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for _, row := range regexp.MustCompile(`(?m)^\| (\d) \| ([^|]*) \|`).FindAllStringSubmatch(string(text), -1) {
		number, _ := strconv.Atoi(row[1])
		for _, room := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[2], -1) {
			if floorOf(strings.TrimSuffix(room[1], "/...")) < 0 && room[1] != "site/..." {
				t.Errorf("%s stands in the README and on no floor", room[1])
			}
			rows[room[1]] = number
		}
	}
	// rowOf is where a room stands, by its own name or that of a house around it.
	rowOf := func(room string) int {
		room = strings.TrimSuffix(room, "/...")
		if n, ok := rows[room]; ok {
			return n
		}
		for ; room != "."; room = filepath.ToSlash(filepath.Dir(room)) {
			if n, ok := rows[room+"/..."]; ok {
				return n
			}
		}
		return -1
	}
	highest := 0
	for i, rooms := range floors {
		above := highest
		for _, room := range rooms {
			n := rowOf(room)
			if room == "cmd/..." { // each command by its name
				n = rowOf("cmd/svclab")
			}
			if n < 0 {
				t.Errorf("%s has no place in the README's table of floors: want one on floor %d or above", room, highest)
			} else if n < highest {
				t.Errorf("%s is on floor %d of %v, and %d in the README's table", room, i, len(floors), n)
			}
			above = max(above, n)
		}
		highest = above
	}
}

// What the documents name is there: files, and tests.
func TestTheDocumentsNameWhatIsThere(t *testing.T) {
	tests := map[string]bool{}
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && s.test() {
				tests[f.Name.Name] = true
			}
		}
	}
	paths := regexp.MustCompile(`(?:[\s` + "`" + `(]|^)(?:\./)?((?:wasm|lessons|site|cmd|\.ci)/[\w./*-]+)`)
	links := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	named := 0
	for _, document := range documents {
		text, err := os.ReadFile(filepath.Join("..", document))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range paths.FindAllStringSubmatch(string(text), -1) {
			path := strings.TrimSuffix(strings.TrimRight(m[1], ".,;"), "/...")
			path = strings.TrimSuffix(path, "/")
			if strings.Contains(path, "NUMBER") || strings.HasSuffix(path, "-my-lesson") {
				continue // which is for the reader to name
			}
			named++
			if found, _ := filepath.Glob(filepath.Join("..", filepath.FromSlash(path))); len(found) == 0 {
				t.Errorf("%s names %s, which is not there", document, path)
			}
		}
		for _, m := range links.FindAllStringSubmatch(string(text), -1) {
			named++
			if _, err := os.Stat(filepath.Join("..", filepath.Dir(document), m[1])); err != nil {
				t.Errorf("%s: %v", document, err)
			}
		}
		for _, name := range regexp.MustCompile(`\bTest[A-Z]\w+`).FindAllString(string(text), -1) {
			named++
			there := false
			for test := range tests {
				there = there || strings.HasPrefix(test, name)
			}
			if !there {
				t.Errorf("%s names %s, and no test begins so", document, name)
			}
		}
	}
	if named < 60 {
		t.Errorf("found only %d names, so this test reads the documents wrongly", named)
	}
}
