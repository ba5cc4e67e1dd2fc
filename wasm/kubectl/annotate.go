package kubectl

import (
	"errors"
	"fmt"
	"strings"
)

func annotateCommand() *command {
	c := labelCommand()
	c.name, c.short, c.run = "annotate", "Update the annotations on a resource", runAnnotate
	c.use = "annotate" + strings.TrimPrefix(c.use, "label")
	for i := range c.flags {
		c.flags[i].usage = strings.ReplaceAll(c.flags[i].usage, "label", "annotation")
	}
	return c
}

// runAnnotate models kubectl pkg/cmd/annotate AnnotateOptions.
func runAnnotate(p *process) error {
	dry, err := p.dryRun()
	if err != nil {
		return err
	}
	resources, pairs, err := splitPairs(p.flags.args, "annotation")
	if err != nil {
		return err
	}
	change := remark{field: "annotations", set: map[string]string{}, version: p.flags.string("resource-version")}
	var both []string
	for _, pair := range pairs {
		if key, value, assigns := strings.Cut(pair, "="); assigns {
			change.set[key] = value
		} else {
			change.remove = append(change.remove, strings.TrimSuffix(pair, "-"))
		}
	}
	for _, key := range change.remove {
		if _, there := change.set[key]; there {
			both = append(both, key)
		}
	}
	if err := p.checkRemark("annotation", "rsrc", resources, pairs); err != nil {
		return err
	}
	if len(both) > 0 {
		return fmt.Errorf("can not both modify and remove the following annotation(s) in the same command: %s", strings.Join(both, ", "))
	}
	if _, err := p.output(); err != nil {
		return err
	}
	return p.remarkAll(resources, change, dry)
}

// refuseAnnotations says which annotations are there with other values.
func (c remark) refuseAnnotations(now map[string]string) error {
	var found []string
	for _, key := range sortedKeys(c.set) {
		if value, there := now[key]; there && value != c.set[key] && key != "kubernetes.io/change-cause" {
			found = append(found, fmt.Sprintf("'%s' already has a value (%s)", key, value))
		}
	}
	if len(found) == 0 {
		return nil
	}
	return errors.New("--overwrite is false but found the following declared annotation(s): " + strings.Join(found, "; "))
}
