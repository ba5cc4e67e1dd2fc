package kubectl

import (
	"errors"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// open asks the server for a log: it passes on what the kubelet says of a
// container that has none. Models pkg/kubelet validateContainerLogStatus.
func (o *logsOptions) open(s *logSource) error {
	object, err := o.get(podsResource, s.pod.Namespace, s.pod.Name)
	if err != nil {
		return err
	}
	pod := object.(*api.Pod)
	if pod.Spec.NodeName == "" {
		return nil
	}
	if err := o.dialForLog(s); err != nil {
		return err
	}
	name := "container " + strconv.Quote(s.container) + " in pod " + strconv.Quote(pod.Name)
	status := statusOf(pod, s.container)
	switch {
	case status == nil:
		return api.BadRequest(name + " is not available")
	case o.flags.bool("previous") && status.LastState.Terminated == nil:
		return api.BadRequest("previous terminated " + name + " not found")
	case status.State.Waiting == nil || status.LastState.Terminated != nil:
		return nil
	}
	why := status.State.Waiting.Reason
	switch why {
	case "ErrImagePull":
		why = "image can't be pulled"
	case "ImagePullBackOff":
		why = "trying and failing to pull image"
	}
	return api.BadRequest(name + " is waiting to start: " + why)
}

// print prints the lines that were not printed yet; of the first, those that
// --tail and --since ask for.
func (o *logsOptions) print(s *logSource) {
	read := o.env.Cluster.ContainerLog
	if o.flags.bool("previous") {
		read = o.env.Cluster.PreviousLog
	}
	lines, total := read(s.pod.Namespace, s.pod.Name, s.container)
	if first := s.printed == 0; first && o.tail >= 0 {
		lines = lines[max(0, len(lines)-o.tail):]
	} else if !first {
		lines = lines[max(0, len(lines)-max(0, total-s.printed)):]
	}
	s.printed = max(total, 1)
	var out strings.Builder
	for _, l := range lines {
		if l.At < o.since {
			continue
		}
		text := l.Text + "\n"
		if o.flags.bool("timestamps") {
			text = nanoTime(l.At) + " " + text
		}
		if limit := o.flags.int("limit-bytes"); limit > 0 {
			text = text[:min(len(text), limit-s.bytes)]
			s.bytes += len(text)
		}
		if o.prefix && text != "" {
			text = "[pod/" + s.pod.Name + "/" + s.container + "] " + text
		}
		out.WriteString(text)
	}
	o.env.Stdout.Write([]byte(out.String()))
}

// nanoTime writes a time with nine decimals, as the kubelet does.
func nanoTime(t api.Time) string {
	nanos := strconv.Itoa(int(t%api.Time(api.Second)) + int(api.Second))
	return strings.TrimSuffix(t.String(), "Z") + "." + nanos[1:] + "Z"
}

// follow prints logs until their containers end, or until Ctrl-C. A log that
// cannot be had is asked for again each second. Models LogsOptions.consumeWithRetry.
func (o *logsOptions) follow(sources []*logSource) error {
	deadline := o.env.Cluster.Now().Add(o.flags.duration("pod-running-timeout"))
	for _, s := range sources {
		for {
			err := o.open(s)
			if err == nil {
				break
			}
			if err == errInterrupted {
				return err
			}
			if o.flags.bool("ignore-errors") {
				o.printf("error: %s\n", err)
				s.done = true
				break
			}
			o.errorf("%s\n", err)
			if o.env.Cluster.Now().Add(api.Second) > deadline || o.env.Wait == nil {
				return errors.New("context deadline exceeded")
			}
			if err := o.pass(api.Second); err != nil {
				return err
			}
		}
	}
	for {
		running := false
		for _, s := range sources {
			if alive := o.runs(s); !s.done {
				if alive || s.printed == 0 {
					o.print(s)
				}
				s.done = !alive
			}
			running = running || !s.done
		}
		if !running || o.env.Wait == nil {
			return nil
		}
		if err := o.pass(pollEvery); err != nil {
			return err
		}
	}
}

// runs reports whether a log may still grow.
func (o *logsOptions) runs(s *logSource) bool {
	object, err := o.env.Cluster.Get("pods", s.pod.Namespace, s.pod.Name)
	if err != nil || object.Meta().UID != s.pod.UID {
		return false
	}
	status := statusOf(object.(*api.Pod), s.container)
	return status != nil && status.State.Running != nil
}
