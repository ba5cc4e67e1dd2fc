package markdown

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/cluster"

	"sigs.k8s.io/yaml"
)

// ScenesFile holds the sandbox's scenes. A course may do without.
const ScenesFile = "scenes.yaml"

// sceneMatter is a scene as its file has it, in all languages.
type sceneMatter struct {
	ID       string            `json:"id"`
	Title    map[string]string `json:"title"`
	About    map[string]string `json:"about"`
	Cluster  lesson.Cluster    `json:"cluster"`
	Manifest string            `json:"manifest"`
	Run      []string          `json:"run"`
	Type     []string          `json:"type"`
	Focus    string            `json:"focus"`
	Check    string            `json:"check"`
}

// scenes reads the scenes in each language of the course.
func (l *loader) scenes() {
	src, err := fs.ReadFile(l.fsys, ScenesFile)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	var scenes []sceneMatter
	if err == nil {
		err = yaml.UnmarshalStrict(src, &scenes)
	}
	if err != nil {
		l.problem(ScenesFile, max(1, yamlLine(err)), yamlText(err), "")
		return
	}
	l.course.Scenes = map[string][]lesson.Scene{}
	seen := map[string]bool{}
	for i, s := range scenes {
		line := SceneLine(src, i)
		if s.ID == "" || seen[s.ID] {
			l.problem(ScenesFile, line, fmt.Sprintf("scene %d has the id %q", i+1, s.ID), "want one that no other scene has, such as nodeport")
		}
		seen[s.ID] = true
		if s.Check == "" {
			l.problem(ScenesFile, line, fmt.Sprintf("scene %q has no check", s.ID), "a shell line that proves what the scene says")
		}
		most := 5
		if s.Cluster.Load != (lesson.Load{}) {
			most = cluster.MostNodes
			if why := cluster.Load(s.Cluster.Load).Check(s.Cluster.Nodes); why != "" {
				l.problem(ScenesFile, line, fmt.Sprintf("scene %q has the load %s", s.ID, why), "such as load: {services: 100, pods: 1500}")
			}
		}
		if s.Cluster.Nodes < 1 || s.Cluster.Nodes > most {
			l.problem(ScenesFile, line, fmt.Sprintf("scene %q has %d nodes", s.ID, s.Cluster.Nodes), fmt.Sprintf("want 1 to %d", most))
		}
		for _, lang := range l.course.Languages {
			if s.Title[lang] == "" || s.About[lang] == "" {
				l.problem(ScenesFile, line, fmt.Sprintf("scene %q has no title or no text in %s", s.ID, lang), "")
			}
			l.course.Scenes[lang] = append(l.course.Scenes[lang], lesson.Scene{ID: s.ID, Title: s.Title[lang], About: s.About[lang],
				Cluster: s.Cluster, Manifest: s.Manifest, Run: s.Run, Type: s.Type, Focus: s.Focus, Check: s.Check})
		}
	}
}

// SceneLine returns the line of the scenes file on which a scene begins.
func SceneLine(src []byte, scene int) int {
	for i, line := range strings.Split(string(src), "\n") {
		if strings.HasPrefix(line, "- ") {
			if scene == 0 {
				return i + 1
			}
			scene--
		}
	}
	return 1
}
