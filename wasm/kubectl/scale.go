package kubectl

import (
	"errors"
	"fmt"
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func scaleCommand() *command {
	return &command{
		name: "scale", group: deploy, short: "Set a new size for a deployment, replica set, or replication controller",
		use: "scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)",
		run: runScale, instead: []string{"resize"},
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, selectorFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag, dryRunFlag,
			{name: "all", kind: boolFlag, bare: "true", usage: "Select all resources in the namespace of the specified resource types"},
			{name: "replicas", kind: intFlag, value: "0", required: true, usage: "The new desired number of replicas. Required"},
			{name: "current-replicas", kind: intFlag, value: "-1", usage: "Precondition for current size; -1 (default) for no condition"},
			{name: "resource-version", kind: stringFlag, usage: "Precondition for resource version"},
			{name: "timeout", kind: durationFlag, value: "0s", usage: "The length of time to wait before giving up on a scale operation, zero means don't wait"},
			{name: "record", kind: boolFlag, bare: "true", absent: true},
		},
	}
}

// runScale models kubectl pkg/cmd/scale ScaleOptions.RunScale.
func runScale(p *process) error {
	f := p.flags
	dry, err := p.output()
	switch {
	case err != nil:
		return err
	case f.int("replicas") < 0:
		return errors.New("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0")
	case f.int("current-replicas") < -1:
		return errors.New("The --current-replicas must specify an integer of -1 or greater")
	}
	s, err := p.findTyped(f.args, f.bool("all"))
	if err != nil {
		return err
	}
	infos, findErr := p.infos(s, ifUnknown)
	switch {
	case f.string("resource-version") != "" && len(infos) > 1:
		return errors.New("cannot use --resource-version with multiple resources")
	case len(infos) == 0 && findErr == nil:
		return errors.New("no objects passed to scale")
	}
	for _, i := range infos {
		if err := p.scaleOne(i, f.int("replicas"), dry); err != nil {
			return err
		}
	}
	return findErr
}

// scaleOne changes the size of one object, as its scale subresource would.
func (p *process) scaleOne(i *info, replicas int, dry bool) error {
	object := i.manifest
	if i.object != nil {
		object = tree(i.object)
	}
	if !dry {
		if err := p.sendScale(i, replicas); err != nil {
			return err
		}
	}
	spec, ok := object["spec"].(map[string]any)
	if !ok {
		spec = map[string]any{}
		object["spec"] = spec
	}
	spec["replicas"] = int64(replicas)
	return p.report(object, done("scaled", dry))
}

// sendScale models kubectl pkg/scale genericScaler.
func (p *process) sendScale(i *info, replicas int) error {
	switch i.resource.Name {
	case "deployments", "replicasets", "statefulsets":
	default:
		if err := p.request(i.resource.Name); err != nil {
			return err
		}
		if i.resource.IsCustom() {
			return api.NotFound(i.resource, i.name)
		}
		return &api.StatusError{Reason: api.ReasonNotFound, Message: "the server could not find the requested resource"}
	}
	size, version := p.flags.int("current-replicas"), p.flags.string("resource-version")
	if size != -1 || version != "" {
		o, err := p.get(i.resource, i.namespace, i.name)
		if err != nil {
			return err
		}
		if now := replicasOf(tree(o), "spec"); size != -1 && now != size {
			return fmt.Errorf("Expected replicas to be %d, was %d", size, now)
		}
		if now := o.Meta().ResourceVersion; version != "" && now != version {
			return fmt.Errorf("Expected resource version to be %s, was %s", version, now)
		}
	}
	err := p.patch(i, cluster.MergePatch, []byte(`{"spec":{"replicas":`+strconv.Itoa(replicas)+`}}`))
	if err != nil || p.trial || p.flags.duration("timeout") == 0 {
		return err
	}
	return p.awaitSize(i, replicas)
}

// awaitSize looks once a second whether the object has its size.
func (p *process) awaitSize(i *info, replicas int) error {
	for left := p.flags.duration("timeout"); left > 0; left -= api.Second {
		o, err := p.get(i.resource, i.namespace, i.name)
		if err != nil {
			return err
		}
		object := tree(o)
		if wanted := replicasOf(object, "spec"); wanted != replicas || replicasOf(object, "status") == replicas {
			return nil
		}
		if err := p.pass(min(left, api.Second)); err != nil {
			return err
		}
	}
	return fmt.Errorf("timed out waiting for %q to be synced", i.name)
}

func replicasOf(object map[string]any, part string) int {
	n, _ := at(object, part, "replicas").(int64)
	return int(n)
}
