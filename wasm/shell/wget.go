package shell

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// wget fetches a URL into a file. Its texts are BusyBox' in Pods and GNU's
// elsewhere.
func wget(p *process) int {
	spec := optionSpec{letters: "qO:ST:t:U:cNvh\x01\x02:\x03", long: map[string]byte{"quiet": 'q', "output-document": 'O', "server-response": 'S', "timeout": 'T', "tries": 't',
		"user-agent": 'U', "spider": 1, "header": 2, "no-check-certificate": 3, "no-verbose": 'v', "help": 'h'}}
	opts, operands, ok := spec.parse(p)
	switch {
	case !ok:
		return 2
	case opts.has('h'):
		p.out("Usage: wget [-q] [-O FILE] [-T SECONDS] [-S] [--spider] URL...\n")
		return 0
	case len(operands) == 0:
		p.write(2, "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n")
		return 1
	}
	w := &wgetting{process: p, opts: opts, busybox: p.place().Kind == network.InPod, patience: 900 * api.Second}
	if opts.has('T') {
		seconds, err := strconv.ParseFloat(opts.value('T'), 64)
		if err != nil || seconds < 0 {
			p.errorf("--timeout: Invalid time period ‘%s’", opts.value('T'))
			return 2
		}
		w.patience = api.Duration(seconds * float64(api.Second))
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
}

// says writes to standard error unless -q forbids it.
func (w *wgetting) says(format string, args ...any) {
	if !w.opts.has('q') {
		w.write(2, fmt.Sprintf(format, args...))
	}
}

// fetch gets one URL and returns the exit status.
func (w *wgetting) fetch(address string) int {
	url, err := parseURL(address)
	if err != nil {
		w.write(2, "wget: "+err.Error()+"\n")
		return 1
	}
	if !w.busybox {
		w.says("--%s--  %s\n", formatTime(w.shell.Cluster.Now(), "%Y-%m-%d %H:%M:%S"), url.String())
		w.says("Resolving %s (%s)... ", url.host, url.host)
	}
	ips := w.getaddrinfo(url.host, 0).ips
	if len(ips) == 0 {
		return w.unresolved(url.host)
	}
	if w.busybox {
		w.says("Connecting to %s (%s:%d)\n", url.authority(), ips[0], url.port)
	} else {
		w.says("%s\nConnecting to %s (%s)|%s|:%d... ", ips[0], url.host, url.host, ips[0], url.port)
	}
	events, err := w.do(cluster.Connect{From: w.place(), To: network.Target{IP: ips[0], Port: url.port}, Path: url.path})
	if err != nil {
		w.errorf("%s", err)
		return 4
	}
	path, _ := connectedPath(events)
	w.wait(min(path.Latency, w.patience))
	if path.Latency > w.patience {
		path.Result = network.TimedOut
	}
	if result(path) != network.Answered {
		return w.unconnected(url, ips[0], sshFailure[path.Result])
	}
	return w.take(url, path)
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

func (w *wgetting) unconnected(url curlURL, ip, why string) int {
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
	line := fmt.Sprintf("%d %s", path.Status, statusText[path.Status])
	if !w.busybox {
		w.says("connected.\nHTTP request sent, awaiting response... %s\n", line)
	}
	if w.opts.has('S') {
		for header := range strings.Lines(httpHead(w.shell.Cluster.Now(), path.Status, len(path.Body), "text/plain; charset=utf-8", w.busybox)) {
			if header = strings.TrimSpace(header); header != "" {
				w.says("  %s\n", header)
			}
		}
	}
	if path.Status >= 400 {
		if w.busybox {
			w.write(2, "wget: server returned error: HTTP/1.1 "+line+"\n")
			return 1
		}
		w.says("%s ERROR %s.\n", formatTime(w.shell.Cluster.Now(), "%Y-%m-%d %H:%M:%S"), strings.Replace(line, " ", ": ", 1))
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

func (w *wgetting) save(url curlURL, body string) int {
	name := w.opts.value('O')
	if name == "" {
		if name = url.file(); name == "" {
			name = "index.html"
		}
	}
	if name == "-" {
		if !w.busybox {
			w.says("Length: %d [text/plain]\nSaving to: ‘STDOUT’\n\n", len(body))
		}
		w.out(body)
		return 0
	}
	if err := w.writeFile(name, []byte(body)); err != nil {
		w.write(2, "wget: can't open '"+name+"': "+reason(err)+"\n")
		return 1
	}
	if w.busybox {
		w.says("saving to '%s'\n'%s' saved\n", name, name)
		return 0
	}
	w.says("Length: %d [text/plain]\nSaving to: ‘%s’\n\n%s - ‘%s’ saved [%d/%d]\n\n", len(body), name,
		formatTime(w.shell.Cluster.Now(), "%Y-%m-%d %H:%M:%S"), name, len(body), len(body))
	return 0
}
