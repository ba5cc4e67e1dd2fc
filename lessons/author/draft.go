package author

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/cluster"
	"svclab/wasm/lab"
)

// What a draft has at most: a lesson is a few minutes long.
const (
	mostDid    = 40
	mostLooked = 8
	mostGoals  = 8
)

// Draft makes a lesson of what somebody did in a Session, which is what the page
// or lab.Session.Save wrote: the commands that changed something become the
// solution of a goal, what they reached is what the goal asks for, the manifests
// that they name are laid out, and the commands that looked at it follow. scene is
// the ready scene that the Session began with, or nil.
//
// What does not end, fails, or cannot stand in a lesson is left out. The draft
// passes Lint, and Test for all that comes about again when it is typed anew.
func Draft(saved []byte, scene *lesson.Scene, lang string) (string, error) {
	if words, ok := draftWords[lang]; !ok || words.title == "" {
		return "", fmt.Errorf("language %q: want ko or en", lang)
	}
	if _, rest, two := bytes.Cut(saved, []byte("\n")); two {
		saved = rest // the page's own part comes first
	}
	var head struct {
		Lesson string `json:"lesson"`
	}
	if err := json.Unmarshal(saved, &head); err != nil {
		return "", fmt.Errorf("reading the session: %w", err)
	}
	s, err := lab.Restore(&lesson.Lesson{ID: head.Lesson, Lang: lang, Steps: []lesson.Step{{ID: "step-1"}}}, saved)
	if err != nil {
		return "", fmt.Errorf("reading the session: %w", err)
	}
	typed := cleaned(s.Typed())
	if len(typed) == 0 {
		return "", errors.New("nothing has been typed there yet")
	}
	d := &draft{lang: lang, cluster: madeFrom(s.Cluster().Config()), files: map[string]string{}}
	for _, f := range s.Files() {
		d.files[f.Name] = f.Text
	}
	if scene != nil {
		if scene.Manifest != "" {
			d.scene = &lesson.File{Name: scene.ID + ".yaml", Text: scene.Manifest}
		}
		typed = append(cleaned(scene.Run), typed...)
	}
	return d.make(typed), nil
}

// madeFrom is a lesson's cluster that is made from the same.
func madeFrom(c cluster.Config) lesson.Cluster {
	return lesson.Cluster{Nodes: min(c.Nodes, 20), Seed: max(c.Seed, 1), Cloud: c.Cloud, DualStack: c.DualStack, Ingress: c.Ingress, Gateway: c.Gateway,
		Proxy: string(c.Proxy.Mode), Scheduler: string(c.Proxy.Scheduler)}
}

// cleaned leaves out what cannot stand in a fence, and what is nothing.
func cleaned(typed []string) []string {
	var out []string
	for _, text := range typed {
		lines := strings.Split(text, "\n")
		for i := range lines {
			lines[i] = strings.TrimRight(lines[i], " \t\r")
		}
		text = strings.Join(lines, "\n")
		odd := strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0xFFFD })
		bare := strings.TrimSpace(text)
		if odd || bare == "" || bare[0] == '#' || strings.Contains(text, "```") || strings.Contains(text, "# optional") || text != strings.TrimLeft(text, " \t\n") {
			continue
		}
		out = append(out, text)
	}
	return out
}

// draft is a lesson that comes about.
type draft struct {
	lang    string
	cluster lesson.Cluster
	scene   *lesson.File      // applied when the lesson starts
	files   map[string]string // of the learner
	laid    []lesson.File     // of them, those that the commands name

	did    []did
	looked []string
	goals  []draftGoal
}

// did is a command that changed something.
type did struct {
	text     string
	optional bool
}

// draftGoal is something that the commands reached.
type draftGoal struct{ text, check string }

// make writes the lesson with as much in it as lint lets pass.
func (d *draft) make(typed []string) string {
	d.layOut(typed)
	d.take(typed)
	d.need()
	for _, less := range []func(){
		func() {},
		func() { d.looked = nil },
		func() { d.goals = nil },
		func() { d.laid = nil },
		func() { d.did, d.scene = nil, nil },
	} {
		less()
		if text := d.text(); len(Lint(alone(map[string]string{d.lang: text}))) == 0 {
			return text
		}
	}
	return d.text()
}

// layOut finds the manifests that the commands name.
func (d *draft) layOut(typed []string) {
	all := strings.Join(typed, "\n")
	for _, f := range sortedFiles(d.files) {
		isManifest := strings.HasSuffix(f.Name, ".yaml") || strings.HasSuffix(f.Name, ".yml")
		if !isManifest || !strings.Contains(all, f.Name) || strings.ContainsAny(f.Name, "/\\ \t=") || d.scene != nil && d.scene.Name == f.Name {
			continue
		}
		lines := strings.Split(strings.TrimRight(f.Text, "\n"), "\n")
		for i := range lines {
			lines[i] = strings.TrimRight(lines[i], " \t\r")
		}
		f.Text = strings.Join(lines, "\n") + "\n"
		one := draft{lang: d.lang, cluster: d.cluster, laid: []lesson.File{f}}
		if len(Lint(alone(map[string]string{d.lang: one.text()}))) == 0 {
			d.laid = append(d.laid, f)
		}
	}
}

// lesson returns the draft as it is read, nil when it cannot be.
func (d *draft) lesson() *lesson.Lesson {
	course, problems := markdown.Load(alone(map[string]string{d.lang: d.text()}))
	if len(problems) > 0 || len(course.Lessons[d.lang]) == 0 {
		return nil
	}
	return course.Lessons[d.lang][0]
}
