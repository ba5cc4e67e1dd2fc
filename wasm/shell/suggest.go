package shell

import (
	"maps"
	"slices"

	"svclab/wasm/nearest"
)

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
