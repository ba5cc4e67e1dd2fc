package shell

import (
	"errors"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/kubectl"
	"svclab/wasm/network"
)

// kubectlTool is kubectl. It is set up on the learner's machine only. What
// exec runs are the shell's own programs.
func kubectlTool(p *process) int {
	if p.place().Kind != network.Outside {
		p.write(2, "The connection to the server localhost:8080 was refused - did you specify the right host or port?\n")
		return 1
	}
	f := &forwarding{}
	defer p.shell.stopListening(f)
	var edits []string
	status := kubectl.Run(kubectl.Env{
		Cluster:   p.shell.Cluster,
		Stdin:     reader{p.environment},
		Stdout:    writer{p.environment, 1},
		Stderr:    writer{p.environment, 2},
		ReadFile:  p.readForKubectl,
		WriteFile: func(name string, data []byte) error { return inGo(p.writeFile(name, data)) },
		Home:      home(p.place()),
		Language:  p.shell.Language,
		Exec:      p.execIn,
		Edit: func(path, text string) (string, error) {
			edits = append(edits, path)
			return p.launchEditor(path, text)
		},
		Files:  p.fileNames,
		Listen: func(l kubectl.Listener) (int32, error) { return p.listen(f, l) },
		Accept: func(d api.Duration) (kubectl.Accepted, bool) { return p.accept(f, d) },
		Wait:   func(d api.Duration) bool { p.tick(); p.wait(d); return true }, // a watch without end is over its budget some time
		Events: func(events []cluster.Event) { p.events = append(p.events, events...) },
	}, p.args[1:])
	for i, path := range edits {
		if status == 0 || i < len(edits)-1 { // what could not be saved stays
			delete(p.disk(), path)
		}
	}
	return status
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

// execIn runs a command in a Pod, or moves the shell there when the command is a
// shell and has a terminal.
func (p *process) execIn(r kubectl.ExecRequest) (int, error) {
	p.wait(execCost)
	if !running(r.Pod, r.Container) {
		return 0, errors.New("Internal error occurred: unable to upgrade connection: container not found (\"" + r.Container + "\")")
	}
	place := network.Place{Kind: network.InPod, Namespace: r.Pod.Namespace, Pod: r.Pod.Name}
	program, ok := lookup(r.Command[0], place)
	if _, builtin := builtins[r.Command[0]]; !ok || builtin && r.Command[0] != "echo" && r.Command[0] != "test" {
		return 0, errors.New("Internal error occurred: error executing command in container: failed to exec in container: " +
			"OCI runtime exec failed: exec failed: unable to start container process: exec: \"" + r.Command[0] +
			"\": executable file not found in $PATH")
	}
	if r.Stdin && r.TTY && len(r.Command) == 1 && isShell(r.Command[0]) {
		p.sessions = append(p.sessions, p.shell.newSession(place, r.Container))
		return 0, nil
	}
	return p.runAt(place, r.TTY, func(e *environment) {
		e.sessions = []*session{p.shell.newSession(place, r.Container)}
		if !isShell(r.Command[0]) {
			delete(e.sessions[0].vars, "PWD") // a shell sets it
		}
		if !r.Stdin {
			e.fd[0] = file{in: &input{}}
		}
		e.status = program(&process{environment: e, args: r.Command}) & 0xff
	}), nil
}

// execCost is what opening the stream to the kubelet costs in virtual time, after
// what kubectl itself takes.
const execCost = 20 * api.Millisecond

func isShell(name string) bool {
	name = name[strings.LastIndexByte(name, '/')+1:]
	return name == "sh" || name == "bash"
}

// running reports whether a container runs, as its kubelet sees it.
func running(pod *api.Pod, container string) bool {
	for _, list := range [][]api.ContainerStatus{pod.Status.ContainerStatuses, pod.Status.InitContainerStatuses} {
		for i := range list {
			if list[i].Name == container && list[i].State.Running != nil {
				return true
			}
		}
	}
	return len(pod.Status.ContainerStatuses) == 0 && pod.Status.Phase == api.PodRunning
}
