package ui

// trafficWords are about many requests.
var trafficWords = map[string]phrase{
	"tab.traffic":       {"트래픽", "Traffic"},
	"traffic.howMany":   {"몇 번 보낼까요", "How many requests"},
	"traffic.one":       {"1번", "1 request"},
	"traffic.times":     {"%s번", "%s requests"},
	"traffic.from":      {"보내는 곳", "From"},
	"traffic.to":        {"받는 곳", "To"},
	"traffic.outside":   {"나 (클러스터 밖)", "me (outside)"},
	"traffic.rate":      {"꾸준히 보낼 때의 빠르기", "Rate of a steady load"},
	"traffic.perSecond": {"초당 %s번", "%s a second"},
	"traffic.start":     {"꾸준히 보내기", "Send steadily"},
	"traffic.stop":      {"그만 보내기", "Stop sending"},

	"traffic.spread":    {"Pod별 요청 수", "Requests by Pod"},
	"traffic.mark":      {"여기부터 다시 세기", "Count from here"},
	"traffic.none":      {"아직 센 요청이 없어요. 위에서 몇 번 보내 보세요.", "No requests counted yet. Send some above."},
	"traffic.count":     {"받음", "Got"},
	"traffic.bar":       {"막대와 우연의 범위", "Bar, with the range of chance"},
	"traffic.expected":  {"기대", "Expected"},
	"traffic.range":     {"우연의 범위", "By chance"},
	"traffic.more":      {"Pod %d개는 여기 싣지 않았어요.", "%d more Pods are not listed."},
	"traffic.words":     {"%s: %d번 받았어요. 기대값은 %d번쯤이고, 우연만으로도 %d~%d번 사이에서 오르내려요(스무 번에 열아홉 번꼴).", "%s got %d. About %d is expected; chance alone leaves anything from %d to %d, about 19 times in 20."},
	"traffic.allChance": {"모두 우연으로 설명되는 범위 안이에요.", "Every Pod is within its range: uneven is no fault."},
	"traffic.notChance": {"범위를 벗어난 Pod: %s. Pod 스무 개 가운데 하나쯤은 우연만으로도 벗어나요. 다시 세어도 같은 Pod가 벗어나면 다른 까닭이 있어요.", "Outside: %s. Chance alone puts about one Pod in 20 there; if it is the same Pod when you count again, there is a reason."},
	"traffic.noChance":  {"요청 %d번을 모두 무작위로 나눈 것은 아니에요(세션 어피니티, 이미 열린 연결, 스케줄러, HTTP 프록시, 또는 Pod 주소로 직접).", "Not all of these %d were spread by chance: session affinity, an open connection, a scheduler, an HTTP proxy, or a Pod's own address did it."},

	"compare.title":    {"나누는 방법 견주기", "Ways to choose, side by side"},
	"compare.run":      {"요청 %s번으로 견주기", "Compare with %s requests"},
	"compare.hint":     {"같은 요청을 클러스터의 사본 셋에 보내서 무작위, 차례대로, 세션 어피니티를 견줘요. 지금 클러스터는 그대로예요.", "Sends the same requests to three copies of the cluster: by chance, in turn, with affinity. This cluster stays as it is."},
	"compare.random":   {"무작위 (iptables)", "By chance (iptables)"},
	"compare.turn":     {"차례대로 (ipvs rr)", "In turn (ipvs rr)"},
	"compare.affinity": {"세션 어피니티 (ClientIP)", "Session affinity (ClientIP)"},
	"compare.failed":   {"실패", "failed"},
	"compare.why":      {"뽑은 수는 셋 다 같아요. 무작위는 연결마다 확률로 골라 조금씩 어긋나고, 차례대로는 돌아가며 나눠 거의 똑같고, 어피니티는 같은 클라이언트를 처음 고른 Pod에만 보내요.", "All three draw the same numbers. Chance chooses anew for each connection and comes out a little uneven; taking turns comes out even; affinity keeps a client with the Pod that was chosen first."},

	"pulse.title":   {"최근 2분", "The last two minutes"},
	"pulse.none":    {"최근 2분 동안 요청이 없었어요.", "No requests in the last two minutes."},
	"pulse.rate":    {"초당 요청: 마지막 %d번, 가장 많을 때 %d번", "Requests a second: %d last, %d at most"},
	"pulse.errors":  {"오류: 거부 %d번(채움), 응답 없음 %d번(테두리), 상태 코드 400 이상 %d번(흐리게)", "Errors: %d refused (filled), %d without an answer (outlined), %d with status 400 or more (pale)"},
	"pulse.latency": {"지연: 절반은 %s ms 안(가는 선), 99%%는 %s ms 안(굵은 선), 가장 길 때 %s ms", "Latency: half within %s ms (thin), 99%% within %s ms (thick), %s ms at most"},
}
