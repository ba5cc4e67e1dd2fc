package shell

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
	"svclab/wasm/route"
)

const busyboxWget = `BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.

Usage: wget [-cqS] [--spider] [-O FILE] [--header STR]
	[--no-check-certificate] [-U AGENT] [-T SEC] URL...
`

const gnuWget = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n"

// wget fetches a URL into a file. Its texts are BusyBox' in Pods and GNU's
// elsewhere.
func wget(p *process) int {
	busybox := p.place().Kind == network.InPod
	usage, mistake := gnuWget, 2
	if busybox {
		usage, mistake = busyboxWget, 1
	}
	spec := optionSpec{letters: "qO:ST:t:U:cNn:h\x01\x02:\x03V", long: map[string]byte{"quiet": 'q', "output-document": 'O', "server-response": 'S', "timeout": 'T', "tries": 't',
		"user-agent": 'U', "spider": 1, "header": 2, "no-check-certificate": 3, "help": 'h', "version": 'V'},
		failed: func(p *process, format string, args ...any) { p.errorf(format, args...); p.write(2, usage) }}
	opts, operands, ok := spec.parse(p)
	w := &wgetting{process: p, opts: opts, busybox: busybox, patience: 900 * api.Second, tries: 20}
	switch {
	case !ok:
		return mistake
	case opts.has('h'):
		p.out(usage)
		return 0
	case opts.has('V') && !busybox:
		p.out("GNU Wget 1.21.3 built on linux-gnu.\n")
		return 0
	case len(operands) == 0 && busybox:
		p.write(2, busyboxWget)
		return 1
	case len(operands) == 0:
		p.write(2, "wget: missing URL\n"+gnuWget)
		return 1
	}
	if opts.has('T') {
		seconds, err := strconv.ParseFloat(opts.value('T'), 64)
		switch {
		case (err != nil || seconds < 0) && busybox:
			p.errorf("invalid number '%s'", opts.value('T'))
			return 1
		case err != nil || seconds < 0:
			p.errorf("--timeout: Invalid time period ‘%s’", opts.value('T'))
			return 2
		}
		w.patience = api.Duration(seconds * float64(api.Second))
	}
	if n, ok := parseInt(opts.value('t')); ok && n > 0 {
		w.tries = int(n)
	}
	if busybox {
		w.tries = 1
	}
	status := 0
	for _, address := range operands {
		p.tick()
		if s := w.fetch(address); s != 0 {
			status = s
		}
	}
	return status
}

// wgetting is one wget.
type wgetting struct {
	*process
	opts     options
	busybox  bool
	patience api.Duration
	tries    int
}

// says writes to standard error unless -q forbids it.
func (w *wgetting) says(format string, args ...any) {
	if !w.opts.has('q') {
		w.write(2, fmt.Sprintf(format, args...))
	}
}

func (w *wgetting) date() string { return formatTime(w.shell.Cluster.Now(), "%Y-%m-%d %H:%M:%S") }

// fetch gets one URL and returns the exit status.
func (w *wgetting) fetch(address string) int {
	url, err := parseURL(address)
	if err != nil {
		w.write(2, "wget: "+err.Error()+"\n")
		return 1
	}
	if url.scheme == "https" {
		w.write(2, "wget: svclab's wget has no TLS: want http://\n")
		return 1
	}
	if w.opts.has(1) && !w.busybox {
		w.says("Spider mode enabled. Check if remote file exists.\n")
	}
	for try := 1; ; try++ {
		status, again := w.try(url, try)
		if !again {
			return status
		}
		w.wait(min(api.Duration(try), 10) * api.Second)
	}
}

// try asks once. GNU's wget tries again after a time-out.
func (w *wgetting) try(url curlURL, try int) (status int, again bool) {
	_, err := netip.ParseAddr(url.host)
	literal := err == nil
	if !w.busybox {
		times := ""
		if try > 1 {
			times = fmt.Sprintf("(try:%2d)  ", try)
		}
		w.says("--%s--  %s%s\n", w.date(), times, url.String())
	}
	if !w.busybox && !literal && try == 1 {
		w.says("Resolving %s (%s)... ", url.host, url.host)
	}
	ips := w.getaddrinfo(url.host, 0).ips
	if len(ips) == 0 {
		return w.unresolved(url.host), false
	}
	switch {
	case w.busybox:
		w.says("Connecting to %s (%s:%d)\n", url.authority(), ips[0], url.port)
	case literal:
		w.says("Connecting to %s:%d... ", url.host, url.port)
	default:
		if try == 1 {
			w.says("%s\n", ips[0])
		}
		w.says("Connecting to %s (%s)|%s|:%d... ", url.host, url.host, ips[0], url.port)
	}
	events, err := w.do(cluster.Connect{From: w.place(), To: network.Target{IP: ips[0], Port: url.port}, Path: url.path, Host: url.authority()})
	if err != nil {
		w.errorf("%s", err)
		return 4, false
	}
	path := connectedPath(events)
	w.wait(min(path.Latency, w.patience))
	if path.Reason == network.AppHangs || path.Served > 0 && path.Latency > w.patience {
		return w.unanswered(try)
	}
	if path.Latency > w.patience {
		path.Result = network.TimedOut
	}
	if result(path) == network.Answered {
		return w.take(url, path), false
	}
	status = w.unconnected(ips[0], sshFailure[path.Result])
	if w.busybox || path.Result != network.TimedOut {
		return status, false
	}
	return status, w.retries(try)
}

