package api

import "k8s.io/apimachinery/pkg/util/validation/field"

// validateEvent models pkg/apis/core/validation legacyValidateEvent, without the
// limits of length.
func validateEvent(e *Event) field.ErrorList {
	var errs field.ErrorList
	about := e.InvolvedObject.Namespace
	if e.EventTime == 0 {
		if about != e.Namespace && (about != "" || e.Namespace != "default") {
			errs = append(errs, field.Invalid(field.NewPath("involvedObject", "namespace"), about, "does not match event.namespace"))
		}
		return errs
	}
	if about == "" && e.Namespace != "default" && e.Namespace != "kube-system" {
		errs = append(errs, field.Invalid(field.NewPath("involvedObject", "namespace"), about, "does not match event.namespace"))
	}
	for _, need := range []struct{ name, value string }{
		{"reportingComponent", e.ReportingController}, {"reportingInstance", e.ReportingInstance}, {"action", e.Action}, {"reason", e.Reason},
	} {
		if need.value == "" {
			errs = append(errs, field.Required(field.NewPath(need.name), ""))
		}
	}
	return errs
}
