package kubectl

// podTexts are the fieldTexts of Pods and what is in them.
const podTexts = `Pod Containers that run on one node and share an address.	한 노드에서 돌며 주소를 나누어 쓰는 컨테이너들.
PodSpec What a Pod runs, and where.	Pod가 무엇을 어디서 돌리는지.
 volumes<[]Volume> Volumes that containers may mount.
 initContainers Containers that end, one after the other, before the others start.
 containers The containers, at least one.	컨테이너들. 적어도 하나.
 ephemeralContainers<[]EphemeralContainer> Containers added for debugging.
 restartPolicy=Always|Never|OnFailure When containers that ended are started again. Defaults to Always.	끝난 컨테이너를 언제 다시 시작할지. 기본은 Always.
 terminationGracePeriodSeconds Seconds from SIGTERM to SIGKILL. Defaults to 30.	SIGTERM에서 SIGKILL까지의 초. 기본은 30.
 activeDeadlineSeconds Seconds after which the Pod is failed.
 dnsPolicy=ClusterFirst|ClusterFirstWithHostNet|Default|None What its resolv.conf says. Defaults to ClusterFirst.
 nodeSelector Labels that its node must have.
 serviceAccountName Service account as which it runs.
 serviceAccount Older name of serviceAccountName.
 automountServiceAccountToken Whether a token is mounted.
 nodeName The node on which it runs; the scheduler fills it in.	돌고 있는 노드. 스케줄러가 채운다.
 hostNetwork Whether it uses the node's network.
 hostPID Whether it sees the node's processes.
 hostIPC Whether it shares the node's IPC.
 shareProcessNamespace Whether its containers see each other's processes.
 securityContext<PodSecurityContext> Users, groups and rights of all its containers.
 imagePullSecrets<[]LocalObjectReference> Secrets for pulling images.
 hostname Its host name. Defaults to its name.
 subdomain With hostname, its name in DNS below the headless Service of this name.	hostname과 함께, 이 이름의 헤드리스 Service 아래 DNS 이름이 된다.
 affinity Wishes about nodes and neighbours.	어느 노드에서, 어떤 Pod 곁에서 돌고 싶은지.
 schedulerName Who picks its node.
 tolerations Taints of nodes that it puts up with.
 hostAliases<[]HostAlias> Lines for its /etc/hosts.
 priorityClassName Name of its priority.
 priority Its priority as a number.
 dnsConfig Additions to its resolv.conf.
 readinessGates Conditions that have to be True before it is ready.
 runtimeClassName Which runtime runs it.
 enableServiceLinks Whether Services come as environment variables.
 preemptionPolicy=Never|PreemptLowerPriority Whether it may push others out.
 overhead What the runtime itself takes.
 topologySpreadConstraints<[]TopologySpreadConstraint> How Pods like it are spread.
 setHostnameAsFQDN Whether its host name is the whole DNS name.
 os<PodOS> Operating system that it wants.
 hostUsers Whether it uses the node's users.
 schedulingGates<[]PodSchedulingGate> What has to be lifted before it is scheduled.
 resourceClaims<[]PodResourceClaim> Devices that it claims.
 resources<ResourceRequirements> What all its containers together want.
 hostnameOverride Its host name whatever else is said.
 schedulingGroup<PodSchedulingGroup> Group with which it is scheduled.
 evictionResponders<[]EvictionResponder> Who is asked before it is evicted.
PodDNSConfig What is added to a Pod's resolv.conf.
 nameservers Addresses of DNS servers, at most 3 with those of the dnsPolicy.
 searches Domains to search, after those of the dnsPolicy.
 options Options, which win over those of the dnsPolicy.
PodDNSConfigOption An option of resolv.conf.
 name Its name, such as ndots.
 value Its value.
PodReadinessGate A condition that readiness waits for.
 conditionType Type of the condition.
Container One program with its image.	이미지로 도는 프로그램 하나.
 name Name of the container, one of its kind in the Pod.
 image Image that it runs.	돌릴 이미지.
 command Its entrypoint, instead of the image's.
 args Arguments of the entrypoint.
 workingDir Its working directory.
 ports Ports that it opens; only names and documentation depend on this list.	여는 포트들. 이름과 설명을 위한 목록일 뿐이다.
 envFrom<[]EnvFromSource> Sources of many environment variables.
 env Environment variables.
 resources? What it wants and may use of cpu and memory.
 resizePolicy<[]ContainerResizePolicy> What happens when its resources change.
 restartPolicy When this container alone is started again.
 restartPolicyRules<[]ContainerRestartRule> Exceptions to restartPolicy.
 volumeMounts<[]VolumeMount> Volumes that it mounts.
 volumeDevices<[]VolumeDevice> Block devices that it uses.
 livenessProbe A check that restarts it when it fails.
 readinessProbe A check that takes the Pod out of Services while it fails.	실패하는 동안 Pod를 Service에서 빼는 검사.
 startupProbe A check before which the other two do not begin.
 lifecycle What is run after its start and before its end.
 terminationMessagePath File from which its last words are read.
 terminationMessagePolicy=FallbackToLogsOnError|File Where its last words come from.
 imagePullPolicy=Always|IfNotPresent|Never When the image is pulled.
 securityContext<SecurityContext> Its user, group and rights.
 stdin Whether it has standard input.
 stdinOnce Whether standard input ends with the first client.
 tty Whether it has a terminal.
ContainerPort A port of a container.
 name Name of the port, to which a targetPort may refer.	targetPort가 가리킬 수 있는 이름.
 hostPort The same port on the node.
 containerPort Number of the port.
 protocol=SCTP|TCP|UDP Transport protocol. Defaults to TCP.
 hostIP Address of the node to bind hostPort to.
EnvVar One environment variable.
 name Name of the variable.
 value Its value.
 valueFrom<EnvVarSource> Where its value comes from.
ResourceRequirements What a container wants and may use.
 limits The most that it may use.
 requests What it must have.
 claims<[]ResourceClaim> Devices that it uses.
Probe A check of a container, again and again.
 exec A command that has to end with 0.
 httpGet A request that has to be answered with 200 to 399.
 tcpSocket A port that has to be open.
 grpc A health check over gRPC.
 initialDelaySeconds Seconds from the start to the first check.
 timeoutSeconds Seconds until a check fails. Defaults to 1.
 periodSeconds Seconds between checks. Defaults to 10.
 successThreshold Checks that have to pass after one failed. Defaults to 1.
 failureThreshold Checks that have to fail. Defaults to 3.
 terminationGracePeriodSeconds Seconds to end in when the probe fails.
Lifecycle What is done after a container's start and before its end.
 postStart What is done right after its start.
 preStop What is done before it is told to end; the grace period counts it in.
 stopSignal Signal by which it is told to end.
LifecycleHandler One thing that is done.
 exec A command in the container.
 httpGet A request.
 tcpSocket Not supported any more.
 sleep A wait.
SleepAction A wait.
 seconds How long.
ExecAction A command in the container.
 command Words of the command; no shell reads them.
HTTPGetAction An HTTP request.
 path Path of the request.
 port Port number or name.
 host Host to ask instead of the Pod.
 scheme=HTTP|HTTPS Scheme of the request.
 httpHeaders Headers of the request.
 protocol=HTTP1|HTTP2 Version of HTTP.
HTTPHeader One header.
 name Name of the header.
 value Its value.
TCPSocketAction A TCP connection.
 port Port number or name.
 host Host to connect to instead of the Pod.
GRPCAction A gRPC health check.
 port Port number.
 service? Name that the check asks for.
 mode=Plaintext|TLS How to connect.
Affinity Wishes about nodes and neighbours.	노드와 이웃 Pod에 대한 바람.
 nodeAffinity Nodes that it needs, and nodes that it likes better.	꼭 필요한 노드와 더 좋은 노드.
 podAffinity<PodAffinity> Pods that it wants near it.
 podAntiAffinity<PodAntiAffinity> Pods that it wants far from it.
NodeAffinity Nodes that a Pod needs, and nodes that it likes better.
 requiredDuringSchedulingIgnoredDuringExecution What its node must have when it is scheduled.	스케줄할 때 노드가 반드시 갖춰야 하는 것.
 preferredDuringSchedulingIgnoredDuringExecution What is better to have, with weights.	갖추면 더 좋은 것과 그 무게.
NodeSelector A condition on nodes.
 nodeSelectorTerms Terms, of which one has to hold.
NodeSelectorTerm A condition on a node, all of whose parts have to hold.
 matchExpressions Conditions on the node's labels.
 matchFields Conditions on the node's fields, of which there is metadata.name.
NodeSelectorRequirement A condition on one label or field.
 key The label or field.
 operator=DoesNotExist|Exists|Gt|In|Lt|NotIn How the values are compared.
 values Values to compare with; one number for Gt and Lt.
PreferredSchedulingTerm A wish about nodes.
 weight How much it counts, from 1 to 100.
 preference Which nodes it wishes for.
Toleration Lets a Pod stay on nodes with a taint.
 key Key of the taint; none means every.
 operator=Equal|Exists|Gt|Lt How key and value are compared. Defaults to Equal.
 value Value of the taint.
 effect=NoExecute|NoSchedule|PreferNoSchedule Effect of the taint; none means every.
 tolerationSeconds Seconds for which NoExecute is put up with.
PodStatus What the kubelet reports of a Pod.
 observedGeneration Generation that the kubelet has seen.
 phase=Failed|Pending|Running|Succeeded|Unknown Where the Pod is in its life.	Pod가 살아 있는 단계.
 conditions Statements about the Pod, of which Ready decides about traffic.	Pod에 관한 진술들. Ready가 트래픽을 정한다.
 message Why it is in this condition, in a sentence.
 reason Why it is in this condition, in a word.
 nominatedNodeName Node where others are pushed out for it.
 hostIP Address of its node.
 hostIPs Addresses of its node.
 podIP Its address.	Pod의 주소.
 podIPs Its addresses, one of each family.
 startTime When the kubelet took it over.
 initContainerStatuses State of each init container.
 containerStatuses State of each container.
 qosClass=BestEffort|Burstable|Guaranteed Its class by what it requests.
 ephemeralContainerStatuses State of each ephemeral container.
 resize State of a change of its resources. Deprecated.
 resourceClaimStatuses<[]PodResourceClaimStatus> State of its claims.
 extendedResourceClaimStatus<PodExtendedResourceClaimStatus> Claim made for extended resources.
 allocatedResources What the node has set aside for it.
 resources<ResourceRequirements> What is in force for the whole Pod.
 nodeAllocatableResourceClaimStatuses<[]NodeAllocatableResourceClaimStatus> What its claims take of the node.
 volumeHealth<[]PodVolumeHealth> Health of its volumes.
PodCondition A dated statement about a Pod.
 type Name of the statement, such as Ready.
 observedGeneration Generation of which the statement speaks.
 status True, False or Unknown.
 lastProbeTime? When it was checked last.
 lastTransitionTime? When the status changed last.
 reason The cause in one word.
 message The cause in a sentence.
HostIP An address of a node.
 ip The address.
PodIP An address of a Pod.
 ip The address.
ContainerStatus What is known of a container.
 name Name of the container.
 state What it does now.
 lastState How it ended the last time.
 ready Whether its readiness probe passes.
 restartCount How often it was started again.
 image Image that it runs.
 imageID Digest of the image.
 containerID Its name at the runtime.
 started Whether its startup probe has passed.
 allocatedResources What the node has set aside for it.
 resources<ResourceRequirements> What is in force for it.
 volumeMounts<[]VolumeMountStatus> State of its mounts.
 user<ContainerUser> User as which it runs.
 allocatedResourcesStatus<[]ResourceStatus> Health of its devices.
 stopSignal Signal that ends it.
ContainerState One of three states.
 waiting It is not running yet.
 running It is running.
 terminated It has ended.
ContainerStateWaiting A container that is not running yet.
 reason Why, in a word.
 message Why, in a sentence.
ContainerStateRunning A container that is running.
 startedAt? When it was started.
ContainerStateTerminated A container that has ended.
 exitCode Its exit status.
 signal Signal that ended it.
 reason Why, in a word.
 message Why, in a sentence.
 startedAt? When it was started.
 finishedAt? When it ended.
 containerID Its name at the runtime.
`

