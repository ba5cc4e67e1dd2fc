package kubectl

import "fmt"

// Flags that several commands share.
var (
	filenameFlag      = flag{name: "filename", short: 'f', kind: sliceFlag, usage: "Filename or directory of the files to use"}
	recursiveFlag     = flag{name: "recursive", short: 'R', kind: boolFlag, bare: "true", usage: "Process the directory used in -f, --filename recursively"}
	kustomizeFlag     = flag{name: "kustomize", short: 'k', kind: stringFlag, absent: true}
	selectorFlag      = flag{name: "selector", short: 'l', kind: stringFlag, usage: "Selector (label query) to filter on, supports '=', '==', '!=', 'in', 'notin'"}
	fieldSelectorFlag = flag{name: "field-selector", kind: stringFlag, usage: "Selector (field query) to filter on, supports '=', '==', and '!='"}
	allNamespacesFlag = flag{name: "all-namespaces", short: 'A', kind: boolFlag, bare: "true", usage: "List the requested object(s) across all namespaces"}
	outputFlag        = flag{name: "output", short: 'o', kind: stringFlag, usage: "Output format"}
	templateFlag      = flag{name: "template", kind: stringFlag, usage: "Template string or path to template file to use when --output=jsonpath, --output=jsonpath-file"}
	missingKeysFlag   = flag{name: "allow-missing-template-keys", kind: boolFlag, value: "true", bare: "true", usage: "Ignore errors in templates when a field is missing"}
	managedFlag       = flag{name: "show-managed-fields", kind: boolFlag, bare: "true", usage: "Keep the managedFields when printing objects in JSON or YAML format"}
	dryRunFlag        = flag{name: "dry-run", kind: stringFlag, value: "none", bare: "unchanged", usage: `Must be "none", "server", or "client": "client" only prints what would be sent, "server" sends it without keeping it`}
	validateFlag      = flag{name: "validate", kind: stringFlag, value: "strict", bare: "strict", usage: "Must be one of: strict (or true), warn, ignore (or false)"}
	fieldManagerFlag  = flag{name: "field-manager", kind: stringFlag, usage: "Name of the manager used to track field ownership"}
	saveConfigFlag    = flag{name: "save-config", kind: boolFlag, bare: "true", usage: "Keep the configuration in the object's annotation, for kubectl apply"}
	subresourceFlag   = flag{name: "subresource", kind: stringFlag, absent: true}
	chunkSizeFlag     = flag{name: "chunk-size", kind: intFlag, value: "500", usage: "Return large lists in chunks rather than all at once"}
)

// creationFlags are those of all commands that create an object of their flags.
var creationFlags = []flag{outputFlag, templateFlag, missingKeysFlag, managedFlag, saveConfigFlag, validateFlag, fieldManagerFlag, dryRunFlag}

// dryRun reads --dry-run. It is true when nothing is to be sent; what a server
// is to try without keeping it goes through do like everything else. Models
// kubectl pkg/cmd/util GetDryRunStrategy.
func (p *process) dryRun() (bool, error) {
	switch value := p.flags.string("dry-run"); value {
	case "none", "false":
		return false, nil
	case "client":
		return true, nil
	case "server":
		p.trial = true
		return false, nil
	case "unchanged", "true":
		p.errorf("%s\n", klogLine('W', p.env.Cluster.Now(), "helpers.go:714", "--dry-run is deprecated and can be replaced with --dry-run=client."))
		return true, nil
	default:
		return false, fmt.Errorf("Invalid dry-run value (%s). Must be \"none\", \"server\", or \"client\".", value)
	}
}

// output is dryRun for a command that refuses a wrong -o before it does anything.
func (p *process) output() (dry bool, err error) {
	if dry, err = p.dryRun(); err == nil && p.flags.string("output") != "" {
		_, err = p.printer(commonFormats)
	}
	return dry, err
}

// done words what was done, as --dry-run=client changes it.
func done(operation string, dry bool) string {
	if dry {
		return operation + " (dry run)"
	}
	return operation
}
