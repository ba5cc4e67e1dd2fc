package kubectl

import (
	"io"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// Env is what one kubectl process has around it.
type Env struct {
	Cluster        *cluster.Cluster
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// ReadFile returns a file of the working directory, or an error whose text
	// is what the operating system says, such as "no such file or directory".
	ReadFile func(name string) ([]byte, error)
	// Wait lets virtual time pass; false means that the process was interrupted.
	Wait func(api.Duration) bool
}

// Run is the kubectl command: args come after the word kubectl. It returns the
// exit status.
func Run(env Env, args []string) int { return 0 }
