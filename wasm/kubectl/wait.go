package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// week is how long kubectl waits when it is told to wait for ever.
const week = 168 * api.Hour

func waitCommand() *command {
	return &command{
		name: "wait", group: advanced, short: "Wait for a specific condition on one or many resources",
		use: "wait ([-f FILENAME] | TYPE/NAME | TYPE [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
		run: runWait,
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, selectorFlag, fieldSelectorFlag, allNamespacesFlag,
			outputFlag, templateFlag, missingKeysFlag, managedFlag,
			{name: "all", kind: boolFlag, bare: "true", usage: "Select all resources in the namespace of the specified resource types"},
			{name: "local", kind: boolFlag, bare: "true", absent: true},
			{name: "for", kind: arrayFlag, usage: "The condition to wait on: [create|delete|condition=NAME[=VALUE]|jsonpath='{PATH}'[=VALUE]]"},
			{name: "timeout", kind: durationFlag, value: "30s", usage: "The length of time to wait before giving up. Zero means check once"},
		},
	}
}

// runWait models kubectl pkg/cmd/wait WaitOptions. The objects are waited for
// one after the other; the timeout is for all of them together.
func runWait(p *process) error {
	conditions, err := readConditions(p.flags.strings("for"))
	if err != nil {
		return err
	}
	w := waiting{process: p, timeout: p.flags.duration("timeout")}
	if w.timeout < 0 {
		w.timeout = week
	}
	w.deadline = p.env.Cluster.Now().Add(w.timeout)
	if slices.ContainsFunc(conditions, func(c condition) bool { return c.kind == "create" }) {
		if err := w.forCreation(); err != nil {
			return err
		}
	}
	s, err := p.waitSelection()
	if err != nil {
		return err
	}
	forDelete := slices.ContainsFunc(conditions, func(c condition) bool { return c.kind == "delete" })
	visited := 0
	err = p.visit(s, latest, func(i *info) error {
		visited++
		for _, c := range conditions {
			if err := w.until(i, c); err != nil {
				return err
			}
		}
		return nil
	})
	if forDelete {
		err = withoutNotFound(err)
	}
	if err == nil && visited == 0 && !forDelete {
		return errors.New("no matching resources found")
	}
	return err
}

func (p *process) waitSelection() (*selection, error) {
	return p.findTyped(p.flags.args, p.flags.bool("all"))
}

// waiting is a wait under way.
type waiting struct {
	*process
	timeout  api.Duration
	deadline api.Time
}

// timedOut is the error of a wait that took too long; what names the object.
func timedOut(i *info) error {
	return fmt.Errorf("timed out waiting for the condition on %s/%s", i.resource.Name, i.name)
}

// until looks at an object until it meets a condition, and says so.
func (w *waiting) until(i *info, c condition) error {
	for first := true; ; first = false {
		met, err := w.check(i, c)
		if err != nil {
			return err
		}
		if met {
			return w.report(tree(i.object), "condition met")
		}
		if w.timeout == 0 && first {
			return fmt.Errorf("condition not met for %s/%s", i.resource.Name, i.name)
		}
		if err := w.poll(i); err != nil {
			return err
		}
	}
}

// poll waits for the next look, but not beyond the deadline.
func (w *waiting) poll(i *info) error {
	left := w.deadline.Sub(w.env.Cluster.Now())
	if left <= 0 {
		return timedOut(i)
	}
	return w.pass(min(pollEvery, left))
}

// check looks at an object. One that is not there any more is an error, unless
// that is what is waited for.
func (w *waiting) check(i *info, c condition) (bool, error) {
	o, err := w.env.Cluster.Get(i.resource.Name, i.namespace, i.name)
	switch {
	case c.kind == "create":
		return true, nil
	case c.kind == "delete" && (isNotFound(err) || err == nil && o.Meta().UID != i.object.Meta().UID):
		return true, nil
	case err != nil || c.kind == "delete":
		return false, err
	}
	i.object = o
	return c.met(tree(o))
}

// forCreation waits until there is something to wait for.
func (w *waiting) forCreation() error {
	for {
		s, err := w.waitSelection()
		if err != nil {
			return err
		}
		found, err := w.infos(s, latest)
		if err != nil && !isNotFound(err) || len(found) > 0 {
			return err
		}
		left := w.deadline.Sub(w.env.Cluster.Now())
		if left <= 0 {
			return errors.New("timed out waiting for the condition")
		}
		if err := w.pass(min(500*api.Millisecond, left)); err != nil {
			return err
		}
	}
}

// awaitGone waits until objects that were deleted are gone. An object of the
// same name that came later does not count.
func (p *process) awaitGone(infos []*info, timeout api.Duration) error {
	w := waiting{process: p, timeout: timeout, deadline: p.env.Cluster.Now().Add(timeout)}
	for _, i := range infos {
		if err := p.request(i.resource.Name); err != nil {
			return err
		}
		for {
			met, err := w.check(i, condition{kind: "delete"})
			if err != nil {
				return err
			}
			if met {
				break
			}
			if err := w.poll(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// readConditions reads the values of --for.
func readConditions(values []string) ([]condition, error) {
	var out []condition
	for _, v := range values {
		c, err := readCondition(v)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("unrecognized condition: %q", values)
	}
	return out, nil
}

func readCondition(v string) (condition, error) {
	if lower := strings.ToLower(v); lower == "delete" || lower == "create" {
		return condition{kind: lower}, nil
	}
	if rest, ok := strings.CutPrefix(v, "condition="); ok {
		name, value, given := strings.Cut(rest, "=")
		if !given {
			value = "true"
		}
		return condition{kind: "condition", name: name, value: value}, nil
	}
	if rest, ok := strings.CutPrefix(v, "jsonpath="); ok {
		return readJSONPathCondition(rest)
	}
	return condition{}, fmt.Errorf("unrecognized condition: %q", v)
}
