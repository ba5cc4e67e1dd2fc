package main

import (
	"bytes"
	"strings"
	"testing"

	"svclab/wasm/shell"
)

func TestAnEditorAtTheTerminal(t *testing.T) {
	for _, row := range []struct {
		name, kube, editor string
		want               shell.Edit
		says               string
	}{
		{"$EDITOR changes the text", "", "sed -i s/a/b/", shell.Edit{Name: "/tmp/x.yaml", Text: "b\n", Done: true, Saved: true}, ""},
		{"$KUBE_EDITOR comes first", "sed -i s/a/c/", "false", shell.Edit{Name: "/tmp/x.yaml", Text: "c\n", Done: true, Saved: true}, ""},
		{"the file has the name it is shown by", "", `sh -c 'basename "$1" > "$1"' -`, shell.Edit{Name: "/tmp/x.yaml", Text: "x.yaml\n", Done: true, Saved: true}, ""},
		{"an editor that saves nothing", "", "true", shell.Edit{Name: "/tmp/x.yaml", Text: "a\n", Done: true}, ""},
		{"an editor that fails", "", "false", shell.Edit{Name: "/tmp/x.yaml", Text: "a\n"}, `svclab shell: editor "false": exit status 1` + "\n"},
	} {
		t.Setenv("KUBE_EDITOR", row.kube)
		t.Setenv("EDITOR", row.editor)
		var out bytes.Buffer
		term := &terminal{out: &out, err: &out, keyboard: strings.NewReader("")}
		edit := shell.Edit{Name: "/tmp/x.yaml", Text: "a\n"}
		term.edit(&edit)
		if edit != row.want || out.String() != row.says {
			t.Errorf("%s: got %+v, %q; want %+v, %q", row.name, edit, out.String(), row.want, row.says)
		}
	}
}
