package api

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// oddNames are names at which a rule may go either way.
var oddNames = []string{
	"", " ", "-", "--", ".", "..", "=", "a", "A", "0", "a-", "-a", "a--b", "a.b", "a.b.", "a.b..", ".a", "a..b", "a.-b", "_", "a_b", "a/b", "/a",
	"a/", "a/b/c", "A.b/c", "a=b", "a b", "a\tb", "a\n", "\x00", "\x1f", "~", "\x7f", "\x80", "é", "한글", "ａ", "web-1", "80", "http", "8080-tcp",
	"fifteen-letters", "sixteen-letters-", "sixteen-letters1", "X-Header-Name", "x:y", "$(A)", "example.com", "example.com.", "Example.com",
	strings.Repeat("a", 63), strings.Repeat("a", 64), strings.Repeat("a", 63) + ".b", strings.Repeat("a", 64) + ".b", strings.Repeat("-", 64),
	strings.Repeat("a.", 126) + "a", strings.Repeat("a.", 127) + "a", strings.Repeat("é", 32), strings.Repeat("A", 254),
}

// randomName draws a name of a few characters, now and then of very many.
func randomName(r *rand.Rand) string {
	alphabet := []rune([]string{"ab0-", "abz019-.", "abzABZ059-._/", "aZ5-._/=~ \t\n\x00\x7f\u0080é글\ufffd:$()"}[r.IntN(4)])
	n := r.IntN(20)
	if r.IntN(10) == 0 {
		n = 55 + r.IntN(15)
	} else if r.IntN(40) == 0 {
		n = 245 + r.IntN(15)
	}
	var b strings.Builder
	for range n {
		b.WriteRune(alphabet[r.IntN(len(alphabet))])
	}
	if r.IntN(50) == 0 {
		b.WriteByte(byte(r.IntN(256))) // no UTF-8, perhaps
	}
	return b.String()
}

// agree fails unless ours and theirs are equal, but for nil and an empty list.
func agree[T any](t *testing.T, what string, ours, theirs []T) {
	t.Helper()
	if len(ours)+len(theirs) > 0 && !reflect.DeepEqual(ours, theirs) {
		t.Fatalf("%s:\ngot  %s\nwant %s", what, inFull(ours), inFull(theirs))
	}
}

func inFull[T any](list []T) string {
	var b strings.Builder
	for _, x := range list {
		if e, ok := any(x).(*field.Error); ok {
			fmt.Fprintf(&b, "%+v; ", *e)
			continue
		}
		fmt.Fprintf(&b, "%v; ", x)
	}
	return b.String()
}

func TestNamesAreJudgedAsUpstreamJudgesThem(t *testing.T) {
	const seed = 1123
	r := rand.New(rand.NewPCG(seed, 0))
	names := oddNames
	for range 30_000 {
		names = append(names, randomName(r))
	}
	rules := []struct {
		name         string
		ours, theirs func(string) []string
	}{
		{"a DNS label", isDNS1123Label, validation.IsDNS1123Label},
		{"a DNS subdomain", isDNS1123Subdomain, validation.IsDNS1123Subdomain},
		{"a qualified name", content.IsLabelKey, validation.IsQualifiedName},
		{"a label value", content.IsLabelValue, validation.IsValidLabelValue},
		{"a port name", IsValidPortName, validation.IsValidPortName},
		{"an HTTP header name", isHTTPHeaderName, validation.IsHTTPHeaderName},
		{"a variable name", isRelaxedEnvVarName, validation.IsRelaxedEnvVarName},
	}
	path := field.NewPath("endpoints").Index(0)
	for i, rule := range rules {
		t.Run(rule.name, func(t *testing.T) {
			good := 0
			for _, name := range names {
				faults := rule.ours(name)
				agree(t, fmt.Sprintf("seed %d, rule %d, %q", seed, i, name), faults, rule.theirs(name))
				if len(faults) == 0 {
					good++
				}
			}
			bothWays(t, good, len(names))
		})
	}
	t.Run("a domain name", func(t *testing.T) {
		good := 0
		for _, name := range names {
			faults := isFullyQualifiedDomainName(path, name)
			agree(t, fmt.Sprintf("seed %d, %q", seed, name), faults, validation.IsFullyQualifiedDomainName(path, name))
			if len(faults) == 0 {
				good++
			}
		}
		bothWays(t, good, len(names))
	})
}

// bothWays fails if a property was asked of good inputs or of bad ones alone.
func bothWays(t *testing.T, good, all int) {
	t.Helper()
	if good < all/100 || all-good < all/100 {
		t.Errorf("%d of %d inputs are good: a test of both wants more of the others", good, all)
	}
}

func TestPortNumbersAreJudgedAsUpstreamJudgesThem(t *testing.T) {
	for port := -2; port < 70_000; port++ {
		agree(t, fmt.Sprint(port), IsValidPortNum(port), validation.IsValidPortNum(port))
	}
	if got, want := inclusiveRangeError(-1, 1<<31-1), validation.InclusiveRangeError(-1, 1<<31-1); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
