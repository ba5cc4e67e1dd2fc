package api

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// FieldSelector is what --field-selector says: all its terms have to hold.
// Models apimachinery pkg/fields Selector.
type FieldSelector []fieldTerm

type fieldTerm struct {
	field, value string
	differs      bool
}

// ParseFieldSelector reads metadata.name=web,status.phase!=Running for a
// resource; == is =, and a backslash goes before a comma, an equals sign or a
// backslash in a value. The empty selector matches everything. Its errors have
// the API server's words. Models apimachinery pkg/fields ParseSelector with the
// field label conversions of each kind.
func ParseFieldSelector(r Resource, text string) (FieldSelector, error) {
	var s FieldSelector
	terms := splitFieldTerms(text)
	slices.Sort(terms) // so that upstream's error is of the first in this order
	for _, term := range terms {
		if term == "" {
			continue
		}
		at := strings.IndexByte(term, '=')
		if at < 0 {
			return nil, fmt.Errorf("invalid selector: '%s'; can't understand '%s'", text, term)
		}
		t := fieldTerm{field: term[:at], differs: at > 0 && term[at-1] == '!'}
		if t.differs {
			t.field = term[:at-1]
		}
		rest := term[at+1:]
		if !t.differs {
			rest = strings.TrimPrefix(rest, "=")
		}
		var err error
		if t.value, err = unescapeField(rest); err != nil {
			return nil, err
		}
		s = append(s, t)
	}
	for _, t := range s {
		if _, known := fieldOf(r.New(), t.field); !known {
			return nil, unknownField(r, t.field)
		}
	}
	return s, nil
}

// Matches reports whether the fields of o are as every term says.
func (s FieldSelector) Matches(o Object) bool {
	for _, t := range s {
		if value, _ := fieldOf(o, t.field); (value == t.value) == t.differs {
			return false
		}
	}
	return true
}

// splitFieldTerms parts at the commas that no backslash goes before.
func splitFieldTerms(text string) []string {
	var terms []string
	start := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case ',':
			terms = append(terms, text[start:i])
			start = i + 1
		}
	}
	return append(terms, text[start:])
}

// unescapeField takes the backslashes out of a value.
func unescapeField(s string) (string, error) {
	var out strings.Builder
	escaped := false
	for _, r := range s {
		special := r == '\\' || r == ',' || r == '='
		switch {
		case escaped && !special:
			return "", fmt.Errorf("invalid field selector: invalid escape sequence: \\%c", r)
		case !escaped && r == '\\':
			escaped = true
			continue
		case !escaped && special:
			return "", fmt.Errorf("invalid field selector: unescaped character in value: %d", r)
		}
		out.WriteRune(r)
		escaped = false
	}
	if escaped {
		return "", fmt.Errorf("invalid field selector: invalid escape sequence: \\")
	}
	return out.String(), nil
}

// unknownField words a field that a resource cannot be selected by. Kinds with
// fields of their own say less than those without.
func unknownField(r Resource, name string) error {
	switch r.New().(type) {
	case *Pod, *Service, *Node, *Namespace, *Event, *Secret:
		return fmt.Errorf("field label not supported: %s", name)
	}
	return fmt.Errorf(`%q is not a known field selector: only "metadata.name", "metadata.namespace"`, name)
}

// fieldOf returns a field that o can be selected by; known is false for others.
// Models pkg/apis/core/v1 conversion.go with the SelectableFields of each kind.
func fieldOf(o Object, name string) (value string, known bool) {
	switch name {
	case "metadata.name":
		return o.Meta().Name, true
	case "metadata.namespace":
		switch o.(type) {
		case *Node, *Namespace:
			return "", false
		}
		return o.Meta().Namespace, true
	}
	switch o := o.(type) {
	case *Pod:
		return podField(o, name)
	case *Service:
		switch name {
		case "spec.clusterIP":
			return o.Spec.ClusterIP, true
		case "spec.type":
			return string(o.Spec.Type), true
		}
	case *Node:
		if name == "spec.unschedulable" {
			return strconv.FormatBool(o.Spec.Unschedulable), true
		}
	case *Namespace:
		if name == "status.phase" {
			return o.Status.Phase, true
		}
	case *Secret:
		if name == "type" {
			return o.SecretType, true
		}
	case *Event:
		return eventField(o, name)
	}
	return "", false
}

func eventField(e *Event, name string) (value string, known bool) {
	switch name {
	case "involvedObject.kind":
		return e.InvolvedObject.Kind, true
	case "involvedObject.namespace":
		return e.InvolvedObject.Namespace, true
	case "involvedObject.name":
		return e.InvolvedObject.Name, true
	case "involvedObject.uid":
		return e.InvolvedObject.UID, true
	case "involvedObject.apiVersion":
		return e.InvolvedObject.APIVersion, true
	case "involvedObject.resourceVersion":
		return e.InvolvedObject.ResourceVersion, true
	case "involvedObject.fieldPath":
		return e.InvolvedObject.FieldPath, true
	case "reason":
		return e.Reason, true
	case "reportingComponent":
		return e.ReportingController, true
	case "source":
		if e.Source.Component == "" {
			return e.ReportingController, true
		}
		return e.Source.Component, true
	case "type":
		return e.EventType, true
	}
	return "", false
}

func podField(p *Pod, name string) (value string, known bool) {
	switch name {
	case "spec.nodeName", "spec.host":
		return p.Spec.NodeName, true
	case "spec.restartPolicy":
		return p.Spec.RestartPolicy, true
	case "spec.schedulerName":
		return p.Spec.SchedulerName, true
	case "spec.serviceAccountName":
		return p.Spec.ServiceAccountName, true
	case "spec.hostNetwork":
		return strconv.FormatBool(p.Spec.HostNetwork), true
	case "status.phase":
		return string(p.Status.Phase), true
	case "status.podIP":
		return p.Status.PodIP, true
	case "status.podIPs":
		return "", true // upstream takes the name and has no value for it
	case "status.nominatedNodeName":
		return p.Status.NominatedNodeName, true
	}
	return "", false
}
