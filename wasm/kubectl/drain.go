package kubectl

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func drainCommand() *command {
	return &command{
		name: "drain", group: management, short: "Drain node in preparation for maintenance", use: "drain NODE", run: runDrain,
		flags: []flag{
			selectorFlag, dryRunFlag, chunkSizeFlag,
			{name: "force", kind: boolFlag, bare: "true", usage: "Continue even if there are pods that do not declare a controller"},
			{name: "ignore-daemonsets", kind: boolFlag, bare: "true", usage: "Ignore DaemonSet-managed pods"},
			{name: "delete-emptydir-data", kind: boolFlag, bare: "true", usage: "Continue even if there are pods using emptyDir"},
			{name: "grace-period", kind: intFlag, value: "-1", usage: "Period of time in seconds given to each pod to terminate gracefully. If negative, the pod's own is used"},
			{name: "timeout", kind: durationFlag, value: "0s", usage: "The length of time to wait before giving up, zero means infinite"},
			{name: "pod-selector", kind: stringFlag, usage: "Label selector to filter pods on the node"},
			{name: "disable-eviction", kind: boolFlag, bare: "true", usage: "Delete the pods, even if eviction is supported. This passes over PodDisruptionBudgets"},
			{name: "skip-wait-for-delete-timeout", kind: intFlag, value: "0", usage: "If a pod was to be gone more than N seconds ago, do not wait for it. N must be greater than 0 to skip"},
		},
	}
}

// runDrain models kubectl pkg/cmd/drain RunDrain.
func runDrain(p *process) error {
	nodes, dry, err := p.nodesNamed()
	if err != nil {
		return err
	}
	p.cordon(nodes, true, dry)
	var fatal []error
	var pending []string
	for _, i := range nodes {
		err := p.empty(i.name, dry)
		if err == errInterrupted {
			return err
		}
		if err == nil {
			p.printf("%s/%s %s%s\n", kindGroup(i.resource), i.name, done("drained", dry), p.trialWords())
			continue
		}
		p.errorf("error: unable to drain node %q due to error: %s, continuing command...\n", i.name, err)
		fatal, pending = append(fatal, err), append(pending, i.name)
	}
	if len(pending) > 0 {
		p.errorf("There are pending nodes to be drained:\n")
		for _, name := range pending {
			p.errorf(" %s\n", name)
		}
	}
	return join(fatal)
}

// empty evicts the Pods of a node. Models deleteOrEvictPodsSimple.
func (p *process) empty(node string, dry bool) error {
	l, err := p.drainedPods(node)
	if err != nil {
		return err
	}
	if w := l.warnings(); w != "" {
		p.warn(w)
	}
	if dry {
		for _, pod := range l.pods {
			p.printf("evicting pod %s/%s (dry run)\n", pod.Namespace, pod.Name)
		}
		return nil
	}
	err = p.evictAll(l.pods)
	if err == nil || err == errInterrupted {
		return err
	}
	if left, newErr := p.drainedPods(node); newErr == nil && len(left.pods) > 0 {
		p.errorf("There are pending pods in node %q when an error occurred: %v\n", node, err)
		for _, pod := range left.pods {
			p.errorf("pod/%s\n", pod.Name)
		}
	}
	return err
}

// retryEvery is how long drain waits after an eviction that a budget forbids.
const retryEvery = 5 * api.Second

// leaving is a Pod that drain has to see gone.
type leaving struct {
	*api.Pod
	evicted bool     // the server has agreed
	again   api.Time // when it is asked again
	done    bool
	err     error
}

