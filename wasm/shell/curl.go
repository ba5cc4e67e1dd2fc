package shell

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/route"
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
	o, status := parseCurl(p)
	if o == nil {
		return status
	}
	var addresses []string
	for _, pattern := range o.urls {
		urls, err := globURL(pattern, o.literal)
		if err != nil {
			if !o.silent || o.showError {
				p.write(2, "curl: "+err.Error()+"\n")
			}
			return 3
		}
		addresses = append(addresses, urls...)
	}
	c := &curlProcess{process: p, o: o, keep: (len(addresses) > 1 || o.location) && !o.closes(), open: map[string]curlConnection{}}
	defer c.closeAll()
	p.wait(curlStart)
	for _, r := range o.resolves {
		if o.verbose {
			p.write(2, "* Added "+r+" to DNS cache\n")
		}
	}
	for number, address := range addresses {
		p.tick()
		status = c.retrying(address, number)
	}
	return status
}

// closeAll closes what is open, as the end of a process does, however it ends.
func (c *curlProcess) closeAll() {
	for _, id := range c.kept {
		c.do(cluster.Close{Connection: id}) //nolint:errcheck // the server may have closed it
	}
}

// retrying gets one URL, again when --retry wants that of how it ended.
func (c *curlProcess) retrying(address string, number int) int {
	pause := api.Second
	for left := c.o.retries; ; left-- {
		t := &transfer{curlProcess: c, address: address, number: -1}
		status := c.fetch(t, number)
		why := t.transient(status)
		if left <= 0 || why == "" {
			return status
		}
		if c.o.retryDelay > 0 {
			pause = c.o.retryDelay
		}
		if !c.o.silent {
			plural, more := "s", "ies"
			if pause == api.Second {
				plural = ""
			}
			if left == 1 {
				more = "y"
			}
			c.write(2, fmt.Sprintf("Warning: Problem: %s. Will retry in %d second%s. %d retr%s left.\n", why, pause/api.Second, plural, left, more))
		}
		c.wait(pause)
		pause = min(2*pause, 10*api.Minute)
	}
}

// transient says why a transfer may work the next time, "" when nothing speaks
// for it. Models curl's tool_operate.c post_per_transfer.
func (t *transfer) transient(status int) string {
	switch {
	case status == 28 || status == 6:
		return "timeout"
	case status == 7 && t.o.retryRefused:
		return "connection refused"
	case t.status >= 500 || t.status == 408 || t.status == 429:
		return "HTTP error"
	case status != 0 && t.o.retryAll:
		return "(retrying all errors)"
	}
	return ""
}

// fetch makes one transfer and returns the exit status.
func (c *curlProcess) fetch(t *transfer, number int) int {
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
	local     string // the client's own address
	localPort int32
	connects  int  // new connections
	number    int  // of the connection that is used again, for -v
	reused    bool // the connection was open
	lookup    api.Duration
	connected api.Duration
	total     api.Duration
	status    int
	headers   string
	body      string
	err       curlError

	location       string // of the answer
	contentKind    string // its Content-Type
	earlier        string // the heads of answers that sent curl elsewhere
	redirects      int
	beforeRedirect api.Duration
	trusted        []route.Certificate // of --cacert
}

// run makes the request, and those that the answers ask for.
func (t *transfer) run() error {
	own := t.o
	defer func() { t.o = own }()
	err := t.once(t.address)
	if err == nil {
		err = t.follow()
	}
	t.headers = t.earlier + t.headers
	return err
}

// once makes one request.
func (t *transfer) once(address string) error {
	var err error
	if t.url, err = parseURL(address); err != nil {
		return err
	}
	if err := t.readTrusted(); err != nil {
		return err
	}
	if t.o.get && t.o.hasData {
		joint := "?"
		if strings.Contains(t.url.path, "?") {
			joint = "&"
		}
		t.url.path += joint + t.o.data
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
	t.ip, t.total = path.To.IP, t.total+path.Latency
	if t.connected = t.lookup + path.Latency/2; t.reused { // one way for the handshake, one for the request
		t.connected = 0
	}
	return t.answer(path)
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
	if t.o.dump != "" && t.o.dump != "-" {
		t.writeFile(t.o.dump, []byte(t.headers)) //nolint:errcheck // the body matters more
	} else if t.o.dump == "-" && !t.o.include && !t.o.head {
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
