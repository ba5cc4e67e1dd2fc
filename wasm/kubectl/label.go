package kubectl

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"svclab/wasm/cluster"

	"k8s.io/apimachinery/pkg/api/validate/content"
)

func labelCommand() *command {
	return &command{
		name: "label", group: settings, short: "Update the labels on a resource",
		use: "label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]",
		run: runLabel,
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, selectorFlag, fieldSelectorFlag, allNamespacesFlag,
			outputFlag, templateFlag, missingKeysFlag, managedFlag, dryRunFlag, fieldManagerFlag,
			{name: "overwrite", kind: boolFlag, bare: "true", usage: "Allow labels to be overwritten"},
			{name: "all", kind: boolFlag, bare: "true", usage: "Select all resources, in the namespace of the specified resource types"},
			{name: "list", kind: boolFlag, bare: "true", usage: "Display the labels for a given resource"},
			{name: "local", kind: boolFlag, bare: "true", absent: true},
			{name: "resource-version", kind: stringFlag, absent: true},
		},
	}
}

// relabel is a change of labels.
type relabel struct {
	set       map[string]string
	remove    []string
	overwrite bool
}

// runLabel models kubectl pkg/cmd/label LabelOptions.
func runLabel(p *process) error {
	dry, err := p.dryRun()
	if err != nil {
		return err
	}
	resources, pairs, err := splitPairs(p.flags.args, "label")
	if err != nil {
		return err
	}
	change, err := readLabels(pairs)
	if err != nil {
		return err
	}
	change.overwrite = p.flags.bool("overwrite")
	if err := p.checkLabel(resources, pairs); err != nil {
		return err
	}
	q := p.query(resources)
	q.typeIsEnough = p.flags.bool("all")
	s, err := p.find(q)
	if err != nil {
		return err
	}
	return p.visit(s, latest, func(i *info) error {
		if p.flags.bool("list") {
			p.listLabels(i, s.single)
			return nil
		}
		return p.labelOne(i, change, dry)
	})
}

func (p *process) checkLabel(resources, pairs []string) error {
	switch {
	case p.flags.bool("list") && p.flags.string("output") != "":
		return errors.New("--list and --output may not be specified together")
	case p.flags.bool("all") && p.flags.string("selector") != "":
		return errors.New("cannot set --all and --selector at the same time")
	case p.flags.bool("all") && p.flags.string("field-selector") != "":
		return errors.New("cannot set --all and --field-selector at the same time")
	case len(resources) == 0 && len(p.flags.strings("filename")) == 0:
		return errors.New("one or more resources must be specified as <resource> <name> or <resource>/<name>")
	case len(pairs) == 0 && !p.flags.bool("list"):
		return errors.New("at least one label update is required")
	}
	return nil
}

// splitPairs parts resources from what follows them: KEY=VALUE and KEY-.
// Models kubectl pkg/cmd/util GetResourcesAndPairs.
func splitPairs(args []string, kind string) (resources, pairs []string, err error) {
	for _, a := range args {
		isPair := strings.Contains(a, "=") && a[0] != '=' || strings.HasSuffix(a, "-") && a != "-"
		switch {
		case isPair:
			pairs = append(pairs, a)
		case len(pairs) > 0:
			return nil, nil, fmt.Errorf("all resources must be specified before %s changes: %s", kind, a)
		default:
			resources = append(resources, a)
		}
	}
	return resources, pairs, nil
}

// readLabels reads KEY=VALUE and KEY-.
func readLabels(specs []string) (relabel, error) {
	change := relabel{set: map[string]string{}}
	for _, spec := range specs {
		key, value, assigns := strings.Cut(spec, "=")
		if !assigns {
			change.remove = append(change.remove, strings.TrimSuffix(spec, "-"))
			continue
		}
		if strings.Contains(value, "=") {
			return change, fmt.Errorf("invalid label spec: %v", spec)
		}
		if errs := content.IsLabelValue(value); len(errs) > 0 {
			return change, fmt.Errorf("invalid label value: %q: %s", spec, strings.Join(errs, ";"))
		}
		change.set[key] = value
	}
	for _, key := range change.remove {
		if _, both := change.set[key]; both {
			return change, errors.New("can not both modify and remove a label in the same command")
		}
	}
	return change, nil
}

// labelOne changes the labels of one object and says what came of it.
func (p *process) labelOne(i *info, change relabel, dry bool) error {
	labels := i.object.Meta().Labels
	for _, key := range change.remove {
		if _, there := labels[key]; !there && !dry {
			p.printf("label %q not found.\n", key)
		}
	}
	patch, added, removed, err := change.patch(labels)
	if err != nil {
		return err
	}
	object := tree(i.object)
	if dry {
		change.apply(metadataOf(object))
	} else if len(patch) > 0 {
		_, err := p.do(i.resource.Name, cluster.Patch{Resource: i.resource.Name, Namespace: i.namespace, Name: i.name, Type: cluster.MergePatch,
			Body: encode(map[string]any{"metadata": map[string]any{"labels": patch}})})
		if err != nil {
			return err
		}
		object = p.stored(i, object)
	}
	return p.report(object, done(labelOutcome(added, removed), dry))
}

// patch makes the merge patch of a change, and counts what it adds and removes.
func (c relabel) patch(labels map[string]string) (patch map[string]any, added, removed int, err error) {
	var errs []error
	patch = map[string]any{}
	for key, value := range c.set {
		current, there := labels[key]
		if there && current == value {
			continue
		}
		if there && !c.overwrite {
			errs = append(errs, fmt.Errorf("'%s' already has a value (%s), and --overwrite is false", key, current))
		}
		patch[key] = value
		added++
	}
	for _, key := range c.remove {
		if _, there := labels[key]; there {
			patch[key] = nil
			removed++
		}
	}
	sort.SliceStable(errs, func(i, j int) bool { return errs[i].Error() < errs[j].Error() })
	return patch, added, removed, join(errs)
}

// apply changes the labels of metadata in place, as a dry run shows them.
func (c relabel) apply(metadata map[string]any) {
	labels, ok := metadata["labels"].(map[string]any)
	if !ok {
		labels = map[string]any{}
		metadata["labels"] = labels
	}
	for key, value := range c.set {
		labels[key] = value
	}
	for _, key := range c.remove {
		delete(labels, key)
	}
}

func labelOutcome(added, removed int) string {
	switch {
	case added > 0 && removed > 0:
		return "modified"
	case added > 0:
		return "labeled"
	case removed > 0:
		return "unlabeled"
	}
	return "not labeled"
}

// listLabels prints the labels of an object, sorted; upstream's order is that
// of a Go map.
func (p *process) listLabels(i *info, single bool) {
	indent := ""
	if !single {
		indent = " "
		p.printf("Listing labels for %s.%s/%s:\n", i.resource.Kind, i.resource.Group, i.name)
	}
	labels := i.object.Meta().Labels
	for _, key := range sortedKeys(labels) {
		p.printf("%s%s=%s\n", indent, key, labels[key])
	}
}
