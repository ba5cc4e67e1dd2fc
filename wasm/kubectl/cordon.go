package kubectl

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func cordonCommand() *command {
	return &command{name: "cordon", group: management, short: "Mark node as unschedulable", use: "cordon NODE",
		flags: []flag{selectorFlag, dryRunFlag}, run: func(p *process) error { return p.cordonOnly(true) }}
}

func uncordonCommand() *command {
	return &command{name: "uncordon", group: management, short: "Mark node as schedulable", use: "uncordon NODE",
		flags: []flag{selectorFlag, dryRunFlag}, run: func(p *process) error { return p.cordonOnly(false) }}
}

func (p *process) cordonOnly(yes bool) error {
	nodes, dry, err := p.nodesNamed()
	if err == nil {
		p.cordon(nodes, yes, dry)
	}
	return err
}

// nodesNamed finds the nodes that cordon, uncordon and drain are about. Models
// kubectl pkg/cmd/drain Complete.
func (p *process) nodesNamed() (nodes []*info, dry bool, err error) {
	f := p.flags
	switch {
	case len(f.args) == 0 && !f.changed["selector"]:
		return nil, false, p.usageError("USAGE: %s [flags]", p.command.use)
	case len(f.args) > 0 && f.string("selector") != "":
		return nil, false, p.usageError("error: cannot specify both a node name and a --selector option")
	}
	if dry, err = p.dryRun(); err != nil {
		return nil, false, err
	}
	if s := f.string("pod-selector"); s != "" {
		if _, err := parseSelector(s); err != nil {
			return nil, false, fmt.Errorf("--pod-selector=<pod_selector> must be a valid label selector")
		}
	}
	q := p.query(nil)
	for _, a := range f.args {
		if !strings.Contains(a, "/") { // models resource.Builder ResourceNames
			a = "nodes/" + a
		}
		q.args = append(q.args, a)
	}
	if len(q.args) == 0 {
		q.args = []string{"nodes"}
	}
	s, err := p.find(q)
	if err != nil {
		return nil, false, err
	}
	nodes, err = p.infos(s, ifUnknown)
	return nodes, dry, err
}

// cordon marks nodes, or takes the mark off. What goes wrong with one is told and
// does not stop it. Models RunCordonOrUncordon.
func (p *process) cordon(nodes []*info, yes, dry bool) {
	verb, patch := "uncordon", `{"spec":{"unschedulable":null}}`
	if yes {
		verb, patch = "cordon", `{"spec":{"unschedulable":true}}`
	}
	for _, i := range nodes {
		operation := verb + "ed"
		node, ok := i.object.(*api.Node)
		switch {
		case !ok:
			operation = "skipped"
		case node.Spec.Unschedulable == yes:
			operation = "already " + operation
		case !dry:
			err := p.patch(i, cluster.StrategicPatch, []byte(patch))
			if err == errInterrupted {
				return
			}
			if err != nil {
				p.errorf("error: unable to %s node %q: %v\n", verb, i.name, err)
				continue
			}
		}
		p.printf("%s/%s %s%s\n", kindGroup(i.resource), i.name, done(operation, dry), p.trialWords())
	}
}
