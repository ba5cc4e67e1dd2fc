package kubectl

func execCommand() *command { return &command{name: "exec", group: debugging} }
