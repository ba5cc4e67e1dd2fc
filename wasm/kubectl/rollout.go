package kubectl

import (
	"errors"
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func rolloutCommand() *command {
	printed := []flag{outputFlag, templateFlag, missingKeysFlag, managedFlag}
	manager := append([]flag{fieldManagerFlag}, printed...)
	revision := flag{name: "revision", kind: intFlag, value: "0", usage: "The revision to show in detail; 0 is all"}
	return &command{
		name: "rollout", group: deploy, short: "Manage the rollout of a resource",
		use: "rollout SUBCOMMAND",
		run: wantSubcommand,
		subs: []*command{
			rolloutSub("history", "View rollout history", "(TYPE NAME | TYPE/NAME)", runHistory, append([]flag{revision}, printed...)),
			rolloutSub("pause", "Mark the provided resource as paused", "RESOURCE", runPause, manager),
			rolloutSub("restart", "Restart a resource", "RESOURCE", runRestart, manager),
			rolloutSub("resume", "Resume a paused resource", "RESOURCE", runResume, manager),
			rolloutSub("status", "Show the status of the rollout", "(TYPE NAME | TYPE/NAME)", runRolloutStatus, []flag{
				{name: "watch", short: 'w', kind: boolFlag, value: "true", bare: "true", usage: "Watch the status of the rollout until it's done"},
				{name: "revision", kind: intFlag, value: "0", usage: "Pin to a specific revision for showing its status; 0 is the last"},
				{name: "timeout", kind: durationFlag, value: "0s", usage: "The length of time to wait before ending watch, zero means never"},
			}),
			rolloutSub("undo", "Undo a previous rollout", "(TYPE NAME | TYPE/NAME)", runUndo, append([]flag{
				{name: "to-revision", kind: intFlag, value: "0", usage: "The revision to rollback to; 0 is the one before the last"}, dryRunFlag}, printed...)),
		},
	}
}

func rolloutSub(name, short, args string, run func(*process) error, flags []flag) *command {
	return &command{name: "rollout " + name, short: short, use: "rollout " + name + " " + args, run: run,
		flags: append([]flag{filenameFlag, recursiveFlag, kustomizeFlag, selectorFlag}, flags...)}
}

// rolloutSelection finds what a subcommand is about.
func (p *process) rolloutSelection() (*selection, error) {
	if len(p.flags.args) == 0 && len(p.flags.strings("filename")) == 0 {
		return nil, errors.New("required resource not specified")
	}
	if n := p.flags.int("revision"); n < 0 {
		return nil, fmt.Errorf("revision must be a positive integer: %d", n)
	}
	s, err := p.findTyped(p.flags.args, true)
	if err != nil {
		return nil, err
	}
	for _, i := range s.named {
		if err := registered(i.resource); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// noHelper says that a kind has no rollouts. what is the helper that upstream
// has for others. Models the visitors of kubectl pkg/polymorphichelpers.
func noHelper(what, action string, r api.Resource) error {
	kind := r.Kind
	if r.Group != "" {
		kind += "." + r.Group
	}
	if r.Name == "pods" || r.Name == "replicasets" {
		return fmt.Errorf("no %s has been implemented for %q", what, kind)
	}
	return fmt.Errorf("error retrieving %s for %q, no visitor method exists for {%s %s}", action, kind, r.Group, r.Kind)
}

func runPause(p *process) error {
	return p.changeRollout("paused", func(o api.Object) (map[string]any, error) {
		switch d, ok := o.(*api.Deployment); {
		case !ok:
			return nil, errors.New("pausing is not supported")
		case d.Spec.Paused:
			return nil, errors.New("is already paused")
		}
		return map[string]any{"paused": true}, nil
	})
}

func runResume(p *process) error {
	return p.changeRollout("resumed", func(o api.Object) (map[string]any, error) {
		switch d, ok := o.(*api.Deployment); {
		case !ok:
			return nil, errors.New("resuming is not supported")
		case !d.Spec.Paused:
			return nil, errors.New("is not paused")
		}
		return map[string]any{"paused": nil}, nil
	})
}

func runRestart(p *process) error {
	const annotation = "kubectl.kubernetes.io/restartedAt"
	return p.changeRollout("restarted", func(o api.Object) (map[string]any, error) {
		now := p.env.Cluster.Now().String()
		d, _ := o.(*api.Deployment)
		switch template := TemplateOf(o); {
		case template == nil:
			return nil, errors.New("restarting is not supported")
		case d != nil && d.Spec.Paused:
			return nil, errors.New("can't restart paused deployment (run rollout resume first)")
		case template.Annotations[annotation] == now:
			return nil, nil
		}
		return map[string]any{"template": map[string]any{"metadata": map[string]any{"annotations": map[string]any{annotation: now}}}}, nil
	})
}

// TemplateOf returns the template of an object that has rollouts, nil of
// another one.
func TemplateOf(o api.Object) *api.PodTemplateSpec {
	switch o := o.(type) {
	case *api.Deployment:
		return &o.Spec.Template
	case *api.StatefulSet:
		return &o.Spec.Template
	case *api.DaemonSet:
		return &o.Spec.Template
	}
	return nil
}

// changeRollout patches the spec of each object and says what was done.
// Models kubectl pkg/cmd/rollout RunPause, RunResume and RunRestart.
func (p *process) changeRollout(operation string, change func(api.Object) (map[string]any, error)) error {
	s, err := p.rolloutSelection()
	if err != nil {
		return err
	}
	infos, err := p.infos(s, latest)
	var errs []error
	if err != nil {
		errs = append(errs, err)
	}
	if len(infos) == 0 && err == nil {
		p.errorf("No resources found in %s namespace.\n", p.namespace)
	}
	for _, i := range infos {
		if err := p.changeOne(i, operation, change); err != nil {
			errs = append(errs, err)
		}
	}
	return join(errs)
}

func (p *process) changeOne(i *info, operation string, change func(api.Object) (map[string]any, error)) error {
	spec, err := change(i.object)
	switch {
	case err != nil:
		return fmt.Errorf("error: %s %q %w", i.resource.GroupResource(), i.name, err)
	case spec == nil:
		return fmt.Errorf("failed to create patch for %s: if restart has already been triggered within the past second, please wait before attempting to trigger another", i.name)
	}
	if err := p.patch(i, cluster.StrategicPatch, encode(map[string]any{"spec": spec})); err != nil {
		return fmt.Errorf("failed to patch: %w", err)
	}
	return p.report(p.stored(i, tree(i.object)), operation)
}
