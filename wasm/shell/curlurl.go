package shell

import (
	"strconv"
	"strings"

	"svclab/wasm/network"
)

// curlURL is a URL taken apart.
type curlURL struct {
	scheme string
	host   string
	port   int32
	asked  bool // a port is written in it
	path   string
}

func (u curlURL) String() string {
	return u.scheme + "://" + u.authority() + u.path
}

// authority is the host with its port, unless that is the scheme's own.
func (u curlURL) authority() string {
	if u.asked {
		return u.host + ":" + strconv.Itoa(int(u.port))
	}
	return u.host
}

// file is the last part of the path, for -O.
func (u curlURL) file() string {
	path, _, _ := strings.Cut(u.path, "?")
	return path[strings.LastIndexByte(path, '/')+1:]
}

var errBadURL = curlError{3, "URL using bad/illegal format or missing URL"}

// parseURL reads a URL; one without a scheme is http.
func parseURL(s string) (curlURL, error) {
	if strings.ContainsAny(s, " \t\n\r") {
		return curlURL{}, errBadURL
	}
	u, err := network.ParseURL(s)
	if err != nil {
		return curlURL{}, errBadURL
	}
	own := int32(80)
	switch u.Scheme {
	case "http":
	case "https":
		own = 443
	default:
		return curlURL{}, curlError{1, `Protocol "` + u.Scheme + `" not supported or disabled in libcurl`}
	}
	path, _, _ := strings.Cut(u.Path, "#")
	return curlURL{scheme: u.Scheme, host: u.Host, port: u.Port, asked: u.Port != own, path: path}, nil
}

// maxURLs is how many URLs one pattern may stand for.
const maxURLs = 10_000

// globURL expands curl's own patterns: [1-3] and {a,b}.
func globURL(s string, literal bool) []string {
	i := strings.IndexAny(s, "[{")
	if literal || i < 0 {
		return []string{s}
	}
	inside, rest, ok := strings.Cut(s[i+1:], closingBracket(s[i]))
	var choices []string
	if ok && s[i] == '{' {
		choices = strings.Split(inside, ",")
	} else if ok {
		choices = globRange(inside)
	}
	if choices == nil {
		return []string{s}
	}
	var urls []string
	for _, choice := range choices {
		for _, end := range globURL(rest, false) {
			if urls = append(urls, s[:i]+choice+end); len(urls) >= maxURLs {
				return urls
			}
		}
	}
	return urls
}

func closingBracket(open byte) string {
	if open == '{' {
		return "}"
	}
	return "]"
}

// globRange lists 1-3, 01-10 and a-c; nil when it is none of these.
func globRange(s string) []string {
	from, to, ok := strings.Cut(s, "-")
	if !ok {
		return nil
	}
	if len(from) == 1 && len(to) == 1 && from[0] >= 'A' && from[0] <= to[0] && !isDigits(from) {
		var letters []string
		for c := from[0]; c <= to[0]; c++ {
			letters = append(letters, string(rune(c)))
		}
		return letters
	}
	first, err := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	if err != nil || err2 != nil || last < first || last-first >= maxURLs {
		return nil
	}
	var numbers []string
	for n := first; n <= last; n++ {
		text := strconv.Itoa(n)
		if from[0] == '0' {
			text = zeroPad(text, len(from))
		}
		numbers = append(numbers, text)
	}
	return numbers
}
