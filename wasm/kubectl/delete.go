package kubectl

import (
	"errors"
	"fmt"
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func deleteCommand() *command {
	return &command{
		name: "delete", group: intermediate, short: "Delete resources by file names, stdin, resources and names, or by resources and label selector",
		use: "delete ([-f FILENAME] | TYPE [(NAME | -l label | --all)])", instead: []string{"rm", "remove"},
		run: runDelete,
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, selectorFlag, fieldSelectorFlag, allNamespacesFlag, outputFlag, dryRunFlag,
			{name: "all", kind: boolFlag, bare: "true", usage: "Delete all resources, in the namespace of the specified resource types"},
			{name: "force", kind: boolFlag, bare: "true", usage: "Immediately remove resources from API and bypass graceful deletion"},
			{name: "now", kind: boolFlag, bare: "true", usage: "Signal for immediate shutdown (same as --grace-period=1)"},
			{name: "grace-period", kind: intFlag, value: "-1", usage: "Period of time in seconds given to the resource to terminate gracefully"},
			{name: "ignore-not-found", kind: boolFlag, bare: "true", usage: `Treat "resource not found" as a successful delete`},
			{name: "wait", kind: boolFlag, value: "true", bare: "true", usage: "Wait for resources to be gone before returning"},
			{name: "timeout", kind: durationFlag, value: "0s", usage: "The length of time to wait before giving up on a delete"},
			{name: "cascade", kind: stringFlag, value: "background", bare: "background", usage: `Must be "background", "orphan", or "foreground"`},
			{name: "interactive", short: 'i', kind: boolFlag, bare: "true", absent: true},
			{name: "raw", kind: stringFlag, absent: true},
		},
	}
}

// deletion is what the flags of delete come to.
type deletion struct {
	grace          *int64 // nil leaves it to the object
	ignoreNotFound bool
	dry, wait      bool
	force          bool
	timeout        api.Duration
	propagation    cluster.Propagation
}

// runDelete models kubectl pkg/cmd/delete DeleteOptions.
func runDelete(p *process) error {
	d, err := p.deletion()
	if err != nil {
		return err
	}
	q := p.query(p.flags.args)
	q.all = p.flags.bool("all")
	s, err := p.find(q)
	if err != nil {
		return err
	}
	if err := p.checkDeletion(d); err != nil {
		return err
	}
	return p.deleteAll(s, d)
}

// deletion reads the flags of delete. The steps for the grace period:
//
//  1. --now is one second.
//  2. 0 without --force is one second, so that nothing is lost by accident.
//  3. --force alone is 0.
func (p *process) deletion() (deletion, error) {
	f := p.flags
	d := deletion{ignoreNotFound: f.bool("ignore-not-found"), wait: f.bool("wait"), force: f.bool("force"), timeout: f.duration("timeout")}
	if (f.bool("all") || f.string("selector") != "" || f.string("field-selector") != "") && !f.changed["ignore-not-found"] {
		d.ignoreNotFound = true
	}
	grace := int64(f.int("grace-period"))
	if f.bool("now") {
		if grace != -1 {
			return d, errors.New("--now and --grace-period cannot be specified together")
		}
		grace = 1
	}
	if grace == 0 && !d.force {
		grace = 1
	}
	if d.force && grace < 0 {
		grace = 0
	}
	if grace >= 0 {
		d.grace = &grace
	}
	var err error
	if d.propagation, err = p.propagation(f.string("cascade")); err != nil {
		return d, err
	}
	d.dry, err = p.dryRun()
	return d, err
}

// propagation models kubectl pkg/cmd/delete parseCascadingFlag.
func (p *process) propagation(value string) (cluster.Propagation, error) {
	switch value {
	case "background":
		return cluster.Background, nil
	case "orphan":
		return cluster.Orphan, nil
	case "foreground":
		return cluster.Foreground, nil
	}
	all, err := strconv.ParseBool(value)
	if err != nil {
		return "", fmt.Errorf(`invalid cascade value (%v). Must be "background", "foreground", or "orphan"`, value)
	}
	instead := "orphan"
	if all {
		instead = "background"
	}
	p.errorf("warning: --cascade=%s is deprecated (boolean value) and can be replaced with --cascade=%s.\n", value, instead)
	return p.propagation(instead)
}

func (p *process) checkDeletion(d deletion) error {
	f := p.flags
	if o := f.string("output"); o != "" && o != "name" {
		return fmt.Errorf("unexpected -o output mode: %v. We only support '-o name'", o)
	}
	switch {
	case d.force && d.grace != nil && *d.grace > 0:
		return errors.New("--force and --grace-period greater than 0 cannot be specified together")
	case d.force:
		p.warn("Immediate deletion does not wait for confirmation that the running resource has been terminated. " +
			"The resource may continue to run on the cluster indefinitely.")
	}
	return nil
}

// deleteAll deletes each object, then waits until all of them are gone.
func (p *process) deleteAll(s *selection, d deletion) error {
	var gone []*info
	found := 0
	err := p.visit(s, asKnown, func(i *info) error {
		found++
		if d.dry {
			p.sayDeleted(i, d)
			return nil
		}
		before, _ := p.env.Cluster.Get(i.resource.Name, i.namespace, i.name)
		_, err := p.do(i.resource.Name, cluster.Delete{Resource: i.resource.Name, Namespace: i.namespace, Name: i.name, GracePeriodSeconds: d.grace, Propagation: d.propagation})
		if err != nil {
			return inSource("deleting", i.source, err)
		}
		i.object = before
		gone = append(gone, i)
		p.sayDeleted(i, d)
		return nil
	})
	if d.ignoreNotFound {
		err = withoutNotFound(err)
	}
	if err != nil {
		return err
	}
	if found == 0 {
		p.printf("No resources found\n")
	}
	if !d.wait || d.dry || p.trial {
		return nil
	}
	timeout := d.timeout
	if timeout == 0 {
		timeout = week
	}
	return p.awaitGone(gone, timeout)
}

// sayDeleted words a deletion. Models kubectl pkg/cmd/delete PrintObj.
func (p *process) sayDeleted(i *info, d deletion) {
	if p.flags.string("output") == "name" {
		p.printf("%s\n", i.kindName())
		return
	}
	operation := "deleted"
	if d.grace != nil && *d.grace == 0 {
		operation = "force deleted"
	}
	if i.resource.Namespaced {
		operation += fmt.Sprintf(" from %s namespace", i.namespace)
	}
	p.printf("%s %q %s%s\n", kindGroup(i.resource), i.name, done(operation, d.dry), p.trialWords())
}
