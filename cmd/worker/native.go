//go:build !js

package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "worker: this runs in a Cloudflare Worker: \"make worker\" builds it for that")
	os.Exit(2)
}
