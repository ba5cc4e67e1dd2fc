package markdown

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/network"

	"github.com/yuin/goldmark/ast"
)

// Fence is a fenced code block at the top level of a file.
type Fence struct {
	Line int    // of its info string, from 1
	Info string // such as "yaml file=web.yaml apply"
	Text string // the lines below, each with its newline
}

// Fences lists the fences of a lesson file from top to bottom, whatever they
// are for.
func Fences(src []byte) []Fence { return read("000-fences/lesson.en.md", src).fences }

// languages may stand first in an info string. The first three and the last
// two have words of their own.
var languages = []string{"yaml", "sh", "console", "json", "text", "http", "quiz", "diagram"}

func (r *reader) fenceOf(n *ast.FencedCodeBlock) Fence {
	f := Fence{Line: r.line(n.Pos()), Text: string(n.Lines().Value(r.src))}
	if n.Info != nil {
		f.Info = strings.TrimSpace(string(n.Info.Segment.Value(r.src)))
	}
	return f
}

// fencedBlock reads one fence. It reports false when the fence is for the
// reader's eyes only, and so is prose.
func (r *reader) fencedBlock(f Fence) bool {
	words := strings.Fields(f.Info)
	if len(words) == 0 {
		r.problem(f.Line, "a fence without a language", `write "text" after the backquotes if it has none`)
		return false
	}
	switch words[0] {
	case "yaml":
		return r.yamlFence(f, words[1:])
	case "sh":
		return r.shellFence(f, words[1:])
	case "console":
		return r.consoleFence(f, words[1:])
	case "quiz":
		r.quizFence(f, words[1:])
		return true
	case "diagram":
		r.diagramFence(f, words[1:])
		return true
	}
	if !contains(languages, words[0]) {
		r.problem(f.Line, fmt.Sprintf("unknown fence language %q", words[0]), nearest(words[0], languages))
	} else if len(words) > 1 {
		r.problem(f.Line, fmt.Sprintf("a %s fence has no words, found %q", words[0], words[1]), "leave it out")
	}
	return false
}

func (r *reader) yamlFence(f Fence, words []string) bool {
	if len(words) == 0 {
		return false
	}
	m := &lesson.Manifest{Text: f.Text}
	for _, word := range words {
		name, isFile := strings.CutPrefix(word, "file=")
		switch {
		case isFile && isFileName(name):
			m.File = name
		case isFile:
			r.problem(f.Line, fmt.Sprintf("file=%s: want a plain file name", name), "such as file=web.yaml")
		case word == "apply":
			m.Apply = true
		case word == "broken":
			m.Broken = true
		default:
			r.problem(f.Line, fmt.Sprintf("unknown word %q on a yaml fence", word), nearest(word, []string{"file=NAME", "apply", "broken"}))
		}
	}
	if m.File == "" {
		r.problem(f.Line, "a yaml fence with words needs a file", "such as file=web.yaml")
	}
	if m.Apply && m.Broken {
		r.problem(f.Line, "a broken manifest cannot be applied", `leave out "apply" or "broken"`)
	}
	r.addFile(f.Line, lesson.File{Name: m.File, Text: m.Text})
	r.add(lesson.Block{Line: f.Line, Manifest: m})
	return true
}

func isFileName(s string) bool {
	return s != "" && s[0] != '.' && !strings.ContainsAny(s, `/\`)
}

// addFile puts a file in the learner's home. A name stands for one text: what
// a learner has made of it must not be overwritten in a later step.
func (r *reader) addFile(line int, file lesson.File) {
	for _, have := range r.lesson.Files {
		if have.Name == file.Name {
			if have.Text != file.Text {
				r.problem(line, fmt.Sprintf("file %s stands here with another text than before", file.Name), "give it another name")
			}
			return
		}
	}
	if file.Name != "" {
		r.lesson.Files = append(r.lesson.Files, file)
	}
}

var shellWords = []string{"run", "check", "solution", "setup"}

func (r *reader) shellFence(f Fence, words []string) bool {
	if len(words) == 0 {
		return false
	}
	if !contains(shellWords, words[0]) {
		r.problem(f.Line, fmt.Sprintf("unknown word %q on a sh fence", words[0]), nearest(words[0], shellWords))
		r.add(lesson.Block{Line: f.Line, Run: &lesson.Run{}}) // so that an output below has its place
		return true
	}
	if len(words) > 1 {
		r.problem(f.Line, fmt.Sprintf("sh %s takes no more words, found %q", words[0], words[1]), "leave it out")
	}
	commands := r.commands(f)
	switch words[0] {
	case "run":
		r.add(lesson.Block{Line: f.Line, Run: &lesson.Run{Lines: texts(commands)}})
	case "setup":
		r.add(lesson.Block{Line: f.Line, Setup: &lesson.Setup{Lines: texts(commands)}})
	case "check":
		r.checkFence(f, commands)
	case "solution":
		r.solutionFence(f, commands)
	}
	return true
}

// commands splits a shell fence, and reports what the shell cannot read.
func (r *reader) commands(f Fence) []command {
	list, err := commands(f.Text)
	if err != nil {
		line, text := shellError(err)
		r.problem(f.Line+line, "the shell cannot read this: "+text, "")
		return nil
	}
	if len(list) == 0 {
		r.problem(f.Line, fmt.Sprintf("a %s fence without a command", f.Info), "")
	}
	return list
}

func texts(commands []command) []string {
	var lines []string
	for _, c := range commands {
		lines = append(lines, c.text)
	}
	return lines
}

// consoleFence gives what is printed to the Manifest or Run just above.
func (r *reader) consoleFence(f Fence, words []string) bool {
	if len(words) == 0 {
		return false
	}
	if words[0] != "out" || len(words) > 1 {
		r.problem(f.Line, fmt.Sprintf("unknown fence %q", f.Info), `did you mean "console out"?`)
		return true
	}
	above := r.last()
	switch {
	case above != nil && above.Manifest != nil && above.Manifest.Output == "":
		above.Manifest.Output = f.Text
	case above != nil && above.Run != nil && above.Run.Output == "":
		above.Run.Output = f.Text
	default:
		r.problem(f.Line, "console out belongs to no fence", "put it right after the sh run or yaml fence that prints it")
	}
	return true
}

var hopKinds = []string{
	string(network.HopClient), string(network.HopNode), string(network.HopNodePort), string(network.HopServicePort),
	string(network.HopDNAT), string(network.HopSNAT), string(network.HopBalancer), string(network.HopPod), string(network.HopTargetPort), string(network.HopContainer),
}

func (r *reader) diagramFence(f Fence, words []string) {
	d := &lesson.Diagram{}
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "focus":
			d.Focus = value
		case "speed":
			speed, err := strconv.ParseFloat(value, 64)
			if err != nil || speed < 0.1 || speed > 100 {
				r.problem(f.Line, fmt.Sprintf("speed=%s: want a number from 0.1 to 100", value), "such as speed=0.2")
			}
			d.Speed = speed
		case "pause":
			if !contains(hopKinds, value) {
				r.problem(f.Line, fmt.Sprintf("pause=%s: no hop has that name", value), nearest(value, hopKinds))
			}
			d.Pause = value
		default:
			r.problem(f.Line, fmt.Sprintf("unknown word %q on a diagram fence", word), nearest(name, []string{"focus", "speed", "pause"}))
		}
	}
	if strings.TrimSpace(f.Text) != "" {
		r.problem(f.Line, "a diagram fence is empty", "say it after the word diagram, such as focus=svc/web")
	}
	r.add(lesson.Block{Line: f.Line, Diagram: d})
}
