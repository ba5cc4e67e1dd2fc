package ui

// sandboxWords are said on the page of scenes.
var sandboxWords = map[string]phrase{
	"sandbox.about":     {"정해진 순서 없이 클러스터를 마음껏 만져 보는 곳이에요. 장면을 골라 시작하세요.", "A cluster to play with, in any order you like. Pick a scene to begin with."},
	"sandbox.scenes":    {"준비된 장면", "Ready scenes"},
	"sandbox.cluster":   {"클러스터 설정", "Cluster settings"},
	"sandbox.nodes":     {"노드 수", "Nodes"},
	"sandbox.proxy":     {"kube-proxy 모드", "kube-proxy mode"},
	"sandbox.seed":      {"시드", "Seed"},
	"sandbox.cloud":     {"클라우드 로드 밸런서", "Cloud load balancers"},
	"sandbox.dual":      {"IPv4와 IPv6 함께 쓰기", "IPv4 and IPv6 together"},
	"sandbox.ingress":   {"Ingress 컨트롤러", "Ingress controller"},
	"sandbox.gateway":   {"Gateway API", "Gateway API"},
	"sandbox.start":     {"새로 시작", "Start anew"},
	"sandbox.kept":      {"하던 작업은 남아 있어서 되돌아올 수 있어요.", "What you have now is kept, and you can come back to it."},
	"sandbox.back":      {"하던 작업으로 돌아가기", "Back to what was here before"},
	"sandbox.started":   {"%s 장면이 시작됐어요.", "The scene %s has started."},
	"sandbox.builds":    {"클러스터를 만드는 중이에요. 다 될 때까지 화면이 잠시 멈춰요.", "The cluster is being built. The page stands still until it is there."},
	"sandbox.large":     {"이 장면은 메모리를 2 GB 가까이 써요. 이 기기는 메모리가 적어서 탭이 닫힐 수 있어요. 그래도 열까요?", "This scene takes nearly 2 GB of memory. With as little as this device has, the tab may be closed. Open it all the same?"},
	"sandbox.largeYes":  {"그래도 열기", "Open it"},
	"sandbox.back.done": {"%s 장면에서 하던 작업으로 돌아왔어요.", "Back at your work in the scene %s."},
}
