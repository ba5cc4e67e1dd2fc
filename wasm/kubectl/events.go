package kubectl

func eventsCommand() *command { return &command{name: "events", group: debugging} }
