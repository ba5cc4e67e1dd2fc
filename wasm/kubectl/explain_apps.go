package kubectl

// appsTexts are the fieldTexts of Deployments and ReplicaSets.
const appsTexts = `Deployment Pods of one template, replaced step by step when it changes.	한 템플릿의 Pod들. 템플릿이 바뀌면 차례로 바꾼다.
DeploymentSpec How many Pods of what template, and how they are replaced.	어떤 템플릿의 Pod를 몇 개, 어떻게 바꿀지.
 replicas How many Pods are wanted. Defaults to 1.	원하는 Pod 수. 기본은 1.
 selector Labels of its Pods, which the template must have. It cannot be changed.	자기 Pod의 레이블. 템플릿에도 있어야 하고 바꿀 수 없다.
 template What its Pods look like.	Pod의 모양.
 strategy How old Pods give way to new ones.	옛 Pod를 새 Pod로 바꾸는 방법.
 minReadySeconds Seconds that a Pod has to be ready to count as available. Defaults to 0.	Pod가 이만큼(초) 준비되어 있어야 쓸 수 있는 것으로 친다. 기본은 0.
 revisionHistoryLimit How many old ReplicaSets are kept to roll back to. Defaults to 10.	되돌릴 수 있게 남겨 두는 옛 ReplicaSet의 수. 기본은 10.
 paused Whether changes of the template wait.	템플릿이 바뀌어도 기다릴지.
 progressDeadlineSeconds Seconds without progress after which a rollout is reported as late. Defaults to 600.	이만큼(초) 진전이 없으면 늦었다고 알린다. 기본은 600.
LabelSelector A condition on labels: all of its parts must hold.	레이블에 대한 조건. 모두 맞아야 한다.
 matchLabels Labels that must be there with these values.	이 값으로 있어야 하는 레이블.
 matchExpressions More conditions on labels.	레이블에 대한 다른 조건.
LabelSelectorRequirement A condition on one label.
 key The label.
 operator In, NotIn, Exists or DoesNotExist.
 values What to compare with, for In and NotIn.
PodTemplateSpec What the Pods of a controller look like.	컨트롤러가 만드는 Pod의 모양.
DeploymentStrategy How old Pods give way to new ones.	옛 Pod를 새 Pod로 바꾸는 방법.
 type=Recreate|RollingUpdate Recreate deletes all old Pods first. Defaults to RollingUpdate.	Recreate는 옛 Pod를 모두 먼저 지운다. 기본은 RollingUpdate.
 rollingUpdate Bounds of a rolling update.	롤링 업데이트의 한계.
RollingUpdateDeployment Bounds of a rolling update, in Pods or per cent of replicas.	롤링 업데이트의 한계. Pod 수나 replicas에 대한 퍼센트.
 maxUnavailable How many Pods may be missing, rounded down. Defaults to 25%.	모자라도 되는 Pod 수. 내림한다. 기본은 25%.
 maxSurge How many Pods there may be too many, rounded up. Defaults to 25%.	더 있어도 되는 Pod 수. 올림한다. 기본은 25%.
DeploymentStatus How the rollout goes.	롤아웃이 어떻게 되어 가는지.
 observedGeneration The generation that the controller has seen last.
 replicas Its Pods that are not on their way out.	사라지는 중이 아닌 Pod 수.
 updatedReplicas Those of the present template.	지금 템플릿의 Pod 수.
 readyReplicas Those that are ready.	준비된 Pod 수.
 availableReplicas Those that have been ready for minReadySeconds.	minReadySeconds 동안 준비되어 있던 Pod 수.
 unavailableReplicas Those that are still missing.	아직 모자란 Pod 수.
 terminatingReplicas Pods on their way out.	사라지는 중인 Pod 수.
 conditions Whether it is available and makes progress.	쓸 수 있는지, 진전이 있는지.
 collisionCount How often the name of a new ReplicaSet was taken.
DeploymentCondition A dated statement about a Deployment.
 type Available, Progressing or ReplicaFailure.
 status True, False or Unknown.
 lastUpdateTime? When it was last said.
 lastTransitionTime? When the status last changed.
 reason Why, in one word.
 message Why, for people.
ReplicaSet Pods of one template, kept at a number.	한 템플릿의 Pod를 정한 수만큼 지킨다.
ReplicaSetSpec How many Pods of what template.	어떤 템플릿의 Pod를 몇 개.
 replicas How many Pods are wanted. Defaults to 1.	원하는 Pod 수. 기본은 1.
 minReadySeconds Seconds that a Pod has to be ready to count as available. Defaults to 0.	Pod가 이만큼(초) 준비되어 있어야 쓸 수 있는 것으로 친다. 기본은 0.
 selector Labels of its Pods. It cannot be changed.	자기 Pod의 레이블. 바꿀 수 없다.
 template What its Pods look like.	Pod의 모양.
ReplicaSetStatus How many Pods there are.	Pod가 몇 개 있는지.
 replicas Its Pods that are not on their way out.	사라지는 중이 아닌 Pod 수.
 fullyLabeledReplicas Those that have all labels of the template.
 readyReplicas Those that are ready.	준비된 Pod 수.
 availableReplicas Those that have been ready for minReadySeconds.	minReadySeconds 동안 준비되어 있던 Pod 수.
 terminatingReplicas Pods on their way out.	사라지는 중인 Pod 수.
 observedGeneration The generation that the controller has seen last.
 conditions What goes wrong.
ReplicaSetCondition A dated statement about a ReplicaSet.
 type ReplicaFailure.
 status True, False or Unknown.
 lastTransitionTime? When the status last changed.
 reason Why, in one word.
 message Why, for people.
`
