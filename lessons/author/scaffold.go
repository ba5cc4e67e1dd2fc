package author

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"

	"sigs.k8s.io/yaml"
)

//go:embed scaffold
var scaffold embed.FS

// Scaffold returns a new lesson in each language, the source language first, by
// the names of its files. It holds every kind of block and is proven as it is.
func Scaffold(id, title string, languages []string) (map[string][]byte, error) {
	files := map[string][]byte{}
	of := ""
	for _, lang := range languages {
		src, err := scaffold.ReadFile("scaffold/lesson." + lang + ".md")
		if err != nil {
			return nil, fmt.Errorf("language %q: want one of %s", lang, strings.Join(spoken, ", "))
		}
		text := strings.Replace(string(src), `title: "TITLE"`, "title: "+strconv.Quote(title), 1)
		text = strings.Replace(text, "id: ID\n", "id: "+id+"\n"+of, 1)
		files["lesson."+lang+".md"] = []byte(text)
		if of == "" {
			l, _ := markdown.Parse("010-"+id+"/lesson."+lang+".md", []byte(text)) // tests show that it has no problem
			of = ofLine(hashes(l))
		}
	}
	return files, nil
}

func hashes(l *lesson.Lesson) []string {
	var all []string
	for _, s := range l.Steps {
		all = append(all, s.Hash)
	}
	return all
}

// NextFolder returns the folder for a lesson that comes after all others of a
// course. An id that is taken, or that cannot be one, is an error.
func NextFolder(course markdown.Course, id string) (string, error) {
	last := 0
	for _, lang := range course.Languages {
		for _, l := range course.Lessons[lang] {
			if l.ID == id {
				return "", fmt.Errorf("the id %q is taken by %s: want another, such as %s-2", id, path.Dir(l.Source), id)
			}
			last = max(last, l.Order)
		}
	}
	if slices.Contains(course.Order, id) {
		return "", fmt.Errorf("the id %q stands in the order of %s already: want another, such as %s-2", id, markdown.CourseFile, id)
	}
	return fmt.Sprintf("%03d-%s", last/10*10+10, id), checkID(id)
}

func checkID(id string) error {
	switch {
	case slices.Contains(pages, id):
		return fmt.Errorf("the id %q is a page of the site: want another", id)
	case id == "" || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.HasPrefix(id, "-"):
		return fmt.Errorf("the id %q: want small letters, digits and hyphens, such as my-lesson", id)
	}
	return nil
}

// AddToOrder returns a course file with one more lesson at the end of its order.
// All else in it stays as it is, comments too.
func AddToOrder(src []byte, id string) ([]byte, error) {
	var before, after markdown.Course
	if err := yaml.Unmarshal(src, &before); err != nil {
		return nil, fmt.Errorf("%s: %w", markdown.CourseFile, err)
	}
	lines := strings.SplitAfter(string(src), "\n")
	at := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "order:") })
	added := false
	for i := max(at, 0); at >= 0 && i < len(lines) && !added; i++ {
		line := strings.TrimRight(lines[i], "\n")
		code, _, _ := strings.Cut(line, " #")
		if end := strings.LastIndexByte(code, ']'); end >= 0 { // order: [a, b]
			comma := ", "
			if strings.HasSuffix(strings.TrimSpace(code[:end]), "[") {
				comma = ""
			}
			lines[i], added = line[:end]+comma+id+line[end:]+"\n", true
			break
		}
		next := strings.Join(lines[min(i+1, len(lines)):], "")
		if dash := strings.IndexByte(line, '-'); dash >= 0 && strings.TrimSpace(line[:dash]) == "" && !goesOn(next, line[:dash+1]) {
			if !strings.HasSuffix(lines[i], "\n") {
				lines[i] += "\n"
			}
			lines[i], added = lines[i]+line[:dash]+"- "+id+"\n", true
		}
	}
	out := []byte(strings.Join(lines, ""))
	if err := yaml.Unmarshal(out, &after); err != nil || !slices.Equal(after.Order, append(before.Order, id)) {
		return nil, fmt.Errorf("%s: it cannot be told where its order ends: add %q to it yourself", markdown.CourseFile, id)
	}
	return out, nil
}

// goesOn tells whether another item of a list follows, comments aside.
func goesOn(text, dash string) bool {
	for line := range strings.Lines(text) {
		if bare := strings.TrimSpace(line); bare == "" || bare[0] == '#' {
			continue
		}
		return strings.HasPrefix(line, dash)
	}
	return false
}
