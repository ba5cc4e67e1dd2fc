package serve

import (
	"fmt"
	"os/exec"
	"runtime"
)

// Browser opens an address in the browser of whoever runs the program.
func Browser(address string) error {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("opening a browser with %s: %w: open %s yourself", name, err, address)
	}
	go func() { _ = cmd.Wait() }() // how it ends is the browser's own affair
	return nil
}
