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

// globURL expands curl's own patterns: [1-3], [1-9:2] and {a,b}.
func globURL(s string, literal bool) ([]string, error) {
	i := strings.IndexAny(s, "[{")
	if literal || i < 0 {
		return []string{s}, nil
	}
	inside, rest, ok := strings.Cut(s[i+1:], closingBracket(s[i]))
	if s[i] == '[' && strings.HasPrefix(inside, ":") || strings.Count(inside, ":") > 1 {
		return []string{s}, nil // an address of IPv6
	}
	var choices []string
	if ok && s[i] == '{' {
		choices = strings.Split(inside, ",")
	} else if ok {
		choices = globRange(inside)
	}
	if choices == nil {
		why, at := "bad range", i+2
		switch from, _, ranged := strings.Cut(inside, "-"); {
		case s[i] == '{':
			why, at = "unmatched brace", i+1
		case ranged && isDigits(from) && ok:
			at = i + len(inside) + 3
		case ranged && isDigits(from):
			at = i + len(inside) + 1
		}
		return nil, curlError{3, why + " in URL position " + strconv.Itoa(at) + ":\n" + s + "\n" + strings.Repeat(" ", at-1) + "^"}
	}
	ends, err := globURL(rest, false)
	if err != nil {
		return nil, err
	}
	var urls []string
	for _, choice := range choices {
		for _, end := range ends {
			if urls = append(urls, s[:i]+choice+end); len(urls) >= maxURLs {
				return urls, nil
			}
		}
	}
	return urls, nil
}

func closingBracket(open byte) string {
	if open == '{' {
		return "}"
	}
	return "]"
}

// globRange lists 1-3, 01-10, 1-9:2 and a-c; nil when it is none of these.
func globRange(s string) []string {
	from, to, ok := strings.Cut(s, "-")
	to, by, stepped := strings.Cut(to, ":")
	step := 1
	if n, good := parseInt(by); stepped && (!good || n < 1 || n > maxURLs) {
		return nil
	} else if stepped {
		step = int(n)
	}
	if !ok {
		return nil
	}
	if len(from) == 1 && len(to) == 1 && from[0] >= 'A' && from[0] <= to[0] && !isDigits(from) {
		var letters []string
		for c := int(from[0]); c <= int(to[0]); c += step {
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
	for n := first; n <= last; n += step {
		text := strconv.Itoa(n)
		if from[0] == '0' {
			text = zeroPad(text, len(from))
		}
		numbers = append(numbers, text)
	}
	return numbers
}