// evictAll asks for the end of Pods and waits for it. Upstream does it for all
// of them at once; here they are asked one after the other, and each is looked
// at once a second. Models evictPods and deletePods.
func (p *process) evictAll(pods []*api.Pod) error {
	all := make([]*leaving, len(pods))
	for i, pod := range pods {
		all[i] = &leaving{Pod: pod}
	}
	timeout := p.flags.duration("timeout")
	deadline := p.env.Cluster.Now().Add(timeout)
	for {
		waits := 0
		for _, l := range all {
			if err := p.evictOne(l); err != nil {
				return err
			}
			if !l.done {
				waits++
			}
		}
		if waits == 0 || p.trial {
			break
		}
		if timeout > 0 && p.env.Cluster.Now() >= deadline {
			timeOut(all, timeout, p.flags.bool("disable-eviction"))
			break
		}
		if err := p.pass(api.Second); err != nil {
			return err
		}
	}
	var errs []error
	for _, l := range all {
		errs = append(errs, l.err)
	}
	return join(errs)
}

func timeOut(all []*leaving, timeout api.Duration, deleting bool) {
	for _, l := range all {
		switch {
		case l.done:
		case deleting:
			all[0].err = fmt.Errorf("context deadline exceeded")
			return
		case l.evicted:
			l.err = fmt.Errorf("error when waiting for pod %q in namespace %q to terminate: context deadline exceeded", l.Name, l.Namespace)
		default:
			l.err = fmt.Errorf("error when evicting pods/%q -n %q: global timeout reached: %s", l.Name, l.Namespace, goDuration(timeout))
		}
	}
}

// evictOne takes a Pod one step further.
func (p *process) evictOne(l *leaving) error {
	deleting := p.flags.bool("disable-eviction")
	switch {
	case l.done:
		return nil
	case !l.evicted && p.env.Cluster.Now() >= l.again:
		if err := p.askForEnd(l, deleting); err != nil || !l.evicted || p.trial {
			return err
		}
	case !l.evicted:
		return nil
	}
	verb := "evicted"
	if deleting {
		verb = "deleted"
	}
	o, err := p.env.Cluster.Get("pods", l.Namespace, l.Name)
	switch {
	case isNotFound(err) || err == nil && o.Meta().UID != l.UID:
		l.done = true
		p.printf("pod/%s %s\n", l.Name, verb)
	case err == nil && p.overdue(o.(*api.Pod)):
		l.done = true
		p.printf("pod %q has DeletionTimestamp older than %d seconds, skipping\n", l.Name, p.flags.int("skip-wait-for-delete-timeout"))
	}
	return nil
}

// askForEnd evicts or deletes a Pod.
func (p *process) askForEnd(l *leaving, deleting bool) error {
	var grace *int64
	if g := int64(p.flags.int("grace-period")); g >= 0 {
		grace = &g
	}
	var err error
	if deleting {
		_, err = p.do("pods", cluster.Delete{Resource: "pods", Namespace: l.Namespace, Name: l.Name, GracePeriodSeconds: grace})
	} else {
		p.printf("evicting pod %s/%s%s\n", l.Namespace, l.Name, p.trialWords())
		_, err = p.do("pods", cluster.Evict{Namespace: l.Namespace, Name: l.Name, GracePeriodSeconds: grace})
	}
	status, _ := err.(*api.StatusError)
	switch {
	case err == errInterrupted:
		return err
	case err == nil:
		l.evicted, l.done = true, p.trial
	case isNotFound(err):
		l.done = true
	case status != nil && status.Reason == api.ReasonTooManyRequests:
		p.errorf("error when evicting pods/%q -n %q (will retry after 5s): %v\n", l.Name, l.Namespace, err)
		l.again = p.env.Cluster.Now().Add(retryEvery)
	default:
		l.done, l.err = true, fmt.Errorf("error when evicting pods/%q -n %q: %w", l.Name, l.Namespace, err)
	}
	return nil
}

// goDuration writes whole seconds as Go does: 10s, 1m30s, 2h0m0s.
func goDuration(d api.Duration) string {
	s := int(d / api.Second)
	switch {
	case s < 60:
		return fmt.Sprintf("%ds", s)
	case s < 3600:
		return fmt.Sprintf("%dm%ds", s/60, s%60)
	}
	return fmt.Sprintf("%dh%dm%ds", s/3600, s/60%60, s%60)
}
