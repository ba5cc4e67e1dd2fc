//go:build journey

package site

import "testing"

// TestAServiceOfEachKind is a learner who leaves the lesson's path and types
// what else there is to try: other types of Services, names, the chains, another
// mode, a load. The page must keep up with all of it and stay quiet.
func TestAServiceOfEachKind(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, screen := range screens {
		t.Run(screen.name, func(t *testing.T) {
			l := newLearner(t, browser, "ko", screen.width, screen.height)
			l.openTerminal(site.URL + "/ko/tour/")
			l.enter("kubectl run web-1 --image=nginx --labels=app=web")
			l.enter("kubectl run tool --image=busybox -- sleep 3600")
			l.enter(`printf 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}' | kubectl apply -f -`)
			l.enter(`printf 'apiVersion: v1\nkind: Service\nmetadata: {name: heads}\nspec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}' | kubectl apply -f -`)
			l.enter(`printf 'apiVersion: v1\nkind: Service\nmetadata: {name: ext}\nspec: {type: ExternalName, externalName: web.default.svc.cluster.local}' | kubectl apply -f -`)
			l.enter("kubectl wait --for=condition=Ready pod --all")
			l.enter("sleep 2")
			l.enter("kubectl exec tool -- curl -s ext")
			l.printed("web-1")
			l.enter("ssh node-1 dig +short @10.96.0.10 heads.default.svc.cluster.local")
			l.printed("10.244.")
			l.enter("kubectl get svc")
			l.printed("<pending>")
			l.enter("ssh node-2 iptables-save -t nat | grep -c default/web")
			l.enter("kube-proxy --proxy-mode ipvs --ipvs-scheduler lc")
			l.enter("sleep 2")
			l.enter("load -n 1000 -c 4 --keepalive http://node-2:30080/")
			l.printed("1000 web-1")
			l.shot("services-" + screen.name + "-terminal")
			l.show("picture")
			l.shot("services-" + screen.name)
			l.quiet()
		})
	}
}
