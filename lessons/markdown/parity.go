package markdown

import (
	"fmt"
	"slices"
	"strings"

	"svclab/lessons/lesson"
)

// compare notes, in the translation, where it says something else than its
// source: front matter, fences, and what stands between the fences.
func compare(source, translation *reader) {
	compareFront(source, translation)
	compareFences(source, translation)
	if len(source.lesson.Steps) != len(translation.lesson.Steps) {
		translation.problem(partingLine(source, translation), fmt.Sprintf("%d steps, but %s has %d", len(translation.lesson.Steps), source.file, len(source.lesson.Steps)),
			fmt.Sprintf("\"svclab lesson i18n status %s %s\" tells them apart", translation.lesson.Lang, source.lesson.ID))
		return
	}
	for i := range source.lesson.Steps {
		compareStep(source, translation, i)
	}
	compareHashes(source, translation)
}

// partingLine is where the translation has not the steps of its source any more.
func partingLine(source, translation *reader) int {
	a, b := source.lesson.Steps, translation.lesson.Steps
	of := translation.lesson.Of
	for i := range b {
		if i >= len(a) || i < len(of) && of[i] != a[i].Hash {
			return b[i].Line
		}
	}
	return 1 + strings.Count(strings.TrimRight(string(translation.src), "\n"), "\n")
}

func compareFront(source, translation *reader) {
	a, b := source.lesson, translation.lesson
	for _, f := range []struct {
		key  string
		a, b any
	}{
		{"id", a.ID, b.ID},
		{"minutes", a.Minutes, b.Minutes},
		{"needs", strings.Join(a.Needs, ", "), strings.Join(b.Needs, ", ")},
		{"start", a.Start, b.Start},
		{"teaches", strings.Join(a.Teaches, ", "), strings.Join(b.Teaches, ", ")},
		{"cluster", clusterText(source.front), clusterText(translation.front)},
		{"draw", source.front.Draw, translation.front.Draw},
	} {
		if fmt.Sprint(f.a) != fmt.Sprint(f.b) {
			translation.problem(translation.front.line(f.key), fmt.Sprintf("%s is %v, but %v in %s", f.key, f.b, f.a, source.file), "")
		}
	}
}

func clusterText(f frontMatter) string {
	var l lesson.Lesson
	if c := f.Cluster; c != nil {
		set(&l.Cluster.Nodes, c.Nodes)
		set(&l.Cluster.Seed, c.Seed)
		set(&l.Cluster.Cloud, c.Cloud)
		set(&l.Cluster.Proxy, c.Proxy)
		set(&l.Cluster.Scheduler, c.Scheduler)
		set(&l.Cluster.DualStack, c.DualStack)
		set(&l.Cluster.Ingress, c.Ingress)
		set(&l.Cluster.Gateway, c.Gateway)
	}
	more := proxyText(l.Cluster)
	if l.Cluster.Ingress {
		more += ", ingress: true"
	}
	if l.Cluster.Gateway {
		more += ", gateway: true"
	}
	return fmt.Sprintf("{nodes: %d, seed: %d, cloud: %t, dualStack: %t%s}", l.Cluster.Nodes, l.Cluster.Seed, l.Cluster.Cloud, l.Cluster.DualStack, more)
}

// compareFences wants the fences of both files to be the same, byte for byte.
func compareFences(source, translation *reader) {
	for i := range max(len(source.fences), len(translation.fences)) {
		switch {
		case i >= len(translation.fences):
			translation.problem(1, fmt.Sprintf("the %s fence of %s:%d is missing", source.fences[i].Info, source.file, source.fences[i].Line), "")
		case i >= len(source.fences):
			translation.problem(translation.fences[i].Line, fmt.Sprintf("a %s fence that %s does not have", translation.fences[i].Info, source.file), "")
		case source.fences[i].Info != translation.fences[i].Info || source.fences[i].Text != translation.fences[i].Text:
			translation.problem(translation.fences[i].Line, fmt.Sprintf("this fence differs from %s:%d", source.file, source.fences[i].Line),
				fmt.Sprintf("fences are the same in every language: \"svclab lesson i18n sync %s %s\" copies them", translation.lesson.Lang, source.lesson.ID))
		default:
			continue
		}
		return // what follows would only repeat it
	}
}

func compareStep(source, translation *reader, i int) {
	a, b := source.lesson.Steps[i], translation.lesson.Steps[i]
	if want, got := outline(a), outline(b); !slices.Equal(want, got) {
		translation.problem(b.Line, fmt.Sprintf("the step has [%s], but [%s] in %s:%d",
			strings.Join(got, ", "), strings.Join(want, ", "), source.file, a.Line), "")
	}
}

// outline names the parts of a step that work, in order.
func outline(s lesson.Step) []string {
	var parts []string
	for _, b := range s.Blocks {
		switch {
		case b.Goal != nil:
			parts = append(parts, fmt.Sprintf("%d goals", len(b.Goal.Items)))
		case b.Quiz != nil:
			parts = append(parts, fmt.Sprintf("quiz of %d", len(b.Quiz.Options)))
		case b.Hint != nil && b.Hint.When != "":
			parts = append(parts, "hint when "+b.Hint.When)
		case b.Hint != nil:
			parts = append(parts, "hint")
		case b.Solution != nil:
			parts = append(parts, "solution")
		}
	}
	return parts
}

// compareHashes finds steps whose source has changed since they were translated.
func compareHashes(source, translation *reader) {
	var hashes []string
	for _, s := range source.lesson.Steps {
		hashes = append(hashes, s.Hash)
	}
	want := fmt.Sprintf("when it is translated, \"svclab lesson i18n sync --done %s %s\" writes of: [%s]", translation.lesson.Lang, source.lesson.ID, strings.Join(hashes, ", "))
	of := translation.lesson.Of
	if len(of) != len(hashes) {
		translation.problem(translation.front.line("of"), fmt.Sprintf("of: %d hashes for %d steps", len(of), len(hashes)), want)
		return
	}
	for i := range hashes {
		if of[i] != hashes[i] {
			translation.problem(translation.lesson.Steps[i].Line, fmt.Sprintf("the source of this step, %s:%d, has changed", source.file, source.lesson.Steps[i].Line), want)
		}
	}
}

// proxyText is "" for a lesson that leaves kube-proxy as it is.
func proxyText(c lesson.Cluster) string {
	if c.Proxy == "" {
		return ""
	}
	return fmt.Sprintf(", proxy: %s, scheduler: %s", c.Proxy, c.Scheduler)
}
