package serve

import (
	"os/exec"
	"runtime"
)

// browse opens an address in the browser of whoever runs the program. Where that goes
// wrong, then or later, the log says so: the site is served all the same.
func browse(address string, log *lines) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(name, args...)
	tell := func(err error) {
		if err != nil {
			log.printf("no browser was opened with %s (%v): open %s yourself", name, err, address)
		}
	}
	if err := cmd.Start(); err != nil {
		tell(err)
		return
	}
	go func() { tell(cmd.Wait()) }()
}
