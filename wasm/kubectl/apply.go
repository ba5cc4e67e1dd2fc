package kubectl

import (
	"errors"
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func applyCommand() *command {
	return &command{
		name: "apply", group: advanced, short: "Apply a configuration to a resource by file name or stdin",
		use:  "apply (-f FILENAME | -k DIRECTORY)",
		run:  runApply,
		subs: append(notHereYet("apply", "edit-last-applied"), setLastAppliedCommand(), viewLastAppliedCommand()),
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, selectorFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag,
			dryRunFlag, validateFlag, fieldManagerFlag, subresourceFlag,
			{name: "overwrite", kind: boolFlag, value: "true", bare: "true", usage: "Resolve conflicts by using values from the file"},
			{name: "openapi-patch", kind: boolFlag, value: "true", bare: "true", usage: "Use openapi to calculate the patch"},
			{name: "server-side", kind: boolFlag, bare: "true", absent: true},
			{name: "force-conflicts", kind: boolFlag, bare: "true", absent: true},
			{name: "prune", kind: boolFlag, bare: "true", absent: true},
			{name: "prune-allowlist", kind: arrayFlag, absent: true},
			{name: "all", kind: boolFlag, bare: "true", absent: true},
			{name: "force", kind: boolFlag, bare: "true", absent: true},
			{name: "wait", kind: boolFlag, bare: "true", absent: true},
			{name: "timeout", kind: durationFlag, value: "0s", absent: true},
			{name: "cascade", kind: stringFlag, value: "background", bare: "background", absent: true},
			{name: "grace-period", kind: intFlag, value: "-1", absent: true},
		},
	}
}

// runApply models kubectl pkg/cmd/apply ApplyOptions.Run: it reads all objects
// first, then applies those that could be read.
func runApply(p *process) error {
	if len(p.flags.args) > 0 {
		return p.usageError("Unexpected args: %v", p.flags.args)
	}
	dry, err := p.dryRun()
	if err != nil {
		return err
	}
	if len(p.flags.strings("filename")) == 0 {
		return errors.New("must specify one of -f and -k")
	}
	if err := p.checkValidate(); err != nil {
		return err
	}
	var errs []error
	infos, err := p.manifests()
	if err != nil {
		errs = append(errs, err)
	}
	if len(infos) == 0 && len(errs) == 0 {
		return errors.New("no objects passed to apply")
	}
	for _, i := range infos {
		if err := p.applyOne(i, dry); err != nil {
			errs = append(errs, err)
		}
	}
	return one(errs)
}

// manifests reads the objects of the files of -f.
func (p *process) manifests() ([]*info, error) {
	s, err := p.find(p.query(nil))
	if err != nil {
		return nil, err
	}
	return p.infos(s, asKnown)
}

// checkValidate reads --validate. Models kubectl pkg/cmd/util
// GetValidationDirective.
func (p *process) checkValidate() error {
	switch value := p.flags.string("validate"); value {
	case "strict", "true", "1", "t", "T", "TRUE", "True":
		return nil
	case "warn":
		p.lenient = true
	case "ignore", "false", "0", "f", "F", "FALSE", "False":
		p.lenient, p.careless = true, true
	default:
		return fmt.Errorf("invalid - validate option %q; must be one of: strict (or true), warn, ignore (or false)", value)
	}
	return nil
}

// leniently has the server drop the fields that it does not know, instead of
// refusing the write, and warns of them unless they are to be ignored.
func (p *process) leniently(resource string, c cluster.Command) cluster.Command {
	r, _ := api.ResourceNamed(resource)
	read := func(body []byte) []byte {
		o, unknown, err := api.DecodePatched(r, body)
		if err != nil || len(unknown) == 0 {
			return body
		}
		p.warnAll(unknown)
		return encode(o)
	}
	switch c := c.(type) {
	case cluster.Create:
		c.Body = read(c.Body)
		return c
	case cluster.Update:
		c.Body = read(c.Body)
		return c
	case cluster.Patch:
		c.FieldValidation = cluster.Warn
		return c
	}
	return c
}

