package torture

import (
	"runtime/debug"
	"testing"
)

// BenchmarkCommands counts Commands with all that is looked at between them.
func BenchmarkCommands(b *testing.B) {
	debug.SetGCPercent(400)
	r := Run(Options{Seed: 1, Commands: b.N})
	if r.Failure != nil {
		b.Fatal(r.Failure)
	}
}
