package kubectl

func annotateCommand() *command { return &command{name: "annotate", group: settings} }
