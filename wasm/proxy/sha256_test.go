package proxy

import (
	"bytes"
	"crypto/sha256"
	"testing"
)

func TestSum256IsSHA256(t *testing.T) {
	for n := range 300 {
		message := bytes.Repeat([]byte{byte(n), 'x'}, n)[:n]
		if got, want := sum256(message), sha256.Sum256(message); got != want {
			t.Errorf("%d bytes: got %x, want %x", n, got, want)
		}
	}
}
