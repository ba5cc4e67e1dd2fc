package api

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// podUpdates is what the server says of a change to a Pod that may not be.
const podUpdates = "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`," +
	"`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)," +
	"`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"

// validatePodUpdate models ValidatePodUpdate, without the metadata. Changes to
// a Pod that waits for its scheduling gates are not told apart.
func validatePodUpdate(pod, old *Pod) field.ErrorList {
	path := field.NewPath("spec")
	errs := validatePodMetaAndSpec(pod)
	for _, list := range []struct {
		name            string
		containers, was []Container
	}{
		{"containers", pod.Spec.Containers, old.Spec.Containers},
		{"initContainers", pod.Spec.InitContainers, old.Spec.InitContainers},
	} {
		at := path.Child(list.name)
		if len(list.containers) != len(list.was) {
			return append(errs, field.Forbidden(at, "pod updates may not add or remove containers"))
		}
		for i, c := range list.containers {
			if c.Image == "" {
				errs = append(errs, field.Required(at.Index(i).Child("image"), ""))
			}
			errs = append(errs, validateNoSpace(at.Index(i).Child("image"), c.Image)...)
		}
	}
	faults, stop := validateDeadlineUpdate(path.Child("activeDeadlineSeconds"), pod.Spec.ActiveDeadlineSeconds, old.Spec.ActiveDeadlineSeconds)
	errs = append(errs, faults...)
	if stop {
		return errs
	}
	errs = append(errs, validateTolerationsUpdate(path.Child("tolerations"), pod.Spec.Tolerations, old.Spec.Tolerations)...)
	if diff := diffPodSpecs(old, pod); diff != "" {
		errs = append(errs, field.Forbidden(path, podUpdates+"\n"+diff))
	}
	return errs
}

// validateDeadlineUpdate lets a deadline be set and come nearer.
func validateDeadlineUpdate(path *field.Path, seconds, was *int64) (errs field.ErrorList, stop bool) {
	switch {
	case seconds == nil && was == nil:
		return nil, false
	case seconds == nil:
		return field.ErrorList{field.Invalid(path, seconds, "must not update from a positive integer to nil value")}, false
	case *seconds < 0 || *seconds > math.MaxInt32:
		return field.ErrorList{field.Invalid(path, *seconds, inclusiveRangeError(0, math.MaxInt32))}, true
	case was != nil && *was < *seconds:
		return field.ErrorList{field.Invalid(path, *seconds, "must be less than or equal to previous value")}, true
	}
	return nil, false
}

// diffPodSpecs shows what differs between two Pods' specs apart from what may
// differ, "" when nothing does.
func diffPodSpecs(old, pod *Pod) string {
	was, is := &old.Spec, &pod.DeepCopy().(*Pod).Spec
	for i := range is.Containers {
		is.Containers[i].Image = was.Containers[i].Image
	}
	for i := range is.InitContainers {
		is.InitContainers[i].Image = was.InitContainers[i].Image
	}
	is.ActiveDeadlineSeconds, is.Tolerations, is.SchedulingGates = was.ActiveDeadlineSeconds, was.Tolerations, was.SchedulingGates
	if before, after := was.TerminationGracePeriodSeconds, is.TerminationGracePeriodSeconds; before != nil && *before < 0 && after != nil && *after == 1 {
		is.TerminationGracePeriodSeconds = before
	}
	return unifiedDiff(prettyLines(was), prettyLines(is))
}

func prettyLines(v any) []string {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return []string{err.Error()}
	}
	return strings.Split(string(b), "\n")
}

// unifiedDiff shows the first and the last line that differ and all between, in
// one hunk with three lines around it.
func unifiedDiff(a, b []string) string {
	const context = 3
	first := 0
	for first < min(len(a), len(b)) && a[first] == b[first] {
		first++
	}
	if first == len(a) && first == len(b) {
		return ""
	}
	last := 0
	for last < min(len(a), len(b))-first && a[len(a)-1-last] == b[len(b)-1-last] {
		last++
	}
	from, rest := max(first-context, 0), max(last-context, 0)
	var text strings.Builder
	fmt.Fprintf(&text, "@@ -%d,%d +%d,%d @@\n", from+1, len(a)-rest-from, from+1, len(b)-rest-from)
	line := func(mark string, lines []string) {
		for _, l := range lines {
			text.WriteString(mark + l + "\n")
		}
	}
	line(" ", a[from:first])
	line("-", a[first:len(a)-last])
	line("+", b[first:len(b)-last])
	line(" ", a[len(a)-last:len(a)-rest])
	return text.String()
}
