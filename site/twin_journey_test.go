//go:build journey

package site

import "testing"

// TestTheDiagramAsText is a learner who reads the diagram instead of looking at it.
func TestTheDiagramAsText(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, _ string) {
		l.enter("kubectl create deployment web --image=nginx --replicas=2")
		l.enter("kubectl run wrong --image=nginx --labels=app=wbe")
		l.enter("kubectl run broken --image=svclab.invalid/none --labels=app=web")
		l.enter("kubectl expose deployment web --port=80")
		l.enter("kubectl wait --for=condition=Ready pod/wrong; sleep 3; curl -m 1 10.244.0.2")
		l.readsTheState()
		l.filtersTheList()
	})
}

func (l *learner) readsTheState() {
	l.t.Helper()
	l.show("picture")
	l.press(`[...document.querySelectorAll("#read-text, #read-text-phone")].find(e => e.checkVisibility())`)
	l.wait("the state is there and has the focus", `document.activeElement.id === "state-now"`)
	l.wait("each Pod stands below its node", `document.querySelectorAll("#state-nodes > li > ul > li").length === 4`)
	l.wait("the failing Pod says why", `[...document.querySelectorAll("#state-nodes li li")].some(li => /broken.*(ErrImagePull|ImagePullBackOff)/.test(li.textContent))`)
	l.wait("the near miss is pointed out", `[...document.querySelectorAll("#state-services li")].some(li => /app=wbe ≠ web/.test(li.textContent))`)
	l.screen("twin-state")
	l.accessible("the diagram in words")
}

func (l *learner) filtersTheList() {
	l.t.Helper()
	lines := `document.querySelectorAll("#events li")`
	l.wait("the list tells of the endpoints by name", `[...`+lines+`].some(li => /web-[0-9a-z]+-[0-9a-z]+:80/.test(li.textContent))`)
	l.press(`document.getElementById("events-find")`)
	l.keys("ErrImagePull")
	l.wait("the list has only what fits", lines+`.length > 0 && [...`+lines+`].every(li => li.textContent.includes("ErrImagePull"))`)
	l.screen("twin-found")
	eval[bool](l.tab, `(() => { const s = document.getElementById("events-about"); s.value = "pod/default/wrong"; s.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
	l.wait("nothing of another Pod is there", lines+`.length === 0`)
}
