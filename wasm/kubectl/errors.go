package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// errInterrupted ends a command that Ctrl-C has stopped.
var errInterrupted = errors.New("interrupted")

// errSilent is a failure of which everything has been said.
var errSilent = errors.New("exit")

// errMissingResource answers a command line without any resource.
var errMissingResource = errors.New(`You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`)

// aggregate is several errors in one. How deep errors are nested decides how
// they are worded, so aggregates are kept as upstream nests them.
type aggregate []error

// Error models apimachinery pkg/util/errors Aggregate: equal texts once, more
// than one in brackets.
func (a aggregate) Error() string {
	var texts []string
	for _, text := range a.texts() {
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	if len(texts) == 1 {
		return texts[0]
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

func (a aggregate) texts() []string {
	var texts []string
	for _, err := range a {
		if inner, ok := err.(aggregate); ok {
			texts = append(texts, inner.texts()...)
		} else {
			texts = append(texts, err.Error())
		}
	}
	return texts
}

// join makes an aggregate, or nil of no errors.
func join(errs []error) error {
	errs = slices.DeleteFunc(errs, func(err error) bool { return err == nil })
	if len(errs) == 0 {
		return nil
	}
	return aggregate(errs)
}

// one is join for a single error as it is.
func one(errs []error) error {
	if len(errs) == 1 {
		return errs[0]
	}
	return join(errs)
}

// errorText is what kubectl prints of an error before it exits with 1. Models
// kubectl pkg/cmd/util checkErr.
func errorText(err error) string {
	if a, ok := err.(aggregate); ok && len(a) == 1 {
		err = a[0]
	}
	if err == errSilent {
		return ""
	}
	text := ""
	switch e := err.(type) {
	case verbatim:
		text = e.Error()
	case *api.StatusError:
		if e.Reason == api.ReasonInvalid {
			text = invalidText(e)
		} else {
			text = messageOf(e)
		}
	case aggregate:
		for _, each := range e {
			text += messageOf(each) + "\n"
		}
	default:
		text = err.Error()
		if !strings.HasPrefix(text, "error: ") {
			text = "error: " + text
		}
	}
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text
}

// messageOf words one error. Models kubectl pkg/cmd/util StandardErrorMessage.
func messageOf(err error) string {
	if e, ok := err.(*api.StatusError); ok {
		if e.Reason == "" {
			return "Error from server: " + e.Message
		}
		return fmt.Sprintf("Error from server (%s): %s", e.Reason, e.Message)
	}
	return err.Error()
}

// invalidText lists what is wrong with an object.
func invalidText(e *api.StatusError) string {
	text := fmt.Sprintf("The %s %q is invalid", e.Kind, e.Name)
	if e.Kind == "" && e.Name == "" {
		text = "The request is invalid"
		if len(e.Causes) == 0 {
			text += ": " + e.Message
		}
	}
	var causes []string
	for _, c := range e.Causes {
		if line := c.Field + ": " + c.ErrorBody(); !slices.Contains(causes, line) {
			causes = append(causes, line)
		}
	}
	switch len(causes) {
	case 0:
		return text
	case 1:
		return text + ": " + causes[0]
	}
	return text + ": \n* " + strings.Join(causes, "\n* ")
}

// inSource says which file an error is about. Models kubectl pkg/cmd/util
// AddSourceToErr: a server's refusal stays one.
func inSource(doing, source string, err error) error {
	if source == "" || err == errInterrupted {
		return err
	}
	if e, ok := err.(*api.StatusError); ok {
		copied := *e
		copied.Message = fmt.Sprintf("error when %s %q: %s", doing, source, e.Message)
		return &copied
	}
	return fmt.Errorf("error when %s %q: %w", doing, source, err)
}

// verbatim is an error that is printed as it is, without "error: " before it.
type verbatim string

func (v verbatim) Error() string { return string(v) }

// klogLine writes a message as klog does: its weight, the date, the process and
// the line of the source.
func klogLine(weight byte, now api.Time, where, text string) string {
	at := now.String() // 2026-01-01T00:00:00Z
	return fmt.Sprintf("%c%s%s %s.%06d       1 %s] %s", weight, at[5:7], at[8:10], at[11:19],
		int64(now)%int64(api.Second)/int64(api.Microsecond), where, text)
}

// usageError points at the help of the command.
func (p *process) usageError(format string, args ...any) error {
	return fmt.Errorf("%s\nSee 'kubectl %s -h' for help and examples", fmt.Sprintf(format, args...), p.command.name)
}

func isNotFound(err error) bool {
	var e *api.StatusError
	return errors.As(err, &e) && e.Reason == api.ReasonNotFound
}
