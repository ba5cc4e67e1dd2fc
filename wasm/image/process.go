package image

import (
	"strings"

	"svclab/wasm/api"
)

// Process is what becomes of the first process of a container, by the time since
// it was started.
type Process struct {
	Listens api.Duration // when its server listens, negative when it never does
	Ends    bool         // it ends of itself, After so long, with Code
	After   api.Duration
	Code    int32

	Deaf  bool         // it does not hear SIGTERM, as a shell or sleep as process 1
	Hears api.Duration // since when one that is not Deaf hears
	Quits int32        // the code with which it ends when it does hear

	Files  []FileChange // by time
	Output []Line
}

// FileChange is a file that comes or goes.
type FileChange struct {
	After api.Duration
	Path  string
	Gone  bool
}

// Line is a line that a process prints.
type Line struct {
	After api.Duration
	Text  string
}

// shells are the programs that take a script.
func isShell(name string) bool {
	return name == "sh" || name == "bash" || name == "ash" || name == "dash"
}

// Start tells what becomes of a container that starts.
func Start(c *api.Container) Process {
	i, err := Lookup(c.Image)
	if err != nil {
		return Process{Listens: -1}
	}
	words := i.words(c)
	if len(words) == 0 {
		return Process{Listens: listensAtOnce(c), Ends: i.EndsAtOnce(c), Quits: i.quits()}
	}
	p := Process{Listens: -1, Deaf: true}
	s := script{image: i, container: c, process: &p, first: true}
	code := s.call(words)
	if !s.forever {
		p.Ends, p.After, p.Code = true, s.at, code
	}
	return p
}

func listensAtOnce(c *api.Container) api.Duration {
	if len(Listens(c)) == 0 {
		return -1
	}
	return 0
}

// quits is the code with which the image's own program ends on SIGTERM: whoami
// is a Go program that does not listen to it, which ends with 2.
func (i Image) quits() int32 {
	if i.program == "whoami" {
		return 2
	}
	return 0
}

// words is what a container runs instead of its image's own program, nil when it
// runs that. Of an image that is not in the catalogue only shells and sleep are
// believed: whatever else it runs is the app that stands in for it.
func (i Image) words(c *api.Container) []string {
	words := c.Command
	if len(words) == 0 && i.args && len(c.Args) > 0 && !strings.HasPrefix(c.Args[0], "-") {
		words = c.Args
	} else if len(words) > 0 && len(c.Args) > 0 {
		words = append(append([]string(nil), words...), c.Args...)
	}
	if len(words) == 0 {
		return nil
	}
	name := base(words[0])
	switch {
	case i.Known && name == i.program && !isShell(name):
		return nil
	case !i.Known && !isShell(name) && name != "sleep" && name != "true" && name != "false":
		return nil
	}
	return words
}

// ListensAfter returns what a container listens on so long after it was started.
func ListensAfter(c *api.Container, age api.Duration) []Port {
	if len(c.Command) == 0 && len(c.Args) == 0 {
		return Listens(c)
	}
	i, err := Lookup(c.Image)
	if err != nil || i.words(c) == nil {
		return Listens(c)
	}
	p := Start(c)
	if p.Listens < 0 || age < p.Listens {
		return nil
	}
	if !i.Known {
		return declared(c)
	}
	return i.Listens
}

// HasFile reports whether a file is there so long after the start.
func (p *Process) HasFile(path string, age api.Duration) bool {
	there := false
	for _, f := range p.Files {
		if f.After <= age && f.Path == path {
			there = !f.Gone
		}
	}
	return there
}
