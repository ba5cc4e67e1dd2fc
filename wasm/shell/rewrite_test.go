//go:build !js

package shell

import (
	"os"
	"testing"
)

func rewrite(t *testing.T, s scenario) {
	t.Helper()
	if err := os.WriteFile(s.name, []byte(s.format()), 0o644); err != nil {
		t.Fatal(err)
	}
}
