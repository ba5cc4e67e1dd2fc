//go:build journey

package site

import "testing"

// TestPodsComeAndGo is a learner who lets Deployments replace Pods, an app
// misbehave, a machine go off, and an ingress controller route. The page must
// keep up with all of it and stay quiet.
func TestPodsComeAndGo(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, _ string) {
		l.enter("kubectl create deployment web --image=nginx --replicas=3")
		l.enter("kubectl expose deployment web --port=80")
		l.enter("kubectl rollout status deployment web")
		l.printed("successfully rolled out")
		l.enter("kubectl set image deployment/web nginx=svclab.invalid/web && sleep 3 && kubectl get pods")
		l.printed("ErrImagePull")
		l.show("picture")
		l.screen("workloads-stuck")
		l.enter("kubectl rollout undo deployment web")
		l.enter("kubectl apply -f ingress-controller.yaml")
		l.enter(`kubectl create ingress web --class=nginx --rule="shop.example.com/*=web:80"`)
		l.enter("kubectl wait -n ingress-nginx --for=condition=Available deployment --all && sleep 4")
		l.printed("condition met")
		l.enter("curl -s -o /dev/null -w '%{http_code}\\n' -H 'Host: shop.example.com' http://node-1:30080/")
		l.printed("200")
		l.show("picture")
		l.screen("workloads-ingress")
		l.accessible("a request through an ingress controller")
		l.enter("pod=$(kubectl get pods -o name | head -1); for i in 1 2; do kubectl exec $pod -- fault crash; sleep 2; done; node stop node-3; kubectl get pods")
		l.printed("CrashLoopBackOff")
		l.show("picture")
		l.screen("workloads-broken")
		l.accessible("a crashed app and a machine that is off")
	})
}
