package failing

import "testing"

func TestOne(t *testing.T) {
	if One() != 1 {
		t.Error("want 1")
	}
}
