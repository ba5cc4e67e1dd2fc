package api

import (
	"encoding/json"
	"testing"

	"k8s.io/apimachinery/pkg/api/resource"
)

func TestQuantitiesAreReadAndWrittenAsUpstreamDoes(t *testing.T) {
	for _, in := range []string{
		`0`, `1`, `"1"`, `0.5`, `"0.5"`, `"500m"`, `"1000m"`, `"1500m"`, `2000`, `"2k"`, `"0.1"`, `" 1 "`, `"-1"`, `"+5"`, `"-0.5"`,
		`"1Gi"`, `"1024Mi"`, `"1.5Gi"`, `"512Mi"`, `"1000Mi"`, `"1023"`, `"1Ki"`, `"0.5Ki"`, `"0.1Ki"`, `"1Ei"`, `"0Mi"`, `"1536Mi"`,
		`"100M"`, `"1e3"`, `"1E3"`, `"12e6"`, `"1500e3"`, `"1.5e3"`, `"1e-3"`, `"5e0"`, `"1."`, `".5"`, `"007"`, `"1E"`, `"10P"`, `"100n"`, `"100u"`,
		`null`, `"x"`, `""`, `"m"`, `"1x"`, `"1mi"`, `"1 Gi"`, `"--1"`, `"1.2.3"`, `"1Gi1"`, `"e3"`, `"."`, `"-"`, `"1K"`, `"1e"`, `true`, `{}`, `[1]`,
	} {
		var ours Quantity
		var theirs resource.Quantity
		err, want := json.Unmarshal([]byte(in), &ours), json.Unmarshal([]byte(in), &theirs)
		switch {
		case (err == nil) != (want == nil), err != nil && err.Error() != want.Error():
			t.Errorf("%s: got error %v, upstream %v", in, err, want)
		case err == nil && write(t, ours) != write(t, theirs):
			t.Errorf("%s: got %s, upstream %s", in, write(t, ours), write(t, theirs))
		}
	}
}
