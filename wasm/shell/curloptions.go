package shell

import (
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// curlOptions is curl's command line.
type curlOptions struct {
	urls                                                                                             []string
	silent, showError, include, head, verbose, insecure, failOn, failWithBody, literal, name, http10 bool
	maxTime, connectTime                                                                             api.Duration
	outputs                                                                                          []string
	writeOut, method, data, agent                                                                    string
	headers                                                                                          []string
	hasData                                                                                          bool
}

// output returns the file for the n-th URL, or that the URL names it.
func (o *curlOptions) output(n int) (name string, fromURL bool) {
	switch {
	case n < len(o.outputs):
		return o.outputs[n], false
	case len(o.outputs) == 1 && len(o.urls) == 1: // [1-3] in a URL
		return o.outputs[0], false
	}
	return "", o.name
}

// closes reports that each request wants a connection of its own.
func (o *curlOptions) closes() bool {
	return o.http10 || slices.ContainsFunc(o.headers, func(h string) bool {
		name, value, _ := strings.Cut(h, ":")
		return strings.EqualFold(name, "connection") && strings.EqualFold(strings.TrimSpace(value), "close")
	})
}

func (o *curlOptions) requestMethod() string {
	switch {
	case o.method != "":
		return o.method
	case o.head:
		return "HEAD"
	case o.hasData:
		return "POST"
	}
	return "GET"
}

// curlLong gives each long option the letter of its short form; those without
// one get a name of their own below 32.
var curlLong = map[string]byte{
	"silent": 's', "show-error": 'S', "max-time": 'm', "connect-timeout": 1, "output": 'o', "write-out": 'w', "include": 'i',
	"head": 'I', "verbose": 'v', "location": 'L', "insecure": 'k', "header": 'H', "request": 'X', "data": 'd', "data-raw": 'd',
	"data-binary": 'd', "data-ascii": 'd', "fail": 'f', "remote-name": 'O', "globoff": 'g', "user-agent": 'A', "url": 2,
	"fail-with-body": 3, "no-progress-meter": 4, "user": 'u', "http1.1": 5, "http1.0": '0', "no-keepalive": 5, "ipv4": '4', "noproxy": 6,
	"retry": 6, "compressed": 5, "get": 'G', "no-buffer": 'N',
}

const (
	curlFlags  = "sSiIvLkfOg40GN#" + "\x03\x04\x05"
	curlValues = "mowHXdAu" + "\x01\x02\x06"
)

// parseCurl reads the command line. On a mistake it has printed curl's words.
func parseCurl(p *process) (*curlOptions, bool) {
	o := &curlOptions{agent: "curl/7.88.1"}
	args := p.args[1:]
	literal := false
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		var ok bool
		switch {
		case arg == "--" && !literal:
			literal = true
			continue
		case literal || len(arg) < 2 || arg[0] != '-':
			o.urls = append(o.urls, arg)
			continue
		case strings.HasPrefix(arg, "--"):
			args, ok = o.long(p, arg, args)
		default:
			args, ok = o.short(p, arg, args)
		}
		if !ok {
			return nil, false
		}
	}
	if len(o.urls) == 0 {
		p.curlUsage("no URL specified!")
		return nil, false
	}
	return o, true
}

func (p *process) curlUsage(text string) {
	p.write(2, "curl: "+text+"\ncurl: try 'curl --help' or 'curl --manual' for more information\n")
}

func (o *curlOptions) long(p *process, arg string, args []string) ([]string, bool) {
	letter, ok := curlLong[arg[2:]]
	if !ok {
		p.curlUsage("option " + arg + ": is unknown")
		return nil, false
	}
	return o.one(p, arg, letter, "", args)
}

func (o *curlOptions) short(p *process, arg string, args []string) ([]string, bool) {
	for i := 1; i < len(arg); i++ {
		letter := arg[i]
		if strings.IndexByte(curlFlags, letter) < 0 && strings.IndexByte(curlValues, letter) < 0 || letter < ' ' {
			p.curlUsage("option " + arg + ": is unknown")
			return nil, false
		}
		if strings.IndexByte(curlValues, letter) >= 0 {
			return o.one(p, arg, letter, arg[i+1:], args)
		}
		o.flag(letter)
	}
	return args, true
}

// one takes an option whose value is the rest of its word or the next one.
func (o *curlOptions) one(p *process, arg string, letter byte, value string, args []string) ([]string, bool) {
	if strings.IndexByte(curlValues, letter) < 0 {
		o.flag(letter)
		return args, true
	}
	if value == "" {
		if len(args) == 0 {
			p.curlUsage("option " + arg + ": requires parameter")
			return nil, false
		}
		value, args = args[0], args[1:]
	}
	if !o.value(letter, value) {
		p.curlUsage("option " + arg + ": expected a proper numerical parameter")
		return nil, false
	}
	return args, true
}

func (o *curlOptions) flag(letter byte) {
	switch letter {
	case 's':
		o.silent = true
	case 'S':
		o.showError = true
	case 'i':
		o.include = true
	case 'I':
		o.head = true
	case 'v':
		o.verbose = true
	case 'k':
		o.insecure = true
	case 'f':
		o.failOn = true
	case 'O':
		o.name = true
	case 'g':
		o.literal = true
	case '0':
		o.http10 = true
	case 3:
		o.failOn, o.failWithBody = true, true
	case 4:
		o.silent, o.showError = true, true
	}
}

func (o *curlOptions) value(letter byte, value string) bool {
	switch letter {
	case 'm', 1:
		seconds, err := strconv.ParseFloat(value, 64)
		if err != nil || seconds < 0 || seconds > 1e9 || seconds != seconds {
			return false
		}
		d := api.Duration(seconds * float64(api.Second))
		if letter == 'm' {
			o.maxTime = d
		} else {
			o.connectTime = d
		}
	case 'o':
		o.outputs = append(o.outputs, value)
	case 'w':
		o.writeOut = value
	case 'H':
		o.headers = append(o.headers, value)
	case 'X':
		o.method = value
	case 'd':
		if o.hasData {
			o.data += "&"
		}
		o.data, o.hasData = o.data+value, true
	case 'A':
		o.agent = value
	case 2:
		o.urls = append(o.urls, value)
	}
	return true
}
