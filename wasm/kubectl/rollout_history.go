package kubectl

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"

	"svclab/wasm/api"
	"svclab/wasm/controller/deployment"
	"svclab/wasm/controller/workload"
)

const changeCauseAnnotation = "kubernetes.io/change-cause"

// revision is a template that an object has had.
type revision struct {
	set      *api.ReplicaSet         // of a Deployment
	patch    *api.ControllerRevision // of a StatefulSet or a DaemonSet
	shown    api.Object              // what -o prints
	template api.PodTemplateSpec
}

// cause returns why the revision came about, as somebody noted it.
func (r revision) cause() string {
	if r.set != nil {
		return r.set.Annotations[changeCauseAnnotation]
	}
	return r.patch.Annotations[changeCauseAnnotation]
}

// revisions returns the numbers of an object's revisions, in order, and each by
// its number.
func (p *process) revisions(o api.Object) (numbers []int, byNumber map[int]revision, err error) {
	byNumber = map[int]revision{}
	if d, ok := o.(*api.Deployment); ok {
		var sets []*api.ReplicaSet
		sets, err = p.replicaSets(d)
		for _, rs := range sets {
			byNumber[int(deployment.Revision(rs))] = revision{set: rs, shown: rs, template: rs.Spec.Template}
		}
	} else {
		byNumber, err = p.controllerRevisions(o)
	}
	for n := range byNumber {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	return numbers, byNumber, err
}

// controllerRevisions returns the revisions of a StatefulSet or a DaemonSet.
// Models kubectl pkg/polymorphichelpers controlledHistory and its GetHistory.
func (p *process) controllerRevisions(o api.Object) (map[int]revision, error) {
	out := map[int]revision{}
	resource, _ := api.ResourceNamed("controllerrevisions")
	objects, err := p.list(resource, o.Meta().Namespace, nil)
	for _, each := range objects {
		r := each.(*api.ControllerRevision)
		ref := api.ControllerOf(&r.ObjectMeta)
		if ref == nil || ref.UID != o.Meta().UID || !selectorOfSet(o).Matches(r.Labels) {
			continue
		}
		template, wrong := workload.Restore(r.Data)
		if wrong != nil {
			return nil, fmt.Errorf("unable to parse history %s", r.Name)
		}
		shown := o.DeepCopy()
		*TemplateOf(shown) = template
		out[int(r.Revision)] = revision{patch: r, shown: shown, template: template}
	}
	return out, err
}

func selectorOfSet(o api.Object) *api.LabelSelector {
	if d, ok := o.(*api.DaemonSet); ok {
		return d.Spec.Selector
	}
	return o.(*api.StatefulSet).Spec.Selector
}

// runHistory models kubectl pkg/cmd/rollout RolloutHistoryOptions.Run.
func runHistory(p *process) error {
	s, err := p.rolloutSelection()
	if err != nil {
		return err
	}
	return p.visit(s, latest, func(i *info) error {
		if TemplateOf(i.object) == nil {
			return noHelper("history viewer", "history", i.resource)
		}
		numbers, revisions, err := p.revisions(i.object)
		if err != nil {
			return err
		}
		wanted, object := p.flags.int("revision"), tree(i.object)
		found, ok := revisions[wanted]
		if wanted > 0 && !ok && (len(numbers) > 0 || p.flags.string("output") != "") {
			return errors.New("unable to find the specified revision")
		}
		if p.flags.string("output") != "" {
			return p.printRevisions(numbers, revisions, wanted)
		}
		switch {
		case len(numbers) == 0 && wanted > 0:
			return p.report(object, fmt.Sprintf("with revision #%d\nNo rollout history found.", wanted))
		case len(numbers) == 0:
			return p.report(object, "\nNo rollout history found.")
		case wanted > 0:
			return p.report(object, fmt.Sprintf("with revision #%d\n%s", wanted, p.templateText(found)))
		}
		var out bytes.Buffer
		w := tabwriter.NewWriter(&out, 0, 8, 2, ' ', 0)
		fmt.Fprintf(w, "REVISION\tCHANGE-CAUSE\n")
		for _, n := range numbers {
			fmt.Fprintf(w, "%d\t%s\n", n, orNone(revisions[n].cause()))
		}
		w.Flush()
		return p.report(object, "\n"+out.String())
	})
}

func (p *process) printRevisions(numbers []int, revisions map[int]revision, wanted int) error {
	print, err := p.printer(commonFormats)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if wanted == 0 || n == wanted {
			if err := print(tree(revisions[n].shown)); err != nil {
				return err
			}
		}
	}
	return nil
}

// templateText describes the template of a revision, without lining it up, as
// upstream does. With a Deployment's goes why it came about.
func (p *process) templateText(r revision) string {
	t := r.template.DeepCopy()
	if cause := r.cause(); cause != "" && r.set != nil {
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
