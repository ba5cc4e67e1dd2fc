package kubectl

import (
	"io"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// Env is what one kubectl process has around it.
type Env struct {
	Cluster        *cluster.Cluster
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// ReadFile returns a file of the working directory, or an error whose text
	// is what the operating system says, such as "no such file or directory".
	ReadFile func(name string) ([]byte, error)
	// WriteFile keeps a file by its absolute path; nil when nothing can be kept.
	WriteFile func(name string, data []byte) error
	// Home is the learner's home folder, such as /home/learner, in which
	// ConfigFile is read and written; "" for none.
	Home string
	// Exec runs a command in a container, and returns its exit status, or what
	// the kubelet answers when it cannot. It may be nil.
	Exec func(ExecRequest) (status int, err error)
	// Files returns the names of the files below the working directory, sorted
	// and with slashes, so that -f can take a directory. It may be nil.
	Files func() []string
	// Wait lets virtual time pass; false means that the process was interrupted.
	Wait func(api.Duration) bool
	// Language is what explain speaks: "ko", or English.
	Language string
	// Edit has a text edited in a file at a path and returns what the file holds
	// when the editor is closed, unchanged when nothing was saved. The file stays
	// there. It is nil where there is no editor.
	Edit func(path, text string) (edited string, err error)
	// Listen opens a listener of port-forward, at any free port when its Port is
	// 0, and returns its port. The error is what the system says against it.
	Listen func(Listener) (port int32, err error)
	// Accept waits for a connection to one of the listeners, but not longer than
	// it is told.
	Accept func(api.Duration) (a Accepted, ok bool)
	// Events receives what each request did to the cluster. It may be nil.
	Events func([]cluster.Event)
}

// interruptedStatus is what a shell reports of a process that Ctrl-C ended.
const interruptedStatus = 130

// Run is the kubectl command: args come after the word kubectl. It returns the
// exit status.
func Run(env Env, args []string) int {
	p := &process{env: env, namespace: "default"}
	err := p.pass(startCost)
	if err == nil {
		err = p.run(args)
	}
	if p.interrupted {
		return interruptedStatus
	}
	if err == nil {
		return p.status
	}
	io.WriteString(env.Stderr, errorText(err))
	if p.command != nil && p.command.failure > 0 && err != errSilent {
		return p.command.failure
	}
	return 1
}

// run finds the command, reads its flags and carries it out.
func (p *process) run(args []string) error {
	c, rest, err := findCommand(args)
	if err != nil {
		return err
	}
	p.command = c
	if p.flags, err = c.parse(rest); err != nil {
		return err
	}
	if p.flags.bool("help") {
		return p.help(c)
	}
	if err := c.checkHere(p.flags); err != nil {
		return err
	}
	if err := p.useConfig(); err != nil {
		return err
	}
	if p.namespaceGiven = p.flags.string("namespace") != ""; p.namespaceGiven {
		p.namespace = p.flags.string("namespace")
	}
	return c.run(p)
}
