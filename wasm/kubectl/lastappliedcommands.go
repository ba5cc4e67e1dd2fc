package kubectl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"

	"svclab/wasm/cluster"
)

func viewLastAppliedCommand() *command {
	return &command{
		name: "apply view-last-applied", short: "View the latest last-applied-configuration annotations of a resource/object",
		use: "apply view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)", run: runViewLastApplied,
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, selectorFlag,
			{name: "output", short: 'o', kind: stringFlag, value: "yaml", usage: "Output format. Must be one of (yaml, json)"},
			{name: "all", kind: boolFlag, bare: "true", usage: "Select all resources in the namespace of the specified resource types"},
		},
	}
}

// runViewLastApplied models kubectl pkg/cmd/apply ViewLastAppliedOptions.
func runViewLastApplied(p *process) error {
	q := p.query(p.flags.args)
	q.all = p.flags.bool("all")
	s, err := p.find(q)
	if err != nil {
		return err
	}
	infos, err := p.infos(s, latest)
	if err != nil {
		return err
	}
	for _, i := range infos {
		text, ok := i.object.Meta().Annotations[lastAppliedAnnotation]
		if !ok {
			continue
		}
		switch format := p.flags.string("output"); format {
		case "json":
			var out bytes.Buffer
			if err := json.Indent(&out, []byte(text), "", "  "); err != nil {
				return err
			}
			_, _ = out.WriteTo(p.env.Stdout)
		case "yaml":
			last, _ := lastApplied(tree(i.object))
			io.WriteString(p.env.Stdout, writeYAML(last))
		default:
			return p.usageError("Unexpected -o output mode: %s, the flag 'output' must be one of yaml|json", format)
		}
	}
	return nil
}

func setLastAppliedCommand() *command {
	return &command{
		name: "apply set-last-applied", short: "Set the last-applied-configuration annotation on a live object to match the contents of a file",
		use: "apply set-last-applied -f FILENAME", run: runSetLastApplied,
		flags: []flag{
			filenameFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag, dryRunFlag,
			{name: "create-annotation", kind: boolFlag, bare: "true", usage: "Create the annotation if the object has none"},
		},
	}
}

// runSetLastApplied models kubectl pkg/cmd/apply SetLastAppliedOptions. All
// objects are looked at before the first is changed.
func runSetLastApplied(p *process) error {
	dry, err := p.output()
	if err != nil {
		return err
	}
	s, err := p.find(p.query(nil))
	if err != nil {
		return err
	}
	var changed []*info
	for _, i := range s.named {
		if err := p.fetch(i); err != nil {
			return err
		}
		last, there := lastApplied(tree(i.object))
		switch {
		case !there && !p.flags.bool("create-annotation"):
			return fmt.Errorf("no last-applied-configuration annotation found on resource: %s, to create the annotation, run the command with --create-annotation", i.name)
		case there && reflect.DeepEqual(last, i.manifest):
			p.printf("set-last-applied %s: no changes required.\n", i.name)
		default:
			changed = append(changed, i)
		}
	}
	if len(s.errs) > 0 {
		return one(s.errs)
	}
	for _, i := range changed {
		object := tree(i.object)
		if !dry {
			annotation := map[string]any{lastAppliedAnnotation: encodeLine(i.manifest)}
			if err := p.patch(i, cluster.MergePatch, encode(map[string]any{"metadata": map[string]any{"annotations": annotation}})); err != nil {
				return err
			}
			object = p.stored(i, object)
		}
		if err := p.report(object, done("configured", dry)); err != nil {
			return err
		}
	}
	return nil
}
