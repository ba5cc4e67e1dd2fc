package image

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// Request is an HTTP request as the server that got it logs it.
type Request struct {
	At           api.Time
	IP           string // of the client as the Pod sees it
	Port         int32  // likewise
	Method, Path string
	Agent        string // what the client calls itself
	Status, Size int    // of the answer
	Forwarded    string // what the header X-Forwarded-For said
	Upstream     string // whom a proxy asked, IP:PORT
}

// LogStart returns the lines with which a container of the image starts, in the
// words of its program, without most of them. ip is the Pod's address.
func (i Image) LogStart(c *api.Container, ip string, at api.Time) []string {
	if _, runs := i.runs(c); i.Known && !runs {
		return nil
	}
	port := "" // the first
	if ports := Listens(c); len(ports) > 0 {
		port = strconv.Itoa(int(ports[0].Number))
	}
	s := stampOf(at)
	switch i.program {
	case "nginx":
		return []string{"/docker-entrypoint.sh: Configuration complete; ready for start up",
			s.slashes() + ` [notice] 1#1: using the "epoll" event method`, s.slashes() + " [notice] 1#1: start worker processes"}
	case "httpd-foreground":
		return []string{"AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using " + ip +
			". Set the 'ServerName' directive globally to suppress this message",
			"[" + s.apache() + "] [core:notice] [pid 1:tid 1] AH00094: Command line: 'httpd -D FOREGROUND'"}
	case "whoami":
		return []string{s.slashes() + " Starting up on port " + port}
	case "agnhost":
		if port != "" {
			return []string{s.klog() + "Started HTTP server on port " + port}
		}
	case "redis-server":
		return []string{"1:C " + s.redis() + " * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo", "1:M " + s.redis() + " * Ready to accept connections tcp"}
	case "mysqld":
		return []string{s.date() + "T" + s.clock() + "." + s.micros() + "Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections."}
	case "mariadbd":
		return []string{s.date() + " " + s.clock() + " 0 [Note] mariadbd: ready for connections."}
	case "postgres":
		return []string{s.date() + " " + s.clock() + "." + s.micros()[:3] + " UTC [1] LOG:  database system is ready to accept connections"}
	case "coredns":
		return []string{".:53", "CoreDNS-1.15.0"}
	case "":
		if port != "" {
			return []string{"listening on port " + port}
		}
	}
	return nil
}

// LogRequest returns the line that a container of the image logs of a request,
// "" when it logs none: nginx's combined format, Apache's common one, those of
// agnhost and, told to be verbose, of whoami.
func (i Image) LogRequest(c *api.Container, r Request) string {
	s := stampOf(r.At)
	request := `"` + r.Method + " " + r.Path + ` HTTP/1.1"`
	common := r.IP + " - - [" + s.common() + "] " + request + " " + strconv.Itoa(r.Status) + " "
	size := strconv.Itoa(r.Size)
	switch i.program {
	case "nginx", "":
		return common + size + ` "-" "` + r.Agent + `" "` + dash(r.Forwarded) + `"`
	case "nginx-ingress-controller":
		return common + size + ` "-" "` + r.Agent + `" [` + dash(r.Upstream) + `]`
	case "httpd-foreground":
		if r.Size == 0 {
			size = "-"
		}
		return common + size
	case "agnhost":
		return s.klog() + r.Method + " " + r.Path
	case "whoami":
		if args, _ := i.runs(c); hasFlag(args, "verbose") {
			return s.slashes() + " " + r.IP + ":" + strconv.Itoa(int(r.Port)) + " - - [" + s.common() + "] " + request + " - -"
		}
	}
	return ""
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// hasFlag reports whether a switch is among the arguments.
func hasFlag(args []string, name string) bool {
	for _, a := range args {
		if key, value, _ := strings.Cut(strings.TrimLeft(a, "-"), "="); key == name && a != key && value != "false" {
			return true
		}
	}
	return false
}

// stamp is a time in the ways in which programs write it.
type stamp struct {
	text string // 2026-01-01T00:00:00Z
	at   api.Time
}

func stampOf(at api.Time) stamp { return stamp{at.String(), at} }

func (s stamp) date() string    { return s.text[:10] }
func (s stamp) clock() string   { return s.text[11:19] }
func (s stamp) slashes() string { return strings.ReplaceAll(s.date(), "-", "/") + " " + s.clock() }

func (s stamp) month() string {
	month, _ := strconv.Atoi(s.text[5:7])
	return "JanFebMarAprMayJunJulAugSepOctNovDec"[(month-1)*3:][:3]
}

func (s stamp) micros() string {
	text := strconv.Itoa(int(s.at%api.Time(api.Second)/api.Time(api.Microsecond)) + 1_000_000)
	return text[1:]
}

// common is 01/Jan/2026:00:00:00 +0000.
func (s stamp) common() string {
	return s.text[8:10] + "/" + s.month() + "/" + s.text[:4] + ":" + s.clock() + " +0000"
}

// apache is Thu Jan 01 00:00:00.000000 2026; 1970-01-01 was a Thursday.
func (s stamp) apache() string {
	day := int(s.at / api.Time(api.Day) % 7 * 3)
	return "ThuFriSatSunMonTueWed"[day:day+3] + " " + s.month() + " " + s.text[8:10] + " " + s.clock() + "." + s.micros() + " " + s.text[:4]
}

func (s stamp) redis() string {
	return s.text[8:10] + " " + s.month() + " " + s.text[:4] + " " + s.clock() + "." + s.micros()[:3]
}

func (s stamp) klog() string {
	return "I" + s.text[5:7] + s.text[8:10] + " " + s.clock() + "." + s.micros() + "       1 log.go:245] "
}
