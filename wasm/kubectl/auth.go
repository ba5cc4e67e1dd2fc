package kubectl

import (
	"fmt"
	"slices"
	"strings"
)

func authCommand() *command {
	return &command{
		name: "auth", group: debugging, short: "Inspect authorization", use: "auth [flags]", run: wantSubcommand,
		subs: []*command{
			{
				name: "auth can-i", short: "Check whether an action is allowed", use: "auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL]",
				run: runCanI,
				flags: []flag{
					allNamespacesFlag,
					{name: "quiet", short: 'q', kind: boolFlag, bare: "true", usage: "If true, suppress output and just return the exit code"},
					{name: "subresource", kind: stringFlag, usage: "SubResource such as pod/log or deployment/scale"},
					{name: "list", kind: boolFlag, bare: "true", absent: true},
					{name: "no-headers", kind: boolFlag, bare: "true", absent: true},
				},
			},
			{
				name: "auth whoami", short: "Check self subject attributes", use: "auth whoami", run: runWhoAmI,
				flags: []flag{outputFlag, templateFlag, missingKeysFlag, managedFlag},
			},
			{name: "auth reconcile"},
		},
	}
}

// What a server takes for verbs. Models kubectl pkg/cmd/auth resourceVerbs.
var resourceVerbs = strings.Fields("get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest")

// runCanI models kubectl pkg/cmd/auth CanIOptions. The one user here may do
// everything.
func runCanI(p *process) error {
	args := p.flags.args
	if len(args) != 2 {
		return fmt.Errorf("you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.")
	}
	verb, name := args[0], args[1]
	if err := p.request(""); err != nil {
		return err
	}
	if strings.HasPrefix(name, "/") {
		if !slices.Contains([]string{"get", "put", "post", "head", "options", "delete", "patch", "*"}, verb) {
			p.warn("verb '" + verb + "' is not a known verb\n")
		}
	} else {
		name, _, _ = strings.Cut(name, "/")
		p.warnOfAccess(verb, name)
	}
	if !p.flags.bool("quiet") {
		p.printf("yes\n")
	}
	return nil
}

func (p *process) warnOfAccess(verb, name string) {
	r, err := p.resourceType(name)
	switch {
	case name == "*":
	case err != nil && strings.HasPrefix(err.Error(), "the server"):
		p.warn("the server doesn't have a resource type '" + name + "'\n")
	case err == nil && !r.Namespaced && !p.flags.bool("all-namespaces"):
		p.warn("resource '" + r.Name + "' is not namespace scoped\n")
	}
	if !slices.Contains(resourceVerbs, verb) {
		p.warn("verb '" + verb + "' is not a known verb\n")
	}
}

// The one user, as kubeadm makes it.
const userName = "kubernetes-admin"

var userGroups = []any{"kubeadm:cluster-admins", "system:authenticated"}

// runWhoAmI models kubectl pkg/cmd/auth WhoAmIOptions.
func runWhoAmI(p *process) error {
	if err := p.noArguments(); err != nil {
		return err
	}
	if err := p.request(""); err != nil {
		return err
	}
	if p.flags.string("output") == "" && p.flags.string("template") == "" {
		new(rows).print(p.env.Stdout, [][]string{{"ATTRIBUTE", "VALUE"}, {"Username", userName}, {"Groups", fmt.Sprint(userGroups)}})
		return nil
	}
	print, err := p.printer(commonFormats)
	if err != nil {
		return err
	}
	return print(map[string]any{"apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview",
		"metadata": map[string]any{"creationTimestamp": p.env.Cluster.Now().String()},
		"status":   map[string]any{"userInfo": map[string]any{"username": userName, "groups": userGroups}}})
}
