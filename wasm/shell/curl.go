package shell

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// What curl costs in virtual time besides the connection itself.
const (
	curlStart = 4 * api.Millisecond
	curlLate  = api.Millisecond // by which its timer is late
)

// curlProcess is one curl with its connections, which it keeps open between
// URLs: a second request to the same place goes to the same Pod.
type curlProcess struct {
	*process
	o    *curlOptions
	keep bool // more than one URL is to be fetched, and nothing forbids it
	open map[string]curlConnection
	kept []int // connections that were left open, by their IDs
	made int   // connections, for -v
}

// curlConnection is one that is open.
type curlConnection struct {
	id     int // in the cluster
	number int // for -v
}

// curl fetches URLs.
func curl(p *process) int {
	o, ok := parseCurl(p)
	if !ok {
		return 2
	}
	var addresses []string
	for _, pattern := range o.urls {
		addresses = append(addresses, globURL(pattern, o.literal)...)
	}
	c := &curlProcess{process: p, o: o, keep: len(addresses) > 1 && !o.closes(), open: map[string]curlConnection{}}
	defer c.closeAll()
	p.wait(curlStart)
	status := 0
	for number, address := range addresses {
		p.tick()
		status = c.fetch(address, number)
	}
	return status
}

// closeAll closes what is open, as the end of a process does, however it ends.
func (c *curlProcess) closeAll() {
	for _, id := range c.kept {
		c.do(cluster.Close{Connection: id}) //nolint:errcheck // the server may have closed it
	}
}

// fetch gets one URL and returns the exit status.
func (c *curlProcess) fetch(address string, number int) int {
	t := &transfer{curlProcess: c, address: address}
	t.output, t.outputName = c.o.output(number)
	if t.meters() {
		c.write(2, meterHead+meterLine(0, 0))
	}
	err := t.run()
	if t.meters() {
		c.write(2, meterLine(len(t.body), t.total)+"\n")
	}
	if err == nil {
		err = t.deliver()
	}
	if err == nil && c.o.failOn && t.status >= 400 {
		err = curlError{22, fmt.Sprintf("The requested URL returned error: %d", t.status)}
	}
	status := 0
	if e, ok := err.(curlError); ok {
		status, t.err = e.status, e
	}
	if status != 0 && (!c.o.silent || c.o.showError) {
		c.write(2, "curl: "+t.err.Error()+"\n")
	}
	if c.o.writeOut != "" {
		c.out(t.writeOut())
	}
	return status
}

// curlError is a failed transfer.
type curlError struct {
	status int
	text   string
}

func (e curlError) Error() string { return fmt.Sprintf("(%d) %s", e.status, e.text) }

// transfer is one request.
type transfer struct {
	*curlProcess
	address    string
	url        curlURL
	output     string // file name, "" for standard output
	outputName bool   // -O: the name is the URL's

	ip        string
	connects  int // new connections
	connected api.Duration
	total     api.Duration
	status    int
	headers   string
	body      string
	err       curlError
}

// run makes the request.
func (t *transfer) run() error {
	var err error
	if t.url, err = parseURL(t.address); err != nil {
		return err
	}
	if t.outputName {
		if t.output = t.url.file(); t.output == "" {
			t.write(2, "curl: Remote file name has no length!\n")
			return curlError{23, "Failed writing received data to disk/application"}
		}
	}
	path, err := t.connect()
	if err != nil {
		return err
	}
	t.ip, t.total, t.connected = path.To.IP, t.total+path.Latency, path.Latency
	return t.answer(path)
}

