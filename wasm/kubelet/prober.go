package kubelet

import "svclab/wasm/api"

// Kind is a kind of probe.
type Kind uint8

// The kinds of probes.
const (
	Startup Kind = iota
	Readiness
	Liveness
	Kinds // how many there are
)

// String returns the kind as Events name it.
func (k Kind) String() string { return [...]string{"Startup", "Readiness", "Liveness"}[k] }

// Of returns a container's probe of a kind, nil when it has none.
func (k Kind) Of(c *api.Container) *api.Probe {
	return [...]*api.Probe{c.StartupProbe, c.ReadinessProbe, c.LivenessProbe}[k]
}

// Result is what probes have found out.
type Result uint8

// The results of probes.
const (
	Unknown Result = iota
	Success
	Failure
)

// Worker is what a kubelet remembers of one probe of a container. Models
// pkg/kubelet/prober worker.
type Worker struct {
	Result Result // what counts
	last   Result // what was found last
	run    int32  // so often in a row
	OnHold bool   // it asks no more until the container starts anew
}

// Renew is the Worker for a container that has just been started.
func (w Worker) Renew(k Kind) Worker {
	w.Result, w.OnHold = [...]Result{Unknown, Failure, Success}[k], false
	return w
}

// Due reports whether a probe asks a container that runs at a moment of its own.
func Due(k Kind, p *api.Probe, c *Container, w Worker, now api.Time) bool {
	switch {
	case c.State != Running || w.OnHold:
		return false
	case int32(now.Sub(c.Started)/api.Second) < p.InitialDelaySeconds:
		return false
	}
	return c.IsStarted != (k == Startup)
}

// Take notes what a probe has found. Below its threshold it changes nothing.
func (w Worker) Take(k Kind, p *api.Probe, found Result) Worker {
	if w.last == found {
		w.run++
	} else {
		w.last, w.run = found, 1
	}
	if found == Failure && w.run < p.FailureThreshold || found == Success && w.run < p.SuccessThreshold {
		return w
	}
	w.Result = found
	if k == Liveness && found == Failure || k == Startup {
		w.OnHold, w.run = true, 0
	}
	return w
}
