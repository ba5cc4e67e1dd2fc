package deployment

import (
	"sort"
	"strconv"

	"svclab/wasm/api"
)

// bounds returns how many Pods there may be too many and too few. Models
// MaxSurge, MaxUnavailable and ResolveFenceposts.
func bounds(d *api.Deployment) (surge, unavailable int32) {
	u, n := d.Spec.Strategy.RollingUpdate, *d.Spec.Replicas
	if d.Spec.Strategy.Type != api.StrategyRollingUpdate || u == nil {
		return 0, 0
	}
	surge, unavailable = u.MaxSurge.Of(n, true), u.MaxUnavailable.Of(n, false)
	if surge == 0 && unavailable == 0 {
		unavailable = 1
	}
	return surge, min(unavailable, n)
}

// newSize is how large the new set may be now. Models NewRSNewReplicas.
func (l *look) newSize() int32 {
	wanted, size := *l.d.Spec.Replicas, *l.new.Spec.Replicas
	if l.d.Spec.Strategy.Type == api.StrategyRecreate {
		return wanted
	}
	most := wanted + l.d.Spec.Strategy.RollingUpdate.MaxSurge.Of(wanted, true)
	if all := replicas(l.sets); all < most {
		size += min(most-all, wanted-size)
	}
	return size
}

// resize plans another size for a set and reports whether there was need.
// Models scaleReplicaSet.
func (l *look) resize(set *api.ReplicaSet, size int32, annotate bool) bool {
	was := *set.Spec.Replicas
	if was == size && !annotate {
		return false
	}
	next := set.DeepCopy().(*api.ReplicaSet)
	*next.Spec.Replicas = size
	if !l.setSizeAnnotations(next) && was == size {
		return false
	}
	l.change(next)
	switch {
	case was < size:
		l.reportScale("up", set, was, size)
	case was > size:
		l.reportScale("down", set, was, size)
	}
	return was != size
}

func (l *look) reportScale(direction string, set *api.ReplicaSet, from, to int32) {
	l.report("ScalingReplicaSet", "Scaled "+direction+" replica set "+set.Name+" from "+number(from)+" to "+number(to))
}

func number(n int32) string { return strconv.Itoa(int(n)) }

// setSizeAnnotations notes what the Deployment wanted when the set was last
// given a size. Models SetReplicasAnnotations.
func (l *look) setSizeAnnotations(set *api.ReplicaSet) bool {
	surge, _ := bounds(l.d)
	desired, most := number(*l.d.Spec.Replicas), number(*l.d.Spec.Replicas+surge)
	if set.Annotations[AnnotationDesired] == desired && set.Annotations[AnnotationMax] == most {
		return false
	}
	if set.Annotations == nil {
		set.Annotations = map[string]string{}
	}
	set.Annotations[AnnotationDesired], set.Annotations[AnnotationMax] = desired, most
	return true
}

// isScaled reports whether the Deployment's size has changed since its sets got
// theirs. Models isScalingEvent.
func (l *look) isScaled() bool {
	for _, s := range active(l.sets) {
		if n, ok := annotated(s, AnnotationDesired); ok && n != *l.d.Spec.Replicas {
			return true
		}
	}
	return false
}

func annotated(set *api.ReplicaSet, annotation string) (int32, bool) {
	n, err := strconv.ParseUint(set.Annotations[annotation], 10, 31)
	return int32(n), err == nil
}

// scaleAll gives the sets their sizes when no rollout goes on, or when the size
// changes in the middle of one:
//
//  1. The only set with Pods, or the latest, gets all replicas.
//  2. Old sets give way to a new one that is complete.
//  3. Otherwise all sets grow or shrink in proportion, the largest by the rest.
//
// Models scale.
func (l *look) scaleAll() {
	wanted := *l.d.Spec.Replicas
	if set, ok := l.activeOrLatest(); ok {
		if set != nil {
			l.resize(set, wanted, false)
		}
		return
	}
	if l.saturated() {
		for _, s := range active(l.old()) {
			l.resize(s, 0, false)
		}
		return
	}
	if l.d.Spec.Strategy.Type != api.StrategyRollingUpdate {
		return
	}
	sets := active(l.sets)
	allowed := int32(0)
	if wanted > 0 {
		surge, _ := bounds(l.d)
		allowed = wanted + surge
	}
	add := allowed - replicas(sets)
	sort.SliceStable(sets, func(i, j int) bool {
		if x, y := *sets[i].Spec.Replicas, *sets[j].Spec.Replicas; x != y && add != 0 {
			return x > y
		}
		return older(sets[i], sets[j]) == (add <= 0)
	})
	sizes, added := make([]int32, len(sets)), int32(0)
	for i, s := range sets {
		part := l.share(s, add, added)
		sizes[i] = *s.Spec.Replicas + part
		added += part
	}
	for i, s := range sets {
		if i == 0 && add != 0 {
			sizes[i] = max(0, sizes[i]+add-added)
		}
		l.resize(s, sizes[i], true)
	}
}

// activeOrLatest returns the only set with Pods, or the latest when none has
// any; ok is false when several have. Models FindActiveOrLatest.
func (l *look) activeOrLatest() (set *api.ReplicaSet, ok bool) {
	old := l.old()
	switch all := active(l.sets); {
	case len(all) > 1:
		return nil, false
	case len(all) == 1:
		return all[0], true
	case l.new != nil:
		return l.new, true
	case len(old) > 0:
		return old[len(old)-1], true
	}
	return nil, true
}

// saturated reports whether the new set is complete. Models IsSaturated.
func (l *look) saturated() bool {
	if l.new == nil {
		return false
	}
	desired, ok := annotated(l.new, AnnotationDesired)
	wanted := *l.d.Spec.Replicas
	return ok && desired == wanted && *l.new.Spec.Replicas == wanted && l.new.Status.AvailableReplicas == wanted
}

// share is what a set gets of add replicas, of which others have got some.
// Models GetReplicaSetProportion.
func (l *look) share(set *api.ReplicaSet, add, added int32) int32 {
	size := *set.Spec.Replicas
	if size == 0 || add == added {
		return 0
	}
	part := -size
	if wanted := *l.d.Spec.Replicas; wanted > 0 {
		surge, _ := bounds(l.d)
		before, ok := annotated(set, AnnotationMax)
		if !ok || before == 0 {
			before = l.d.Status.Replicas
		}
		if before == 0 {
			return 0
		}
		// Rounded to the nearest, as all of these are positive.
		part = int32((2*int64(size)*int64(wanted+surge)+int64(before))/(2*int64(before))) - size
	}
	if add > 0 {
		return min(part, add-added)
	}
	return max(part, add-added)
}

// replicas is how many Pods sets are to have together.
func replicas(sets []*api.ReplicaSet) int32 {
	n := int32(0)
	for _, s := range sets {
		n += *s.Spec.Replicas
	}
	return n
}
