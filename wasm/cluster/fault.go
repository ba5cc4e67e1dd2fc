package cluster

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/network"
)

// Fault makes the process in a container misbehave, on top of how it does
// already. It is the process' own state: a container that starts anew does as it
// should.
type Fault struct {
	Namespace string       `json:"namespace"`
	Pod       string       `json:"pod"`
	Container string       `json:"container"`
	Kind      FaultKind    `json:"kind"`
	Slow      api.Duration `json:"slow,omitempty"`    // for FaultSlow, an hour at most
	Percent   int          `json:"percent,omitempty"` // for FaultError, 1 to 100
}

// FaultKind says how a process misbehaves.
type FaultKind string

// How a process can be told to misbehave.
const (
	FaultSlow    FaultKind = "slow"    // it answers later
	FaultError   FaultKind = "error"   // it answers some requests with 500
	FaultUnready FaultKind = "unready" // it answers 503 on the path of its readiness probe
	FaultCrash   FaultKind = "crash"   // it exits with status 1
	FaultHang    FaultKind = "hang"    // it accepts connections and never answers
	FaultClear   FaultKind = "clear"   // it does as it should
)

// fault carries out a Fault.
func (c *Cluster) fault(cmd Fault) error {
	pod, ctr, err := c.runningContainer(cmd.Namespace, cmd.Pod, cmd.Container)
	if err != nil {
		return err
	}
	// One that a script starts counts as well, whenever it begins to listen.
	if img, err := image.Lookup(ctr.Image); err != nil || !img.Web || len(image.ListensAfter(ctr, math.MaxInt64)) == 0 {
		return fmt.Errorf("container %s runs no web server of ours: want one of nginx, httpd, traefik/whoami or agnhost", ctr.Name)
	}
	if cmd.Kind == FaultCrash {
		c.crash(pod, ctr.Name, 1)
		return nil
	}
	key := logKey{uid: pod.UID, container: ctr.Name}
	app := c.apps[key]
	switch cmd.Kind {
	case FaultSlow:
		if cmd.Slow < 0 || cmd.Slow > api.Hour {
			return fmt.Errorf("slow: want a time up to an hour, such as 500ms")
		}
		app.Slow = cmd.Slow
	case FaultError:
		if cmd.Percent < 0 || cmd.Percent > 100 {
			return fmt.Errorf("error %d%%: want 0%% to 100%%", cmd.Percent)
		}
		app.Errors = cmd.Percent
	case FaultUnready:
		if ctr.ReadinessProbe == nil || ctr.ReadinessProbe.HTTPGet == nil {
			return fmt.Errorf("container %s has no readinessProbe with httpGet, so nothing would ask", ctr.Name)
		}
		app.Unready = readinessPath(ctr)
	case FaultHang:
		app.Hang = true
	case FaultClear:
		app = network.App{}
	default:
		return fmt.Errorf("fault %q: want %s, %s, %s, %s, %s or %s", cmd.Kind, FaultSlow, FaultError, FaultUnready, FaultHang, FaultCrash, FaultClear)
	}
	if c.apps[key] = app; app == (network.App{}) {
		delete(c.apps, key)
	}
	return nil
}

// readinessPath is the path that a container's readiness probe asks for, "" when
// it asks for none.
func readinessPath(ctr *api.Container) string {
	if p := ctr.ReadinessProbe; p != nil && p.HTTPGet != nil {
		path, _, _ := strings.Cut(p.HTTPGet.Path, "?")
		if !strings.HasPrefix(path, "/") {
			path = "/" + path
		}
		return path
	}
	return ""
}

// runningContainer finds a container that runs.
func (c *Cluster) runningContainer(namespace, pod, container string) (*api.Pod, *api.Container, error) {
	o, err := c.Get("pods", namespace, pod)
	if err != nil {
		return nil, nil, err
	}
	p := o.(*api.Pod)
	for _, list := range [][]api.Container{p.Spec.InitContainers, p.Spec.Containers} {
		for i := range list {
			if list[i].Name != container {
				continue
			}
			if network.RunsContainer(p, container) && c.kubeletOn(p.Spec.NodeName) != nil {
				return p, &list[i], nil
			}
			return nil, nil, fmt.Errorf("container %s of pod %s does not run", container, pod)
		}
	}
	return nil, nil, fmt.Errorf("pod %s has no container %q", pod, container)
}

// appOf is how the process of a container misbehaves.
func (c *Cluster) appOf(pod *api.Pod, container string) network.App {
	return c.apps[logKey{uid: pod.UID, container: container}]
}

// dumpFaults writes who misbehaves how.
func (c *Cluster) dumpFaults(b *strings.Builder) {
	lines := make([]string, 0, len(c.apps))
	for key, app := range c.apps {
		lines = append(lines, fmt.Sprintf("fault %s %s %+v\n", key.uid, key.container, app))
	}
	sort.Strings(lines)
	b.WriteString(strings.Join(lines, ""))
}
