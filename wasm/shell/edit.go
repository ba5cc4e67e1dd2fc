package shell

import (
	"errors"
	"strconv"
	"strings"
)

// Edit is a text that an editor shows. The host that takes the Step with it
// opens one, and before it takes the next Step sets Done, and Text and Saved
// when the text was saved. A host without an editor leaves it alone.
type Edit struct {
	Name, Text  string
	Done, Saved bool
}

// editText has the host edit a text. ok is false where there is no editor.
func (t *thread) editText(name, text string) (e *Edit, ok bool) {
	e = &Edit{Name: name, Text: text}
	t.emit(Step{Edit: e})
	return e, e.Done
}

// editorTool is vi, vim, nano and edit, which all open the host's editor.
func editorTool(p *process) int {
	var names []string
	for _, arg := range p.args[1:] {
		if !strings.HasPrefix(arg, "-") && !strings.HasPrefix(arg, "+") {
			names = append(names, arg)
		}
	}
	if len(names) != 1 {
		p.errorf("want the name of one file, such as %s web.yaml", p.args[0])
		return 1
	}
	name := names[0]
	text, err := p.readFile(name)
	if err != nil && reason(err) != errNoFile.Error() {
		p.errorf("%s: %s", name, reason(err))
		return 1
	}
	edit, ok := p.editText(name, string(text))
	switch {
	case !ok && strings.HasPrefix(name, "/tmp/kubectl-edit-"):
		p.errorf(`there is no editor here: use kubectl patch, or an editor that types by itself, such as KUBE_EDITOR="sed -i s/80/81/"`)
		return 1
	case !ok:
		p.errorf("there is no editor here: write the file with cat > %s <<EOF", name)
		return 1
	case !edit.Saved:
		return 0
	}
	if err := p.writeFile(name, []byte(edit.Text)); err != nil {
		p.errorf("%s: %s", name, reason(err))
		return 1
	}
	return 0
}

// launchEditor runs the editor that the variables name, or vi, on a file with
// the text, and returns what the file holds then. Models kubectl
// pkg/cmd/util/editor Editor.LaunchTempFile.
func (p *process) launchEditor(path, text string) (edited string, err error) {
	if err := p.writeFile(path, []byte(text)); err != nil {
		return "", err
	}
	editor := "vi"
	for _, name := range []string{"EDITOR", "KUBE_EDITOR"} {
		if v := p.session().vars[name]; v.exported && v.value != "" {
			editor = v.value
		}
	}
	shown, words := editor, strings.Split(editor, " ")
	sub := p.subshell(p.thread)
	var status int
	if strings.Contains(editor, " ") && strings.ContainsAny(editor, `"'\`) {
		shown = "/bin/bash -c " + editor
		status = sub.isolated(func() { sub.eval(editor + " " + path) })
	} else if _, ok := lookup(words[0], p.place()); !ok {
		return "", errors.New("unable to launch the editor " + strconv.Quote(editor))
	} else {
		status = sub.isolated(func() { sub.runProgram(append(words, path)) })
	}
	if status != 0 {
		return "", errors.New("there was a problem with the editor " + strconv.Quote(shown))
	}
	data, err := p.readFile(path)
	if err != nil {
		return "", errors.New("open " + path + ": no such file or directory")
	}
	return string(data), nil
}

// isEditor names the editors. Containers seldom hold one.
func isEditor(name string) bool {
	return name == "vi" || name == "vim" || name == "nano" || name == "edit"
}