// applyOne creates an object, or changes what is there. Models kubectl
// pkg/cmd/apply ApplyOptions.applyOneObject.
func (p *process) applyOne(i *info, dry bool) error {
	if generate, _ := at(i.manifest, "metadata", "generateName").(string); i.name == "" && generate != "" {
		return fmt.Errorf("from %s: cannot use generate name with apply", generate)
	}
	wanted := withLastApplied(i.manifest)
	switch err := p.fetch(i); {
	case isNotFound(err):
		return p.applyNew(i, wanted, dry)
	case err != nil:
		return inSource(fmt.Sprintf("retrieving current configuration of:\n%s\nfrom server for:", i), i.source, err)
	}
	return p.applyChange(i, wanted, dry)
}

func (p *process) applyNew(i *info, wanted map[string]any, dry bool) error {
	pruneNulls(wanted)
	if !dry {
		created, err := p.create(i, wanted)
		if err != nil {
			return inSource("creating", i.source, err)
		}
		wanted = created
	}
	return p.report(wanted, done("created", dry))
}

func (p *process) applyChange(i *info, wanted map[string]any, dry bool) error {
	live := tree(i.object)
	last, ok := lastApplied(live)
	if !ok {
		p.errorf("Warning: resource %s/%s is missing the %s annotation which is required by kubectl apply. kubectl apply should only be used on "+
			"resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n",
			i.resource.Name, i.name, lastAppliedAnnotation)
	}
	patch, err := threeWayPatch(last, wanted, live, i.resource.Name)
	if err != nil {
		// kubectl tries three descriptions of the kind, of which we have one.
		p.errorf("warning: error calculating patch from openapi v3 spec: %v\nwarning: error calculating patch from openapi spec: %v\n", err, err)
		original := ""
		if ok {
			original = encodeLine(last)
		}
		err = fmt.Errorf("creating patch with:\noriginal:\n%s\nmodified:\n%s\ncurrent:\n%s\nfor: %w", original, encodeLine(wanted), encodeLine(live), err)
		if !dry {
			err = inSource("patching", i.source, err)
		}
		return i.applyingError(nil, err)
	}
	if len(patch) > 0 && !dry {
		if err := p.patch(i, mergeType(i.resource), encode(patch)); err != nil {
			return i.applyingError(encode(patch), inSource("patching", i.source, err))
		}
		live = p.stored(i, live)
	}
	if deleted, _ := at(live, "metadata", "deletionTimestamp").(string); deleted != "" {
		p.errorf("Warning: Detected changes to resource %s which is currently being deleted.\n", i.name)
	}
	if len(patch) == 0 {
		return p.report(live, done("unchanged", dry))
	}
	return p.report(live, done("configured", dry))
}

// applyingError shows the patch that could not be applied.
func (i *info) applyingError(patch []byte, err error) error {
	return inSource(fmt.Sprintf("applying patch:\n%s\nto:\n%s\nfor:", patch, i), i.source, err)
}

// create sends a new object and returns it as the server stored it.
func (p *process) create(i *info, object map[string]any) (map[string]any, error) {
	events, err := p.do(i.resource.Name, cluster.Create{Resource: i.resource.Name, Namespace: i.namespace, Body: encode(object)})
	if err != nil {
		return nil, err
	}
	if i.name == "" {
		i.name = createdName(events, i.resource)
	}
	metadataOf(object)["name"] = i.name
	return p.stored(i, object), nil
}

// createdName finds the name that the server generated.
func createdName(events []cluster.Event, r api.Resource) string {
	for _, e := range events {
		if w, ok := written(e); ok && w.Change == cluster.Added && w.Resource == r.Name {
			return w.Object.Meta().Name
		}
	}
	return ""
}

// stored returns the object as the server has it now: a write answers with it,
// so that takes no further request.
func (p *process) stored(i *info, otherwise map[string]any) map[string]any {
	o, err := p.written(i)
	if err != nil {
		return otherwise
	}
	return tree(o)
}

// written returns what the last write stored, or would have stored.
func (p *process) written(i *info) (api.Object, error) {
	if p.tried != nil {
		return p.tried, nil
	}
	return p.env.Cluster.Get(i.resource.Name, i.namespace, i.name)
}
