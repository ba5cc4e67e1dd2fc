//go:build bench

package site

import (
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// figuresPage is what is written down of a run: the tables, on what they were measured,
// and what is not the same for all that are compared.
func figuresPage(t *testing.T, lang string, compared, others [][]string) string {
	t.Helper()
	said := func(name string, args ...string) string {
		return strings.TrimSpace(string(output(t, exec.Command(name, args...))))
	}
	commit := said("git", "rev-parse", "--short=12", "HEAD")
	if said("git", "status", "--porcelain", "--untracked-files=no", "--", ":/", ":!figures.en.md", ":!figures.ko.md") != "" {
		commit += "+"
	}
	browser := "Chromium"
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if _, err := exec.LookPath(name); err == nil {
			browser, _, _ = strings.Cut(said(name, "--version"), " built")
			break
		}
	}
	return strings.NewReplacer(
		"COMMIT", commit, "CORES", strconv.Itoa(runtime.NumCPU()), "SYSTEM", runtime.GOOS+"/"+runtime.GOARCH,
		"GO", strings.Replace(runtime.Version(), "go", "Go ", 1), "NODE", said("node", "--version"), "BROWSER", browser,
		"COMPARED\n", markdownTable(compared), "OTHERS\n", markdownTable(others),
	).Replace(figuresText[lang])
}

// figuresText is the page around the tables.
var figuresText = map[string]string{"en": `# Figures

Measured by ` + "`make bench`" + ` at COMMIT, in one run on CORES cores (SYSTEM): GO, Node NODE, BROWSER.

This project beside webernetes (@ngrok/webernetes) 0.3.5, the same work each time (` + "`wasm/bench`, `site/testdata/webernetes/peer.js`" + `), each line in a process or a page of its own:

COMPARED

- A cluster of ours has virtual time and never waits, so all its time is the processor's. The clock of webernetes is the machine's: it waits for its own timers, and is given beside it how long the processor worked.
- Both are switched on when all that runs in them by itself is running. Ours has CoreDNS twice, and a kube-proxy on each node that hears of every change a little earlier or later than the others; webernetes has one of each for all nodes.
- Images differ: ours are pulled and started as slowly as in a real cluster, by its clock; those of webernetes are there at once. Kubelets of webernetes start Pods as fast as its own limits on pulls let them.
- A request of ours goes through the rules of the node, conntrack and the Pod's network, and comes back with each of these steps; webernetes tells which node, Service and Pod it went through.
- Memory in use is what is alive after a collection of garbage: Go's heap, or that of JavaScript with its buffers and with Node's own. Of a process it is the most it ever had, with Node itself; of a page what Chromium says of it, and the memory of WebAssembly.
- A Pod is replaced when it was deleted, its successor is ready, and the kube-proxy of every node has written its rules. Each Service has 15 Pods, as at Kubernetes' published limits.
- "—": webernetes has no connections in bulk, and was not asked for more than 10 nodes. 10,000 Pods one by one are started natively only.

And this project alone:

OTHERS
`, "ko": `# 측정값

` + "`make bench`" + `로 COMMIT 커밋을 한 번에 쟀습니다. 코어 CORES개(SYSTEM), GO, Node NODE, BROWSER.

이 프로젝트와 webernetes (@ngrok/webernetes) 0.3.5에 같은 일을 시키고(` + "`wasm/bench`, `site/testdata/webernetes/peer.js`" + `), 항목마다 프로세스나 페이지를 새로 띄워 쟀습니다.

COMPARED

- 이 프로젝트의 클러스터는 가상 시간으로 움직이고 기다리는 일이 없으므로, 걸린 시간이 모두 CPU 시간입니다. webernetes의 시계는 컴퓨터의 시계라서 타이머를 실제로 기다립니다. 그래서 CPU가 일한 시간을 함께 적었습니다.
- 둘 다 클러스터가 스스로 띄우는 것이 모두 실행 중일 때 켜진 것으로 봅니다. 이 프로젝트에는 CoreDNS가 둘 있고 노드마다 kube-proxy가 있어 변경 소식을 저마다 조금씩 다른 때에 듣습니다. webernetes에는 모든 노드를 통틀어 하나씩 있습니다.
- 이미지가 다릅니다. 이 프로젝트에서는 클러스터 시계로 실제 클러스터만큼 시간을 들여 이미지를 받고 시작합니다. webernetes의 이미지는 바로 쓸 수 있고, kubelet은 자체 pull 제한이 허용하는 만큼 빨리 Pod를 시작합니다.
- 이 프로젝트의 요청은 노드의 규칙, conntrack, Pod 네트워크를 차례로 거치고 그 단계를 모두 돌려줍니다. webernetes는 어느 노드, Service, Pod를 거쳤는지 알려 줍니다.
- 사용 중인 메모리는 가비지 컬렉션 뒤에 살아 있는 양입니다(Go 힙, 또는 버퍼와 Node 자체의 몫을 포함한 JavaScript 힙). 프로세스 메모리는 Node까지 포함한 최댓값이고, 페이지 메모리는 Chromium이 알려 주는 값에 WebAssembly 메모리를 더한 것입니다.
- Pod 교체는 Pod를 지우고, 후임이 ready가 되고, 모든 노드의 kube-proxy가 규칙을 다 쓸 때까지입니다. Kubernetes가 공표한 한계와 같이 Service 하나에 Pod가 15개 있습니다.
- "—": webernetes에는 연결을 대량으로 처리하는 기능이 없고, 노드 10개를 넘는 일은 시키지 않았습니다. Pod 10,000개를 하나씩 시작하는 것은 네이티브로만 쟀습니다.

이 프로젝트만의 나머지 항목은 영어 페이지에 있습니다.
`}
