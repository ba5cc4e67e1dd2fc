package author

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/lab"
)

// draftPatience is for how long a command may go on to be worth typing again.
const draftPatience = 2 * api.Minute

// looks begins a command that only looks at what is there.
var looks = regexp.MustCompile(`^(kubectl( -n \S+)? (get|describe|logs|exec|explain|top) |curl |wget |nslookup |dig |host |ping |ssh \S+ (curl|iptables-save|nft|ipvsadm|conntrack) ?|load )`)

// address is a request plain enough to be asked for in a goal.
var address = regexp.MustCompile(`^curl (?:-sS? )?((?:http://)?[a-z0-9.-]+(?::[0-9]+)?(?:/[a-zA-Z0-9/._-]*)?)$`)

// plainName is a name that a check can write as it is.
var plainName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*$`)

func sortedFiles(files map[string]string) []lesson.File {
	var out []lesson.File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		out = append(out, lesson.File{Name: name, Text: files[name]})
	}
	return out
}

// take types the commands anew, and keeps those that changed something, those
// that looked at it, and what was reached in the end.
func (d *draft) take(typed []string) {
	l := d.lesson()
	if l == nil {
		return
	}
	who, err := newLearner(l)
	if err != nil {
		return
	}
	who.open(0)
	start := who.copy()
	who.session.Drain()
	wrote := map[string]cluster.Written{} // by the learner, the last of each object
	for _, text := range typed {
		before, prompt := folder{}, who.session.Prompt()
		for _, f := range who.session.Files() {
			before[f.Name] = f.Text
		}
		saved := who.session.Save()
		status, ended := who.tryOut(text)
		if !ended {
			who = who.resume(saved) // as if it had not been typed
			continue
		}
		changed := prompt != who.session.Prompt()
		for _, e := range who.session.Drain() {
			if w, ok := e.(cluster.Written); ok && w.By == "user" {
				wrote[keyOf(w)], changed = w, true
			}
		}
		for _, f := range who.session.Files() {
			changed = changed || before[f.Name] != f.Text
		}
		switch {
		case status != 0:
			who = who.resume(saved)
			who.session.Drain()
		case changed && len(d.did) < mostDid:
			d.did = append(d.did, did{text: text})
		case looks.MatchString(text) && !slices.Contains(d.looked, text):
			d.looked = append(d.looked, text)
		}
	}
	who.settle()
	d.reached(start, who, wrote)
	d.looked = d.looked[max(0, len(d.looked)-mostLooked):]
}

// tryOut types a command and waits until it ends, but not for long.
func (l learner) tryOut(text string) (status int, ended bool) {
	l.session.Enter(text)
	for passed := api.Duration(0); passed < draftPatience; passed += glance {
		l.pass(glance)
		if !l.session.Busy() {
			_, status = l.printed()
			return status, true
		}
		if _, _, editing := l.session.Editing(); editing {
			break
		}
	}
	l.session.Interrupt()
	return 0, false
}

func keyOf(w cluster.Written) string {
	m := w.Object.Meta()
	return w.Resource + " " + m.Namespace + " " + m.Name
}

// reached makes a goal of each thing that was not so before the commands and is
// after them.
func (d *draft) reached(start, end learner, wrote map[string]cluster.Written) {
	words := draftWords[d.lang]
	var all []draftGoal
	for _, key := range slices.Sorted(maps.Keys(wrote)) {
		w := wrote[key]
		m := w.Object.Meta()
		r, known := api.ResourceNamed(w.Resource)
		if !known || !plainName.MatchString(m.Name) || m.GenerateName != "" {
			continue
		}
		get := "kubectl get " + w.Resource + " " + m.Name
		if r.Namespaced && m.Namespace != "default" {
			get = "kubectl -n " + m.Namespace + " get " + w.Resource + " " + m.Name
		}
		all = append(all, draftGoal{fmt.Sprintf(words.there, r.Kind, m.Name), get}, draftGoal{fmt.Sprintf(words.gone, r.Kind, m.Name), "! " + get})
		if deploy, ok := w.Object.(*api.Deployment); ok && deploy.Spec.Replicas != nil {
			n := *deploy.Spec.Replicas
			all = append(all, draftGoal{fmt.Sprintf(words.replicas, m.Name, n), fmt.Sprintf(`test "$(%s -o jsonpath='{.spec.replicas}')" = %d`, get, n)})
		}
	}
	for _, text := range slices.Backward(d.looked) {
		if found := address.FindStringSubmatch(text); found != nil {
			all = append(all, draftGoal{fmt.Sprintf(words.answers, found[1]), "curl -s -m 2 " + found[1]})
			break
		}
	}
	for _, g := range all {
		if !holds(start, g.check) && holds(end, g.check) && len(d.goals) < mostGoals {
			d.goals = append(d.goals, g)
		}
	}
}

// holds tells whether a check exits with status 0 for a learner.
func holds(l learner, check string) bool {
	files := folder{}
	for _, f := range l.session.Files() {
		files[f.Name] = f.Text
	}
	_, status := lab.Trial(l.session.Cluster(), files, check)
	return status == 0
}

// need marks the commands without which the goals are reached all the same, and
// leaves out goals that are not reached when the lesson is taken.
func (d *draft) need() {
	if len(d.did) == 0 || len(d.goals) == 0 {
		d.goals = nil
		return
	}
	l := d.lesson()
	if l == nil {
		return
	}
	without := func(skip int) (reached []bool) {
		who, err := newLearner(l)
		if err != nil {
			return nil
		}
		who.open(0)
		for i, c := range d.did {
			if i != skip {
				who.enter(c.text)
			}
		}
		who.settle()
		return who.session.Goals(0)
	}
	var kept []draftGoal
	for i, reached := range without(-1) {
		if reached {
			kept = append(kept, d.goals[i])
		}
	}
	if len(kept) < len(d.goals) {
		d.goals = kept
		d.need()
		return
	}
	for i := range d.did {
		d.did[i].optional = all(without(i))
	}
}

// title keeps a text on one line.
func title(text string) string { return strings.Join(strings.Fields(text), " ") }
