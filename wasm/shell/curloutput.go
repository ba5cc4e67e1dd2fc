package shell

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
)

// meters reports that the progress meter is shown: never beside the output on
// a terminal.
func (t *transfer) meters() bool {
	if t.o.silent {
		return false
	}
	toFile := t.output != "" && t.output != "-" || t.outputName
	return toFile || !t.fd[1].isTerminal()
}

const meterHead = "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n" +
	"                                 Dload  Upload   Total   Spent    Left  Speed\n"

// meterLine is one state of the progress meter.
func meterLine(size int, spent api.Duration) string {
	percent, speed := 0, int64(0)
	if size > 0 {
		percent, speed = 100, int64(size)*int64(api.Second)/int64(max(spent, api.Millisecond))
	}
	clock := "--:--:--"
	if s := spent / api.Second; s > 0 {
		clock = fmt.Sprintf("%2d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("\r%3d %5d  %3d %5d    0     0  %5d      0 --:--:-- %s --:--:-- %5d", percent, size, percent, size, speed, clock, speed)
}

// writeOut fills in the format of -w.
func (t *transfer) writeOut() string {
	var b strings.Builder
	for s := t.o.writeOut; s != ""; {
		switch {
		case strings.HasPrefix(s, "%%"):
			b.WriteByte('%')
			s = s[2:]
		case strings.HasPrefix(s, "%{") && strings.Contains(s, "}"):
			name, rest, _ := strings.Cut(s[2:], "}")
			value, ok := t.variable(name)
			if !ok {
				t.write(2, "curl: unknown --write-out variable: '"+name+"'\n")
			}
			b.WriteString(value)
			s = rest
		case s[0] == '\\' && len(s) > 1 && strings.IndexByte("nrt", s[1]) >= 0:
			b.WriteString(simpleEscapes[s[1]])
			s = s[2:]
		default:
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
	return b.String()
}

func (t *transfer) variable(name string) (string, bool) {
	seconds := func(d api.Duration) string { return fmt.Sprintf("%.6f", float64(d)/float64(api.Second)) }
	switch name {
	case "http_code", "response_code":
		return fmt.Sprintf("%03d", t.status), true
	case "http_connect":
		return "000", true
	case "time_total":
		return seconds(t.total), true
	case "time_namelookup":
		return seconds(t.lookup), true
	case "time_connect", "time_pretransfer":
		return seconds(t.connected), true
	case "time_starttransfer":
		if t.status == 0 {
			return seconds(0), true
		}
		return seconds(t.total), true
	case "time_redirect":
		return seconds(t.beforeRedirect), true
	case "time_appconnect":
		return seconds(0), true
	case "remote_ip":
		return t.ip, true
	case "remote_port":
		if t.ip == "" {
			return "0", true
		}
		return itoa(int64(t.url.port)), true
	case "local_ip", "local_port":
		switch {
		case t.ip == "" && name == "local_ip":
			return "", true
		case t.ip == "":
			return "0", true
		case name == "local_ip":
			return t.local, true
		}
		return itoa(int64(t.localPort)), true
	case "content_type":
		return t.contentType(), true
	case "referer":
		return t.o.referer, true
	case "redirect_url":
		return t.redirect(), true
	case "size_download":
		return itoa(int64(len(t.body))), true
	case "size_header":
		return itoa(int64(len(t.headers))), true
	case "num_headers":
		return itoa(int64(max(0, strings.Count(t.headers, "\r\n")-2))), true
	case "size_upload":
		return itoa(int64(len(t.o.data))), true
	case "speed_download":
		return itoa(int64(len(t.body)) * int64(api.Second) / int64(max(t.total, api.Millisecond))), true
	case "num_redirects":
		return itoa(int64(t.redirects)), true
	case "ssl_verify_result":
		if t.err.status == 60 {
			return "20", true
		}
		return "0", true
	case "num_connects":
		return itoa(int64(t.connects)), true
	case "url":
		return t.address, true
	case "url_effective":
		return t.url.String(), true
	case "scheme":
		return strings.ToUpper(t.url.scheme), true
	case "method":
		return t.o.requestMethod(), true
	case "exitcode":
		return itoa(int64(t.err.status)), true
	case "errormsg":
		return t.err.text, true
	case "http_version":
		if t.status == 0 {
			return "0", true
		}
		return "1.1", true
	case "filename_effective":
		return t.output, true
	}
	return "", false
}
