package kubectl

import (
	"errors"
	"fmt"

	"svclab/wasm/cluster"
)

// remark is a change of labels or annotations.
type remark struct {
	field   string // labels or annotations
	set     map[string]string
	remove  []string
	version string // "" whatever the object's is
}

// checkRemark checks the command line of label and annotate. file is what the
// command calls a file in its messages.
func (p *process) checkRemark(kind, file string, resources, pairs []string) error {
	f := p.flags
	local, files := f.bool("local"), len(f.strings("filename")) > 0
	switch {
	case f.bool("list") && f.string("output") != "":
		return errors.New("--list and --output may not be specified together")
	case f.bool("all") && f.string("selector") != "":
		return errAllAndSelector
	case f.bool("all") && f.string("field-selector") != "":
		return errors.New("cannot set --all and --field-selector at the same time")
	case local && p.trial:
		return errors.New("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")
	case local && len(resources) > 0:
		return fmt.Errorf("can only use local files by -f %s.yaml or --filename=%s.json when --local=true is set", file, file)
	case local && !files:
		return fmt.Errorf("one or more files must be specified as -f %s.yaml or --filename=%s.json", file, file)
	case !local && len(resources) == 0 && !files:
		return errNoResources
	case len(pairs) == 0 && !f.bool("list"):
		return fmt.Errorf("at least one %s update is required", kind)
	}
	return nil
}

// remarkAll changes the labels or annotations of all objects named.
func (p *process) remarkAll(resources []string, c remark, dry bool) error {
	q := p.query(resources)
	q.typeIsEnough = p.flags.bool("all")
	how := latest
	if p.flags.bool("local") {
		q.selector, how = "", asKnown
	}
	s, err := p.find(q)
	if err != nil {
		return err
	}
	if c.version != "" && !s.single {
		return errors.New("--resource-version may only be used with a single resource")
	}
	return p.visit(s, how, func(i *info) error { return p.remarkOne(i, c, dry, s.single) })
}

func (p *process) remarkOne(i *info, c remark, dry, single bool) error {
	object := i.manifest
	if i.object != nil {
		object = tree(i.object)
	}
	now := stringMap(object, "metadata", c.field)
	send := !dry && !p.flags.bool("local") && !p.flags.bool("list")
	if send && c.field == "labels" {
		for _, key := range c.remove {
			if _, there := now[key]; !there {
				p.printf("label %q not found.\n", key)
			}
		}
	}
	if !p.flags.bool("overwrite") {
		if err := c.refuse(now); err != nil {
			return err
		}
	}
	patch, added, removed := c.patch(now)
	c.apply(object)
	if send && len(patch) > 0 {
		if err := p.patch(i, cluster.MergePatch, encode(map[string]any{"metadata": patch})); err != nil {
			return err
		}
		object = p.stored(i, object)
	}
	if p.flags.bool("list") {
		p.listRemarks(i, object, c.field, single)
		return nil
	}
	operation := "annotated"
	if c.field == "labels" {
		operation = labelOutcome(added, removed)
	}
	return p.report(object, done(operation, dry))
}

// refuse keeps a change from overwriting what is there.
func (c remark) refuse(now map[string]string) error {
	if c.field == "labels" {
		return c.refuseLabels(now)
	}
	return c.refuseAnnotations(now)
}

// patch makes the merge patch of metadata, and counts what it adds and removes.
func (c remark) patch(now map[string]string) (patch map[string]any, added, removed int) {
	patch = map[string]any{}
	change := map[string]any{}
	for key, value := range c.set {
		if was, there := now[key]; !there || was != value {
			change[key] = value
			added++
		}
	}
	for _, key := range c.remove {
		if _, there := now[key]; there {
			change[key] = nil
			removed++
		}
	}
	if len(change) > 0 {
		patch[c.field] = change
	}
	if c.version != "" {
		patch["resourceVersion"] = c.version
	}
	return patch, added, removed
}

// apply changes an object in place, as a dry run shows it.
func (c remark) apply(object map[string]any) {
	metadata := metadataOf(object)
	marks, ok := metadata[c.field].(map[string]any)
	if !ok {
		marks = map[string]any{}
	}
	for key, value := range c.set {
		marks[key] = value
	}
	for _, key := range c.remove {
		delete(marks, key)
	}
	if delete(metadata, c.field); len(marks) > 0 {
		metadata[c.field] = marks
	}
}

// listRemarks prints labels or annotations, sorted; upstream's order is that of
// a Go map.
func (p *process) listRemarks(i *info, object map[string]any, field string, single bool) {
	indent := ""
	if !single {
		indent = " "
		p.printf("Listing %s for %s.%s/%s:\n", field, i.resource.Kind, i.resource.Group, i.name)
	}
	marks := stringMap(object, "metadata", field)
	for _, key := range sortedKeys(marks) {
		p.printf("%s%s=%s\n", indent, key, marks[key])
	}
}