// retries says whether another try follows.
func (w *wgetting) retries(try int) bool {
	if try == w.tries {
		w.says("Giving up.\n\n")
		return false
	}
	w.says("Retrying.\n\n")
	return true
}

// unanswered says that the server took the connection and did not answer in time.
func (w *wgetting) unanswered(try int) (status int, again bool) {
	if w.busybox {
		w.write(2, "wget: download timed out\n")
		return 1, false
	}
	w.says("connected.\nHTTP request sent, awaiting response... Read error (Connection timed out) in headers.\n")
	return 4, w.retries(try)
}

func (w *wgetting) unresolved(host string) int {
	if w.busybox {
		w.write(2, "wget: bad address '"+host+"'\n")
		return 1
	}
	w.says("failed: Name or service not known.\n")
	w.says("wget: unable to resolve host address ‘%s’\n", host)
	return 4
}

func (w *wgetting) unconnected(ip, why string) int {
	switch {
	case w.busybox && why == sshFailure[network.TimedOut] && w.opts.has('T'):
		w.write(2, "wget: download timed out\n")
		return 1
	case w.busybox:
		w.write(2, fmt.Sprintf("wget: can't connect to remote host (%s): %s\n", ip, why))
		return 1
	}
	w.says("failed: %s.\n", why)
	return 4
}

// take writes what was answered where it belongs.
func (w *wgetting) take(url curlURL, path network.Path) int {
	if path.Status == 0 {
		if w.busybox {
			w.write(2, "wget: error getting response\n")
			return 1
		}
		w.says("connected.\nHTTP request sent, awaiting response... No data received.\n")
		return 4
	}
	line := fmt.Sprintf("%d %s", path.Status, route.StatusText(path.Status))
	headers := ""
	if w.opts.has('S') {
		for header := range strings.Lines(httpHead(w.shell.Cluster.Now(), path.Status, len(path.Body), "text/plain; charset=utf-8", w.busybox)) {
			if header = strings.TrimSpace(header); header != "" || w.busybox {
				headers += "  " + header + "\n"
			}
		}
	}
	switch {
	case w.busybox:
		w.says("%s", headers)
	case headers != "":
		w.says("connected.\nHTTP request sent, awaiting response... \n%s", headers)
	default:
		w.says("connected.\nHTTP request sent, awaiting response... %s\n", line)
	}
	if path.Status >= 400 {
		if w.busybox {
			w.write(2, "wget: server returned error: HTTP/1.1 "+line+"\n")
			return 1
		}
		w.says("%s ERROR %s.\n\n", w.date(), strings.Replace(line, " ", ": ", 1))
		return 8
	}
	if w.opts.has(1) {
		if w.busybox {
			w.says("remote file exists\n")
		} else {
			w.says("Length: %d [text/plain]\nRemote file exists.\n\n", len(path.Body))
		}
		return 0
	}
	return w.save(url, path.Body)
}

// save writes the body to its file.
func (w *wgetting) save(url curlURL, body string) int {
	name := w.opts.value('O')
	if name == "" {
		if name = url.file(); name == "" {
			name = "index.html"
		}
		_, err := w.readFile(name)
		if err == nil && w.busybox {
			w.write(2, "wget: can't open '"+name+"': File exists\n")
			return 1
		}
		for n, plain := 1, name; err == nil; n++ {
			name = plain + "." + strconv.Itoa(n)
			_, err = w.readFile(name)
		}
	}
	length, speed := len(body), "1.17 MB/s"
	bar := fmt.Sprintf("     0K %s 100%% 1.17M=0s\n\n", strings.Repeat(" ", 50))
	if name == "-" {
		if w.busybox {
			w.says("writing to stdout\n")
		} else {
			w.says("Length: %d [text/plain]\nSaving to: ‘STDOUT’\n", length)
		}
		w.out(body)
		if w.busybox {
			w.says("%swritten to stdout\n", w.meter("-", length))
		} else {
			w.says("\n%s%s (%s) - written to stdout [%d/%d]\n\n", bar, w.date(), speed, length, length)
		}
		return 0
	}
	if err := w.writeFile(name, []byte(body)); err != nil {
		if w.busybox {
			w.write(2, "wget: can't open '"+name+"': "+reason(err)+"\n")
			return 1
		}
		w.write(2, name+": "+reason(err)+"\n")
		return 3
	}
	if w.busybox {
		w.says("saving to '%s'\n%s'%s' saved\n", name, w.meter(name, length), name)
		return 0
	}
	w.says("Length: %d [text/plain]\nSaving to: ‘%s’\n\n%s%s (%s) - ‘%s’ saved [%d/%d]\n\n", length, name, bar, w.date(), speed, name, length, length)
	return 0
}

// meter is BusyBox' progress bar at its end.
func (w *wgetting) meter(name string, length int) string {
	return fmt.Sprintf("%-20.20s 100%% |%s| %5d  0:00:00 ETA\n", name, strings.Repeat("*", 32), length)
}
