package cluster

import (
	"errors"
	"fmt"
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/image"
)

// pullImages starts to pull the Pod's images, and returns how long they take, one
// after the other. Models pkg/kubelet/images EnsureImageExists.
func (c *Cluster) pullImages(k *kubelet, pod *api.Pod) api.Duration {
	var total api.Duration
	var each []api.Duration
	for _, ctr := range pod.Spec.Containers {
		img, err := image.Lookup(ctr.Image)
		takes := api.Duration(0)
		switch {
		case err != nil:
			c.recordPulling(k, pod, ctr, err)
			k.pulling[pod.UID] = each
			return total + failTime
		case !k.pulled[ctr.Image]:
			takes = c.between(img.Pull, img.Pull+pullVaries)
		case ctr.ImagePullPolicy == "Always":
			takes = checkTime
		}
		if takes > 0 {
			c.recordPulling(k, pod, ctr, nil)
		}
		each = append(each, takes)
		total += takes
	}
	k.pulling[pod.UID] = each
	return total
}

// recordPulling says that an image is being pulled; one whose name is none is
// not even asked for.
func (c *Cluster) recordPulling(k *kubelet, pod *api.Pod, ctr api.Container, err error) {
	if err == nil || pullFault(err) == image.ErrImagePull {
		c.recordOf(k.recorder, pod, ctr.Name, api.EventNormal, "Pulling", "Pulling image "+strconv.Quote(ctr.Image))
	}
}

// recordPulled says of each image that it was pulled, or was there.
func (c *Cluster) recordPulled(k *kubelet, pod *api.Pod) {
	for i, ctr := range pod.Spec.Containers {
		text := "Container image " + strconv.Quote(ctr.Image) + " already present on machine and can be accessed by the pod"
		if each := k.pulling[pod.UID]; i < len(each) && each[i] > 0 {
			took := seconds(each[i])
			text = fmt.Sprintf("Successfully pulled image %q in %s (%s including waiting). Image size: %d bytes.", ctr.Image, took, took, imageSize(ctr.Image))
		}
		c.recordOf(k.recorder, pod, ctr.Name, api.EventNormal, "Pulled", text)
	}
	delete(k.pulling, pod.UID)
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

// recordStarted says that the containers run. Of an image that nobody knows it
// says what stands in for it.
func (c *Cluster) recordStarted(k *kubelet, pod *api.Pod) {
	for _, ctr := range pod.Spec.Containers {
		c.recordOf(k.recorder, pod, ctr.Name, api.EventNormal, "Created", "Container created")
		c.recordOf(k.recorder, pod, ctr.Name, api.EventNormal, "Started", "Container started")
		if img, err := image.Lookup(ctr.Image); err == nil && !img.Known {
			c.recordOf(fromLab, pod, ctr.Name, api.EventNormal, "ImageNotInCatalogue",
				"svclab does not have this image: a web app that answers on the containerPorts stands in for it")
		}
	}
}

// recordKilling says that the kubelet stops the containers that run.
func (c *Cluster) recordKilling(pod *api.Pod) {
	k := c.kubelets[pod.Spec.NodeName]
	for i := range pod.Status.ContainerStatuses {
		if s := &pod.Status.ContainerStatuses[i]; k != nil && s.State.Running != nil {
			c.recordOf(k.recorder, pod, s.Name, api.EventNormal, "Killing", "Stopping container "+s.Name)
		}
	}
}

// pullEnded starts the containers, or reports the image that is not there and
// tries again later: after 10 s, 20 s, 40 s, … 300 s.
func (c *Cluster) pullEnded(it item, k *kubelet, pod *api.Pod) {
	for i, ctr := range pod.Spec.Containers {
		_, err := image.Lookup(ctr.Image)
		if err == nil {
			k.pulled[ctr.Image] = true
			continue
		}
		backOff := min(backOffFirst<<min(it.n, 5), backOffMost)
		c.recordFailed(it, k, pod, ctr, err)
		c.reportPull(it, pod, i, err)
		c.after(backOff, item{work: workPull, who: it.who, key: it.key, uid: it.uid, n: it.n + 1})
		return
	}
	c.recordPulled(k, pod)
	c.after(startTime, item{work: workStart, who: it.who, key: it.key, uid: it.uid})
}

// recordFailed says that an image cannot be pulled, once more when it was tried
// again, and then that the next try has to wait.
func (c *Cluster) recordFailed(it item, k *kubelet, pod *api.Pod, ctr api.Container, err error) {
	reason := pullFault(err)
	if reason != image.ErrImagePull {
		c.recordOf(k.recorder, pod, ctr.Name, api.EventWarning, "InspectFailed", err.Error())
		c.recordOf(k.recorder, pod, ctr.Name, api.EventWarning, "Failed", "Error: "+reason)
		return
	}
	if it.n > 0 {
		c.recordPulling(k, pod, ctr, nil)
	}
	c.recordOf(k.recorder, pod, ctr.Name, api.EventWarning, "Failed", "Failed to pull image "+strconv.Quote(ctr.Image)+": "+err.Error())
	c.recordOf(k.recorder, pod, ctr.Name, api.EventWarning, "Failed", "Error: ErrImagePull")
	if it.n > 0 {
		c.recordOf(k.recorder, pod, ctr.Name, api.EventNormal, "BackOff", "Back-off pulling image "+strconv.Quote(ctr.Image))
		c.recordOf(k.recorder, pod, ctr.Name, api.EventWarning, "Failed", "Error: ImagePullBackOff")
	}
}

// pullFault is why a container waits for an image.
func pullFault(err error) string {
	var fault *image.Error
	if errors.As(err, &fault) {
		return fault.Reason
	}
	return image.ErrImagePull
}

// reportPull says why there is no image the first time, and ImagePullBackOff
// while waiting for the next try.
func (c *Cluster) reportPull(it item, pod *api.Pod, container int, err error) {
	reason, message := pullFault(err), err.Error()
	ctr := pod.Spec.Containers[container]
	if it.n > 0 && reason == image.ErrImagePull {
		reason, message = "ImagePullBackOff", fmt.Sprintf("Back-off pulling image %q: ErrImagePull: %s", ctr.Image, err)
	}
	next := pod.DeepCopy().(*api.Pod)
	if container < len(next.Status.ContainerStatuses) {
		next.Status.ContainerStatuses[container] = waitingStatus(ctr, reason, message)
	}
	if !same(next, pod) {
		c.write(kubeletOf(it.who), "pods", next)
	}
}
