package lab

import (
	"errors"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// sceneSettles is how much time passes before a ready scene opens.
const sceneSettles = 30 * api.Second

// Open starts a ready scene of the sandbox l on a cluster: what it applies and
// runs is done, and has settled. What it types is typed last, for the learner to
// see. As in any Session, seed and Commands are all there is to it.
func Open(l *lesson.Lesson, scene lesson.Scene, on lesson.Cluster) (*Session, error) {
	if why := ours.refuses(on.Nodes, cluster.Load(on.Load)); why != "" {
		return nil, errors.New("the scene has " + why)
	}
	if len(l.Steps) == 0 {
		return nil, errors.New("the sandbox has no step")
	}
	with := *l
	with.Cluster = on
	s, err := New(&with)
	if err != nil {
		return nil, err
	}
	s.lesson = l
	if scene.Manifest != "" {
		s.home.lay(scene.ID+".yaml", scene.Manifest)
		s.background("kubectl apply -f " + scene.ID + ".yaml")
	}
	for _, line := range scene.Run {
		s.background(line)
	}
	if scene.Manifest != "" || len(scene.Run) > 0 {
		s.tick(sceneSettles)
	}
	s.Enter(scene.Type...)
	return s, nil
}
