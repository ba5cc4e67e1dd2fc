package kubectl

import (
	"math/rand/v2"
	"testing"

	"k8s.io/apimachinery/pkg/util/validation"
)

func TestEnvironmentNamesAreJudgedAsUpstreamDoes(t *testing.T) {
	names := []string{"", ".", "..", "..a", ".a", "a.b", "-", "_", "A1", "1A", "é", "a b", "a=b"}
	r := rand.New(rand.NewPCG(1, 2))
	const letters = "aZ9.-_ é="
	for range 20_000 {
		var name string
		for range r.IntN(5) {
			name += string([]rune(letters)[r.IntN(9)])
		}
		names = append(names, name)
	}
	for _, name := range names {
		if got, want := isEnvVarName(name), len(validation.IsEnvVarName(name)) == 0; got != want {
			t.Fatalf("%q: got %v, want %v (seed 1, 2)", name, got, want)
		}
	}
}
