package ui

var objectWords = map[string]phrase{
	"tab.objects":  {"오브젝트", "Objects"},
	"card.inspect": {"자세히", "Inspect"},

	"objects.filter":     {"이름이나 상태로 찾기", "Filter by name or state"},
	"objects.namespace":  {"네임스페이스", "Namespace"},
	"objects.everywhere": {"모든 네임스페이스", "All namespaces"},
	"objects.system":     {"시스템 것도", "System too"},
	"objects.more":       {"%d개 더 보기", "Show %d more"},
	"objects.none":       {"여기에 맞는 오브젝트가 없어요.", "No object fits these filters."},
	"objects.changed":    {"방금 바뀜", "just changed"},
	"objects.empty":      {"왼쪽에서 오브젝트를 고르면 지금 어떤 상태인지, 무엇과 이어져 있는지 여기에 보여요.", "Pick an object on the left to see how it is and what it is connected with."},
	"objects.nowhere":    {"지금은 이런 오브젝트가 없어요. 이름을 바꿨거나 지웠거나, 아직 만들기 전이에요.", "There is no such object now: it has been deleted, or has not been made yet."},
	"objects.list":       {"목록", "List"},
	"objects.back":       {"앞서 본 오브젝트로 (Alt+왼쪽)", "Back (Alt+Left)"},
	"objects.ahead":      {"다음에 본 오브젝트로 (Alt+오른쪽)", "Forward (Alt+Right)"},
	"objects.gone":       {"지워졌어요.", "Deleted."},
	"objects.goneBy":     {"%s, %s 전. 마지막 모습을 보고 있어요.", "By %s, %s ago. This is how it was last."},
	"objects.ending":     {"끝나는 중이에요.", "Being deleted."},
	"objects.just":       {"방금 바뀜", "Just changed"},
	"objects.since":      {"전에 본 뒤로 바뀜", "Changed since you last looked"},
	"objects.madeBy":     {"만든 쪽: %s, %s 전", "Created by %s, %s ago"},
	"objects.writtenBy":  {"마지막으로 쓴 쪽: %s, %s 전", "Last written by %s, %s ago"},
	"objects.you":        {"나", "you"},
	"objects.someone":    {"알 수 없음", "someone"},
	"objects.actions":    {"터미널에 적어 볼 명령", "Commands to try in the terminal"},
	"objects.prepare":    {"터미널에 적기: %s", "Put into the terminal: %s"},
	"objects.edit":       {"YAML로 고치기", "Edit as YAML"},
	"objects.copy":       {"YAML 복사", "Copy YAML"},
	"objects.noise":      {"last-applied도 보기", "Show last-applied"},
	"objects.noEvents":   {"이 오브젝트의 이벤트가 없어요. 이벤트는 한 시간 동안 남아요.", "No events about this object. Events are kept for an hour."},

	"part.label":   {"오브젝트 정보", "About this object"},
	"part.summary": {"요약", "Summary"},
	"part.fields":  {"필드", "Fields"},
	"part.events":  {"이벤트", "Events"},

	"fields.help":        {"필드 이름을 누르면 kubectl explain이 하는 설명이 나와요.", "Press a field's name for what kubectl explain says of it."},
	"fields.fold":        {"%s 접기", "Fold %s"},
	"fields.unfold":      {"%s 펼치기", "Unfold %s"},
	"fields.last":        {"방금 쓸 때 바뀜", "changed by the last write"},
	"fields.since":       {"전에 본 뒤로 바뀜", "changed since you looked"},
	"fields.was":         {"바뀜, 전에는 %s", "changed, was %s"},
	"fields.new":         {"새로 생김", "new"},
	"fields.none":        {"없음", "nothing"},
	"fields.unexplained": {"여기에는 설명이 없어요. 사람이 붙인 이름이거나 자유로운 값이에요.", "Nothing is said of this one: a name or a value of one's own."},

	"summary.external":    {"외부 주소", "external address"},
	"summary.local":       {"그 노드의 Pod에게만", "to Pods of that node alone"},
	"summary.message":     {"메시지", "message"},
	"summary.unscheduled": {"아직 배치되지 않음", "not scheduled yet"},
	"summary.containers":  {"컨테이너", "Containers"},
	"summary.init":        {"초기화 컨테이너", "init container"},
	"summary.probe":       {"%d초마다, %d번 실패하면", "every %d s, fails after %d"},
	"summary.conditions":  {"상태 조건(conditions)", "Conditions"},
	"summary.changes":     {"마지막 쓰기에서 바뀐 필드 · %s", "Fields that the last write changed · %s"},

	"container.none":     {"아직 시작하지 않았어요", "not started yet"},
	"container.ready":    {"실행 중, 준비됨 · %s", "running and ready · %s"},
	"container.unready":  {"실행 중, 준비 안 됨 · %s", "running, not ready · %s"},
	"container.ended":    {"끝남 · 종료 코드 %d · %s", "ended · exit code %d · %s"},
	"container.waits":    {"기다리는 중 · %s", "waiting · %s"},
	"container.restarts": {"다시 시작한 횟수 %d", "restarted %d times"},

	"service.clusterIP":     {"클러스터 안에서 %s:%s 주소로 답해요. 밖에서 들어오는 문은 없어요.", "Inside the cluster it answers at %s:%s. There is no door from outside."},
	"service.nodePort":      {"클러스터 안에서는 %s:%s 주소로, 밖에서는 아무 노드의 %s번 포트로 닿아요.", "Inside the cluster it answers at %s:%s, from outside at port %s of any node."},
	"service.nodePortLocal": {"클러스터 안에서는 %s:%s 주소로, 밖에서는 이 Service의 Pod가 있는 노드의 %s번 포트로만 닿아요.", "Inside the cluster it answers at %s:%s, from outside at port %s of those nodes alone that run one of its Pods."},
	"service.pending":       {"클러스터 안에서는 %s:%s 주소로 닿아요. 로드 밸런서의 주소는 아직 없어요. 클라우드가 없는 클러스터라면 계속 없어요.", "Inside the cluster it answers at %s:%s. Its load balancer has no address yet, and never gets one in a cluster without a cloud."},
	"service.loadBalancer":  {"클러스터 안에서는 %s:%s 주소로, 밖에서는 로드 밸런서의 주소로 닿아요.", "Inside the cluster it answers at %s:%s, from outside at its load balancer's address."},
	"service.headless":      {"헤드리스예요. %s 이름을 찾으면 가상 주소 대신 Pod들의 주소가 나와요.", "Headless: looking up %s gives the addresses of the Pods instead of a virtual one."},
	"service.externalName":  {"DNS 별칭이에요. %s 이름을 찾으면 %s 이름으로 가라는 답이 나와요.", "An alias in DNS: %s answers with the name %s."},
	"service.flow":          {"패킷이 지나는 포트", "Ports in the order a packet meets them"},
	"service.onNode":        {"모든 노드에서", "on every node"},
	"service.onService":     {"Service 주소에서", "at the Service's address"},
	"service.onPod":         {"Pod에서", "in the Pod"},
	"service.noSelector":    {"셀렉터가 없어요. 엔드포인트는 누군가 직접 써야 해요.", "No selector: somebody else has to write the endpoints."},
	"service.in":            {"요청을 받는 엔드포인트", "Endpoints that get traffic"},
	"service.out":           {"빠진 엔드포인트와 까닭", "Left out, and why"},
	"service.near":          {"거의 맞는 Pod", "Pods that nearly match"},
	"service.nobody":        {"아무도 없어요. 이 Service로 온 연결은 거부돼요.", "Nobody. Connections to this Service are refused."},

	"service.nameless": {"아무도 없어요. 이 이름을 찾아도 주소가 나오지 않아요.", "Nobody. Looking the name up gives no address."},
	"service.drains":   {"준비된 것이 없어서, 끝나는 중인 엔드포인트가 아직 받아요.", "None is ready, so those that are terminating still get the traffic."},

	"endpoint.ready":       {"준비됨", "ready"},
	"endpoint.unready":     {"준비 안 됨: Pod가 준비될 때까지 새 연결을 받지 않아요", "not ready: no new connections until its Pod is ready"},
	"endpoint.draining":    {"끝나는 중: 다른 엔드포인트가 없을 때만 받아요", "terminating: gets traffic only when there is no other"},
	"endpoint.terminating": {"끝나는 중: 더는 받지 않아요", "terminating: gets no more traffic"},
	"endpoint.ended":       {"이미 끝난 Pod", "the Pod has ended"},
	"endpoint.noIP":        {"아직 IP가 없음", "has no address yet"},
	"endpoint.noPort":      {"이름이 %s인 컨테이너 포트가 없음", "has no container port named %s"},
	"endpoint.soon":        {"컨트롤러가 아직 목록에 넣기 전", "the controller has not listed it yet"},

	"workload.counts": {"Pod %s개를 원하고, %s개가 있고, %s개가 준비됐어요.", "Wants %s Pods, has %s, and %s are ready."},
	"node.cordoned":   {"새 Pod를 받지 않음", "takes no new Pods"},
	"ingress.rules":   {"규칙: 요청이 가는 Service", "Rules: where requests go"},
	"ingress.rest":    {"나머지 모두", "all the rest"},
	"ingress.noClass": {"없음: 기본 클래스가 없으면 아무도 맡지 않아요", "none: nobody takes it unless there is a default class"},

	"links.owner":      {"주인", "Owner"},
	"links.owned":      {"이 오브젝트에 딸린 것", "What belongs to it"},
	"links.slices":     {"EndpointSlice", "EndpointSlices"},
	"links.service":    {"Service", "Service"},
	"links.services":   {"Service", "Services"},
	"links.pods":       {"Pod", "Pods"},
	"links.node":       {"노드", "Node"},
	"links.selectedBy": {"이 Pod를 고르는 Service", "Services that select it"},
	"links.listedIn":   {"이 Pod가 적힌 EndpointSlice", "EndpointSlices that list it"},
	"links.ingresses":  {"여기를 가리키는 Ingress", "Ingresses that point here"},
	"links.routes":     {"여기를 가리키는 HTTPRoute", "HTTPRoutes that point here"},
	"links.gateways":   {"Gateway", "Gateways"},
	"links.classes":    {"클래스", "Class"},
	"links.secrets":    {"Secret", "Secrets"},
	"links.missing":    {"없음", "is not there"},
	"links.more":       {"… %d개 더 있어요", "… and %d more"},

	"export.open":     {"내보내기", "Export"},
	"export.title":    {"매니페스트 내보내기", "Export manifests"},
	"export.text":     {"내가 만든 오브젝트 %d개예요. 컨트롤러가 만든 것과 클러스터에 원래 있던 것은 빠져요.", "%d objects that you made. What controllers made and what the cluster came with is left out."},
	"export.download": {"파일로 받기", "Download"},
	"export.copy":     {"복사", "Copy"},
	"export.close":    {"닫기", "Close"},
	"export.head": {`Service Lab에서 내보낸 매니페스트예요.
적용: kubectl apply -f 이-파일.yaml
네임스페이스가 적히지 않은 오브젝트는 지금 쓰는 네임스페이스에 만들어져요.
진짜 클러스터에서 다른 점:
- ClusterIP, nodePort, 노드는 직접 적은 것만 들어 있고 나머지는 그 클러스터가 정해요.
- 로드 밸런서는 클라우드나 MetalLB 같은 것이 있어야 주소를 받아요.
- 이미지는 진짜 이미지를 받아요. 응답 내용이 여기와 다를 수 있어요.
- Ingress와 Gateway에는 그 클래스를 맡는 컨트롤러가 있어야 해요.`,
		`Manifests exported from Service Lab.
To apply: kubectl apply -f this-file.yaml
Objects without a namespace go into the one you are working in.
What differs in a real cluster:
- Cluster IPs, node ports and nodes are here only where you asked for them; that cluster chooses the others.
- A load balancer gets an address only from a cloud, or from something like MetalLB.
- Images are the real ones, and may answer otherwise than here.
- An Ingress or a Gateway needs a controller for its class.`},
	"export.images": {"- svclab.invalid/로 시작하는 이미지는 어디에도 없어요. 진짜 이미지로 바꾸세요.", "- Images that begin with svclab.invalid/ do not exist anywhere: put real ones in their place."},
	"export.secret": {"주의: Secret의 값이 그대로 들어 있어요(base64는 암호화가 아니에요). 저장소에 올리지 마세요.", "Careful: this holds the Secret's values as they are (base64 is no encryption). Keep it out of repositories."},
}
