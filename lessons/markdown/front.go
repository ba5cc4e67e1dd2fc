package markdown

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/proxy"

	"sigs.k8s.io/yaml"
)

// frontMatter is the YAML between the two "---" lines at the top of a file.
type frontMatter struct {
	Title    string         `json:"title"`
	ID       string         `json:"id"`
	Minutes  int            `json:"minutes"`
	Needs    []string       `json:"needs"`
	Start    string         `json:"start"`
	Cluster  *clusterMatter `json:"cluster"`
	Teaches  []string       `json:"teaches"`
	Question string         `json:"question"`
	Of       []string       `json:"of"`
	Draw     map[string]any `json:"draw"`

	lines map[string]int // where each key stands
}

// clusterMatter keeps apart what is 0 and what is not said.
type clusterMatter struct {
	Nodes *int    `json:"nodes"`
	Seed  *uint64 `json:"seed"`
	Cloud *bool   `json:"cloud"`

	Proxy     *string `json:"proxy"`
	Scheduler *string `json:"scheduler"`
	DualStack *bool   `json:"dualStack"`
	Ingress   *bool   `json:"ingress"`
	Gateway   *bool   `json:"gateway"`
}

var (
	frontKeys   = []string{"title", "id", "minutes", "needs", "start", "cluster", "teaches", "question", "of", "draw"}
	clusterKeys = []string{"nodes", "seed", "cloud", "proxy", "scheduler", "dualStack", "ingress", "gateway"}
)

// line tells where a key of the front matter stands, 1 when it does not.
func (f frontMatter) line(key string) int { return max(1, f.lines[key]) }

// fileName reads language and order from NUMBER-NAME/lesson.LANG.md.
func (r *reader) fileName() {
	dir, base := path.Split(r.file)
	number, _, _ := strings.Cut(path.Base(dir), "-")
	order, err := strconv.Atoi(number)
	parts := strings.Split(base, ".")
	if err != nil || len(parts) != 3 || parts[0] != "lesson" || parts[2] != "md" {
		r.problem(1, fmt.Sprintf("file name %q", r.file), "want NUMBER-NAME/lesson.LANG.md, such as 030-nodeport/lesson.ko.md")
		return
	}
	r.lesson.Order, r.lesson.Lang = order, parts[1]
}

// frontMatter reads the front matter and returns src with it blanked out, so
// that every offset still points at the same line.
func (r *reader) frontMatter(src []byte) []byte {
	rest, ok := bytes.CutPrefix(src, []byte("---\n"))
	end := bytes.Index(rest, []byte("\n---\n"))
	if !ok || end < 0 {
		r.problem(1, "no front matter", `start the file with "---", the keys title and id, and "---"`)
		return src
	}
	matter := rest[:end+1]
	r.front = r.readFront(matter)
	r.takeFront()
	blank := bytes.Repeat([]byte("\n"), bytes.Count(matter, []byte("\n"))+2)
	size := len("---\n") + len(matter) + len("---\n")
	padding := bytes.Repeat([]byte(" "), size-len(blank))
	return slices.Concat(padding, blank, src[size:])
}

func (r *reader) readFront(matter []byte) frontMatter {
	var keys map[string]any
	if err := yaml.Unmarshal(matter, &keys); err != nil {
		r.problem(1+yamlLine(err), "front matter: "+yamlText(err), "")
		return frontMatter{}
	}
	lines := keyLines(matter)
	r.knownKeys(keys, frontKeys, "", lines)
	cluster, _ := keys["cluster"].(map[string]any)
	r.knownKeys(cluster, clusterKeys, "cluster.", lines)
	var f frontMatter
	if err := yaml.Unmarshal(matter, &f); err != nil {
		key, text := typeText(err)
		r.problem(max(1, lines[key]), "front matter: "+text, "")
	}
	f.lines = lines
	return f
}

func (r *reader) knownKeys(have map[string]any, want []string, prefix string, lines map[string]int) {
	for _, key := range sortedKeys(have) {
		if !contains(want, key) {
			r.problem(max(1, lines[key]), fmt.Sprintf("front matter: unknown key %q", prefix+key), nearest(key, want))
		}
	}
}

// keyLines finds the line in the file on which each key of the front matter
// stands. Keys of its mappings are told apart well enough by their names.
func keyLines(matter []byte) map[string]int {
	lines := map[string]int{}
	for i, line := range strings.Split(string(matter), "\n") {
		if key, _, ok := strings.Cut(line, ":"); ok {
			lines[strings.TrimSpace(key)] = i + 2
		}
	}
	return lines
}

// takeFront moves the front matter into the lesson and says what is missing.
func (r *reader) takeFront() {
	f, l := r.front, r.lesson
	l.Title, l.ID, l.Minutes, l.Needs = f.Title, f.ID, f.Minutes, f.Needs
	l.Start, l.Teaches, l.Question, l.Of = f.Start, f.Teaches, f.Question, f.Of
	if l.Title == "" {
		r.problem(f.line("title"), "front matter: no title", "such as title: NodePort")
	}
	if !isID(l.ID) {
		r.problem(f.line("id"), fmt.Sprintf("front matter: id %q", l.ID), "want small letters, digits and hyphens, such as id: nodeport")
	}
	if c := f.Cluster; c != nil {
		if c.Nodes != nil && (*c.Nodes < 1 || *c.Nodes > 20) {
			r.problem(f.line("nodes"), fmt.Sprintf("front matter: nodes: %d", *c.Nodes), "want 1 to 20")
		}
		set(&l.Cluster.Nodes, c.Nodes)
		set(&l.Cluster.Seed, c.Seed)
		set(&l.Cluster.Cloud, c.Cloud)
		set(&l.Cluster.Proxy, c.Proxy)
		set(&l.Cluster.Scheduler, c.Scheduler)
		config := proxy.Config{Mode: proxy.Mode(l.Cluster.Proxy), Scheduler: proxy.Scheduler(l.Cluster.Scheduler)}
		if why := config.Check(); why != "" {
			r.problem(f.line("proxy"), "front matter: "+why, "such as cluster: {proxy: ipvs, scheduler: rr}")
		}
		set(&l.Cluster.DualStack, c.DualStack)
		set(&l.Cluster.Ingress, c.Ingress)
		set(&l.Cluster.Gateway, c.Gateway)
	}
	r.takeDraw()
}

func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

func isID(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && s[0] != '-'
}

// applyDefaults fills in what the front matter leaves to the course.
func applyDefaults(l *lesson.Lesson, d Defaults) {
	if l.Minutes == 0 {
		l.Minutes = d.Minutes
	}
	if l.Start == "" {
		l.Start = "empty"
	}
	if l.Cluster.Nodes == 0 {
		l.Cluster.Nodes = max(1, d.Cluster.Nodes)
	}
	if l.Cluster.Seed == 0 {
		l.Cluster.Seed = d.Cluster.Seed
	}
	l.Cluster.Cloud = l.Cluster.Cloud || d.Cluster.Cloud
	if l.Cluster.Proxy == "" {
		l.Cluster.Proxy, l.Cluster.Scheduler = d.Cluster.Proxy, d.Cluster.Scheduler
	}
	l.Cluster.DualStack = l.Cluster.DualStack || d.Cluster.DualStack
	l.Cluster.Ingress = l.Cluster.Ingress || d.Cluster.Ingress
	l.Cluster.Gateway = l.Cluster.Gateway || d.Cluster.Gateway
}
