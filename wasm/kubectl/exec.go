package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

func execCommand() *command {
	return &command{
		name: "exec", group: debugging, short: "Execute a command in a container",
		use: "exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]",
		run: runExec,
		flags: []flag{
			{name: "filename", short: 'f', kind: sliceFlag, usage: "to use to exec into the resource"},
			{name: "container", short: 'c', kind: stringFlag, usage: "Container name. If omitted, the first container in the pod will be chosen"},
			{name: "pod-running-timeout", kind: durationFlag, value: "1m0s", usage: "The length of time to wait until at least one pod is running"},
			{name: "stdin", short: 'i', kind: boolFlag, bare: "true", usage: "Pass stdin to the container"},
			{name: "tty", short: 't', kind: boolFlag, bare: "true", usage: "Stdin is a TTY"},
			{name: "quiet", short: 'q', kind: boolFlag, bare: "true", usage: "Only print output from the remote session"},
		},
	}
}

// ExecRequest asks a kubelet to run a command in a container.
type ExecRequest struct {
	Pod       *api.Pod
	Container string
	Stdin     bool // standard input goes to the command
	TTY       bool
	Command   []string // at least one word
}

// runExec models kubectl pkg/cmd/exec ExecOptions.
func runExec(p *process) error {
	target, command, err := p.readExec()
	if err != nil {
		return err
	}
	_, pod, err := p.attachable(target)
	if err != nil {
		return err
	}
	if pod.Ended() {
		return fmt.Errorf("cannot exec into a container in a completed pod; current phase is %s", pod.Status.Phase)
	}
	container, err := p.execContainer(pod)
	if err != nil {
		return err
	}
	if p.env.Exec == nil {
		return notHere("exec")
	}
	if err := p.request("pods"); err != nil {
		return err
	}
	if err := p.dialForStream(pod); err != nil {
		return err
	}
	p.status, err = p.env.Exec(ExecRequest{pod, container, p.flags.bool("stdin"), p.flags.bool("tty"), command})
	if err == nil && p.status != 0 {
		p.errorf("command terminated with exit code %d\n", p.status)
	}
	return err
}

// readExec parts what comes before -- from what comes after it.
func (p *process) readExec() (target []string, command []string, err error) {
	args, dash := p.flags.args, p.flags.dash
	if dash < 0 {
		dash = len(args)
	}
	target, command = args[:dash], args[dash:]
	files := p.flags.strings("filename")
	switch {
	case p.flags.duration("pod-running-timeout") <= 0:
		return nil, nil, p.usageError("--pod-running-timeout must be higher than zero")
	case len(target) > 1:
		return nil, nil, p.usageError("exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead")
	case len(files) == 0 && (len(target) == 0 || target[0] == ""):
		return nil, nil, errors.New("pod, type/name or --filename must be specified")
	case len(command) == 0:
		return nil, nil, errors.New("you must specify at least one command for the container")
	}
	return target, command, nil
}

// execContainer picks a container. Models kubectl pkg/cmd/util/podcmd
// FindOrDefaultContainerByName.
func (p *process) execContainer(pod *api.Pod) (string, error) {
	names := containerNames(pod)
	for _, wanted := range []string{p.flags.string("container"), pod.Annotations[defaultContainer]} {
		if slices.Contains(names, wanted) {
			return wanted, nil
		}
		if wanted != "" && wanted == p.flags.string("container") {
			return "", fmt.Errorf("container %s is not valid for pod %s out of: %s", wanted, pod.Name, allContainers(pod))
		}
	}
	if len(names) > 1 && !p.flags.bool("quiet") {
		p.errorf("Defaulted container %q out of: %s\n", names[0], allContainers(pod))
	}
	return names[0], nil
}

// containerNames lists the containers of a Pod, the init containers last.
func containerNames(pod *api.Pod) (names []string) {
	for _, list := range [][]api.Container{pod.Spec.Containers, pod.Spec.InitContainers} {
		for i := range list {
			names = append(names, list[i].Name)
		}
	}
	return names
}

// allContainers names them in a sentence. Models kubectl pkg/cmd/util/podcmd
// AllContainerNames.
func allContainers(pod *api.Pod) string {
	names := containerNames(pod)
	for i := len(pod.Spec.Containers); i < len(names); i++ {
		names[i] += " (init)"
	}
	return strings.Join(names, ", ")
}
