package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"

	"svclab/wasm/shell"
)

// edit opens a text in the editor of whoever sits at the terminal: $KUBE_EDITOR,
// $EDITOR or vi. Where there is no terminal it leaves the Edit alone.
func (t *terminal) edit(e *shell.Edit) {
	if t.keyboard == nil {
		return
	}
	text, err := editFile(e.Name, e.Text, t.keyboard, t.out, t.err)
	select {
	case <-t.interrupt: // the editor's business
	default:
	}
	if err != nil {
		fmt.Fprintln(t.err, "svclab shell: "+err.Error())
		return
	}
	e.Done, e.Saved, e.Text = true, text != e.Text, text
}

// editFile runs the editor on a file with the text and returns what it holds then.
func editFile(name, text string, stdin io.Reader, stdout, stderr io.Writer) (string, error) {
	dir, err := os.MkdirTemp("", "svclab")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, path.Base(name))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return "", err
	}
	editor := os.Getenv("KUBE_EDITOR")
	if editor == "" {
		editor = os.Getenv("EDITOR")
	}
	if editor == "" {
		editor = "vi"
	}
	cmd := exec.Command("sh", "-c", editor+` "$1"`, "sh", file)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("editor %q: %w", editor, err)
	}
	edited, err := os.ReadFile(file)
	return string(edited), err
}
