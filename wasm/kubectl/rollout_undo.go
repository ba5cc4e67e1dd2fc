package kubectl

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/controller/deployment"
)

const changeCauseAnnotation = "kubernetes.io/change-cause"

// revisions returns the numbers of a Deployment's revisions, in order, and the
// ReplicaSet of each.
func (p *process) revisions(d *api.Deployment) ([]int, map[int]*api.ReplicaSet, error) {
	sets, err := p.replicaSets(d)
	byNumber := map[int]*api.ReplicaSet{}
	for _, rs := range sets {
		byNumber[int(deployment.Revision(rs))] = rs
	}
	numbers := make([]int, 0, len(byNumber))
	for n := range byNumber {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	return numbers, byNumber, err
}

// runHistory models kubectl pkg/cmd/rollout RolloutHistoryOptions.Run.
func runHistory(p *process) error {
	s, err := p.rolloutSelection()
	if err != nil {
		return err
	}
	return p.visit(s, latest, func(i *info) error {
		d, ok := i.object.(*api.Deployment)
		if !ok {
			return noHelper("history viewer", "history", i.resource)
		}
		numbers, sets, err := p.revisions(d)
		if err != nil {
			return err
		}
		wanted := p.flags.int("revision")
		if wanted > 0 && sets[wanted] == nil && (len(numbers) > 0 || p.flags.string("output") != "") {
			return errors.New("unable to find the specified revision")
		}
		if p.flags.string("output") != "" {
			return p.printRevisions(numbers, sets, wanted)
		}
		switch {
		case len(numbers) == 0 && wanted > 0:
			return p.report(tree(d), fmt.Sprintf("with revision #%d\nNo rollout history found.", wanted))
		case len(numbers) == 0:
			return p.report(tree(d), "\nNo rollout history found.")
		case wanted > 0:
			return p.report(tree(d), fmt.Sprintf("with revision #%d\n%s", wanted, p.templateText(sets[wanted])))
		}
		var out bytes.Buffer
		w := tabwriter.NewWriter(&out, 0, 8, 2, ' ', 0)
		fmt.Fprintf(w, "REVISION\tCHANGE-CAUSE\n")
		for _, n := range numbers {
			fmt.Fprintf(w, "%d\t%s\n", n, orNone(sets[n].Annotations[changeCauseAnnotation]))
		}
		w.Flush()
		return p.report(tree(d), "\n"+out.String())
	})
}

func (p *process) printRevisions(numbers []int, sets map[int]*api.ReplicaSet, wanted int) error {
	print, err := p.printer(commonFormats)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if wanted == 0 || n == wanted {
			if err := print(tree(sets[n])); err != nil {
				return err
			}
		}
	}
	return nil
}

// templateText describes the template of a revision, without lining it up, as
// upstream does.
func (p *process) templateText(rs *api.ReplicaSet) string {
	t := rs.Spec.Template.DeepCopy()
	if cause := rs.Annotations[changeCauseAnnotation]; cause != "" {
		if t.Annotations == nil {
			t.Annotations = map[string]string{}
		}
		t.Annotations[changeCauseAnnotation] = cause
	}
	d := p.description()
	d.plain = true
	d.template(&t)
	return d.String()
}

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
		d, ok := i.object.(*api.Deployment)
		if !ok {
			return noHelper("rollbacker", "rollbacker", i.resource)
		}
		result, err := p.rollBack(d, p.flags.int("to-revision"), dry)
		if err != nil {
			return err
		}
		return p.report(tree(d), done(result, dry))
	})
}

// rollBack writes the template of an earlier revision back, with what was noted
// of it then. Models kubectl pkg/polymorphichelpers DeploymentRollbacker.
func (p *process) rollBack(d *api.Deployment, to int, dry bool) (string, error) {
	rs, err := p.revisionToUndo(d, to)
	switch {
	case err != nil:
		return "", err
	case dry:
		return p.templateText(rs), nil
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

// revisionToUndo finds a revision, the one before the last for 0.
func (p *process) revisionToUndo(d *api.Deployment, to int) (*api.ReplicaSet, error) {
	numbers, sets, err := p.revisions(d)
	switch {
	case err != nil:
		return nil, err
	case to == 0 && len(numbers) < 2:
		return nil, fmt.Errorf("no rollout history found for deployment %q", d.Name)
	case to == 0:
		return sets[numbers[len(numbers)-2]], nil
	case sets[to] == nil:
		return nil, fmt.Errorf("unable to find specified revision %d in history", to)
	}
	return sets[to], nil
}
