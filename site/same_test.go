package site

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"svclab/lessons"
)

// Two builds of the same source are the same to the byte, so whoever builds a site can
// tell that another is of it, and a browser that has one need not fetch the other.
func TestTwoBuildsAreTheSame(t *testing.T) {
	program := filepath.Join(t.TempDir(), "program.wasm")
	if err := os.WriteFile(program, []byte("\x00asm\x01\x00\x00\x00"), 0o644); err != nil {
		t.Fatal(err)
	}
	var built [2]fs.FS
	for i := range built {
		out := filepath.Join(t.TempDir(), "dist")
		if err := Build(Options{Out: out, Wasm: program, Author: program, Lessons: lessons.Content, Folder: "../lessons", Build: t.TempDir(), Quick: true, AsIs: true, Base: "https://example.org/svclab/"}); err != nil {
			t.Fatal(err)
		}
		built[i] = os.DirFS(out)
	}
	count := 0
	err := fs.WalkDir(built[0], ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		count++
		one, err := fs.ReadFile(built[0], name)
		if err != nil {
			return err
		}
		other, err := fs.ReadFile(built[1], name)
		if err != nil || !bytes.Equal(one, other) {
			t.Errorf("%s differs (%v)", name, err)
		}
		return nil
	})
	others := 0
	if walking := fs.WalkDir(built[1], ".", func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			others++
		}
		return err
	}); walking != nil || others != count {
		t.Errorf("one has %d files, the other %d (%v)", count, others, walking)
	}
	if err != nil || count < 200 {
		t.Errorf("%d files (%v)", count, err)
	}
}
