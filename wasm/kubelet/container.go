package kubelet

import "svclab/wasm/api"

// State is what the runtime says of a container.
type State uint8

// The states of containers.
const (
	Absent State = iota // it was never started
	Running
	Exited
)

// Container is all that a kubelet knows of one container of a Pod.
type Container struct {
	State   State
	Old     bool   // it belongs to a sandbox that is gone
	Image   string // with which it was started last
	ImageID string
	ID      string

	Started, Finished api.Time
	ExitCode          int32
	Reason            string                        // Completed, Error, …, of one that has exited
	Last              *api.ContainerStateTerminated // how it ended before that; never changed
	Restarts          int32

	Waiting, Message string // why it could not be started when that was last tried, "" when it could

	IsStarted bool // of one that runs: its startup probe has passed, or it has none
	IsReady   bool // likewise its readiness probe
	Unlive    bool // its liveness probe has failed
	Unstarted bool // its startup probe has failed
}

// All lists a Pod's containers: first the init containers, then the others. A
// list of Container has the same order.
func All(spec *api.PodSpec) []*api.Container {
	all := make([]*api.Container, 0, len(spec.InitContainers)+len(spec.Containers))
	for i := range spec.InitContainers {
		all = append(all, &spec.InitContainers[i])
	}
	for i := range spec.Containers {
		all = append(all, &spec.Containers[i])
	}
	return all
}

// IsSidecar reports that an init container goes on to run. Models
// pkg/api/v1/pod IsRestartableInitContainer.
func IsSidecar(c *api.Container) bool { return c.RestartPolicy != nil && *c.RestartPolicy == "Always" }

// restartsAfter reports whether a container that ended with a code is to run
// again. Models pkg/api/v1/pod ContainerShouldRestart.
func restartsAfter(c *api.Container, spec *api.PodSpec, code int32) bool {
	policy := spec.RestartPolicy
	if c.RestartPolicy != nil {
		policy = *c.RestartPolicy
	}
	return policy == "" || policy == "Always" || policy == "OnFailure" && code != 0
}

// shouldRestart reports whether a container that does not run is to run. Models
// pkg/kubelet/container ShouldContainerBeRestarted.
func shouldRestart(pod *api.Pod, c *api.Container, now *Container) bool {
	switch {
	case pod.DeletionTimestamp != nil || now.State == Running:
		return false
	case now.State == Absent:
		return true
	}
	return restartsAfter(c, &pod.Spec, now.ExitCode)
}

// terminated is how a container that has exited ended.
func (c *Container) terminated() *api.ContainerStateTerminated {
	return &api.ContainerStateTerminated{ExitCode: c.ExitCode, Reason: c.Reason, StartedAt: c.Started, FinishedAt: c.Finished, ContainerID: c.ID}
}

// Remember keeps how a container ended, before it starts anew.
func (c *Container) Remember() {
	if c.State == Exited {
		c.Last = c.terminated()
	}
}
