package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"

	"k8s.io/apimachinery/pkg/api/validate/content"
)

func taintCommand() *command {
	return &command{
		name: "taint", group: management, short: "Update the taints on one or more nodes",
		use: "taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N", run: runTaint,
		flags: []flag{
			selectorFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag, dryRunFlag, validateFlag, fieldManagerFlag,
			{name: "overwrite", kind: boolFlag, bare: "true", usage: "Allow taints to be overwritten"},
			{name: "all", kind: boolFlag, bare: "true", usage: "Select all nodes in the cluster"},
		},
	}
}

// taints is a change of a node's taints.
type taints struct{ add, remove []api.Taint }

// runTaint models kubectl pkg/cmd/taint TaintOptions.
func runTaint(p *process) error {
	dry, err := p.output()
	if err != nil {
		return err
	}
	resources, change, err := p.readTaints()
	if err != nil {
		return err
	}
	if err := p.checkTaints(resources, change); err != nil {
		return err
	}
	q := p.query([]string{"nodes"})
	if q.typeIsEnough = p.flags.bool("all"); !q.typeIsEnough && q.selector == "" {
		q.args = append(q.args, resources[1:]...)
	}
	s, err := p.find(q)
	if err != nil {
		return err
	}
	return p.visit(s, latest, func(i *info) error { return p.taintOne(i, change, dry) })
}

// readTaints sorts the arguments into nodes and taints.
func (p *process) readTaints() (resources []string, change taints, err error) {
	var specs []string
	for _, a := range p.flags.args {
		switch is := strings.ContainsAny(a, "=:") || strings.HasSuffix(a, "-"); {
		case is:
			specs = append(specs, a)
		case len(specs) > 0:
			return nil, change, fmt.Errorf("all resources must be specified before taint changes: %s", a)
		default:
			resources = append(resources, a)
		}
	}
	switch {
	case len(resources) == 0:
		return nil, change, errors.New("one or more resources must be specified as <resource> <name>")
	case len(specs) == 0:
		return nil, change, errors.New("at least one taint update is required")
	}
	if change, err = parseTaints(specs); err != nil {
		return nil, change, p.usageError("%s", err)
	}
	return resources, change, nil
}

// parseTaints models parseTaints.
func parseTaints(specs []string) (change taints, err error) {
	for _, spec := range specs {
		text, removes := strings.CutSuffix(spec, "-")
		t, err := parseTaint(text)
		switch {
		case err != nil:
			return change, err
		case removes:
			change.remove = append(change.remove, api.Taint{Key: t.Key, Effect: t.Effect})
		case t.Effect == "":
			return change, fmt.Errorf("invalid taint spec: %v", spec)
		case api.HasTaint(change.add, t.Key, t.Effect) >= 0:
			return change, fmt.Errorf("duplicated taints with the same key and effect: {%s %s %s <nil>}", t.Key, t.Value, t.Effect)
		default:
			change.add = append(change.add, t)
		}
	}
	return change, nil
}

// parseTaint reads key=value:effect, key:effect or key.
func parseTaint(text string) (t api.Taint, err error) {
	invalid := func(faults []string) error {
		return fmt.Errorf("invalid taint spec: %v, %s", text, strings.Join(faults, "; "))
	}
	parts := strings.Split(text, ":")
	if len(parts) > 2 {
		return t, fmt.Errorf("invalid taint spec: %v", text)
	}
	t.Key = text
	if len(parts) == 2 {
		t.Effect = parts[1]
		if t.Effect != api.NoSchedule && t.Effect != api.PreferNoSchedule && t.Effect != api.NoExecute {
			return t, fmt.Errorf("invalid taint effect: %v, unsupported taint effect", t.Effect)
		}
		pair := strings.Split(parts[0], "=")
		if len(pair) > 2 {
			return t, fmt.Errorf("invalid taint spec: %v", text)
		}
		if t.Key = pair[0]; len(pair) == 2 {
			t.Value = pair[1]
			if faults := content.IsLabelValue(t.Value); len(faults) > 0 {
				return t, invalid(faults)
			}
		}
	}
	if faults := content.IsLabelKey(t.Key); len(faults) > 0 {
		return t, invalid(faults)
	}
	return t, nil
}

// checkTaints models TaintOptions.Validate.
func (p *process) checkTaints(resources []string, change taints) error {
	kinds, err := p.resourceTypes([]string{strings.ToLower(resources[0])})
	if err != nil {
		return err
	}
	if kinds[0].Kind != "Node" {
		return fmt.Errorf("invalid resource type %s, only node types are supported", strings.ToLower(resources[0]))
	}
	var both []string
	for _, t := range change.add {
		for _, r := range change.remove {
			if t.Key == r.Key && (r.Effect == "" || r.Effect == t.Effect) {
				both = append(both, r.Key+"="+r.Effect)
			}
		}
	}
	all, selector := p.flags.bool("all"), p.flags.string("selector")
	switch {
	case len(both) > 0:
		return fmt.Errorf("can not both modify and remove the following taint(s) in the same command: %s", strings.Join(both, ", "))
	case all && selector != "":
		return errors.New("setting 'all' parameter with a non empty selector is prohibited")
	case !all && selector == "" && len(resources) < 2:
		return errors.New("at least one resource name must be specified since 'all' parameter is not set")
	}
	return nil
}

func (p *process) taintOne(i *info, change taints, dry bool) error {
	n := i.object.(*api.Node)
	if !p.flags.bool("overwrite") {
		var there []string
		for _, t := range change.add {
			if api.HasTaint(n.Spec.Taints, t.Key, t.Effect) >= 0 {
				there = append(there, t.Key)
			}
		}
		if len(there) > 0 {
			return fmt.Errorf("node %s already has %s taint(s) with same effect(s) and --overwrite is false", n.Name, strings.Join(there, ","))
		}
	}
	operation, next, err := change.apply(n.Spec.Taints, p.flags.bool("overwrite"))
	if err != nil {
		return err
	}
	after := n.DeepCopy().(*api.Node)
	after.Spec.Taints = next
	object := tree(after)
	if !dry {
		list := any(next)
		if len(next) == 0 {
			list = nil
		}
		if err := p.patch(i, cluster.MergePatch, encode(map[string]any{"spec": map[string]any{"taints": list}})); err != nil {
			return err
		}
		object = p.stored(i, object)
	}
	defer func(was bool) { p.trial = was }(p.trial)
	p.trial = false // kubectl does not say of a taint that it was a dry run
	return p.report(object, operation)
}

// apply makes the list of taints that a node is to have: what is added first,
// then what stays. Whether the last removal found something decides how it is
// told. Models reorganizeTaints.
func (c taints) apply(old []api.Taint, overwrite bool) (operation string, next []api.Taint, err error) {
	next = slices.Clone(c.add)
	for _, t := range old {
		if api.HasTaint(next, t.Key, t.Effect) < 0 {
			next = append(next, t)
		}
	}
	added, deleted := len(next) != len(old), false
	var errs []error
	for _, r := range c.remove {
		left := slices.DeleteFunc(slices.Clone(next), func(t api.Taint) bool { return t.Key == r.Key && (r.Effect == "" || r.Effect == t.Effect) })
		if deleted = len(left) < len(next); !deleted {
			name := r.Key
			if r.Effect != "" {
				name += ":" + r.Effect
			}
			errs = append(errs, fmt.Errorf("taint %q not found", name))
		}
		next = left
	}
	operation = "untainted"
	if added {
		operation = "tainted"
	}
	if added && deleted || overwrite {
		operation = "modified"
	}
	return operation, next, join(errs)
}
