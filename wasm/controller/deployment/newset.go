package deployment

import (
	"encoding/json"
	"maps"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/controller/workload"
)

// The annotations that the controller writes.
const (
	AnnotationRevision        = "deployment.kubernetes.io/revision"
	AnnotationRevisionHistory = "deployment.kubernetes.io/revision-history"
	AnnotationDesired         = "deployment.kubernetes.io/desired-replicas"
	AnnotationMax             = "deployment.kubernetes.io/max-replicas"
)

// historyLength bounds the revision history of a ReplicaSet, in bytes. Models
// maxRevHistoryLengthInChars.
const historyLength = 2000

// Own reports whether an annotation is about one object and not copied between
// a Deployment and its ReplicaSets. Models skipCopyAnnotation.
func Own(annotation string) bool {
	switch annotation {
	case "kubectl.kubernetes.io/last-applied-configuration", AnnotationRevision, AnnotationRevisionHistory,
		AnnotationDesired, AnnotationMax, "deprecated.deployment.rollback.to":
		return true
	}
	return false
}

// written writes a template without the hash label, for templates to be compared
// by. Models EqualIgnoreHash.
func written(t *api.PodTemplateSpec) string {
	c := *t
	c.Labels = maps.Clone(t.Labels)
	delete(c.Labels, api.LabelPodTemplateHash)
	b, err := json.Marshal(c)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// Revision returns the number of a ReplicaSet's revision, 0 when it has none.
func Revision(o api.Object) int64 {
	n, _ := strconv.ParseInt(o.Meta().Annotations[AnnotationRevision], 10, 64)
	return n
}

// findNew finds the set that has the Deployment's template, brings its
// annotations up to date, and makes it if it is not there and create says so.
// Models getNewReplicaSet.
func (l *look) findNew(create bool) {
	l.new = nil
	for want, i := written(&l.d.Spec.Template), 0; l.new == nil && i < len(l.sets); i++ {
		if written(&l.sets[i].Spec.Template) == want {
			l.new = l.sets[i]
		}
	}
	last := int64(0)
	for _, s := range l.old() {
		last = max(last, Revision(s))
	}
	switch {
	case l.new != nil:
		l.keepNew(last + 1)
	case create:
		l.makeNew(last + 1)
	}
}

func (l *look) keepNew(revision int64) {
	next := l.new.DeepCopy().(*api.ReplicaSet)
	if l.annotate(next, revision) || next.Spec.MinReadySeconds != l.d.Spec.MinReadySeconds {
		next.Spec.MinReadySeconds = l.d.Spec.MinReadySeconds
		l.change(next)
	}
	l.setRevision(l.new.Annotations[AnnotationRevision])
	if hasDeadline(l.d) && condition(&l.d.Status, api.DeploymentProgressing) == nil {
		l.progressing("True", reasonFound, "Found new replica set "+strconv.Quote(l.new.Name))
	}
}

func (l *look) makeNew(revision int64) {
	template := l.d.Spec.Template.DeepCopy()
	hash := workload.Hash(&template, l.d.Status.CollisionCount)
	template.Labels = with(template.Labels, hash)
	selector := l.d.Spec.Selector.DeepCopy()
	selector.MatchLabels = with(selector.MatchLabels, hash)
	none := int32(0)
	set := &api.ReplicaSet{TypeMeta: api.TypeMeta{Kind: "ReplicaSet", APIVersion: "apps/v1"}, Spec: api.ReplicaSetSpec{
		Replicas: &none, MinReadySeconds: l.d.Spec.MinReadySeconds, Selector: selector, Template: template}}
	set.Name, set.Namespace = l.d.Name[:min(len(l.d.Name), 252-len(hash))]+"-"+hash, l.d.Namespace
	set.Labels = maps.Clone(template.Labels)
	set.OwnerReferences = []api.OwnerReference{api.ControllerRef(l.d)}
	set.CreationTimestamp = l.Now
	if l.Taken(set.Name) {
		collisions := int32(1)
		if n := l.d.Status.CollisionCount; n != nil {
			collisions = *n + 1
		}
		l.d.Status.CollisionCount = &collisions
		l.stop = true
		return
	}
	l.sets = append(l.sets, set)
	l.new = set
	*set.Spec.Replicas = l.newSize()
	l.annotate(set, revision)
	l.setSizeAnnotations(set)
	l.plan.Create = set
	if n := *set.Spec.Replicas; n > 0 {
		l.reportScale("up", set, 0, n)
	}
	l.setRevision(strconv.FormatInt(revision, 10))
	if hasDeadline(l.d) {
		l.progressing("True", reasonCreated, "Created new replica set "+strconv.Quote(set.Name))
	}
}

func with(labels map[string]string, hash string) map[string]string {
	labels = maps.Clone(labels)
	if labels == nil {
		labels = map[string]string{}
	}
	labels[api.LabelPodTemplateHash] = hash
	return labels
}

func (l *look) setRevision(revision string) {
	if l.d.Annotations == nil {
		l.d.Annotations = map[string]string{}
	}
	l.d.Annotations[AnnotationRevision] = revision
}

// annotate gives a set the Deployment's annotations and its number, and says
// whether that changed anything. A set that had a number before, as one that is
// rolled back to, keeps it in its history. Models SetNewReplicaSetAnnotations.
func (l *look) annotate(set *api.ReplicaSet, revision int64) bool {
	changed := false
	if set.Annotations == nil {
		set.Annotations = map[string]string{}
	}
	for k, v := range l.d.Annotations {
		if was, ok := set.Annotations[k]; !Own(k) && (!ok || was != v) {
			set.Annotations[k], changed = v, true
		}
	}
	was, had := set.Annotations[AnnotationRevision]
	number, err := strconv.ParseInt(was, 10, 64)
	if err != nil && was != "" {
		return false
	}
	if number >= revision {
		return changed
	}
	set.Annotations[AnnotationRevision] = strconv.FormatInt(revision, 10)
	if had {
		set.Annotations[AnnotationRevisionHistory] = longer(set.Annotations[AnnotationRevisionHistory], was)
	}
	return true
}

// longer appends a number to a list, which loses its first ones to stay short.
func longer(history, revision string) string {
	if history == "" {
		return revision
	}
	history += "," + revision
	for len(history) > historyLength {
		_, history, _ = strings.Cut(history, ",")
	}
	return history
}
