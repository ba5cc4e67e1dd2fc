package ui

// vastWords are of a cluster with more in it than can be drawn.
var vastWords = map[string]phrase{
	"vast.all":      {"노드 %s개 · Pod %s개 · Service %s개", "%s nodes · %s Pods · %s Services"},
	"vast.service":  {"아래 그림: Service %s, 엔드포인트 %s개", "Below: Service %s with %s endpoints"},
	"vast.find":     {"Service, 노드, Pod 찾기", "Find a Service, node or Pod"},
	"vast.none":     {"그런 이름이나 주소가 없어요.", "Nothing has that name or address."},
	"vast.zone":     {"%s · 노드 %s개", "%s · %s nodes"},
	"vast.noZone":   {"영역 없음", "no zone"},
	"vast.rest":     {"다른 노드 %s개", "%s other nodes"},
	"vast.map":      {"노드 %s개의 지도, 영역 %d개. 화살표로 옮겨 다니며 골라요", "Map of %s nodes in %d zones. Arrow keys go from node to node"},
	"vast.off":      {"꺼진 노드 %s개", "%s switched off"},
	"vast.unready":  {"NotReady 노드 %s개", "%s not ready"},
	"vast.trouble":  {"준비 안 된 Pod가 있는 노드 %s개", "%s with Pods that are not ready"},
	"vast.lane":     {"모든 노드의 %s", "%s on all nodes"},
	"vast.machines": {"모든 노드의 전원", "Power of all nodes"},
	"vast.also":     {"%s 외 %s개 노드", "%s and %s more nodes"},
	"vast.picked":   {"고른 노드: %s, Pod %d개", "Chosen: %s with %d Pods"},
}
