package image

import (
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// Listens returns what a container of a Pod listens on while it runs. The
// caller must not change it.
func Listens(c *api.Container) []Port {
	i, err := Lookup(c.Image)
	if err != nil {
		return nil
	}
	if !i.Known || i.declares {
		return declared(c)
	}
	args, runs := i.runs(c)
	if !runs {
		return nil
	}
	if i.ports == nil {
		return i.Listens
	}
	return i.ports(args)
}

// EndsAtOnce reports that a container of the image is done as soon as it starts:
// nothing tells it what to run, and the image's own command is a shell.
func (i Image) EndsAtOnce(c *api.Container) bool {
	return i.Ends && len(c.Command) == 0 && len(c.Args) == 0
}

// runs reports whether a container runs the image's own program, and with
// which arguments.
func (i Image) runs(c *api.Container) (args []string, ok bool) {
	words := c.Command
	switch {
	case len(words) > 0:
		return slices.Concat(words[1:], c.Args), base(words[0]) == i.program
	case i.args && len(c.Args) > 0 && !strings.HasPrefix(c.Args[0], "-"):
		return c.Args[1:], base(c.Args[0]) == i.program
	}
	return c.Args, true
}

func base(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// declared is what a web app that nobody knows listens on.
func declared(c *api.Container) []Port {
	ports := make([]Port, 0, len(c.Ports))
	for _, p := range c.Ports {
		protocol := p.Protocol
		if protocol == "" {
			protocol = api.ProtocolTCP
		}
		ports = append(ports, Port{p.ContainerPort, protocol, protocol == api.ProtocolTCP})
	}
	return ports
}

func whoami(args []string) []Port { return http(flag(args, "port", 80)) }

func serveHostname(args []string) []Port { return http(flag(args, "port", 9376)) }

func redis(args []string) []Port { return tcp(flag(args, "port", 6379)) }

// agnhost is many servers in one image; its first argument picks one.
func agnhost(args []string) []Port {
	if len(args) == 0 {
		args = []string{"netexec"}
	}
	switch args[0] {
	case "netexec":
		ports := http(flag(args, "http-port", 8080))
		if udp := flag(args, "udp-port", 8081); udp > 0 {
			ports = append(ports, Port{udp, api.ProtocolUDP, false})
		}
		return ports
	case "serve-hostname":
		return serveHostname(args)
	}
	return nil
}

// flag finds --name N or --name=N, with one dash or two.
func flag(args []string, name string, otherwise int32) int32 {
	for i, a := range args {
		key, value, joined := strings.Cut(strings.TrimLeft(a, "-"), "=")
		if key != name || !strings.HasPrefix(a, "-") {
			continue
		}
		if !joined && i+1 < len(args) {
			value = args[i+1]
		}
		if n, err := strconv.ParseInt(value, 10, 32); err == nil {
			return int32(n)
		}
	}
	return otherwise
}
