package shell

import (
	"maps"
	"slices"

	"svclab/wasm/nearest"
	"svclab/wasm/network"
)

// elsewhere says where a program is that is not where one stands, "" for one
// that is nowhere.
func (e *environment) elsewhere(name string) string {
	switch _, tool := tools[name]; {
	case !tool:
		return ""
	case slices.Contains(onNodes, name):
		return e.shell.say("svclab: only nodes have "+name+": ssh node-1 goes to one\n",
			"svclab: "+name+" 명령은 노드에만 있습니다. ssh node-1로 접속하세요\n")
	case e.place().Kind == network.InPod:
		return e.shell.say("svclab: containers have no "+name+": exit goes back to where it is\n",
			"svclab: 컨테이너에는 "+name+" 명령이 없습니다. exit로 나가세요\n")
	}
	return ""
}

// alike names what shows something like a program that is nowhere here.
var alike = map[string]string{
	"netstat": "ss -lnt", "ps": "ss -lntp", "ifconfig": "ip addr", "route": "ip route", "arp": "ip neigh", "telnet": "nc -v", "traceroute": "ip route get", "tracepath": "ip route get",
	"ipset": "ipvsadm -Ln", "tcpdump": "conntrack -L", "hey": "load", "ab": "load", "wrk": "load", "netcat": "nc", "crictl": "kubectl get pods", "docker": "kubectl get pods",
}

// suggest tells a learner whose command is nowhere which one was meant.
func (e *environment) suggest(name string) {
	if !e.shell.Interactive || !e.fd[2].isTerminal() {
		return
	}
	if name == "jq" {
		e.write(2, e.shell.say("kubectl picks fields by itself: kubectl get pods -o jsonpath='{.items[*].metadata.name}'\n",
			"필드는 kubectl로 고를 수 있습니다: kubectl get pods -o jsonpath='{.items[*].metadata.name}'\n"))
		return
	}
	if other := alike[name]; other != "" {
		e.write(2, e.shell.say(other+" shows something like it here\n", "여기서는 "+other+" 명령으로 비슷한 것을 볼 수 있습니다\n"))
		return
	}
	names := slices.Concat(slices.Collect(maps.Keys(builtins)), programNames(), slices.Collect(maps.Keys(e.session().funcs)), slices.Collect(maps.Keys(e.session().aliases)))
	slices.Sort(names)
	names = slices.DeleteFunc(names, func(n string) bool {
		_, there := lookup(n, e.place())
		_, function := e.session().funcs[n]
		_, alias := e.session().aliases[n]
		return !there && !function && !alias || len(n) < 2
	})
	if best := nearest.Of(name, names, min(2, len(name)/2)); best != "" {
		e.write(2, e.shell.say("did you mean "+best+"?\n", "혹시 "+best+" 명령을 찾으셨나요?\n"))
	}
}
