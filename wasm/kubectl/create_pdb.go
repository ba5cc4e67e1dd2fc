package kubectl

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

func createBudgetCommand() *command {
	return &command{name: "create poddisruptionbudget", aliases: []string{"pdb"}, short: "Create a pod disruption budget with the specified name",
		use: "create poddisruptionbudget NAME --selector=SELECTOR --min-available=N", run: runCreateBudget,
		flags: slices.Concat(creationFlags, []flag{
			{name: "min-available", kind: stringFlag, usage: "The minimum number or percentage of available pods this budget requires"},
			{name: "max-unavailable", kind: stringFlag, usage: "The maximum number or percentage of unavailable pods this budget requires"},
			{name: "selector", kind: stringFlag, usage: "A label selector to use for this budget. Only equality-based selector requirements are supported"},
		})}
}

// runCreateBudget models kubectl pkg/cmd/create PodDisruptionBudgetOpts.
func runCreateBudget(p *process) error {
	name, dry, err := p.namedCreation()
	if err != nil {
		return err
	}
	f := p.flags
	least, most := f.string("min-available"), f.string("max-unavailable")
	switch {
	case name == "":
		return errors.New("name must be specified")
	case f.string("selector") == "":
		return errors.New("a selector must be specified")
	case least == "" && most == "":
		return errors.New("one of min-available or max-unavailable must be specified")
	case least != "" && most != "":
		return errors.New("min-available and max-unavailable cannot be both specified")
	}
	b := &api.PodDisruptionBudget{TypeMeta: api.TypeMeta{Kind: "PodDisruptionBudget", APIVersion: "policy/v1"},
		ObjectMeta: api.ObjectMeta{Name: name, Namespace: p.namespaceOf()}}
	if b.Spec.MinAvailable, err = budgetNumber("min-available", least); err != nil {
		return err
	}
	if b.Spec.MaxUnavailable, err = budgetNumber("max-unavailable", most); err != nil {
		return err
	}
	if b.Spec.Selector, err = labelSelector(f.string("selector")); err != nil {
		return err
	}
	return p.createSaved(b, "failed to create poddisruptionbudgets: ", dry)
}

// budgetNumber reads 2 or 50%.
func budgetNumber(flag, text string) (*api.IntOrString, error) {
	digits := strings.TrimSuffix(text, "%")
	switch {
	case text == "":
		return nil, nil
	case digits == "" || strings.Trim(digits, "0123456789") != "":
		return nil, errors.New("invalid format specified for " + flag)
	}
	v := api.FromString(text)
	if n, err := strconv.ParseInt(text, 10, 32); err == nil {
		v = api.FromInt(int32(n))
	}
	return &v, nil
}

// labelSelector makes the object of a selector's text. Models apimachinery
// pkg/apis/meta/v1 ParseToLabelSelector.
func labelSelector(text string) (*api.LabelSelector, error) {
	parsed, err := parseSelector(text)
	if err != nil {
		return nil, errors.New("couldn't parse the selector string " + strconv.Quote(text) + ": " + err.Error())
	}
	s := &api.LabelSelector{}
	for _, r := range parsed {
		op := ""
		switch r.operator {
		case "=", "==":
			if s.MatchLabels == nil {
				s.MatchLabels = map[string]string{}
			}
			s.MatchLabels[r.key] = r.values[0]
			continue
		case "in":
			op = api.OpIn
		case "!=", "notin":
			op = api.OpNotIn
		case "exists":
			op = api.OpExists
		case "!":
			op = api.OpDoesNotExist
		default:
			return nil, errors.New(strconv.Quote(map[string]string{">": "gt", "<": "lt"}[r.operator]) + " is not a valid label selector operator")
		}
		s.MatchExpressions = append(s.MatchExpressions, api.LabelSelectorRequirement{Key: r.key, Operator: op, Values: r.values})
	}
	return s, nil
}

var budgetTable = table{names("NAME", "MIN AVAILABLE", "MAX UNAVAILABLE", "ALLOWED DISRUPTIONS", "AGE"), budgetRow}

// budgetRow models pkg/printers/internalversion printPodDisruptionBudget.
func budgetRow(o api.Object, t tableContext) []string {
	b := o.(*api.PodDisruptionBudget)
	number := func(v *api.IntOrString) string {
		if v == nil {
			return "N/A"
		}
		return v.String()
	}
	return []string{b.Name, number(b.Spec.MinAvailable), number(b.Spec.MaxUnavailable), strconv.Itoa(int(b.Status.DisruptionsAllowed)), since(t.now, b.CreationTimestamp)}
}

// budget models kubectl pkg/describe describePodDisruptionBudgetV1.
func (d *description) budget(b *api.PodDisruptionBudget) {
	d.line(0, "Name:\t%s", b.Name)
	d.line(0, "Namespace:\t%s", b.Namespace)
	if v := b.Spec.MinAvailable; v != nil {
		d.line(0, "Min available:\t%s", v)
	} else if v := b.Spec.MaxUnavailable; v != nil {
		d.line(0, "Max unavailable:\t%s", v)
	}
	selects := "<unset>"
	if b.Spec.Selector != nil {
		selects = b.Spec.Selector.String()
	}
	d.line(0, "Selector:\t%s", selects)
	d.line(0, "Status:")
	d.line(2, "Allowed disruptions:\t%d", b.Status.DisruptionsAllowed)
	d.line(2, "Current:\t%d", b.Status.CurrentHealthy)
	d.line(2, "Desired:\t%d", b.Status.DesiredHealthy)
	d.line(2, "Total:\t%d", b.Status.ExpectedPods)
}
