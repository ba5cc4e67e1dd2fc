package kubectl

import (
	"errors"
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func setCommand() *command {
	return &command{name: "set", group: beginner, short: "Set specific features on objects", use: "set SUBCOMMAND", run: wantSubcommand,
		subs: append(notHereYet("set", "resources", "serviceaccount", "subject"), setImageCommand(), setEnvCommand(), setSelectorCommand())}
}

// setFlags are those that all subcommands of set have.
var setFlags = []flag{
	filenameFlag, recursiveFlag, kustomizeFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag, dryRunFlag, fieldManagerFlag,
	{name: "all", kind: boolFlag, bare: "true", usage: "Select all resources, in the namespace of the specified resource types"},
	{name: "local", kind: boolFlag, bare: "true", absent: true},
	{name: "record", kind: boolFlag, bare: "true", absent: true},
}

// podSpecOf returns the Pods' spec in an object, to change it. Models kubectl
// pkg/polymorphichelpers updatePodSpecForObject.
func podSpecOf(object map[string]any) (map[string]any, error) {
	var spec any
	switch object["kind"] {
	case "Pod":
		spec = object["spec"]
	case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet":
		spec = at(object, "spec", "template", "spec")
	}
	if spec, ok := spec.(map[string]any); ok {
		return spec, nil
	}
	return nil, fmt.Errorf("the object is not a pod or does not have a pod template: *v1.%v", object["kind"])
}

// containersOf returns the containers in a Pods' spec.
func containersOf(spec map[string]any, field string) []map[string]any {
	list, _ := spec[field].([]any)
	var out []map[string]any
	for _, each := range list {
		if c, ok := each.(map[string]any); ok {
			out = append(out, c)
		}
	}
	return out
}

// change sends what turns before into after, unless dry. changed is false when
// that is nothing. Models kubectl pkg/cmd/set CalculatePatch.
func (p *process) change(i *info, before, after map[string]any, dry bool) (now map[string]any, changed bool, err error) {
	patch, err := threeWayPatch(before, after, before, i.resource.Name)
	if err != nil || len(patch) == 0 || dry {
		return after, len(patch) > 0, err
	}
	err = p.patch(i, cluster.StrategicPatch, encode(patch))
	return p.stored(i, after), true, err
}

// setEach changes a copy of each object and sends the difference. what names
// the feature; errs are those that the changes themselves have left.
func (p *process) setEach(infos []*info, dry bool, what string, errs *[]error, change func(object map[string]any) error) error {
	for _, i := range infos {
		before := tree(i.object)
		after := api.CopyTree(before).(map[string]any)
		if err := change(after); err != nil {
			*errs = append(*errs, fmt.Errorf("error: %s/%s %w", i.resource.Name, i.name, err))
			continue
		}
		now, changed, err := p.change(i, before, after, dry)
		if err != nil {
			err = fmt.Errorf("failed to patch %s update to pod template: %w", what, err)
		} else if changed {
			err = p.reportKind(now, done(what+" updated", dry))
		}
		if err != nil {
			*errs = append(*errs, err)
		}
	}
	return one(*errs)
}

// reportKind is report in the order of the kind's fields.
func (p *process) reportKind(object map[string]any, operation string) error {
	if o, ok := typed(object); ok {
		return p.reportTyped(o, operation)
	}
	return p.report(object, operation)
}

// setInfos finds the objects that a subcommand of set is about.
func (p *process) setInfos(resources []string) ([]*info, error) {
	s, err := p.findTyped(resources, p.flags.bool("all"))
	if err != nil {
		return nil, err
	}
	return p.infos(s, latest)
}

var (
	errAllAndSelector = errors.New("cannot set --all and --selector at the same time")
	errNoResources    = errors.New("one or more resources must be specified as <resource> <name> or <resource>/<name>")
)
