package shell

import (
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// curlOptions is curl's command line.
type curlOptions struct {
	urls                                                                                                  []string
	silent, showError, include, head, verbose, insecure, failOn, failWithBody, literal, name, http10, get bool
	maxTime, connectTime, retryDelay                                                                      api.Duration
	outputs, headers, resolves, connectTo                                                                 []string
	writeOut, method, data, agent, user, referer, dump, interfaceName                                     string
	caFile                                                                                                string
	maxRedirects                                                                                          int
	location, hasData, retryRefused, retryAll                                                             bool
	retries                                                                                               int
	family                                                                                                byte // '4' or '6' where one is asked for
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
	case o.hasData && !o.get:
		return "POST"
	}
	return "GET"
}

// curlLong gives each long option the letter of its short form; those without
// one get a number of their own below 32.
var curlLong = map[string]byte{
	"silent": 's', "show-error": 'S', "max-time": 'm', "output": 'o', "write-out": 'w', "include": 'i', "head": 'I', "verbose": 'v', "location": 'L',
	"insecure": 'k', "header": 'H', "request": 'X', "data": 'd', "data-ascii": 'd', "fail": 'f', "remote-name": 'O', "globoff": 'g', "user-agent": 'A',
	"user": 'u', "http1.0": '0', "ipv4": '4', "ipv6": '6', "get": 'G', "no-buffer": 'N', "progress-bar": '#', "referer": 'e', "dump-header": 'D', "version": 'V', "help": 'h',
	"connect-timeout": 1, "url": 2, "fail-with-body": 3, "no-progress-meter": 4, "http1.1": 5, "no-keepalive": 5, "tcp-nodelay": 5, "compressed": 5, "path-as-is": 5,
	"location-trusted": 5, "max-redirs": 19, "cacert": 20, "noproxy": 6, "keepalive-time": 6, "resolve": 7, "connect-to": 8, "retry": 11, "retry-delay": 12,
	"retry-connrefused": 14, "retry-all-errors": 15, "data-raw": 16, "data-binary": 17, "interface": 18,
}

const (
	curlFlags  = "sSiIvLkfOg046GN#Vhq" + "\x03\x04\x05\x0e\x0f"
	curlValues = "mowHXdAueD" + "\x01\x02\x06\x07\x08\x0b\x0c\x10\x11\x12\x13\x14"
	// curlAbsent are letters of real curl's that do nothing here, curlAbsentLong
	// names of that kind.
	curlAbsent     = "aBbCcEFJjKlMnPpQRrTtUxYyZz:123"
	curlAbsentLong = " parallel parallel-max form form-string upload-file cookie cookie-jar config range proxy cert key capath continue-at create-dirs data-urlencode json " +
		"http2 http2-prior-knowledge http3 limit-rate speed-limit speed-time next oauth2-bearer digest ntlm negotiate basic netrc proto proto-default socks5 stderr trace trace-ascii " +
		"trace-time unix-socket local-port tlsv1.2 tlsv1.3 ciphers dns-servers doh-url remote-header-name remote-time retry-max-time variable "
)

const curlVersion = "8.5.0"

const curlVersionText = "curl " + curlVersion + " (x86_64-pc-linux-gnu) libcurl/" + curlVersion + " OpenSSL/3.0.13\nRelease-Date: 2023-12-06\nProtocols: http https\nFeatures: IPv6 SSL\n"

const curlHelp = `Usage: curl [options...] <url>
 -d, --data <data>           HTTP POST data
 -f, --fail                  Fail fast with no output on HTTP errors
 -h, --help <category>       Get help for commands
 -i, --include               Include protocol response headers in the output
 -o, --output <file>         Write to file instead of stdout
 -O, --remote-name           Write output to a file named as the remote file
 -s, --silent                Silent mode
 -u, --user <user:password>  Server user and password
 -A, --user-agent <name>     Send User-Agent <name> to server
 -v, --verbose               Make the operation more talkative
 -V, --version               Show version number and quit
`

// parseCurl reads the command line. On a mistake it has printed curl's words,
// as it has printed what -V and -h ask for.
func parseCurl(p *process) (o *curlOptions, status int) {
	o = &curlOptions{agent: "curl/" + curlVersion, maxRedirects: 50}
	args := p.args[1:]
	if len(args) == 0 {
		p.curlUsage("")
		return nil, 2
	}
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
		case arg == "-V" || arg == "--version":
			p.out(curlVersionText)
			return nil, 0
		case arg == "-h" || arg == "--help":
			p.out(curlHelp)
			return nil, 0
		case strings.HasPrefix(arg, "--"):
			args, ok = o.long(p, arg, args)
		default:
			args, ok = o.short(p, arg, args)
		}
		if !ok {
			return nil, 2
		}
	}
	if len(o.urls) == 0 {
		p.curlUsage("no URL specified!")
		return nil, 2
	}
	return o, 0
}