// connect opens a connection, or takes one that is open.
func (t *transfer) connect() (network.Path, error) {
	key := fmt.Sprintf("%s:%d", t.url.host, t.url.port)
	if path, ok := t.reuse(key); ok {
		return path, nil
	}
	ip, err := t.resolveHost()
	if err != nil {
		return network.Path{}, err
	}
	t.verbose("*   Trying %s:%d...\n", ip, t.url.port)
	events, err := t.do(cluster.Connect{From: t.place(), To: network.Target{IP: ip, Port: t.url.port}, Keep: t.keep,
		Path: t.url.path, Method: t.o.requestMethod(), Agent: t.o.agent})
	if err != nil {
		return network.Path{}, t.fail(7, "%s", err)
	}
	var made cluster.Connected
	for _, e := range events {
		if c, ok := e.(cluster.Connected); ok {
			made = c
		}
	}
	if made.Open {
		t.open[key] = curlConnection{made.ID, t.made}
		t.kept = append(t.kept, made.ID)
	}
	if err := t.waitFor(made.Path); err != nil {
		return made.Path, err
	}
	t.verbose("* Connected to %s (%s) port %d (#%d)\n", t.url.host, ip, t.url.port, t.made)
	t.made++
	t.connects++
	return made.Path, nil
}

// reuse sends the request over an open connection; ok is false when there is
// none, or the server has closed it.
func (t *transfer) reuse(key string) (path network.Path, ok bool) {
	c, ok := t.open[key]
	if !ok {
		return path, false
	}
	events, err := t.do(cluster.Send{Connection: c.id, Path: t.url.path, Method: t.o.requestMethod(), Agent: t.o.agent})
	for _, e := range events {
		if sent, is := e.(cluster.Sent); is && err == nil {
			path, ok = sent.Path, sent.Open
		}
	}
	if err != nil || !ok {
		t.verbose("* Connection %d seems to be dead\n* Closing connection %d\n", c.number, c.number)
		delete(t.open, key)
		return path, false
	}
	t.verbose("* Re-using existing connection #%d with host %s\n", c.number, t.url.host)
	t.wait(path.Latency)
	return path, true
}

// waitFor lets the time pass that a connection takes. curl has less patience
// than the kernel when it is told so.
func (t *transfer) waitFor(path network.Path) error {
	if max := t.o.maxTime; max > 0 && path.Latency > max && (t.o.connectTime == 0 || max <= t.o.connectTime) {
		t.wait(max + curlLate)
		t.total = max + curlLate
		return t.fail(28, "Connection timed out after %d milliseconds", t.total/api.Millisecond)
	}
	if max := t.o.connectTime; max > 0 && path.Latency > max {
		t.wait(max + curlLate)
		return t.failConnect(28, max+curlLate, "Timeout was reached")
	}
	t.wait(path.Latency)
	switch result(path) {
	case network.Answered:
		return nil
	case network.TimedOut:
		return t.failConnect(28, path.Latency, "Couldn't connect to server")
	case network.Refused:
		t.verbose("* connect to %s port %d failed: Connection refused\n", path.To.IP, path.To.Port)
	case network.NoRoute:
		t.verbose("* connect to %s port %d failed: No route to host\n", path.To.IP, path.To.Port)
	}
	return t.failConnect(7, path.Latency, "Couldn't connect to server")
}

func (t *transfer) failConnect(status int, after api.Duration, why string) error {
	t.total = after
	return t.fail(status, "Failed to connect to %s port %d after %d ms: %s", t.url.host, t.url.port, after/api.Millisecond, why)
}

func (t *transfer) fail(status int, format string, args ...any) error {
	err := curlError{status, fmt.Sprintf(format, args...)}
	t.verbose("* %s\n* Closing connection %d\n", err.text, t.made)
	return err
}

func (t *transfer) verbose(format string, args ...any) {
	if t.o.verbose {
		t.write(2, fmt.Sprintf(format, args...))
	}
}

// deliver prints what came back, or writes it to a file.
func (t *transfer) deliver() error {
	text := t.body
	if t.o.include || t.o.head {
		text = t.headers + text
	}
	if t.o.failOn && t.status >= 400 && !t.o.failWithBody {
		return nil
	}
	if t.output == "" || t.output == "-" {
		t.out(text)
		return nil
	}
	if err := t.writeFile(t.output, []byte(text)); err != nil {
		if !t.o.silent || t.o.showError {
			t.write(2, "Warning: Failed to open the file "+t.output+": "+reason(err)+"\n")
		}
		return curlError{23, "Failed writing received data to disk/application"}
	}
	return nil
}
