package kubectl

import (
	"errors"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func replaceCommand() *command {
	return &command{
		name: "replace", group: advanced, short: "Replace a resource by file name or stdin",
		use: "replace -f FILENAME", run: runReplace,
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag,
			dryRunFlag, validateFlag, fieldManagerFlag, saveConfigFlag, subresourceFlag,
			{name: "force", kind: boolFlag, bare: "true", usage: "Delete the objects first, and create them anew"},
			{name: "grace-period", kind: intFlag, value: "-1", usage: "Period of time in seconds given to the resource to terminate gracefully, with --force"},
			{name: "timeout", kind: durationFlag, value: "0s", usage: "The length of time to wait before giving up on a delete, with --force"},
			{name: "cascade", kind: stringFlag, value: "background", bare: "background", usage: `Must be "background", "orphan", or "foreground"`},
			{name: "wait", kind: boolFlag, bare: "true", usage: "Wait for resources to be gone before returning, with --force"},
			{name: "raw", kind: stringFlag, absent: true},
			{name: "record", kind: boolFlag, bare: "true", absent: true},
		},
	}
}

// runReplace models kubectl pkg/cmd/replace ReplaceOptions.
func runReplace(p *process) error {
	f := p.flags
	if err := p.checkValidate(); err != nil {
		return err
	}
	dry, err := p.output()
	var propagation cluster.Propagation
	if err == nil {
		propagation, err = p.propagation(f.string("cascade"))
	}
	force := f.bool("force")
	switch {
	case err != nil:
		return err
	case len(f.strings("filename")) == 0:
		return errors.New("must specify one of -f and -k")
	case f.int("grace-period") >= 0 && !force:
		return errors.New("--grace-period must have --force specified")
	case f.duration("timeout") != 0 && !force:
		return errors.New("--timeout must have --force specified")
	case force && (dry || p.trial):
		return errors.New("--dry-run can not be used when --force is set")
	}
	s, err := p.find(p.query(nil))
	if err != nil {
		return err
	}
	if force {
		return p.forceReplace(s, propagation)
	}
	return p.visit(s, asKnown, func(i *info) error { return p.replaceOne(i, dry) })
}

func (p *process) replaceOne(i *info, dry bool) error {
	object := p.annotated(i.manifest)
	if dry {
		return p.report(object, done("replaced", true))
	}
	_, err := p.do(i.resource.Name, cluster.Update{Resource: i.resource.Name, Namespace: i.namespace, Name: i.name, Body: encode(object)})
	version, _ := at(object, "metadata", "resourceVersion").(string)
	if isNotFound(err) && version == "" && (i.resource.Name == "services" || i.resource.Name == "endpoints") {
		// The server creates these when a PUT names one that is not there.
		_, err = p.do(i.resource.Name, cluster.Create{Resource: i.resource.Name, Namespace: i.namespace, Body: encode(object)})
	}
	if err != nil {
		return inSource("replacing", i.source, err)
	}
	return p.report(p.stored(i, object), "replaced")
}

// annotated is a manifest with its own text in it, when it is to have that.
// Models kubectl pkg/util CreateOrUpdateAnnotation.
func (p *process) annotated(object map[string]any) map[string]any {
	if _, applied := lastApplied(object); applied || p.flags.bool("save-config") {
		return withLastApplied(object)
	}
	return object
}

// forceReplace deletes the objects, waits until they are gone and creates them.
func (p *process) forceReplace(s *selection, propagation cluster.Propagation) error {
	d := deletion{ignoreNotFound: true, wait: p.flags.bool("wait"), timeout: p.flags.duration("timeout"), propagation: propagation}
	if grace := int64(p.flags.int("grace-period")); grace >= 0 {
		grace = max(grace, 1)
		d.grace = &grace
	}
	if err := p.deleteAll(s, d); err != nil {
		return err
	}
	timeout := d.timeout
	if timeout == 0 {
		timeout = 5 * api.Minute
	}
	var gone []*info
	for _, i := range s.named {
		if i.object != nil {
			gone = append(gone, i)
		}
	}
	if err := p.awaitGone(gone, timeout); err != nil {
		return err
	}
	count := 0
	err := p.visit(s, asKnown, func(i *info) error {
		i.object = nil
		created, err := p.create(i, p.annotated(i.manifest))
		if err != nil {
			return err
		}
		count++
		return p.report(created, "replaced")
	})
	if err == nil && count == 0 {
		return errors.New("no objects passed to replace")
	}
	return err
}
