package kubelet

import "svclab/wasm/api"

// Kill is a container that must not run on as it does.
type Kill struct {
	Index   int // into All
	Message string
	Grace   *int64 // of the probe that has failed, nil for the Pod's
}

// Actions is what has to be done to a Pod's containers, in order: first the
// kills, then the starts.
type Actions struct {
	Kill    []Kill
	Start   []int // into All
	KillPod bool  // all that run, for nothing is left to be done
}

// Next decides what has to be done so that a Pod's containers run that should.
// Models pkg/kubelet/kuberuntime computePodActions.
func Next(pod *api.Pod, now []Container) (a Actions) {
	all, inits := All(&pod.Spec), len(pod.Spec.InitContainers)
	if initialized := a.init(pod, all, now); a.KillPod || !initialized {
		return a
	}
	kept := 0
	for i := inits; i < len(all); i++ {
		c := &now[i]
		if c.State != Running {
			if shouldRestart(pod, all[i], c) {
				a.Start = append(a.Start, i)
			}
			continue
		}
		k := Kill{Index: i}
		restart := pod.Spec.RestartPolicy != "Never"
		if p := all[i].RestartPolicy; p != nil {
			restart = *p != "Never"
		}
		switch {
		case c.Image != all[i].Image:
			k.Message, restart = "Container "+all[i].Name+" definition changed", true
		case c.Unlive:
			k.Message, k.Grace = "Container "+all[i].Name+" failed liveness probe", all[i].LivenessProbe.TerminationGracePeriodSeconds
		case c.Unstarted:
			k.Message, k.Grace = "Container "+all[i].Name+" failed startup probe", all[i].StartupProbe.TerminationGracePeriodSeconds
		default:
			kept++
			continue
		}
		if restart {
			k.Message += ", will be restarted"
			a.Start = append(a.Start, i)
		}
		a.Kill = append(a.Kill, k)
	}
	if kept == 0 && len(a.Start) == 0 {
		a = Actions{KillPod: true}
	}
	return a
}

// init decides about the init containers, and reports whether the others may
// run. Models pkg/kubelet/kuberuntime computeInitContainerActions, which looks
// for the last that has been started.
func (a *Actions) init(pod *api.Pod, all []*api.Container, now []Container) (initialized bool) {
	inits := len(pod.Spec.InitContainers)
	if inits == 0 {
		return true
	}
	for i := inits; i < len(all); i++ {
		initialized = initialized || now[i].State != Absent && !now[i].Old
	}
	before, seen := initialized, false
	for i := inits - 1; i >= 0; i-- {
		c, sidecar := &now[i], IsSidecar(all[i])
		if c.State == Absent || c.Old {
			if before && sidecar {
				a.Start = append(a.Start, i)
			}
			continue
		}
		if before && !sidecar {
			continue
		}
		seen = true
		if a.initOne(pod, all, now, i, before) {
			initialized = true
		}
		if a.KillPod {
			a.Start = nil
			return false
		}
		if !before { // what comes before it is done, but for sidecars
			before = true
		}
	}
	if !seen && !initialized {
		a.Start = []int{0}
	}
	reverse(a.Start)
	return initialized
}

// initOne decides about one init container that has been started. It reports
// whether it was the last that had to be waited for.
func (a *Actions) initOne(pod *api.Pod, all []*api.Container, now []Container, i int, before bool) (last bool) {
	c, sidecar, isLast := &now[i], IsSidecar(all[i]), i == len(pod.Spec.InitContainers)-1
	again := func(why string, grace *int64) {
		a.Kill = append(a.Kill, Kill{i, "Init container " + all[i].Name + why, grace})
		a.Start = append(a.Start, i)
	}
	done := func() {
		if last = isLast; !last && !before {
			a.Start = append(a.Start, i+1)
		}
	}
	switch {
	case c.State == Running && !sidecar:
	case c.State == Running && c.Unstarted:
		again(" failed startup probe", all[i].StartupProbe.TerminationGracePeriodSeconds)
	case c.State == Running && !c.IsStarted:
	case c.State == Running:
		done()
		if c.Image != all[i].Image {
			again(" definition changed", nil)
		} else if c.Unlive {
			again(" failed liveness probe", all[i].LivenessProbe.TerminationGracePeriodSeconds)
		}
	case sidecar:
		a.Start = append(a.Start, i)
	case c.ExitCode == 0:
		done()
	case shouldRestart(pod, all[i], c):
		a.Start = append(a.Start, i)
	default:
		a.KillPod = true
	}
	return last
}

func reverse(list []int) {
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
}
