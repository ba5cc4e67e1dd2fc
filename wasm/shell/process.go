package shell

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"svclab/wasm/network"
)

// process is a program that runs, with its arguments; args[0] is its name.
type process struct {
	*environment
	args []string
}

// program is a command of the table. It returns the exit status.
type program func(p *process) int

// builtins run inside the shell, so they can change it.
var builtins = map[string]program{}

// tools are what a machine has in /usr/bin.
var tools = map[string]program{}

func init() {
	maps.Copy(builtins, map[string]program{
		":": succeed, "true": succeed, "false": fail, "echo": echo, "printf": printf, "test": test, "[": test,
		"cd": cd, "pwd": pwd, "exit": exit, "logout": exit, "return": returnFrom, "break": breakLoop, "continue": continueLoop,
		"unset": unset, "set": setOptions, "shift": shift, "read": read, "eval": eval, "source": source, ".": source,
		"command": command, "builtin": command, "type": typeOf, "wait": await, "help": help, "hash": succeed,
		"jobs": jobsList, "fg": foreground, "bg": bg, "disown": disown, "kill": kill,
		"alias": alias, "unalias": unalias, "trap": trap, "history": history, "mapfile": readArray, "readarray": readArray,
	})
	maps.Copy(tools, map[string]program{
		"base64": base64Spec.before(1, base64Tool), "cat": catSpec.before(1, cat), "clear": clearScreen, "cp": copyFile, "curl": curl, "cut": cutSpec.before(1, cut), "date": date, "dig": dig, "edit": editorTool,
		"env": env, "fault": fault, "grep": grepSpec.before(2, grep), "egrep": grepSpec.before(2, grep), "fgrep": grepSpec.before(2, grep), "getent": getent, "head": head, "host": host, "hostname": hostnameTool,
		"ip6tables-save": iptablesSave, "iptables-save": iptablesSave, "kube-proxy": kubeProxy, "kubectl": kubectlTool, "load": load, "ls": lsSpec.before(2, ls),
		"mv": moveFile, "nano": editorTool, "node": nodeTool, "nslookup": nslookup, "printenv": printenv, "rev": rev, "rm": rm, "sed": sedSpec.before(1, sed), "seq": seq, "sleep": sleep,
		"sort": sortSpec.before(2, sortTool), "ssh": ssh, "tail": tail, "tee": tee, "touch": touch, "tr": trSpec.before(1, tr), "uniq": uniqSpec.before(1, uniq), "vi": editorTool, "vim": editorTool,
		"timeout": timeout, "watch": watchTool, "mkdir": onlyFolder, "rmdir": onlyFolder, "awk": awk, "column": column, "diff": diff,
		"less": pager, "man": man, "more": pager, "nl": nl, "paste": paste, "tac": tac,
		"wc": wcSpec.before(1, wc), "which": which, "whoami": whoami, "xargs": xargs, "yes": yes, "bash": bash, "sh": bash,
	})
	maps.Copy(tools, map[string]program{
		"conntrack": conntrack, "ip": ipTool, "ip6tables": iptablesTool, "iptables": iptablesTool, "ipvsadm": ipvsadm, "nc": nc, "nft": nft, "ping": ping,
		"openssl": openssl, "ss": ss, "wget": wget,
	})
}

// onNodes are the programs that look into a node's kernel.
var onNodes = []string{"conntrack", "ip6tables", "ip6tables-save", "iptables", "iptables-save", "ipvsadm", "nft"}

// lookup finds a program at a place. A container has no kubectl, kube-proxy or
// ssh, and only a node has rules to save.
func lookup(name string, place network.Place) (program, bool) {
	if run, ok := builtins[name]; ok {
		return run, true
	}
	for _, dir := range []string{"/usr/local/bin/", "/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/"} {
		name = strings.TrimPrefix(name, dir)
	}
	if place.Kind == network.InPod && (name == "kubectl" || name == "kube-proxy" || name == "node" || name == "ssh" || isEditor(name)) {
		return nil, false
	}
	if place.Kind != network.OnNode && slices.Contains(onNodes, name) || place.Kind != network.InPod && name == "fault" {
		return nil, false
	}
	run, ok := tools[name]
	return run, ok
}

// toolPath returns where a tool lies.
func toolPath(name string) string {
	switch {
	case name == "kubectl" || name == "kube-proxy":
		return "/usr/local/bin/" + name
	case slices.Contains(onNodes, name):
		return "/usr/sbin/" + name
	}
	return "/usr/bin/" + name
}

func programNames() []string {
	return slices.Sorted(maps.Keys(tools))
}

func (p *process) out(s string) { p.write(1, s) }

// errorf prints a message with the program's name before it.
func (p *process) errorf(format string, args ...any) {
	name := p.args[0]
	if _, ok := builtins[name]; ok {
		name = "bash: " + name
	}
	p.write(2, name+": "+fmt.Sprintf(format, args...)+"\n")
}

// usage complains about the command line as GNU's programs do.
func (p *process) usage(format string, args ...any) {
	p.errorf(format, args...)
	p.write(2, "Try '"+p.args[0]+" --help' for more information.\n")
}

// stdin returns standard input, which may be closed.
func (p *process) stdin() *input {
	if p.fd[0].in == nil {
		return &input{}
	}
	return p.fd[0].in
}

// open returns a file to read; - is standard input.
func (p *process) open(name string) (*input, error) {
	if name == "-" || name == "/dev/stdin" {
		return p.stdin(), nil
	}
	data, err := p.readFile(name)
	if err != nil {
		return nil, err
	}
	return &input{buf: string(data)}, nil
}

// each opens the named files in turn, or standard input when none is named.
// A file that cannot be opened is reported with complaint, whose %s are its
// name and the reason. It returns whether all could be.
func (p *process) each(names []string, complaint string, do func(name string, in *input)) bool {
	if len(names) == 0 {
		names = []string{"-"}
	}
	ok := true
	for _, name := range names {
		in, err := p.open(name)
		if err != nil {
			p.errorf(complaint, name, reason(err))
			ok = false
			continue
		}
		do(name, in)
	}
	return ok
}

// statusOf is 0 for ok and 1 otherwise.
func statusOf(ok bool) int {
	if ok {
		return 0
	}
	return 1
}
