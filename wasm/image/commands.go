package image

import (
	"net/netip"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// Call is what a command in a running container comes to.
type Call struct {
	Output string
	Code   int32
	Took   api.Duration
	Hangs  bool // it never ends
	Gone   []FileChange

	Missing bool // there is no such program in the image
}

// Inside is what a command finds in the container in which it runs.
type Inside struct {
	HasFile func(path string) bool
	// Ask asks for a page, or tries a port when path is empty; status is 0 for
	// what speaks no HTTP.
	Ask func(host string, port int32, path string) (status int, ok bool)
}

// Run runs a command in a container.
func Run(c *api.Container, words []string, in Inside) Call {
	i, err := Lookup(c.Image)
	if err != nil || len(words) == 0 || !i.has(base(words[0])) {
		return Call{Missing: true}
	}
	var p Process
	s := script{image: i, container: c, hasFile: in.HasFile, ask: in.Ask}
	code := s.call(words)
	return Call{Output: s.out.String(), Code: code, Took: s.at, Hangs: s.forever, Gone: p.Files}
}

// has reports whether an image has a program that a probe or a hook can run. Those
// that were built from scratch have none but their own.
func (i Image) has(name string) bool {
	switch i.program {
	case "whoami", "pause", "coredns":
		return name == i.program
	}
	switch name {
	case "redis-cli":
		return i.program == "redis-server"
	case "mysqladmin":
		return i.program == "mysqld" || i.program == "mariadbd"
	case "mariadb-admin", "healthcheck.sh":
		return i.program == "mariadbd"
	case "pg_isready":
		return i.program == "postgres"
	case "nginx", "httpd", "agnhost":
		return strings.HasPrefix(i.program, name)
	case "wget":
		return i.Name == "busybox" || i.Name == "alpine" || !i.Known
	case "curl":
		return i.program == "nginx" || !i.Known
	case "sh", "ash", "bash", "true", "false", "cat", "ls", "test", "[", "touch", "rm", "echo", "sleep", "mkdir", "kill", "printf", "hostname":
		return name != "ash" && name != "bash" || i.program != "sh"
	}
	return false
}

// call runs one command, and returns its status.
func (s *script) call(words []string) int32 {
	if len(words) == 0 {
		return 0
	}
	name, args := base(words[0]), words[1:]
	switch {
	case isShell(name):
		return s.shell(args)
	case name == s.image.program, name == "httpd" && s.image.program == "httpd-foreground":
		return s.server()
	}
	switch name {
	case "exec":
		s.first = s.process != nil
		code := s.call(args)
		s.over, s.code = true, code
		return code
	case "exit":
		s.over = true
		if len(args) > 0 {
			n, _ := strconv.Atoi(args[0])
			s.code = int32(n & 0xff)
		}
		return s.code
	case "false":
		return 1
	case "sleep":
		if len(args) > 0 && args[0] != "" {
			s.sleep(args[0])
		}
	case "tail":
		s.forever = s.forever || len(args) > 0 && (args[0] == "-f" || args[0] == "-F")
	case "trap":
		if s.process != nil {
			s.process.Deaf, s.process.Hears = false, s.at
		}
	case "echo", "printf":
		s.print(strings.TrimSuffix(strings.Join(args, " "), `\n`) + "\n")
	case "touch":
		s.files(args, false)
	case "rm":
		s.files(args, true)
	case "cat", "ls":
		return s.look(name, args)
	case "test", "[":
		return s.test(args)
	case "wget", "curl", "redis-cli", "mysqladmin", "mariadb-admin", "pg_isready", "healthcheck.sh":
		return s.client(name, args)
	}
	return 0
}

func (s *script) shell(args []string) int32 {
	for i, a := range args {
		if strings.HasPrefix(a, "-") && strings.HasSuffix(a, "c") && i+1 < len(args) {
			code := s.run(args[i+1])
			if s.over {
				return s.code
			}
			return code
		}
	}
	return 0 // it reads commands from nobody, and ends
}

// server runs the image's own program, which goes on to listen.
func (s *script) server() int32 {
	if s.process != nil {
		s.process.Listens, s.forever = s.at, true
		if s.first {
			s.process.Deaf, s.process.Hears, s.process.Quits = false, s.at, s.image.quits()
		}
	} // else it is such as nginx -s quit, to which it does not listen
	return 0
}

func (s *script) files(args []string, gone bool) {
	for _, path := range args {
		if !strings.HasPrefix(path, "-") {
			s.file(path, gone)
		}
	}
}

// look reads files, which have nothing in them.
func (s *script) look(name string, args []string) (code int32) {
	for _, path := range args {
		if strings.HasPrefix(path, "-") || s.exists(path) {
			if name == "ls" && !strings.HasPrefix(path, "-") {
				s.print(path + "\n")
			}
			continue
		}
		code = 1
		busybox := s.image.Name == "busybox" || s.image.Name == "alpine"
		switch {
		case name == "cat" && busybox:
			s.print("cat: can't open '" + path + "': No such file or directory\n")
		case name == "cat":
			s.print("cat: " + path + ": No such file or directory\n")
		case busybox:
			s.print("ls: " + path + ": No such file or directory\n")
		default:
			s.print("ls: cannot access '" + path + "': No such file or directory\n")
			code = 2
		}
	}
	return code
}

// test knows files, empty words and equal words.
func (s *script) test(args []string) int32 {
	if n := len(args); n > 0 && args[n-1] == "]" {
		args = args[:n-1]
	}
	switch {
	case len(args) > 0 && args[0] == "!":
		return truth(s.test(args[1:]) != 0)
	case len(args) == 2 && (args[0] == "-f" || args[0] == "-e" || args[0] == "-r"):
		return truth(s.exists(args[1]))
	case len(args) == 2 && args[0] == "-n":
		return truth(args[1] != "")
	case len(args) == 2 && args[0] == "-z":
		return truth(args[1] == "")
	case len(args) == 3 && (args[1] == "=" || args[1] == "=="):
		return truth(args[0] == args[2])
	case len(args) == 3 && args[1] == "!=":
		return truth(args[0] != args[2])
	}
	return truth(len(args) == 1 && args[0] != "")
}

// client asks a server of the container itself, or an address.
func (s *script) client(name string, args []string) int32 {
	if s.ask == nil {
		return 0
	}
	switch name {
	case "redis-cli":
		port := flag(args, "p", 6379)
		if _, ok := s.ask("127.0.0.1", port, ""); !ok {
			s.print("Could not connect to Redis at 127.0.0.1:" + strconv.Itoa(int(port)) + ": Connection refused\n")
			return 1
		}
		s.print("PONG\n")
		return 0
	case "mysqladmin", "mariadb-admin", "healthcheck.sh":
		if _, ok := s.ask("127.0.0.1", 3306, ""); !ok {
			s.print(name + ": connect to server at 'localhost' failed\n")
			return 1
		}
		s.print("mysqld is alive\n")
		return 0
	case "pg_isready":
		if _, ok := s.ask("127.0.0.1", 5432, ""); !ok {
			s.print("/var/run/postgresql:5432 - no response\n")
			return 2
		}
		s.print("/var/run/postgresql:5432 - accepting connections\n")
		return 0
	}
	host, port, path := "", int32(80), "/"
	for _, a := range args {
		if !strings.HasPrefix(a, "-") && (strings.Contains(a, "localhost") || strings.Contains(a, ".") || strings.Contains(a, ":")) {
			host = strings.TrimPrefix(a, "http://")
		}
	}
	if at := strings.IndexByte(host, '/'); at >= 0 {
		host, path = host[:at], host[at:]
	}
	if h, p, ok := strings.Cut(host, ":"); ok {
		n, _ := strconv.Atoi(p)
		host, port = h, int32(n)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	status, ok := 0, false
	if _, err := netip.ParseAddr(host); err == nil {
		status, ok = s.ask(host, port, path)
	}
	fails := name == "wget"
	for _, a := range args {
		fails = fails || strings.HasPrefix(a, "-") && !strings.HasPrefix(a, "--") && strings.Contains(a, "f") || a == "--fail"
	}
	switch {
	case !ok && name == "curl":
		return 7
	case !ok:
		s.print("wget: can't connect to remote host (" + host + "): Connection refused\n")
		return 1
	case status >= 400 && fails && name == "curl":
		return 22
	case status >= 400 && fails:
		s.print("wget: server returned error: HTTP/1.1 " + strconv.Itoa(status) + "\n")
		return 1
	}
	return 0
}
