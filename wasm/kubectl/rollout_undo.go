package kubectl

import (
	"bytes"
	"errors"
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/controller/deployment"
	"svclab/wasm/controller/workload"
)

// runUndo models kubectl pkg/cmd/rollout UndoOptions.RunUndo.
func runUndo(p *process) error {
	dry, err := p.dryRun()
	if err != nil {
		return err
	}
	s, err := p.rolloutSelection()
	if err != nil {
		return err
	}
	return p.visit(s, latest, func(i *info) error {
		if _, applied := i.object.Meta().Annotations[lastAppliedAnnotation]; applied {
			p.errorf("Warning: resource %s was previously managed with 'kubectl apply'. Rolling back will not update the %s annotation, "+
				"which may cause unexpected behavior on future 'kubectl apply' operations. "+
				"Consider using 'kubectl apply' with your previous configuration file instead.\n", i.resource.Name+"/"+i.name, lastAppliedAnnotation)
		}
		var result string
		var err error
		switch o := i.object.(type) {
		case *api.Deployment:
			result, err = p.rollBack(o, p.flags.int("to-revision"), dry)
		case *api.StatefulSet, *api.DaemonSet:
			result, err = p.rollBackSet(i, p.flags.int("to-revision"), dry)
		default:
			err = noHelper("rollbacker", "rollbacker", i.resource)
		}
		if err != nil {
			return err
		}
		return p.report(tree(i.object), done(result, dry))
	})
}

// rollBack writes the template of an earlier revision back, with what was noted
// of it then. Models kubectl pkg/polymorphichelpers DeploymentRollbacker.
func (p *process) rollBack(d *api.Deployment, to int, dry bool) (string, error) {
	r, err := p.revisionToUndo(d, to)
	rs := r.set
	switch {
	case err != nil:
		return "", err
	case dry:
		return p.templateText(r), nil
	case d.Spec.Paused:
		return "", errors.New("you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again")
	case sameTemplate(&rs.Spec.Template, &d.Spec.Template):
		return fmt.Sprintf("skipped rollback (current template already matches revision %d)", to), nil
	}
	next := d.DeepCopy().(*api.Deployment)
	next.Spec.Template = withoutHash(&rs.Spec.Template)
	annotations := map[string]string{}
	for k, v := range d.Annotations {
		if deployment.Own(k) {
			annotations[k] = v
		}
	}
	for k, v := range rs.Annotations {
		if !deployment.Own(k) {
			annotations[k] = v
		}
	}
	next.Annotations, next.ResourceVersion = annotations, ""
	if _, err := p.do("deployments", cluster.Update{Resource: "deployments", Namespace: d.Namespace, Name: d.Name, Body: encode(next)}); err != nil {
		return "", fmt.Errorf("failed restoring revision %d: %w", to, err)
	}
	return "rolled back", nil
}

// revisionToUndo finds a revision of a Deployment, the one before the last for 0.
func (p *process) revisionToUndo(d *api.Deployment, to int) (revision, error) {
	numbers, revisions, err := p.revisions(d)
	switch {
	case err != nil:
		return revision{}, err
	case to == 0 && len(numbers) < 2:
		return revision{}, fmt.Errorf("no rollout history found for deployment %q", d.Name)
	case to == 0:
		return revisions[numbers[len(numbers)-2]], nil
	}
	return revisionNumbered(revisions, to)
}

func revisionNumbered(revisions map[int]revision, n int) (revision, error) {
	r, ok := revisions[n]
	if !ok {
		return revision{}, fmt.Errorf("unable to find specified revision %d in history", n)
	}
	return r, nil
}

// rollBackSet sends the patch of an earlier revision. Models kubectl
// pkg/polymorphichelpers StatefulSetRollbacker and DaemonSetRollbacker.
func (p *process) rollBackSet(i *info, to int, dry bool) (string, error) {
	numbers, revisions, err := p.revisions(i.object)
	if err != nil {
		return "", err
	}
	at := to
	if to == 0 {
		if len(numbers) < 2 {
			return "", errors.New("no last revision to roll back to")
		}
		at = numbers[len(numbers)-2]
	}
	r, err := revisionNumbered(revisions, at)
	switch {
	case err != nil:
		return "", err
	case dry:
		return "will roll back to " + p.templateText(r), nil
	case bytes.Equal(workload.Data(TemplateOf(i.object)), r.patch.Data):
		return fmt.Sprintf("skipped rollback (current template already matches revision %d)", to), nil
	}
	if err := p.patch(i, cluster.StrategicPatch, []byte(r.patch.Data)); err != nil {
		return "", fmt.Errorf("failed restoring revision %d: %w", to, err)
	}
	return "rolled back", nil
}
