package cluster

import (
	"errors"
	"fmt"
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/kubelet"
	"svclab/wasm/network"
)

// start begins to start a container. It reports whether that takes time; when it
// does not, the container waits for another try. Models pkg/kubelet/kuberuntime
// SyncPod's start.
func (w *podWork) start(s *step) (waits bool) {
	r := &w.run.ctrs[s.ctr]
	if r.State == kubelet.Exited && !r.Old {
		if r.Image != w.spec(s.ctr).Image {
			r.backOff = kubelet.BackOff{} // which is counted for each definition
		}
		if left := r.backOff.Left(r.Finished, w.now); left > 0 {
			w.crashLoop(s.ctr, left)
			return false
		}
		r.backOff = r.backOff.Next(r.Finished, w.now)
	}
	return w.ensureImage(s)
}

// crashLoop lets a container wait that has ended too often. Models
// pkg/kubelet/kuberuntime doBackOff.
func (w *podWork) crashLoop(ctr int, left api.Duration) {
	r, name := &w.run.ctrs[ctr], w.spec(ctr).Name
	pod := w.pod.Name + "_" + w.pod.Namespace + "(" + w.pod.UID + ")"
	w.say(ctr, api.EventWarning, "BackOff", "Back-off restarting failed container %s in pod %s", name, pod)
	r.Waiting = "CrashLoopBackOff"
	r.Message = "back-off " + wait(r.backOff.Wait) + " restarting failed container=" + name + " pod=" + pod
	w.later(left, workPod)
}

// wait writes a span of whole seconds as Go does: 10s, 1m20s, 5m0s.
func wait(d api.Duration) string {
	s := int(d / api.Second)
	if s < 60 {
		return strconv.Itoa(s) + "s"
	}
	return strconv.Itoa(s/60) + "m" + strconv.Itoa(s%60) + "s"
}

// ensureImage begins to get a container's image. Models pkg/kubelet/images
// EnsureImageExists.
func (w *podWork) ensureImage(s *step) (waits bool) {
	c, r := w.spec(s.ctr), &w.run.ctrs[s.ctr]
	img, err := image.Lookup(c.Image)
	present := w.k.pulled[c.Image]
	switch {
	case err != nil && pullFault(err) != image.ErrImagePull:
		w.say(s.ctr, api.EventWarning, "InspectFailed", "%s", err)
		return w.cannot(s.ctr, pullFault(err), err.Error(), retryTime)
	case c.ImagePullPolicy == "Never" && !present:
		text := fmt.Sprintf("Container image %q is not present with pull policy of Never", c.Image)
		w.say(s.ctr, api.EventWarning, "ErrImageNeverPull", "%s", text)
		return w.cannot(s.ctr, "ErrImageNeverPull", text, retryTime)
	case err != nil:
		text := fmt.Sprintf("Back-off pulling image %q", c.Image)
		if left := r.pull.Left(r.pull.Since, w.now); left > 0 {
			w.say(s.ctr, api.EventNormal, "BackOff", "%s", text)
			return w.cannot(s.ctr, "ImagePullBackOff", text+": ErrImagePull: "+err.Error(), left)
		}
		s.stage, s.took = failing, failTime
	case c.ImagePullPolicy == "Never":
		return w.pulled(s)
	case !present:
		s.stage, s.took = pulling, r.pulls
		if s.took == 0 {
			s.took = w.between(img.Pull, img.Pull+pullVaries)
		}
	case r.pulls > 0 || c.ImagePullPolicy == "Always":
		s.stage, s.took = pulling, checkTime
		if r.pulls > 0 { // another Pod has pulled it meanwhile
			s.took = min(r.pulls, checkTime)
		}
		if c.ImagePullPolicy != "Always" {
			return w.pulled(s)
		}
	default:
		return w.pulled(s)
	}
	w.say(s.ctr, api.EventNormal, "Pulling", "Pulling image %q", c.Image)
	w.laterFor(s.took, workStep, s.ctr, 0)
	return true
}

// cannot notes why a container cannot be started, and when to try again.
func (w *podWork) cannot(ctr int, reason, message string, again api.Duration) (waits bool) {
	w.say(ctr, api.EventWarning, "Failed", "Error: %s", reason)
	w.run.ctrs[ctr].Waiting, w.run.ctrs[ctr].Message = reason, message
	w.later(again, workPod)
	return false
}

// pullFault is why a container waits for an image.
func pullFault(err error) string {
	var fault *image.Error
	if errors.As(err, &fault) {
		return fault.Reason
	}
	return image.ErrImagePull
}

