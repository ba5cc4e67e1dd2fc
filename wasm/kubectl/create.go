package kubectl

import "errors"

func createCommand() *command {
	return &command{
		name: "create", group: beginner, short: "Create a resource from a file or from stdin",
		use: "create -f FILENAME",
		run: runCreate,
		subs: append(notHereYet("create", "clusterrole", "clusterrolebinding", "configmap", "cronjob", "job",
			"priorityclass", "quota", "role", "rolebinding", "serviceaccount", "token"),
			createNamespaceCommand(), createServiceCommand(), createDeploymentCommand(), createIngressCommand(), createBudgetCommand(), createSecretCommand()),
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, selectorFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag,
			dryRunFlag, validateFlag, fieldManagerFlag, saveConfigFlag,
			{name: "edit", kind: boolFlag, bare: "true", absent: true},
			{name: "raw", kind: stringFlag, absent: true},
			{name: "windows-line-endings", kind: boolFlag, bare: "true", absent: true},
		},
	}
}

// runCreate models kubectl pkg/cmd/create CreateOptions.
func runCreate(p *process) error {
	if len(p.flags.args) > 0 {
		return p.usageError("Unexpected args: %v", p.flags.args)
	}
	dry, err := p.creation()
	if err != nil {
		return err
	}
	if len(p.flags.strings("filename")) == 0 {
		return errors.New("must specify one of -f and -k")
	}
	s, err := p.find(p.query(nil))
	if err != nil {
		return err
	}
	count := 0
	err = p.visit(s, asKnown, func(i *info) error {
		object := p.annotated(i.manifest)
		if !dry {
			created, err := p.create(i, object)
			if err != nil {
				return inSource("creating", i.source, err)
			}
			object = created
		}
		count++
		return p.report(object, done("created", dry))
	})
	if err == nil && count == 0 {
		return errors.New("no objects passed to create")
	}
	return err
}
