package shell

import (
	"svclab/wasm/cluster"
)

const nodeUsage = `Usage: node list | node stop NODE... | node start NODE...

Switches the machines of nodes off and on, as their power buttons would:
  list   lists the machines, and whether they are on
  stop   pulls the plug: no Pod gets a signal, and nobody is told
  start  switches it on; its kubelet starts after 10 seconds
The machine of the control plane stays on.
`

const nodeUsageKo = `Usage: node list | node stop NODE... | node start NODE...

전원 버튼처럼 노드의 머신을 끄고 켭니다.
  list   머신 목록과 켜져 있는지를 보여 줍니다
  stop   전원을 끊습니다. Pod는 시그널을 받지 못하고, 아무에게도 알려지지 않습니다
  start  전원을 켭니다. 10초 뒤에 kubelet이 시작됩니다
컨트롤 플레인 머신은 끌 수 없습니다.
`

// nodeTool switches machines off and on.
func nodeTool(p *process) int {
	args := p.args[1:]
	c := p.shell.Cluster
	switch {
	case len(args) == 1 && (args[0] == "--help" || args[0] == "-h"):
		p.out(p.shell.say(nodeUsage, nodeUsageKo))
		return 0
	case len(args) == 1 && args[0] == "list":
		p.out("NODE      POWER      ADDRESS\n")
		for _, name := range c.Machines() {
			p.out(padTo(name, 10) + padTo(string(c.Machine(name).State), 11) + c.Machine(name).IP + "\n")
		}
		return 0
	case len(args) < 2 || args[0] != "stop" && args[0] != "start":
		p.usage("%s", p.shell.say("want list, stop NODE or start NODE, such as: node stop node-2",
			"list, stop NODE, start NODE 가운데 하나를 써야 합니다. 예: node stop node-2"))
		return 1
	}
	status := 0
	for _, name := range args[1:] {
		if !p.switchNode(name, args[0] == "start") {
			status = 1
		}
	}
	return status
}

func (p *process) switchNode(name string, on bool) bool {
	if p.shell.Cluster.Machine(name).ControlPlane && !on {
		p.errorf("%s", p.shell.say(name+" runs the API server: without it nobody could see what becomes of the others. Stop another node",
			name+"에서 API 서버가 돌아가고 있어서 끌 수 없습니다. 끄면 나머지가 어떻게 되는지 볼 수 없어집니다. 다른 노드를 꺼 보세요"))
		return false
	}
	if _, err := p.do(cluster.Power{Node: name, On: on}); err != nil {
		p.errorf("%s", err)
		return false
	}
	return true
}

// node completes the words of the program node.
func (c *completer) node(args []string, word string) {
	if len(args) == 0 {
		for _, w := range []string{"list", "start", "stop"} {
			c.add(word, programWord, w, "")
		}
		return
	}
	for _, name := range c.shell.Cluster.Machines() {
		if m := c.shell.Cluster.Machine(name); args[0] == "stop" && m.State == cluster.MachineOn && !m.ControlPlane || args[0] == "start" && m.State == cluster.MachineOff {
			c.add(word, programWord, name, "")
		}
	}
}
