//go:build journey

package site

import (
	"fmt"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// cloudSite builds a site whose one lesson has a cloud.
func cloudSite(t *testing.T) string {
	t.Helper()
	lesson := func(title, of string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: " + title + "\nid: cloud\nminutes: 1\n" + of + "start: empty\ncluster: {nodes: 3, seed: 4, cloud: true}\nteaches: [Service]\n---\n\n## " + title + "\n\n" + title + "\n")}
	}
	lessons := fstest.MapFS{
		"course.yaml":            {Data: []byte("title: {ko: 그림, en: Picture}\nlanguages: [ko, en]\norder: [cloud]\ndefaults:\n  minutes: 8\n  cluster: {nodes: 3, seed: 1}\n")},
		"010-cloud/lesson.ko.md": lesson("그림", ""),
		"010-cloud/lesson.en.md": lesson("A picture", "of: [jjplqjkr]\n"),
	}
	out := filepath.Join(t.TempDir(), "dist")
	if err := Build(Options{Out: out, Lessons: lessons, Build: "../build", Quick: true, AsIs: *asIs}); err != nil {
		t.Fatal(err)
	}
	return out
}

// smallPhone is a phone of the least width.
const smallPhone = 360

// TestTheDiagram is a learner who looks at what is drawn for each type of
// Service, at what goes wrong and at crowds, and goes closer and moves about.
func TestTheDiagram(t *testing.T) {
	t.Parallel()
	site := served(t, cloudSite(t))
	browser := chromium(t)
	for _, page := range []struct {
		lang          string
		width, height int
	}{{"ko", 1280, 800}, {"en", smallPhone, 740}} {
		t.Run(fmt.Sprintf("%s-%d", page.lang, page.width), func(t *testing.T) {
			l := newLearner(t, browser, page.lang, page.width, page.height)
			l.openTerminal(site.URL + "/" + page.lang + "/cloud/")
			d := &onlooker{l, "diagram-" + page.lang}
			d.typesOfService()
			d.troubles()
			d.closerAndFurther()
			d.crowd()
			l.quiet()
		})
	}
}

// onlooker is a learner who looks at the diagram.
type onlooker struct {
	*learner
	name string
}

// look opens the diagram and waits for what is to be seen there.
func (d *onlooker) look(what, expression string) {
	d.t.Helper()
	d.show("picture")
	d.wait(what, expression)
	d.shot(d.name + "-" + what)
}

// inDiagram finds a text in what a selector finds in the diagram.
func inDiagram(selector, text string) string {
	return `[...document.querySelectorAll("#diagram ` + selector + `")].some(e => e.textContent.includes(` + quote(text) + `))`
}

func (d *onlooker) typesOfService() {
	d.t.Helper()
	d.enter("kubectl create deployment web --image=nginx --replicas=3; kubectl expose deployment web --port=80 --type=LoadBalancer")
	d.look("pending", inDiagram(".cloud.pending", "<pending>"))
	d.enter("kubectl wait --for=condition=Ready pod -l app=web; sleep 5; curl -s 203.0.113.1")
	d.look("loadbalancer", inDiagram(".cloud", "203.0.113.1")+` && document.querySelectorAll("#diagram .cloud .endpoints path").length === 3`)
	d.enter("kubectl run tool --image=busybox -- sleep 3600; kubectl wait --for=condition=Ready pod/tool; kubectl exec tool -- curl -s web")
	d.look("asker", `document.querySelector("#pod-tool.asker")`)
	d.enter(`printf 'apiVersion: v1\nkind: Service\nmetadata: {name: heads}\nspec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {type: ExternalName, externalName: db.example.com}\n' | kubectl apply -f -; sleep 1`)
	d.show("picture")
	d.press(`document.getElementById("all-services")`)
	d.look("names", inDiagram(".band.tag", "heads")+` && `+inDiagram(".band.tag", "db")+` && document.querySelectorAll("#diagram .endpoints .named").length === 3`)
	d.press(`document.querySelector("#band-default-heads")`)
	d.wait("one Service is drawn alone", `document.querySelectorAll("#diagram .band").length === 1`)
	d.accessible("a headless Service")
	d.enter("kubectl delete svc heads db")
}

func (d *onlooker) troubles() {
	d.t.Helper()
	d.enter("kubectl run near --image=nginx --labels=app=wbe; kubectl run bad --image=svclab.invalid/x --labels=app=web; sleep 3")
	d.look("near-miss", inDiagram(".chip.miss", "≠")+` && document.querySelector("#pod-bad.failed .mark.broken")`)
	d.enter("kubectl delete service web --wait=false; kubectl delete pod near bad tool --grace-period=0 --force")
	d.enter("kubectl expose deployment web --port=80 --target-port=8080 --type=NodePort; sleep 2; curl -s node-2:$(kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}')")
	d.look("refused", inDiagram(".fail", ":8080"))
	d.show("picture")
	d.press(`document.getElementById("show-system")`)
	d.look("system", inDiagram(".namespace", "kube"))
	d.press(`document.getElementById("show-system")`)
	d.wait("the system is hidden", `!document.querySelector("#diagram .namespace")`)
}

func (d *onlooker) closerAndFurther() {
	d.t.Helper()
	width := `document.getElementById("diagram").getBoundingClientRect().width`
	before := eval[float64](d.tab, width)
	d.press(`document.getElementById("zoom-in")`)
	d.wait("the diagram is larger", fmt.Sprintf("%s > %f", width, before*1.2))
	eval[bool](d.tab, `document.getElementById("diagram-scroll").focus(), true`)
	d.keys("+")
	d.wait("and larger by key", fmt.Sprintf("%s > %f", width, before*1.5))
	if !d.phone {
		pane := `document.getElementById("diagram-scroll")`
		eval[bool](d.tab, pane+`.scrollLeft = 0, true`)
		eval[bool](d.tab, `(() => {
			const pane = `+pane+`, box = pane.getBoundingClientRect();
			const send = (type, x, buttons) => document.getElementById("diagram").dispatchEvent(new PointerEvent(type,
				{bubbles: true, clientX: box.left + x, clientY: box.top + 100, buttons, pointerType: "mouse"}));
			send("pointerdown", 300, 1); send("pointermove", 200, 1); send("pointermove", 150, 1); send("pointerup", 150, 0);
			return true })()`)
		d.wait("a drag has moved it", pane+`.scrollLeft > 100`)
	}
	d.shot(d.name + "-close")
	d.keys("0")
	d.wait("all of it is seen", `(() => { const pane = document.getElementById("diagram-scroll"); return pane.scrollHeight <= pane.clientHeight + 1 && pane.scrollWidth <= pane.clientWidth + 1 })()`)
	d.shot(d.name + "-whole")
	d.keys("0")
	d.wait("it is as it was drawn", fmt.Sprintf("Math.abs(%s - %f) < 2", width, before))
}

func (d *onlooker) crowd() {
	d.t.Helper()
	d.enter("kubectl delete service web; kubectl expose deployment web --port=80 --type=NodePort; kubectl scale deployment web --replicas=30; kubectl rollout status deployment web >/dev/null; sleep 1")
	d.look("30-pods", `document.querySelectorAll("#diagram .pod").length === 30`)
	d.enter("kubectl scale deployment web --replicas=100; kubectl rollout status deployment web >/dev/null; sleep 2; load -n 1000 -c 4 http://node-2:$(kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}')/ >/dev/null")
	d.look("100-pods", `document.querySelectorAll("#diagram .group").length >= 3 && document.querySelector("#diagram .cells .share")`)
	d.press(`document.querySelector("#diagram .strip .touch")`)
	d.wait("the Pod of a cell is chosen", `document.querySelector("#diagram .cells .picked")`)
	d.accessible("100 Pods")
	d.shot(d.name + "-cell")
}
