package kubectl

import (
	"encoding/json"
	"errors"

	"svclab/wasm/api"
)

// oneName is the only argument before a "--". Models kubectl pkg/cmd/create
// NameFromCommandArgs.
func (p *process) oneName() (string, error) {
	n := len(p.flags.args)
	if p.flags.dash >= 0 {
		n = p.flags.dash
	}
	if n != 1 {
		return "", p.usageError("exactly one NAME is required, got %d", n)
	}
	return p.flags.args[0], nil
}

// namedCreation reads the name of what is created, and creationFlags.
func (p *process) namedCreation() (name string, dry bool, err error) {
	if name, err = p.oneName(); err != nil {
		return "", false, err
	}
	dry, err = p.creation()
	return name, dry, err
}

// creation reads creationFlags.
func (p *process) creation() (dry bool, err error) {
	if dry, err = p.output(); err != nil {
		return dry, err
	}
	return dry, p.checkValidate()
}

// namespaceOf is the namespace that a printed object has: the one of -n.
func (p *process) namespaceOf() string {
	if p.namespaceGiven {
		return p.namespace
	}
	return ""
}

// rememberApplied has an object carry its own text, for kubectl apply.
func rememberApplied(o api.Object) {
	text := encodeLine(o)
	m := o.Meta()
	if m.Annotations == nil {
		m.Annotations = map[string]string{}
	}
	m.Annotations[lastAppliedAnnotation] = text
}

// createSaved is createTyped of an object that carries its own text when
// --save-config asks for it, which create service does not read.
func (p *process) createSaved(o api.Object, doing string, dry bool) error {
	if p.flags.bool("save-config") {
		rememberApplied(o)
	}
	return p.createTyped(o, doing, "created", dry)
}

// createTyped sends an object that kubectl made itself, unless dry, and reports
// it in the order of its fields. A refusal is worded with doing before it.
func (p *process) createTyped(o api.Object, doing, operation string, dry bool) error {
	r, _ := api.ResourceForKind(o.Type().APIVersion, o.Type().Kind)
	if !dry {
		stored, err := p.createObject(r, o)
		if e := (*api.StatusError)(nil); doing != "" && errors.As(err, &e) {
			return errors.New(doing + e.Message)
		}
		if err != nil {
			return err
		}
		o = stored
	}
	return p.reportTyped(o, done(operation, dry))
}

// createObject sends a new object and returns it as the server stored it.
func (p *process) createObject(r api.Resource, o api.Object) (api.Object, error) {
	i := &info{resource: r, namespace: p.scope(r), name: o.Meta().Name}
	if _, err := p.create(i, tree(o)); err != nil {
		return nil, err
	}
	return p.written(i)
}

// reportTyped is report for an object of which JSON shows the fields in the
// order in which its kind has them.
func (p *process) reportTyped(o api.Object, operation string) error {
	if p.flags.string("output") != "json" {
		return p.report(tree(o), operation)
	}
	b, err := json.MarshalIndent(o, "", "    ")
	if err != nil {
		return err
	}
	_, err = p.env.Stdout.Write(append(b, '\n'))
	return err
}