func (p *process) curlUsage(text string) {
	if text != "" {
		p.write(2, "curl: "+text+"\n")
	}
	p.write(2, "curl: try 'curl --help' or 'curl --manual' for more information\n")
}

// notInCurl says that an option of real curl's is not here.
func (p *process) notInCurl(arg string) {
	p.write(2, "curl: svclab's curl does not have "+arg+"\n")
}

func (o *curlOptions) long(p *process, arg string, args []string) ([]string, bool) {
	letter, ok := curlLong[arg[2:]]
	switch {
	case !ok && strings.Contains(curlAbsentLong, " "+arg[2:]+" "):
		p.notInCurl(arg)
		return nil, false
	case !ok:
		p.curlUsage("option " + arg + ": is unknown")
		return nil, false
	}
	return o.one(p, arg, letter, "", args)
}

func (o *curlOptions) short(p *process, arg string, args []string) ([]string, bool) {
	for i := 1; i < len(arg); i++ {
		letter := arg[i]
		switch {
		case letter < ' ':
		case strings.IndexByte(curlValues, letter) >= 0:
			return o.one(p, arg, letter, arg[i+1:], args)
		case strings.IndexByte(curlFlags, letter) >= 0:
			o.flag(letter)
			continue
		case strings.IndexByte(curlAbsent, letter) >= 0:
			p.notInCurl("-" + string(letter))
			return nil, false
		}
		p.curlUsage("option " + arg + ": is unknown")
		return nil, false
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
	if !o.value(p, letter, value) {
		p.curlUsage("option " + arg + ": expected a proper numerical parameter")
		return nil, false
	}
	return args, true
}

func (o *curlOptions) flag(letter byte) {
	switch letter {
	case '4', '6':
		o.family = letter
	case 3:
		o.failOn, o.failWithBody = true, true
	case 4:
		o.silent, o.showError = true, true
	default:
		if is := map[byte]*bool{'s': &o.silent, 'S': &o.showError, 'i': &o.include, 'I': &o.head, 'v': &o.verbose, 'k': &o.insecure, 'f': &o.failOn, 'O': &o.name,
			'g': &o.literal, 'G': &o.get, 'L': &o.location, '0': &o.http10, 14: &o.retryRefused, 15: &o.retryAll}[letter]; is != nil {
			*is = true
		}
	}
}

func (o *curlOptions) value(p *process, letter byte, value string) bool {
	switch letter {
	case 'm', 1, 12:
		seconds, err := strconv.ParseFloat(value, 64)
		if err != nil || seconds < 0 || seconds > 1e9 || seconds != seconds {
			return false
		}
		*map[byte]*api.Duration{'m': &o.maxTime, 1: &o.connectTime, 12: &o.retryDelay}[letter] = api.Duration(seconds * float64(api.Second))
	case 11:
		n, ok := parseInt(value)
		o.retries = int(n)
		return ok && n >= 0
	case 19:
		n, ok := parseInt(value)
		o.maxRedirects = int(n)
		return ok && n >= 0
	case 'o':
		o.outputs = append(o.outputs, value)
	case 'H':
		o.headers = append(o.headers, value)
	case 'd', 16, 17:
		if o.hasData {
			o.data += "&"
		}
		o.data, o.hasData = o.data+p.curlData(letter, value), true
	case 2:
		o.urls = append(o.urls, value)
	case 7:
		o.resolves = append(o.resolves, value)
	case 8:
		o.connectTo = append(o.connectTo, value)
	default:
		if text := map[byte]*string{'w': &o.writeOut, 'X': &o.method, 'A': &o.agent, 'u': &o.user, 'e': &o.referer, 'D': &o.dump, 18: &o.interfaceName, 20: &o.caFile}[letter]; text != nil {
			*text = value
		}
	}
	return true
}

// curlData reads @FILE, of which -d leaves the line ends out.
func (p *process) curlData(letter byte, value string) string {
	name, file := strings.CutPrefix(value, "@")
	if !file || letter == 16 {
		return value
	}
	in, err := p.open(name)
	if err != nil {
		p.write(2, "Warning: Couldn't read data from file \""+name+"\", this makes an empty POST.\n")
		return ""
	}
	text := in.rest(p.thread)
	if letter == 'd' {
		text = strings.NewReplacer("\r", "", "\n", "").Replace(text)
	}
	return text
}
