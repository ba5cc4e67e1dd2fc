package api

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// gatewayCase is an object of testdata/gateway_recorded.txt with what the code of
// k8s.io/apiextensions-apiserver v0.37.2 said of it, by the definitions of
// Gateway API v1.7.0: which fields it does not know, what it is with defaults,
// and what is wrong, sorted.
type gatewayCase struct {
	name, object, old, defaulted string
	unknown, errors              []string
}

func recordedGatewayCases(t *testing.T) []gatewayCase {
	t.Helper()
	text, err := os.ReadFile("testdata/gateway_recorded.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []gatewayCase
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		what, rest, _ := strings.Cut(line, " ")
		if what == "#" {
			out = append(out, gatewayCase{name: rest})
			continue
		}
		c := &out[len(out)-1]
		switch what {
		case "object":
			c.object = rest
		case "old":
			c.old = rest
		case "defaulted":
			c.defaulted = rest
		case "unknown":
			c.unknown = append(c.unknown, rest)
		case "error":
			c.errors = append(c.errors, rest)
		}
	}
	return out
}

func TestCustomResourcesAreCheckedAsTheServerDoes(t *testing.T) {
	for _, c := range recordedGatewayCases(t) {
		t.Run(c.name, func(t *testing.T) {
			object := ReadTree([]byte(c.object)).(map[string]any)
			s := schemaOfKind(object["kind"].(string))
			prepare := func(o map[string]any) []string {
				for _, key := range []string{"apiVersion", "kind", "metadata"} {
					delete(o, key)
				}
				unknown := s.prune(o, "")
				s.fill(o)
				return unknown
			}
			var old any
			if c.old != "" {
				was := ReadTree([]byte(c.old)).(map[string]any)
				prepare(was)
				old = was
			}
			if got := prepare(object); !slices.Equal(got, c.unknown) {
				t.Errorf("unknown %q, want %q", got, c.unknown)
			}
			if c.defaulted != "" {
				want := ReadTree([]byte(c.defaulted)).(map[string]any)
				for _, key := range []string{"apiVersion", "kind", "metadata"} {
					delete(want, key)
				}
				if !sameTree(object, want) {
					got, _ := json.Marshal(object)
					t.Errorf("with defaults it is\n%s, want\n%s", got, c.defaulted)
				}
			}
			var got []string
			for _, e := range s.check(object, old) {
				got = append(got, e.Error())
			}
			slices.Sort(got)
			if !slices.Equal(got, c.errors) {
				t.Errorf("refused for\n %s\nwant\n %s", strings.Join(got, "\n "), strings.Join(c.errors, "\n "))
			}
		})
	}
}
