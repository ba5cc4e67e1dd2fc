package kubectl

// budgetTexts are the fieldTexts of PodDisruptionBudgets.
const budgetTexts = `PodDisruptionBudget How many Pods of an application may be taken down on purpose at one time.	한 애플리케이션의 Pod를 한꺼번에 몇 개까지 일부러 내려도 되는지.
PodDisruptionBudgetSpec Which Pods, and how many of them have to stay.	어떤 Pod이고, 그중 몇 개가 남아 있어야 하는지.
 minAvailable How many of the Pods must still be there after an eviction, as a number or per cent.	축출하고 나서도 남아 있어야 하는 Pod 수나 퍼센트.
 selector Labels of the Pods that it is about. {} means all of the namespace, none at all means no Pod.	대상 Pod의 레이블. {}이면 네임스페이스의 모든 Pod이고, 없으면 아무 Pod도 아니다.
 maxUnavailable How many of the Pods may be missing after an eviction. Not together with minAvailable.	축출하고 나서 모자라도 되는 Pod 수나 퍼센트. minAvailable과 함께 쓸 수 없다.
 unhealthyPodEvictionPolicy=AlwaysAllow|IfHealthyBudget When Pods that are not ready may be evicted: always, or while enough others are. Defaults to IfHealthyBudget.	준비되지 않은 Pod를 언제 축출해도 되는지. 언제나 또는 다른 Pod가 충분할 때. 기본은 IfHealthyBudget.
PodDisruptionBudgetStatus How many Pods may go now.	지금 내려도 되는 Pod 수.
 observedGeneration The generation that the controller has seen last.
 disruptedPods<map[string]Time> Pods whose eviction was allowed and that nobody has seen go yet.	축출이 허락되었지만 아직 사라지는 것이 확인되지 않은 Pod.
 disruptionsAllowed? How many Pods may be evicted now.	지금 축출해도 되는 Pod 수.
 currentHealthy? How many Pods are ready.	준비된 Pod 수.
 desiredHealthy? How many Pods have to be ready.	준비되어 있어야 하는 Pod 수.
 expectedPods? How many Pods there are to be.	있어야 하는 Pod 수.
 conditions What else there is to say.
`
