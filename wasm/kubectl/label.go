package kubectl

import (
	"errors"
	"fmt"
	"strings"

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
			{name: "local", kind: boolFlag, bare: "true", usage: "Change the labels in the files of -f and nowhere else"},
			{name: "resource-version", kind: stringFlag, usage: "If non-empty, the labels are changed only if this is the current resource-version of the one object"},
			{name: "record", kind: boolFlag, bare: "true", absent: true},
		},
	}
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
	change.version = p.flags.string("resource-version")
	if err := p.checkRemark("label", "pod", resources, pairs); err != nil {
		return err
	}
	return p.remarkAll(resources, change, dry)
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
func readLabels(specs []string) (remark, error) {
	change := remark{field: "labels", set: map[string]string{}}
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

// refuseLabels says which labels are there with other values.
func (c remark) refuseLabels(now map[string]string) error {
	var errs []error
	for _, key := range sortedKeys(c.set) {
		if value, there := now[key]; there && value != c.set[key] {
			errs = append(errs, fmt.Errorf("'%s' already has a value (%s), and --overwrite is false", key, value))
		}
	}
	return join(errs)
}

// labelOutcome words a change of labels.
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
