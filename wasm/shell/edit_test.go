package shell

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/cluster"
)

// TestEditorsAskTheHost lets a host answer every Edit with a text, or with
// nothing, or not at all.
func TestEditorsAskTheHost(t *testing.T) {
	saves := func(text string) func(*Edit) {
		return func(e *Edit) { e.Text, e.Done, e.Saved = text, true, true }
	}
	quits := func(e *Edit) { e.Done = true }
	nobody := func(*Edit) {}
	for _, row := range []struct {
		name, script string
		host         func(*Edit)
		asked, want  string
		status       int
	}{
		{"what is saved is in the file", "echo a > x; vi x; cat x", saves("b\n"), `x "a\n";`, "b\n", 0},
		{"a file that is not there begins empty", "nano new; cat new", saves("b\n"), `new "";`, "b\n", 0},
		{"quitting leaves the file", "echo a > x; vim x; cat x", quits, `x "a\n";`, "a\n", 0},
		{"quitting makes no file", "edit new; ls", quits, `new "";`, "", 0},
		{"where there is no editor, that is said", "vi x", nobody, `x "";`, "vi: there is no editor here: write the file with cat > x <<EOF\n", 1},
		{"without a file", "vi", nobody, "", "vi: want the name of one file, such as vi web.yaml\n", 1},
		{"a folder", "vi /tmp", nobody, "", "vi: /tmp: Is a directory\n", 1},
		{"a file that cannot be written", "vi /etc/hosts >/dev/null 2>&1; vi /etc/resolv.conf | cat", saves("x"), "", "vi: /etc/resolv.conf: Permission denied\n", 0},
		{"kubectl edit opens vi", "kubectl edit ns default >/dev/null", quits, "", "Edit cancelled, no changes made.\n", 0},
		{"kubectl edit without an editor", "kubectl edit ns default 2>&1 | grep ^error", nobody, "", "error: there was a problem with the editor \"vi\"\n", 0},
		{"what kubectl could not save stays, and nothing else", `cat $(kubectl edit ns default 2>&1 | sed -n 's/.*stored to "\(.*\)"/\1/p')`, saves("kind: Namespace\n"), "",
			"kind: Namespace\n", 0},
		{"in a pipe too", "echo a > x; vi x | cat; cat x", saves("c\n"), `x "a\n";`, "c\n", 0},
	} {
		files := memory{}
		s := New(cluster.New(cluster.Config{Nodes: 1, Seed: 1}), files)
		var asked, out strings.Builder
		for step := range s.Run(row.script) {
			out.WriteString(step.Stdout + step.Stderr)
			if step.Edit != nil {
				if !strings.HasPrefix(step.Edit.Name, "/") {
					fmt.Fprintf(&asked, "%s %q;", step.Edit.Name, step.Edit.Text)
				}
				row.host(step.Edit)
			}
		}
		if asked.String() != row.asked || out.String() != row.want || s.Status() != row.status {
			t.Errorf("%s: asked for %s and got [%d] %q; want %s and [%d] %q", row.name, asked.String(), s.Status(), out.String(), row.asked, row.status, row.want)
		}
	}
}
