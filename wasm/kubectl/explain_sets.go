package kubectl

// setTexts are the fieldTexts of StatefulSets, DaemonSets and ControllerRevisions.
const setTexts = `StatefulSet Pods with names and host names that stay, made one after the other.	이름과 호스트 이름이 바뀌지 않는 Pod들. 차례로 만든다.
StatefulSetSpec How many Pods of what template, and in which order.	어떤 템플릿의 Pod를 몇 개, 어떤 차례로.
 replicas How many Pods are wanted. Defaults to 1.	원하는 Pod 수. 기본은 1.
 selector Labels of its Pods, which the template must have. It cannot be changed.	자기 Pod의 레이블. 템플릿에도 있어야 하고 바꿀 수 없다.
 template What its Pods look like.	Pod의 모양.
 volumeClaimTemplates<[]PersistentVolumeClaim> Volumes that each Pod claims.
 serviceName? The headless Service below which its Pods have their names in DNS. It cannot be changed.	Pod마다 DNS 이름을 갖게 하는 헤드리스 Service. 바꿀 수 없다.
 podManagementPolicy=OrderedReady|Parallel OrderedReady makes a Pod when those before it are ready. Defaults to OrderedReady.	OrderedReady는 앞의 Pod가 준비된 뒤에 다음 Pod를 만든다. 기본은 OrderedReady.
 updateStrategy How old Pods give way to new ones.	옛 Pod를 새 Pod로 바꾸는 방법.
 revisionHistoryLimit How many old templates are kept to roll back to. Defaults to 10.	되돌릴 수 있게 남겨 두는 옛 템플릿의 수. 기본은 10.
 minReadySeconds Seconds that a Pod has to be ready to count as available. Defaults to 0.	Pod가 이만큼(초) 준비되어 있어야 쓸 수 있는 것으로 친다. 기본은 0.
 persistentVolumeClaimRetentionPolicy Whether claims for volumes go with their Pods.
 ordinals From which number its Pods are counted.	Pod 번호를 몇부터 셀지.
StatefulSetUpdateStrategy How old Pods give way to new ones.	옛 Pod를 새 Pod로 바꾸는 방법.
 type=OnDelete|RollingUpdate OnDelete replaces a Pod when somebody deletes it. Defaults to RollingUpdate.	OnDelete는 누군가 지운 Pod만 새것으로 바꾼다. 기본은 RollingUpdate.
 rollingUpdate Bounds of a rolling update.	롤링 업데이트의 한계.
RollingUpdateStatefulSetStrategy Bounds of a rolling update, which goes from the last Pod to the first.	롤링 업데이트의 한계. 마지막 Pod부터 거꾸로 바꾼다.
 partition Pods with lower numbers stay as they are. Defaults to 0.	번호가 이보다 작은 Pod는 그대로 둔다. 기본은 0.
 maxUnavailable How many Pods may be missing at once, rounded down. Defaults to 1.	한꺼번에 모자라도 되는 Pod 수. 내림한다. 기본은 1.
StatefulSetPersistentVolumeClaimRetentionPolicy Whether claims for volumes go with their Pods.
 whenDeleted Retain or Delete, when the StatefulSet is deleted. Defaults to Retain.
 whenScaled Retain or Delete, when it shrinks. Defaults to Retain.
StatefulSetOrdinals From which number Pods are counted.
 start? Number of the first Pod. Defaults to 0.	첫 Pod의 번호. 기본은 0.
StatefulSetStatus How many Pods there are, and of which template.	어떤 템플릿의 Pod가 몇 개 있는지.
 observedGeneration The generation that the controller has seen last.
 replicas Its Pods, those on their way out included.	Pod 수. 사라지는 중인 Pod도 센다.
 readyReplicas Those that are ready.	준비된 Pod 수.
 currentReplicas Those of the revision that is being replaced.	바뀌고 있는 쪽 리비전의 Pod 수.
 updatedReplicas Those of the newest revision.	가장 새 리비전의 Pod 수.
 currentRevision The revision that is being replaced.	바뀌고 있는 쪽 리비전.
 updateRevision The newest revision.	가장 새 리비전.
 collisionCount How often the name of a new revision was taken.
 conditions What else there is to say.
 availableReplicas? Those that have been ready for minReadySeconds.	minReadySeconds 동안 준비되어 있던 Pod 수.
StatefulSetCondition A dated statement about a StatefulSet.
 type What it is about.
 status True, False or Unknown.
 lastTransitionTime? When the status last changed.
 reason Why, in one word.
 message Why, for people.
DaemonSet One Pod of a template on each node that fits.	맞는 노드마다 같은 템플릿의 Pod를 하나씩 둔다.
DaemonSetSpec What template, and how its Pods are replaced.	어떤 템플릿이고 Pod를 어떻게 바꿀지.
 selector Labels of its Pods, which the template must have. It cannot be changed.	자기 Pod의 레이블. 템플릿에도 있어야 하고 바꿀 수 없다.
 template What its Pods look like. Its nodeSelector and affinity say which nodes fit.	Pod의 모양. nodeSelector와 affinity가 맞는 노드를 정한다.
 updateStrategy How old Pods give way to new ones.	옛 Pod를 새 Pod로 바꾸는 방법.
 minReadySeconds Seconds that a Pod has to be ready to count as available. Defaults to 0.	Pod가 이만큼(초) 준비되어 있어야 쓸 수 있는 것으로 친다. 기본은 0.
 revisionHistoryLimit How many old templates are kept to roll back to. Defaults to 10.	되돌릴 수 있게 남겨 두는 옛 템플릿의 수. 기본은 10.
DaemonSetUpdateStrategy How old Pods give way to new ones.	옛 Pod를 새 Pod로 바꾸는 방법.
 type=OnDelete|RollingUpdate OnDelete replaces a Pod when somebody deletes it. Defaults to RollingUpdate.	OnDelete는 누군가 지운 Pod만 새것으로 바꾼다. 기본은 RollingUpdate.
 rollingUpdate Bounds of a rolling update.	롤링 업데이트의 한계.
RollingUpdateDaemonSet Bounds of a rolling update, in nodes or per cent of them. One of the two is 0.	롤링 업데이트의 한계. 노드 수나 퍼센트. 둘 중 하나는 0이다.
 maxUnavailable On how many nodes the Pod may be missing, rounded up. Defaults to 1.	Pod가 없어도 되는 노드 수. 올림한다. 기본은 1.
 maxSurge On how many nodes the new Pod may stand beside the old one, rounded up. Defaults to 0.	새 Pod가 옛 Pod와 함께 있어도 되는 노드 수. 올림한다. 기본은 0.
DaemonSetStatus On how many nodes its Pods are.	몇 노드에 Pod가 있는지.
 currentNumberScheduled Nodes that ought to have a Pod and have one.	Pod가 있어야 하고 실제로 있는 노드 수.
 numberMisscheduled Nodes that have a Pod and ought not to.	Pod가 있으면 안 되는데 있는 노드 수.
 desiredNumberScheduled Nodes that ought to have a Pod.	Pod가 있어야 하는 노드 수.
 numberReady Those whose Pod is ready.	Pod가 준비된 노드 수.
 observedGeneration The generation that the controller has seen last.
 updatedNumberScheduled Those whose Pod is of the newest template.	Pod가 가장 새 템플릿인 노드 수.
 numberAvailable Those whose Pod has been ready for minReadySeconds.	minReadySeconds 동안 Pod가 준비되어 있던 노드 수.
 numberUnavailable Those where it still is not.	아직 그렇지 않은 노드 수.
 collisionCount How often the name of a new revision was taken.
 conditions What else there is to say.
DaemonSetCondition A dated statement about a DaemonSet.
 type What it is about.
 status True, False or Unknown.
 lastTransitionTime? When the status last changed.
 reason Why, in one word.
 message Why, for people.
ControllerRevision A template that a StatefulSet or a DaemonSet has had.	스테이트풀셋이나 데몬셋이 전에 쓰던 템플릿.
 data<RawExtension> The patch that brings it back.	그 템플릿으로 되돌리는 패치.
 revision? Its number; the newest has the highest.	번호. 가장 새것이 가장 크다.
`