// pulled says how the image came, and begins to start the container.
func (w *podWork) pulled(s *step) (waits bool) {
	ref := w.spec(s.ctr).Image
	if s.stage == pulling {
		took := seconds(s.took)
		w.say(s.ctr, api.EventNormal, "Pulled", "Successfully pulled image %q in %s (%s including waiting). Image size: %d bytes.", ref, took, took, imageSize(ref))
	} else {
		w.say(s.ctr, api.EventNormal, "Pulled", "Container image %q already present on machine and can be accessed by the pod", ref)
	}
	w.k.pulled[ref] = true
	w.run.ctrs[s.ctr].pulls = 0
	s.stage = starting
	w.laterFor(startTime, workStep, s.ctr, 0)
	return true
}

// seconds writes a span of time to the millisecond as Go does: 2.041s, 800ms.
func seconds(d api.Duration) string {
	if d < api.Second {
		return strconv.Itoa(int(d/api.Millisecond)) + "ms"
	}
	return strconv.FormatFloat(float64(d/api.Millisecond)/1000, 'f', -1, 64) + "s"
}

// imageSize makes up how large an image is, from what a pull of it takes at least:
// 30 MB in a second.
func imageSize(ref string) int {
	img, _ := image.Lookup(ref)
	return int(img.Pull/api.Millisecond)*30_000 + len(ref)
}

// advance goes on after a stage that took time, and reports whether the next one
// does too.
func (w *podWork) advance(s *step) (waits bool) {
	c, r := w.spec(s.ctr), &w.run.ctrs[s.ctr]
	switch s.stage {
	case failing:
		_, err := image.Lookup(c.Image)
		if err == nil {
			return false
		}
		w.say(s.ctr, api.EventWarning, "Failed", "Failed to pull image %q: %s", c.Image, err)
		r.pull = r.pull.Next(w.now, w.now)
		again := r.pull.Wait
		if again > kubelet.BackOffFirst {
			again = api.Second
		}
		return w.cannot(s.ctr, image.ErrImagePull, err.Error(), again)
	case pulling:
		return w.pulled(s)
	case starting:
		return w.started(s)
	}
	return false
}

// started lets a container run.
func (w *podWork) started(s *step) (waits bool) {
	c, r := w.spec(s.ctr), &w.run.ctrs[s.ctr]
	r.Remember()
	if r.State != kubelet.Absent {
		r.Restarts++
	}
	*r = ctrRun{Container: kubelet.Container{State: kubelet.Running, Image: c.Image, ImageID: imageID(c.Image), ID: containerID(w.pod.UID, c.Name, r.starts),
		Started: w.now, Last: r.Last, Restarts: r.Restarts, IsStarted: c.StartupProbe == nil, IsReady: c.ReadinessProbe == nil},
		turn: r.turn + 1, starts: r.starts + 1, process: image.Start(c), born: w.Cluster.born(w.withAddress(), c), backOff: r.backOff, pull: r.pull, workers: r.workers, origin: r.origin}
	for kind := range kubelet.Kinds {
		r.workers[kind] = r.workers[kind].Renew(kind)
	}
	w.renewLog(logKey{uid: w.pod.UID, container: c.Name})
	delete(w.apps, logKey{uid: w.pod.UID, container: c.Name})
	w.say(s.ctr, api.EventNormal, "Created", "Container created")
	w.say(s.ctr, api.EventNormal, "Started", "Container started")
	if img, err := image.Lookup(c.Image); err == nil && !img.Known && r.starts == 1 {
		w.recordOf(fromLab, w.pod, c.Name, api.EventNormal, "ImageNotInCatalogue",
			"svclab does not have this image: a web app that answers on the containerPorts stands in for it")
	}
	if len(w.pod.Spec.InitContainers) > s.ctr {
		w.later(noticeTime, workPod) // the next may start
	}
	if r.process.Ends {
		w.laterFor(r.process.After, workExit, s.ctr, 0)
	}
	w.planProbes(s.ctr)
	return c.Lifecycle != nil && w.postStart(s, c.Lifecycle.PostStart)
}

// withAddress is the Pod with the addresses that it has, whether or not they have
// been reported.
func (w *podWork) withAddress() *api.Pod {
	p := *w.pod
	p.Status.PodIP, p.Status.PodIPs = w.run.ips[0].IP, w.run.ips
	return &p
}

// process says whether a container runs and since when, as the network has to
// know.
func (c *Cluster) process(pod *api.Pod, container string) (since api.Time, state network.Running) {
	k := c.kubeletOn(pod.Spec.NodeName)
	if k == nil || k.runs[pod.UID] == nil {
		return 0, network.UnknownProcess
	}
	run := k.runs[pod.UID]
	for i, ctr := range kubelet.All(&pod.Spec) {
		if r := &run.ctrs[i]; ctr.Name == container {
			if r.State != kubelet.Running || r.leaving {
				return 0, network.NoProcess
			}
			return r.Started, network.HasProcess
		}
	}
	return 0, network.NoProcess
}