// nodeTexts are those of nodes.
const nodeTexts = `Node A machine of the cluster.	클러스터의 한 기계.
NodeSpec What is wanted of a node.
 podCIDR Range of its Pods' addresses.	Pod 주소의 범위.
 podCIDRs The ranges of each family.
 providerID Its name at the cloud.
 unschedulable Whether the scheduler leaves it out.
 taints What keeps Pods away that do not tolerate it.
 configSource<NodeConfigSource> A leftover.
 externalID A leftover.
 podPreemptionPolicy Which Pods may push others out here.
Taint Keeps Pods away from a node.
 key Key of the taint.
 value Its value.
 effect=NoExecute|NoSchedule|PreferNoSchedule What happens to Pods that do not tolerate it.
 timeAdded When it was added.
NodeStatus What is known of a node.
 capacity What the machine has.
 allocatable What Pods may use of it.
 phase=Pending|Running|Terminated A leftover.
 conditions Statements about the node, such as Ready.
 addresses Its addresses and names.
 daemonEndpoints? Ports of its daemons.
 nodeInfo? Versions and names.
 images Images on the node.
 volumesInUse Volumes that it uses.
 volumesAttached<[]AttachedVolume> Volumes attached to it.
 config<NodeConfigStatus> A leftover.
 runtimeHandlers<[]NodeRuntimeHandler> Runtimes that it has.
 features<NodeFeatures> What its runtime can do.
 declaredFeatures Features that it declares.
NodeCondition A dated statement about a node.
 type Name of the statement.
 status True, False or Unknown.
 lastHeartbeatTime? When it was said last.
 lastTransitionTime? When the status changed last.
 reason The cause in one word.
 message The cause in a sentence.
NodeAddress An address or a name of a node.
 type What it is: InternalIP, ExternalIP, Hostname, …
 address The address.
NodeDaemonEndpoints Ports of a node's daemons.
 kubeletEndpoint? Where its kubelet listens.
DaemonEndpoint A port.
 Port Number of the port.
NodeSystemInfo Versions and names of a node.
 machineID Id of the machine.
 systemUUID Id of the hardware.
 bootID Changes with every boot.
 kernelVersion Version of the kernel.
 osImage Name of the operating system.
 containerRuntimeVersion Name and version of the runtime.
 kubeletVersion Version of the kubelet.
 kubeProxyVersion Version of kube-proxy. Deprecated.
 operatingSystem Such as linux.
 architecture Such as amd64.
 swap<NodeSwapStatus> Its swap space.
 runningInUserNamespace Whether its kubelet runs in a user namespace.
ContainerImage An image on a node.
 names? Names of the image.
 sizeBytes Its size.
`
