package kubectl

func optionsCommand() *command {
	return &command{name: "options", group: other, short: "Print the list of flags inherited by all commands", use: "options", run: runOptions}
}

// runOptions lists the flags that every command takes, those that are here.
func runOptions(p *process) error {
	p.printf("The following options can be passed to any command:\n\n")
	p.optionLines(globalFlags)
	return nil
}
