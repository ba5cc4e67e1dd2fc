package kubectl

import (
	"errors"
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/controller/deployment"
)

// runRolloutStatus models kubectl pkg/cmd/rollout RolloutStatusOptions.Run.
func runRolloutStatus(p *process) error {
	s, err := p.rolloutSelection()
	if err != nil {
		return err
	}
	found := false
	err = p.visit(s, latest, func(i *info) error {
		found = true
		if TemplateOf(i.object) == nil {
			kind := i.resource.Kind
			if i.resource.Group != "" {
				kind += "." + i.resource.Group
			}
			return fmt.Errorf("no status viewer has been implemented for %s", kind)
		}
		return p.watchRollout(i)
	})
	if err == nil && !found {
		p.errorf("No resources found in %s namespace.\n", p.namespace)
	}
	return err
}

// watchRollout says how a rollout goes at once, and again for each write of the
// Deployment, until it is done.
func (p *process) watchRollout(i *info) error {
	version, deadline := p.env.Cluster.Version(), p.env.Cluster.Now().Add(p.flags.duration("timeout"))
	object, err := p.env.Cluster.Get(i.resource.Name, i.namespace, i.name)
	if err != nil {
		return errors.New("object has been deleted")
	}
	seen := []api.Object{object}
	for {
		for _, o := range seen {
			text, done, err := rolloutStatus(o, int64(p.flags.int("revision")))
			if err != nil {
				return err
			}
			p.printf("%s\n", text)
			if done || !p.flags.bool("watch") {
				return nil
			}
		}
		if p.flags.duration("timeout") > 0 && p.env.Cluster.Now() >= deadline {
			return errors.New("timed out waiting for the condition")
		}
		if err := p.pass(pollEvery); err != nil {
			return err
		}
		writes, _ := p.env.Cluster.WritesSince(i.resource.Name, version)
		version, seen = p.env.Cluster.Version(), nil
		for _, w := range writes {
			if m := w.Object.Meta(); m.Namespace != i.namespace || m.Name != i.name {
				continue
			}
			if w.Change == cluster.Deleted {
				return errors.New("object has been deleted")
			}
			seen = append(seen, w.Object)
		}
	}
}

// rolloutStatus words how a rollout goes.
func rolloutStatus(o api.Object, revision int64) (text string, done bool, err error) {
	switch o := o.(type) {
	case *api.StatefulSet:
		return statefulSetStatus(o)
	case *api.DaemonSet:
		return daemonSetStatus(o)
	}
	return deploymentStatus(o.(*api.Deployment), revision)
}

var errNoRollingUpdate = errors.New("rollout status is only available for RollingUpdate strategy type")

// statefulSetStatus models kubectl pkg/polymorphichelpers
// StatefulSetStatusViewer.Status.
func statefulSetStatus(set *api.StatefulSet) (text string, done bool, err error) {
	s, wanted, u := &set.Status, *set.Spec.Replicas, set.Spec.UpdateStrategy
	switch {
	case u.Type != api.StrategyRollingUpdate:
		return "", true, errNoRollingUpdate
	case s.ObservedGeneration == 0 || set.Generation > s.ObservedGeneration:
		return "Waiting for statefulset spec update to be observed...", false, nil
	case s.ReadyReplicas < wanted:
		return fmt.Sprintf("Waiting for %d pods to be ready...", wanted-s.ReadyReplicas), false, nil
	case u.RollingUpdate != nil:
		if p := u.RollingUpdate.Partition; p != nil && s.UpdatedReplicas < wanted-*p {
			return fmt.Sprintf("Waiting for partitioned roll out to finish: %d out of %d new pods have been updated...", s.UpdatedReplicas, wanted-*p), false, nil
		}
		return fmt.Sprintf("partitioned roll out complete: %d new pods have been updated...", s.UpdatedReplicas), true, nil
	case s.UpdateRevision != s.CurrentRevision:
		return fmt.Sprintf("waiting for statefulset rolling update to complete %d pods at revision %s...", s.UpdatedReplicas, s.UpdateRevision), false, nil
	}
	return fmt.Sprintf("statefulset rolling update complete %d pods at revision %s...", s.CurrentReplicas, s.CurrentRevision), true, nil
}

// daemonSetStatus models kubectl pkg/polymorphichelpers
// DaemonSetStatusViewer.Status.
func daemonSetStatus(d *api.DaemonSet) (text string, done bool, err error) {
	s, waiting := &d.Status, fmt.Sprintf("Waiting for daemon set %q rollout to finish: ", d.Name)
	switch {
	case d.Spec.UpdateStrategy.Type != api.StrategyRollingUpdate:
		return "", true, errNoRollingUpdate
	case d.Generation > s.ObservedGeneration:
		return "Waiting for daemon set spec update to be observed...", false, nil
	case s.UpdatedNumberScheduled < s.DesiredNumberScheduled:
		return waiting + fmt.Sprintf("%d out of %d new pods have been updated...", s.UpdatedNumberScheduled, s.DesiredNumberScheduled), false, nil
	case s.NumberAvailable < s.DesiredNumberScheduled:
		return waiting + fmt.Sprintf("%d of %d updated pods are available...", s.NumberAvailable, s.DesiredNumberScheduled), false, nil
	}
	return fmt.Sprintf("daemon set %q successfully rolled out", d.Name), true, nil
}

// deploymentStatus models kubectl pkg/polymorphichelpers
// DeploymentStatusViewer.Status.
func deploymentStatus(d *api.Deployment, revision int64) (text string, done bool, err error) {
	if running := deployment.Revision(d); revision > 0 && revision != running {
		return "", false, fmt.Errorf("desired revision (%d) is different from the running revision (%d)", revision, running)
	}
	s, wanted := &d.Status, *d.Spec.Replicas
	waiting := fmt.Sprintf("Waiting for deployment %q rollout to finish: ", d.Name)
	if d.Generation > s.ObservedGeneration {
		return "Waiting for deployment spec update to be observed...", false, nil
	}
	for _, c := range s.Conditions {
		if c.Type == api.DeploymentProgressing && c.Reason == deployment.ReasonTimedOut {
			return "", false, fmt.Errorf("deployment %q exceeded its progress deadline", d.Name)
		}
	}
	switch {
	case s.UpdatedReplicas < wanted:
		return waiting + fmt.Sprintf("%d out of %d new replicas have been updated...", s.UpdatedReplicas, wanted), false, nil
	case s.Replicas > s.UpdatedReplicas:
		return waiting + fmt.Sprintf("%d old replicas are pending termination...", s.Replicas-s.UpdatedReplicas), false, nil
	case s.AvailableReplicas < s.UpdatedReplicas:
		return waiting + fmt.Sprintf("%d of %d updated replicas are available...", s.AvailableReplicas, s.UpdatedReplicas), false, nil
	}
	return fmt.Sprintf("deployment %q successfully rolled out", d.Name), true, nil
}
