package shell

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

const faultUsage = `Usage: fault slow TIME | error PERCENT | unready | hang | crash | clear

Makes the web app of the container you are in misbehave:
  slow TIME      answers so much later, such as 500ms or 2s
  error PERCENT  answers so many requests with status 500, such as 30%
  unready        answers 503 on the path of its readinessProbe, all else as before
  hang           takes connections and never answers
  crash          exits with status 1 at once
  clear          does as it should again
A container that starts anew does as it should.
`

const faultUsageKo = `Usage: fault slow TIME | error PERCENT | unready | hang | crash | clear

지금 들어와 있는 컨테이너의 웹 앱에 장애를 일으킵니다.
  slow TIME      응답이 그만큼 늦어집니다. 예: 500ms, 2s
  error PERCENT  요청 가운데 그 비율에 상태 코드 500으로 응답합니다. 예: 30%
  unready        readinessProbe의 경로에만 503으로 응답합니다. 나머지는 그대로입니다
  hang           연결은 받지만 응답하지 않습니다
  crash          종료 코드 1로 바로 끝납니다
  clear          정상으로 돌아갑니다
컨테이너가 다시 시작하면 장애도 사라집니다.
`

// fault makes the app of the container misbehave in which it runs.
func fault(p *process) int {
	if len(p.args) == 2 && (p.args[1] == "--help" || p.args[1] == "-h") {
		p.out(p.shell.say(faultUsage, faultUsageKo))
		return 0
	}
	place := p.place()
	cmd := cluster.Fault{Namespace: place.Namespace, Pod: place.Pod, Container: p.session().container}
	if why := readFault(p.args[1:], &cmd); why != "" {
		p.usage("%s", why)
		return 1
	}
	if _, err := p.do(cmd); err != nil {
		p.errorf("%s", err)
		return 1
	}
	return 0
}

// readFault reads the arguments, and says what is wrong with them.
func readFault(args []string, cmd *cluster.Fault) (why string) {
	const want = "want slow TIME, error PERCENT, unready, hang, crash or clear"
	if len(args) == 0 {
		return want
	}
	cmd.Kind = cluster.FaultKind(args[0])
	wants := 1
	switch cmd.Kind {
	case cluster.FaultSlow, cluster.FaultError:
		wants = 2
	case cluster.FaultUnready, cluster.FaultHang, cluster.FaultCrash, cluster.FaultClear:
	default:
		return want
	}
	if len(args) != wants {
		return want
	}
	ok := true
	switch cmd.Kind {
	case cluster.FaultSlow:
		if cmd.Slow, ok = parseMillis(args[1]); !ok || cmd.Slow > api.Hour {
			return "slow " + args[1] + ": want a time up to an hour, such as 500ms or 2s"
		}
	case cluster.FaultError:
		n, err := strconv.Atoi(strings.TrimSuffix(args[1], "%"))
		if err != nil || n < 0 || n > 100 {
			return "error " + args[1] + ": want 0% to 100%, such as 30%"
		}
		cmd.Percent = n
	}
	return ""
}

// parseMillis reads a span of time as sleep does, and as Go does where it is
// in milliseconds.
func parseMillis(s string) (api.Duration, bool) {
	if number, ms := strings.CutSuffix(s, "ms"); ms {
		d, ok := parseDuration(number)
		return d / 1000, ok
	}
	return parseDuration(s)
}
