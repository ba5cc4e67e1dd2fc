//go:build journey

package site

import "testing"

// TestTraffic is a learner who sends many requests, keeps a load going, compares
// three ways to choose, and looks at what comes of it.
func TestTraffic(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, _ string) {
		l.enter("for i in 1 2 3; do kubectl run web-$i --image=nginx --labels=app=web; done")
		l.enter(`printf 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}' | kubectl apply -f -`)
		l.enter("kubectl wait --for=condition=Ready pod --all && sleep 2")
		l.show("traffic")
		l.press(`document.getElementById("send-100")`)
		l.wait("the row of each Pod", `document.querySelectorAll("#spread tbody tr").length === 3`)
		l.wait("100 are counted", `[...document.querySelectorAll("#spread tbody tr")].reduce((n, r) => n + Number(r.children[1].textContent), 0) === 100`)
		l.press(`document.getElementById("steady")`)
		l.wait("the load runs", `[...document.querySelectorAll("#spread tbody tr")].reduce((n, r) => n + Number(r.children[1].textContent), 0) > 105`)
		l.press(`document.getElementById("steady")`)
		l.press(`document.getElementById("compare-run")`)
		l.wait("three ways", `document.querySelectorAll("#compare table").length === 3`)
		l.wait("and how they fared", `document.querySelectorAll("#pulse svg").length === 3`)
		l.accessible("traffic")
		l.screen("traffic")
		eval[bool](l.tab, `(document.getElementById("pulse").scrollIntoView({block: "end", behavior: "instant"}), true)`)
		l.screen("traffic-pulse")
		l.press(`document.getElementById("traffic-mark")`)
		l.wait("counted anew", `!document.querySelector("#spread tbody")`)
		l.show("picture")
		l.screen("traffic-row")
	})
}
