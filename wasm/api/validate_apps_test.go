package api

import "testing"

// The refusals that kubectl meets are in cmd/svclab/testdata/fidelity
// deployment-invalid.txtar; these are the corners that no transcript shows.
func TestValidateApps(t *testing.T) {
	deployment := func(spec string) string {
		return "{metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}, " + spec +
			", template: {metadata: {labels: {a: b}}, spec: {hostNetwork: true, containers: [{name: c, image: d, ports: [{containerPort: 1}]}]}}}}"
	}
	checkRefusals(t, "Deployment", []refusal{
		{"host ports of a template may be left open", deployment("paused: true"), ""},
		{"only maxUnavailable is bounded by 100 per cent", deployment("strategy: {rollingUpdate: {maxSurge: 200%, maxUnavailable: 0}}"), ""},
		{"nought in both, as per cent", deployment("strategy: {rollingUpdate: {maxSurge: 0%, maxUnavailable: 0%}}"),
			"spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"0%\": may not be 0 when `maxSurge` is 0"},
		{"a strategy of another kind without bounds", deployment("strategy: {type: x}"),
			`spec.strategy: Unsupported value: {"Type":"x","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"`},
	})
}

func TestLabelSelectorMatches(t *testing.T) {
	in := func(op string, values ...string) *LabelSelector {
		return &LabelSelector{MatchExpressions: []LabelSelectorRequirement{{"k", op, values}}}
	}
	a, none := map[string]string{"k": "a"}, map[string]string{}
	for _, row := range []struct {
		name     string
		selector *LabelSelector
		labels   map[string]string
		want     bool
	}{
		{"no selector matches nothing", nil, a, false},
		{"an empty one matches everything", &LabelSelector{}, none, true},
		{"a label that is as asked", &LabelSelector{MatchLabels: a}, a, true},
		{"a label that is not there", &LabelSelector{MatchLabels: a}, none, false},
		{"in", in(OpIn, "a", "b"), a, true},
		{"in, without the label", in(OpIn, "a"), none, false},
		{"not in", in(OpNotIn, "a"), a, false},
		{"not in, without the label", in(OpNotIn, "a"), none, true},
		{"exists", in(OpExists), a, true},
		{"exists, without the label", in(OpExists), none, false},
		{"does not exist", in(OpDoesNotExist), none, true},
		{"does not exist, with the label", in(OpDoesNotExist), a, false},
	} {
		if got := row.selector.Matches(row.labels); got != row.want {
			t.Errorf("%s: got %v", row.name, got)
		}
	}
}

func TestLabelSelectorString(t *testing.T) {
	s := &LabelSelector{map[string]string{"z": "1", "b": "2"}, []LabelSelectorRequirement{
		{"a", OpDoesNotExist, nil}, {"c", OpExists, nil}, {"d", OpNotIn, []string{"y", "x"}}, {"e", OpIn, []string{"v"}},
	}}
	if got, want := s.String(), "!a,b=2,c,d notin (x,y),e in (v),z=1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := (&LabelSelector{}).String(); got != "<none>" {
		t.Errorf("got %s for an empty one", got)
	}
}

func TestIntOrStringOf(t *testing.T) {
	for _, row := range []struct {
		name  string
		value IntOrString
		total int32
		up    bool
		want  int32
	}{
		{"a number is itself", FromInt(3), 10, true, 3},
		{"a percentage, rounded up", FromString("25%"), 3, true, 1},
		{"a percentage, rounded down", FromString("25%"), 3, false, 0},
		{"a percentage that divides", FromString("50%"), 4, true, 2},
		{"more than all", FromString("200%"), 3, false, 6},
	} {
		if got := row.value.Of(row.total, row.up); got != row.want {
			t.Errorf("%s: got %d, want %d", row.name, got, row.want)
		}
	}
}
