package kubectl

// How far visit goes for an object that is known by name only.
type fetching int

const (
	asKnown   fetching = iota // do not ask the server
	ifUnknown                 // fetch what was named by arguments
	latest                    // fetch what files name as well
)

// visit hands every object of a selection to fn. An error does not end the
// visit; errors come back nested as upstream nests them, because their wording
// depends on it. Models cli-runtime pkg/resource ContinueOnErrorVisitor around
// EagerVisitorList.
func (p *process) visit(s *selection, how fetching, fn func(*info) error) error {
	var errs []error
	sourceErrs := s.errs
	for _, i := range s.named {
		if how == latest || how == ifUnknown && i.manifest == nil {
			if err := p.fetch(i); err != nil {
				errs = append(errs, err)
				continue
			}
		}
		if err := fn(i); err != nil {
			errs = append(errs, err)
		}
	}
	for _, l := range s.listed {
		infos, err := p.read(l)
		if err != nil {
			sourceErrs = append(sourceErrs, err)
		}
		for _, i := range infos {
			if err := fn(i); err != nil {
				errs = append(errs, err)
			}
		}
	}
	if len(sourceErrs) > 0 {
		errs = append(errs, aggregate(sourceErrs))
	}
	return one(errs)
}

// infos collects the objects of a selection.
func (p *process) infos(s *selection, how fetching) ([]*info, error) {
	var out []*info
	err := p.visit(s, how, func(i *info) error {
		out = append(out, i)
		return nil
	})
	return out, err
}

// withoutNotFound drops the errors that say that something is not there.
// Models apimachinery pkg/util/errors FilterOut.
func withoutNotFound(err error) error {
	if a, ok := err.(aggregate); ok {
		var kept []error
		for _, each := range a {
			kept = append(kept, withoutNotFound(each))
		}
		return join(kept)
	}
	if isNotFound(err) {
		return nil
	}
	return err
}
