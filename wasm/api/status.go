package api

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Reason is the machine-readable part of an API server's refusal.
type Reason string

// The reasons that the API server gives.
const (
	ReasonNotFound      Reason = "NotFound"
	ReasonAlreadyExists Reason = "AlreadyExists"
	ReasonConflict      Reason = "Conflict"
	ReasonInvalid       Reason = "Invalid"
	ReasonBadRequest    Reason = "BadRequest"
	ReasonForbidden     Reason = "Forbidden"
	ReasonInternalError Reason = "InternalError"

	ReasonTooManyRequests Reason = "TooManyRequests"

	ReasonUnsupportedMediaType  Reason = "UnsupportedMediaType"
	ReasonRequestEntityTooLarge Reason = "RequestEntityTooLarge"
)

// StatusError is an API server's refusal. Its text is the server's Message;
// kubectl adds its own words around it.
type StatusError struct {
	Reason  Reason
	Message string
	Kind    string // of the object, for Invalid: Service
	Name    string
	Causes  field.ErrorList // for Invalid, in the server's order

	Warnings []string // that came with the refusal
}

// Error returns the server's message.
func (e *StatusError) Error() string { return e.Message }

// NotFound says that r has no object of that name.
func NotFound(r Resource, name string) *StatusError {
	return &StatusError{Reason: ReasonNotFound, Name: name, Message: fmt.Sprintf("%s %q not found", r.GroupResource(), name)}
}

// AlreadyExists says that r has an object of that name.
func AlreadyExists(r Resource, name string) *StatusError {
	return &StatusError{Reason: ReasonAlreadyExists, Name: name, Message: fmt.Sprintf("%s %q already exists", r.GroupResource(), name)}
}

// Conflict says that the object was changed since the client read it.
func Conflict(r Resource, name string) *StatusError {
	return &StatusError{Reason: ReasonConflict, Name: name, Message: fmt.Sprintf(
		"Operation cannot be fulfilled on %s %q: the object has been modified; please apply your changes to the latest version and try again",
		r.GroupResource(), name)}
}

// BadRequest says that a request cannot be read.
func BadRequest(message string) *StatusError {
	return &StatusError{Reason: ReasonBadRequest, Message: message}
}

// InternalError says that the server could not do its part.
func InternalError(err error) *StatusError {
	return &StatusError{Reason: ReasonInternalError, Message: "Internal error occurred: " + err.Error()}
}

// Invalid says that an object breaks the rules of its kind. Models apimachinery
// pkg/api/errors NewInvalid, whose message puts several causes in brackets.
func Invalid(r Resource, name string, causes field.ErrorList) *StatusError {
	kind := r.Kind
	if r.Group != "" {
		kind += "." + r.Group
	}
	return &StatusError{Reason: ReasonInvalid, Kind: r.Kind, Name: name, Causes: causes,
		Message: fmt.Sprintf("%s %q is invalid: %s", kind, name, joinCauses(causes))}
}

// joinCauses leaves out what has been said. Models field.ErrorList ToAggregate.
func joinCauses(causes field.ErrorList) string {
	var texts []string
	for _, c := range causes {
		if !slices.Contains(texts, c.Error()) {
			texts = append(texts, c.Error())
		}
	}
	if len(texts) == 1 {
		return texts[0]
	}
	return "[" + strings.Join(texts, ", ") + "]"
}
