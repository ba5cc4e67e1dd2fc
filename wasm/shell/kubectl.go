package shell

import (
	"errors"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/kubectl"
	"svclab/wasm/network"
)

// kubectlTool is kubectl. It is set up on the learner's machine only. exec is
// the shell's own business, because what it runs are the shell's programs.
func kubectlTool(p *process) int {
	if p.place().Kind != network.Outside {
		p.write(2, "The connection to the server localhost:8080 was refused - did you specify the right host or port?\n")
		return 1
	}
	args := p.args[1:]
	if at := subcommand(args); at >= 0 && args[at] == "exec" {
		return p.kubectlExec(append(append([]string(nil), args[:at]...), args[at+1:]...))
	}
	return kubectl.Run(kubectl.Env{
		Cluster:   p.shell.Cluster,
		Stdin:     reader{p.environment},
		Stdout:    writer{p.environment, 1},
		Stderr:    writer{p.environment, 2},
		ReadFile:  p.readForKubectl,
		WriteFile: func(name string, data []byte) error { return inGo(p.writeFile(name, data)) },
		Home:      home(p.place()),
		Language:  p.shell.Language,
		Files:     p.fileNames,
		Wait:      func(d api.Duration) bool { p.wait(d); return true },
		Events:    func(events []cluster.Event) { p.events = append(p.events, events...) },
	}, args)
}

// readForKubectl words errors as Go does.
func (p *process) readForKubectl(name string) ([]byte, error) {
	data, err := p.readFile(name)
	return data, inGo(err)
}

// inGo words a file's error as Go does.
func inGo(err error) error {
	if err == nil {
		return nil
	}
	why := reason(err)
	return errors.New(strings.ToLower(why[:1]) + why[1:])
}

// subcommand finds the first argument that is no flag, -1 when there is none.
func subcommand(args []string) int {
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "-n" || a == "--namespace" || a == "--context" || a == "--kubeconfig":
			i++
		case !strings.HasPrefix(a, "-"):
			return i
		}
	}
	return -1
}

// execRequest is what kubectl exec was asked for.
type execRequest struct {
	pod, container, namespace string
	stdin, terminal           bool
	command                   []string
}

// kubectlExec is kubectl exec: it runs a command in a Pod, or moves the shell
// there when the command is a shell and -i and -t are given.
func (p *process) kubectlExec(args []string) int {
	r, problem := parseExec(args)
	if problem != "" {
		p.write(2, "error: "+problem+"\n")
		return 1
	}
	p.wait(execCost)
	object, err := p.shell.Cluster.Get("pods", r.namespace, r.pod)
	if err != nil {
		p.write(2, "Error from server (NotFound): "+err.Error()+"\n")
		return 1
	}
	pod := object.(*api.Pod)
	if problem := p.checkExec(r, pod); problem != "" {
		p.write(2, "error: "+problem+"\n")
		return 1
	}
	place := network.Place{Kind: network.InPod, Namespace: r.namespace, Pod: r.pod}
	program, ok := lookup(r.command[0], place)
	if _, builtin := builtins[r.command[0]]; !ok || builtin && r.command[0] != "echo" && r.command[0] != "test" {
		p.write(2, "error: Internal error occurred: error executing command in container: failed to exec in container: "+
			"OCI runtime exec failed: exec failed: unable to start container process: exec: \""+r.command[0]+
			"\": executable file not found in $PATH\n")
		return 1
	}
	if r.stdin && r.terminal && len(r.command) == 1 && isShell(r.command[0]) {
		p.sessions = append(p.sessions, p.shell.newSession(place, r.container))
		return 0
	}
	status := p.runAt(place, r.terminal, func(e *environment) {
		e.sessions = []*session{p.shell.newSession(place, r.container)}
		if !r.stdin {
			e.fd[0] = file{in: &input{}}
		}
		e.status = program(&process{environment: e, args: r.command}) & 0xff
	})
	if status != 0 {
		p.write(2, "command terminated with exit code "+itoa(int64(status))+"\n")
	}
	return status
}

// execCost is what opening the stream to the kubelet costs in virtual time.
const execCost = 100 * api.Millisecond

func isShell(name string) bool {
	name = name[strings.LastIndexByte(name, '/')+1:]
	return name == "sh" || name == "bash"
}

// checkExec says why the kubelet cannot run anything in the Pod, "" if it can.
func (p *process) checkExec(r execRequest, pod *api.Pod) string {
	var names []string
	for _, c := range pod.Spec.Containers {
		names = append(names, c.Name)
	}
	container := r.container
	if container == "" && len(names) > 0 {
		container = names[0]
		if len(names) > 1 {
			p.write(2, "Defaulted container \""+container+"\" out of: "+strings.Join(names, ", ")+"\n")
		}
	}
	switch phase := pod.Status.Phase; {
	case phase == api.PodSucceeded || phase == api.PodFailed:
		return "cannot exec into a container in a completed pod; current phase is " + string(phase)
	case !strings.Contains(" "+strings.Join(names, " ")+" ", " "+container+" "):
		return "Internal error occurred: unable to upgrade connection: container " + container + " not found in pod " + r.pod + "_" + r.namespace
	}
	for _, s := range pod.Status.ContainerStatuses {
		if s.Name == container && s.State.Running != nil {
			return ""
		}
	}
	if len(pod.Status.ContainerStatuses) == 0 && pod.Status.Phase == api.PodRunning {
		return ""
	}
	return "Internal error occurred: unable to upgrade connection: container not found (\"" + container + "\")"
}

// parseExec reads kubectl exec's arguments.
func parseExec(args []string) (r execRequest, problem string) {
	r.namespace = "default"
	var operands []string
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			r.command = args
			break
		}
		name, value, given := strings.Cut(arg, "=")
		switch name {
		case "-i", "--stdin":
			r.stdin = value != "false"
		case "-t", "--tty":
			r.terminal = value != "false"
		case "-it", "-ti":
			r.stdin, r.terminal = true, true
		case "-q", "--quiet":
		case "-n", "--namespace", "-c", "--container":
			if !given {
				if len(args) == 0 {
					return r, "flag needs an argument: " + strings.TrimPrefix(name, "-")
				}
				value, args = args[0], args[1:]
			}
			if strings.Contains(name, "n") && name != "--container" {
				r.namespace = value
			} else {
				r.container = value
			}
		default:
			if strings.HasPrefix(arg, "--") {
				return r, "unknown flag: " + name + "\nSee 'kubectl exec --help' for usage."
			}
			if strings.HasPrefix(arg, "-") && len(arg) > 1 {
				return r, "unknown shorthand flag: '" + arg[1:2] + "' in " + arg + "\nSee 'kubectl exec --help' for usage."
			}
			operands = append(operands, arg)
		}
	}
	switch {
	case len(operands) == 0:
		return r, "pod, type/name or --filename must be specified"
	case len(operands) > 1:
		return r, "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples"
	case len(r.command) == 0:
		return r, "you must specify at least one command for the container"
	}
	r.pod = strings.TrimPrefix(strings.TrimPrefix(operands[0], "pods/"), "pod/")
	return r, ""
}
