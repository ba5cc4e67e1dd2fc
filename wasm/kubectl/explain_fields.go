package kubectl

// fieldTexts says in one line each what the types and fields of our kinds are
// for. A type begins a line, its fields follow, each behind a space, as
//
//	name?<type>=ONE|OTHER A sentence in English.<tab>A sentence in Korean.
//
// where ? says that a field may be left out though the Go type does not, <type>
// is that of a field which is Opaque here, and =… lists the values there are.
const fieldTexts = serviceTexts + gatewayTexts + podTexts + appsTexts + setTexts + budgetTexts + ingressTexts + nodeTexts + secretTexts

const serviceTexts = `
TypeMeta What every object has.
 apiVersion Group and version of the kind, such as v1 or apps/v1.	이 종류의 그룹과 버전. 예: v1, apps/v1.
 kind What kind of object this is, in CamelCase. It cannot be changed.	오브젝트의 종류. 바꿀 수 없다.
 metadata Name, namespace, labels and what else every object has.	이름, 네임스페이스, 레이블 등 모든 오브젝트에 있는 것.
 spec What is wanted.	원하는 상태.
 status What is the case, as the system last saw it. Read-only.	시스템이 마지막으로 본 실제 상태. 읽기 전용.
ObjectMeta What every stored object carries.	저장되는 모든 오브젝트가 가진 정보.
 name Name of the object, one of its kind in a namespace. It cannot be changed.	네임스페이스 안에서 종류마다 하나뿐인 이름. 바꿀 수 없다.
 generateName A beginning to which the server adds five characters when name is not given.
 namespace Where the name is unique. It cannot be changed.	이름이 유일해야 하는 범위. 바꿀 수 없다.
 selfLink A leftover that the system no longer fills.
 uid Identity of this very object: a later one of the same name has another.
 resourceVersion Changes with every write; clients watch from one and compare for conflicts.
 generation Counts the changes of what is wanted.
 creationTimestamp When the server stored the object. Read-only.
 deletionTimestamp When the object will be gone; set by a graceful deletion. Read-only.
 deletionGracePeriodSeconds Seconds that the object has from its deletion to its end. Read-only.
 labels Keys and values by which objects are selected.	오브젝트를 골라내는 키와 값.
 annotations Keys and values for tools and people; nothing selects by them.	도구와 사람을 위한 키와 값. 선택에는 쓰이지 않는다.
 ownerReferences Objects on which this one depends: without them it is collected as garbage.	이 오브젝트의 주인. 모두 없어지면 함께 지워진다.
 finalizers Names of those that have work to do before the object may go.
 managedFields<[]ManagedFieldsEntry> Who has set which field, for server-side apply.
OwnerReference Names an owner in the same namespace.
 apiVersion Group and version of the owner.
 kind Kind of the owner.
 name Name of the owner.
 uid Identity of the owner.
 controller Whether this owner manages the object. Only one may.
 blockOwnerDeletion Whether a foreground deletion of the owner waits for this object.
Service A name and an address that stay, for Pods that come and go.	바뀌는 Pod들 앞에 놓는, 바뀌지 않는 이름과 주소.
ServiceSpec How a Service is reached and what stands behind it.	Service에 어떻게 닿고 그 뒤에 무엇이 있는지.
 ports Ports that the Service listens on.	Service가 받는 포트들.
 selector Labels of the Pods behind the Service. Without one, somebody else writes the endpoints.	뒤에 설 Pod의 레이블. 없으면 엔드포인트를 다른 누군가가 쓴다.
 clusterIP Virtual address inside the cluster; None makes the Service headless.	클러스터 안의 가상 주소. None이면 헤드리스.
 clusterIPs The addresses of each family, the first of which is clusterIP.	주소 체계마다 하나씩의 주소. 첫째가 clusterIP다.
 type=ClusterIP|ExternalName|LoadBalancer|NodePort From where the Service can be reached. NodePort adds a port of every node, LoadBalancer a balancer of the cloud; ExternalName is an alias in DNS only.	어디서 닿을 수 있는지. NodePort는 모든 노드의 포트를, LoadBalancer는 클라우드의 로드 밸런서를 더하고, ExternalName은 DNS의 별칭일 뿐이다.
 externalIPs Addresses outside the system's care at which nodes take traffic for the Service too.	시스템이 관리하지 않지만 노드가 이 Service로 받아 주는 주소.
 sessionAffinity=ClientIP|None Whether a client comes back to the same endpoint.	같은 클라이언트를 같은 엔드포인트로 보낼지.
 loadBalancerIP Address to ask the cloud for. Deprecated.
 loadBalancerSourceRanges Client networks that the load balancer lets through.	로드 밸런서가 받아들이는 클라이언트 대역.
 externalName The DNS name that an ExternalName Service stands for.	ExternalName Service가 가리키는 DNS 이름.
 externalTrafficPolicy=Cluster|Local Local keeps traffic from outside on the node where it arrives, and its source address.	Local이면 밖에서 온 트래픽을 도착한 노드에 두고 출발지 주소를 지킨다.
 healthCheckNodePort Port at which nodes tell a load balancer whether they have endpoints. Only with LoadBalancer and Local.	노드에 엔드포인트가 있는지 로드 밸런서에 알려 주는 포트.
 publishNotReadyAddresses Whether DNS and clients see Pods that are not ready.	준비되지 않은 Pod도 보이게 할지.
 sessionAffinityConfig Settings of the session affinity.	세션 고정의 설정.
 ipFamilies Families of the Service's addresses: IPv4, IPv6.	Service 주소의 체계: IPv4, IPv6.
 ipFamilyPolicy=PreferDualStack|RequireDualStack|SingleStack Whether one family of addresses is wanted or two.	주소 체계를 하나만 쓸지 둘 다 쓸지.
 allocateLoadBalancerNodePorts Whether a LoadBalancer gets node ports as well. Defaults to true.	LoadBalancer에도 노드 포트를 줄지. 기본은 true.
 loadBalancerClass Which implementation makes the load balancer; it cannot be changed.	로드 밸런서를 만들 구현. 바꿀 수 없다.
 internalTrafficPolicy=Cluster|Local Local keeps traffic from inside the cluster on the node where it begins.	Local이면 클러스터 안의 트래픽을 시작된 노드에 둔다.
 trafficDistribution A wish about which endpoints to prefer, such as PreferSameZone.	어떤 엔드포인트를 먼저 쓸지의 바람. 예: PreferSameZone.
ServicePort One port of a Service.	Service의 포트 하나.
 name Name of the port, wanted when there are several.	포트의 이름. 포트가 여럿이면 있어야 한다.
 protocol=SCTP|TCP|UDP Transport protocol. Defaults to TCP.	전송 프로토콜. 기본은 TCP.
 appProtocol Hint about what is spoken on top of the transport.
 port The port at which clients reach the Service.	클라이언트가 Service에 닿는 포트.
 targetPort? Port of the Pods: a number, or the name of a container port. Defaults to port.	Pod의 포트. 숫자이거나 컨테이너 포트의 이름. 기본은 port와 같다.
 nodePort Port of every node, 30000-32767; allocated when the type wants one.	모든 노드의 포트(30000-32767). 필요하면 할당된다.
SessionAffinityConfig Settings of the session affinity.
 clientIP Settings of affinity by client address.
ClientIPConfig Settings of affinity by client address.
 timeoutSeconds Seconds for which a client is remembered, up to 86400. Defaults to 10800.	클라이언트를 기억하는 초. 기본은 10800.
ServiceStatus What is known of a Service.
 loadBalancer What the cloud has made.	클라우드가 만든 것.
 conditions Statements about the Service.
LoadBalancerStatus What a load balancer has.
 ingress Where the load balancer takes traffic.	로드 밸런서가 트래픽을 받는 곳.
LoadBalancerIngress One entrance of a load balancer: an address or a name.
 ip Address of the entrance.
 hostname DNS name of the entrance.
 ipMode VIP when packets reach nodes with the balancer's address, Proxy when with the node's.
 ports Ports of the entrance and what is wrong with them.
PortStatus What is known of one port of a load balancer.
 port Number of the port.
 protocol=SCTP|TCP|UDP Transport protocol.
 error What is wrong with the port.
Condition A dated statement about an object.
 type Name of the statement.
 status True, False or Unknown.
 observedGeneration Generation of which the statement speaks.
 lastTransitionTime When the status changed last.
 reason The cause in one word.
 message The cause in a sentence.
EndpointSlice A part of the endpoints of a Service. All slices with the label kubernetes.io/service-name belong together.	Service의 엔드포인트 목록 한 조각. kubernetes.io/service-name 레이블이 같은 조각이 한 Service의 것이다.
 addressType=FQDN|IPv4|IPv6 What the addresses of the slice are. It cannot be changed.	조각에 든 주소의 체계. 바꿀 수 없다.
 endpoints? The endpoints, at most 1000.	엔드포인트들. 많아야 1000개.
 ports? Ports of every endpoint in the slice, at most 100.	조각의 모든 엔드포인트가 여는 포트들.
Endpoint One place to which traffic can go.	트래픽이 갈 수 있는 한 곳.
 addresses Its address. Consumers use the first only.	주소. 첫째만 쓰인다.
 conditions Whether it can take traffic.	트래픽을 받을 수 있는지.
 hostname Its name in DNS below a headless Service.	헤드리스 Service 아래에서의 DNS 이름.
 targetRef The Pod that it is.	이 엔드포인트인 Pod.
 deprecatedTopology A leftover of v1beta1.
 nodeName Node on which it runs.	돌고 있는 노드.
 zone Zone in which it runs.	돌고 있는 영역.
 hints Who should use it.	누가 쓰면 좋을지.
EndpointConditions What state an endpoint is in.
 ready Serving and not terminating; or always true with publishNotReadyAddresses.	트래픽을 받을 수 있고 종료 중이 아님.
 serving Its Pod is ready, whether terminating or not.	종료 중이든 아니든 Pod가 준비됨.
 terminating Its Pod is on its way out.	Pod가 종료 중.
EndpointHints Who should use an endpoint.
 forZones Zones whose clients should.	이 엔드포인트를 쓸 영역.
 forNodes Nodes whose clients should.	이 엔드포인트를 쓸 노드.
ForZone Names a zone.
 name Name of the zone.
ForNode Names a node.
 name Name of the node.
EndpointPort A port that endpoints open.
 name Name of the port, as the Service has it.
 protocol=SCTP|TCP|UDP Transport protocol.
 port Number of the port at the endpoint.
 appProtocol Hint about what is spoken.
ObjectReference Names another object.
 kind Kind of the object.
 namespace Namespace of the object.
 name Name of the object.
 uid Identity of the object.
 apiVersion Group and version of the object.
 resourceVersion Version that is meant.
 fieldPath Part of the object that is meant.
Endpoints All endpoints of a Service in one object. Deprecated for EndpointSlice.	Service의 모든 엔드포인트를 한 오브젝트에 모은 것. EndpointSlice로 대신한다.
 subsets Groups of addresses with the same ports.
EndpointSubset Addresses that all open the same ports.
 addresses Addresses that are ready.
 notReadyAddresses Addresses that are not ready.
 ports Ports of each address.
EndpointAddress An address of an endpoint.
 ip The address.
 hostname Its name in DNS.
 nodeName Node on which it is.
 targetRef The Pod that it is.
EndpointsPort A port that endpoints open.
 name Name of the port, as the Service has it.
 port Number of the port.
 protocol=SCTP|TCP|UDP Transport protocol.
 appProtocol Hint about what is spoken.
Namespace A scope for names.	이름이 유일해야 하는 범위.
NamespaceSpec What is wanted of a Namespace.
 finalizers Who has work to do before the Namespace may go.
NamespaceStatus What is known of a Namespace.
 phase=Active|Terminating Whether the Namespace is in use or on its way out.
 conditions Statements about its deletion.
NamespaceCondition A dated statement about a Namespace.
 type Name of the statement.
 status True, False or Unknown.
 lastTransitionTime? When the status changed last.
 reason The cause in one word.
 message The cause in a sentence.
`
