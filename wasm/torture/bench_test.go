package torture

import "testing"

// BenchmarkCommands counts Commands with all that is looked at between them.
func BenchmarkCommands(b *testing.B) {
	r := Run(Options{Seed: 1, Commands: b.N})
	if r.Failure != nil {
		b.Fatal(r.Failure)
	}
}
