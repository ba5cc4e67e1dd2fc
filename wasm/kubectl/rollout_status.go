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
		if i.resource.Name != "deployments" {
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
			text, done, err := rolloutStatus(o.(*api.Deployment), int64(p.flags.int("revision")))
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

// rolloutStatus words how a rollout goes. Models kubectl
// pkg/polymorphichelpers DeploymentStatusViewer.Status.
func rolloutStatus(d *api.Deployment, revision int64) (text string, done bool, err error) {
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
