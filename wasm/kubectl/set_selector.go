package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

func setSelectorCommand() *command {
	return &command{name: "set selector", short: "Set the selector on a resource", run: runSetSelector,
		use: "set selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]",
		flags: slices.Concat(setFlags, []flag{{name: "resource-version", kind: stringFlag,
			usage: "If non-empty, the selectors update will only succeed if this is the current resource-version for the object"}})}
}

// runSetSelector models kubectl pkg/cmd/set SetSelectorOptions.
func runSetSelector(p *process) error {
	dry, err := p.dryRun()
	if err != nil {
		return err
	}
	args := p.flags.args
	if len(args) == 0 {
		return errors.New("one selector is required")
	}
	wanted, err := parseSelector(args[len(args)-1])
	if err != nil {
		return fmt.Errorf("couldn't parse the selector string %q: %w", args[len(args)-1], err)
	}
	if _, err := p.output(); err != nil {
		return err
	}
	s, err := p.findTyped(args[:len(args)-1], p.flags.bool("all"))
	if err != nil {
		return err
	}
	labels, complaint := wanted.asLabels()
	return p.visit(s, latest, func(i *info) error {
		if i.resource.Name != "services" {
			return errors.New("setting a selector is only supported for Services")
		}
		if complaint != nil {
			return complaint
		}
		before := tree(i.object)
		after := api.CopyTree(before).(map[string]any)
		after["spec"].(map[string]any)["selector"] = labels
		if version := p.flags.string("resource-version"); version != "" {
			delete(metadataOf(before), "resourceVersion")
			metadataOf(after)["resourceVersion"] = version
		}
		now, _, err := p.change(i, before, after, dry)
		if err != nil {
			return err
		}
		return p.reportKind(now, done("selector updated", dry))
	})
}

// asLabels returns the labels that a selector of equalities stands for, and
// complains about one that says more.
func (s selector) asLabels() (map[string]any, error) {
	labels := map[string]any{}
	var more []string
	for _, r := range s {
		operators := map[string]string{"in": "In", "notin": "NotIn", "!=": "NotIn", "exists": "Exists", "!": "DoesNotExist"}
		if r.operator == "=" || r.operator == "==" {
			labels[r.key] = r.values[0]
			continue
		}
		more = append(more, "{"+r.key+" "+operators[r.operator]+" ["+strings.Join(r.values, " ")+"]}")
	}
	if len(more) > 0 {
		return nil, fmt.Errorf("match expression [%s] not supported on this object", strings.Join(more, " "))
	}
	return labels, nil
}
