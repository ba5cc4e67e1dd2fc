package author

import (
	"fmt"
	"strings"

	"svclab/lessons/lesson"
)

// draftWords are what a draft says before its author has said more.
var draftWords = map[string]struct {
	title, heading, intro, files, show, look, remember, bullet string
	there, gone, replicas, answers                             string
}{
	"ko": {
		title:    "샌드박스에서 한 일",
		heading:  "직접 해 보기",
		intro:    "샌드박스에서 입력한 명령으로 만든 초안입니다. 무엇을 왜 하는지 여러분의 말로 채워 보세요.",
		files:    "다음 매니페스트를 씁니다.",
		show:     "정답 보기",
		look:     "어떻게 되었는지 살펴봅니다.",
		remember: "기억할 것",
		bullet:   "이 수업에서 남길 것을 여기에 적으세요.",
		there:    "%s `%s` 만들기",
		gone:     "%s `%s` 지우기",
		replicas: "Deployment `%s`: 레플리카 %d개",
		answers:  "`%s`에서 응답 받기",
	},
	"en": {
		title:    "What I did in the sandbox",
		heading:  "Do it yourself",
		intro:    "This draft was made from the commands of a sandbox session. Say here, in your own words, what is to be done and why.",
		files:    "These manifests are used.",
		show:     "Show me",
		look:     "See what has become of it.",
		remember: "What to remember",
		bullet:   "Write down what is to stay of this lesson.",
		there:    "%s `%s` exists",
		gone:     "%s `%s` is gone",
		replicas: "Deployment `%s` has %d replicas",
		answers:  "`%s` answers",
	},
}

// text writes the draft as Markdown.
func (d *draft) text() string {
	w := draftWords[d.lang]
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\nid: my-lesson\nminutes: 5\ncluster: %s\n---\n\n## %s\n\n%s\n", w.title, clusterMatter(d.cluster), w.heading, w.intro)
	if d.scene != nil {
		fence(&b, "yaml file="+d.scene.Name+" apply", trimmed(d.scene.Text))
	}
	if len(d.laid) > 0 {
		fmt.Fprintf(&b, "\n%s\n", w.files)
	}
	for _, f := range d.laid {
		fence(&b, "yaml file="+f.Name, f.Text)
	}
	if len(d.goals) > 0 {
		d.goal(&b)
	} else {
		for _, c := range d.did {
			fence(&b, "sh run", c.text)
		}
	}
	if len(d.looked) > 0 {
		fmt.Fprintf(&b, "\n%s\n", w.look)
		fence(&b, "sh run", strings.Join(d.looked, "\n"))
	}
	fmt.Fprintf(&b, "\n## %s\n\n- %s\n", w.remember, w.bullet)
	return b.String()
}

// goal writes what is to be reached, how that is told, and how it is done.
func (d *draft) goal(b *strings.Builder) {
	var checks, lines []string
	b.WriteByte('\n')
	for _, g := range d.goals {
		fmt.Fprintf(b, "- [ ] %s\n", title(g.text))
		checks = append(checks, g.check)
	}
	fence(b, "sh check", strings.Join(checks, "\n"))
	for _, c := range d.did {
		text := c.text
		if c.optional {
			first, rest, more := strings.Cut(text, "\n") // a here-document has to end as it does
			if text = first + " # optional"; more {
				text += "\n" + rest
			}
		}
		lines = append(lines, text)
	}
	fmt.Fprintf(b, "\n<details><summary>%s</summary>\n", draftWords[d.lang].show)
	fence(b, "sh solution", strings.Join(lines, "\n"))
	b.WriteString("\n</details>\n")
}

func fence(b *strings.Builder, info, text string) {
	fmt.Fprintf(b, "\n```%s\n%s\n```\n", info, strings.TrimSuffix(text, "\n"))
}

func trimmed(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\r")
	}
	return strings.Join(lines, "\n")
}

// clusterMatter is a cluster as front matter says it.
func clusterMatter(c lesson.Cluster) string {
	out := fmt.Sprintf("{nodes: %d, seed: %d", c.Nodes, c.Seed)
	for _, part := range []struct {
		on   bool
		text string
	}{
		{c.Cloud, "cloud: true"}, {c.DualStack, "dualStack: true"}, {c.Ingress, "ingress: true"}, {c.Gateway, "gateway: true"},
		{c.Proxy != "", "proxy: " + c.Proxy}, {c.Scheduler != "", "scheduler: " + c.Scheduler},
	} {
		if part.on {
			out += ", " + part.text
		}
	}
	return out + "}"
}
