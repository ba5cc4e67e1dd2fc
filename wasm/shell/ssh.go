package shell

import (
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// sshLogin is what a login costs in virtual time.
const sshLogin = 150 * api.Millisecond

const sshUsage = `usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-B bind_interface] [-b bind_address]
           [-c cipher_spec] [-D [bind_address:]port] [-E log_file]
           [-e escape_char] [-F configfile] [-I pkcs11] [-i identity_file]
           [-J destination] [-L address] [-l login_name] [-m mac_spec]
           [-O ctl_cmd] [-o option] [-p port] [-Q query_option] [-R address]
           [-S ctl_path] [-W host:port] [-w local_tun[:remote_tun]]
           destination [command [argument ...]]
`

// ssh moves the shell to a node, or runs a command there.
func ssh(p *process) int {
	spec := optionSpec{letters: "46AaCfGgKkMNnqsTtVvXxYyi:l:o:p:F:J:L:R:D:b:c:e:m:", inOrder: true,
		failed: func(p *process, format string, args ...any) { p.write(2, sshUsage) }}
	opts, operands, ok := spec.parse(p)
	if !ok {
		return 255
	}
	if len(operands) == 0 {
		p.write(2, sshUsage)
		return 255
	}
	host := strings.TrimPrefix(operands[0], "ssh://")
	host = host[strings.LastIndexByte(host, '@')+1:]
	port := int64(22)
	if opts.has('p') {
		if port, ok = parseInt(opts.value('p')); !ok || port < 1 || port > 65535 {
			p.write(2, "Bad port '"+opts.value('p')+"'\n")
			return 255
		}
	}
	node, ok := p.login(host, int32(port))
	if !ok {
		return 255
	}
	place := network.Place{Kind: network.OnNode, Node: node}
	switch {
	case len(operands) > 1:
		script := remoteScript(operands[1:])
		return p.runAt(place, opts.has('t'), func(e *environment) { e.script(lines(script)) })
	case p.stdin().pull != nil || p.stdin().buf != "": // a script on standard input
		script := p.stdin().rest(p.thread)
		return p.runAt(place, opts.has('t'), func(e *environment) { e.script(lines(script)) })
	}
	p.sessions = append(p.sessions, p.shell.newSession(place, ""))
	return 0
}

// remoteScript is what the node's shell is given to run. One word, or words
// with an operator among them, are a script; others are one command, as typed.
func remoteScript(words []string) string {
	script := strings.Join(words, " ")
	if len(words) == 1 || strings.ContainsAny(words[0], " \t\n;|&<>") {
		return script
	}
	quoted := make([]string, len(words))
	for i, w := range words {
		if operatorLength(w) == len(w) && w != "" {
			return script
		}
		quoted[i] = quoteMinimally(w)
	}
	return strings.Join(quoted, " ")
}

// login connects to a host's ssh server, and returns the node that has it.
func (p *process) login(host string, port int32) (node string, ok bool) {
	ip, ok := p.resolve(host)
	if !ok {
		p.write(2, "ssh: Could not resolve hostname "+host+": Name or service not known\n")
		return "", false
	}
	events, err := p.do(cluster.Connect{From: p.place(), To: network.Target{IP: ip, Port: port}})
	if err != nil {
		p.write(2, "ssh: "+err.Error()+"\n")
		return "", false
	}
	for _, event := range events {
		c, connected := event.(cluster.Connected)
		if !connected {
			continue
		}
		p.wait(c.Path.Latency)
		if why := sshFailure[c.Path.Result]; why != "" {
			p.write(2, "ssh: connect to host "+host+" port "+itoa(int64(port))+": "+why+"\n")
			return "", false
		}
		if _, pod := c.Path.Pod(); pod == "" && listener(c.Path) == "sshd" {
			node = c.Path.Hops[len(c.Path.Hops)-1].Node
		}
	}
	if node == "" {
		p.write(2, "kex_exchange_identification: Connection closed by remote host\nConnection closed by "+ip+" port "+itoa(int64(port))+"\n")
		return "", false
	}
	p.wait(sshLogin)
	return node, true
}

var sshFailure = map[network.Result]string{
	network.Refused:  "Connection refused",
	network.TimedOut: "Connection timed out",
	network.NoRoute:  "No route to host",
}

// remote is standard output without a terminal at its end.
type remote struct{ sink }

// runAt runs a script in a session of its own at another place, whose output
// is no terminal unless one was asked for.
func (p *process) runAt(place network.Place, terminal bool, do func(e *environment)) int {
	sub := p.subshell(p.thread)
	sub.sessions = []*session{p.shell.newSession(place, "")}
	sub.params, sub.locals, sub.errexit, sub.pipefail = nil, nil, false, false
	sub.status = 0
	if !terminal && sub.fd[1].out != nil {
		sub.fd[1].out = remote{sub.fd[1].out}
	}
	return sub.isolated(func() { do(sub) })
}
