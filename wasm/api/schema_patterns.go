package api

import "strings"

// Classes of letters, of which patterns are made.
const (
	lower     = "abcdefghijklmnopqrstuvwxyz"
	upper     = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits    = "0123456789"
	alphanum  = lower + upper + digits
	pathChars = alphanum + "/-._~%!$&'()*+,;=:"
	tokens    = alphanum + "!#$%&'*+-.^_`|~"
)

// patterns are those of the schemas, in the order of their numbers, and
// functions that say what the regular expressions do: an engine for them would
// cost a learner more than all kinds together.
var patterns = []struct {
	text    string
	matches func(string) bool
}{
	{`^Hostname|IPAddress|NamedAddress|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$`, isAddressType},
	{`^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$`, func(s string) bool { return s == "" || isWord(s, alphanum, alphanum+"-_.", alphanum) }},
	{`^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`, func(s string) bool { return s == "" || isDotted(s) }},
	{`^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$`, func(s string) bool { return isWord(s, lower+upper, alphanum+"-", alphanum) }},
	{`^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`, isHostname},
	{`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`, isDotted},
	{`^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]+$`,
		func(s string) bool {
			return isWord(s, alphanum, alphanum+"-", alphanum) || endsInPath(s, alphanum)
		}},
	{`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`, isLabel},
	{`^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$`, func(s string) bool { return isWord(s, lower+upper, alphanum+"_,:", alphanum+"_") }},
	{`^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$`, isQualified},
	{`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9\/\-._~%!$&'()*+,;=:]+$`, isControllerName},
	{`^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$`, func(s string) bool { return isWord(s, tokens, tokens, tokens) }},
	{`(^\*$)|(^(http(s)?):\/\/(((\*\.)?([a-zA-Z0-9\-]+\.)*[a-zA-Z0-9-]+|\*)(:([0-9]{1,5}))?)$)`, isOrigin},
	{`^([0-9]{1,5}(h|m|s|ms)){1,4}$`, func(s string) bool { _, ok := gatewayDuration(s); return ok }},
}

// isWord reports whether s has a first letter, letters between, and a last one
// of these classes. One letter alone must be a first one.
func isWord(s, first, between, last string) bool {
	if s == "" || strings.IndexByte(first, s[0]) < 0 {
		return false
	}
	end := len(s) - 1
	for i := 1; i < end; i++ {
		if strings.IndexByte(between, s[i]) < 0 {
			return false
		}
	}
	return end == 0 || strings.IndexByte(last, s[end]) >= 0
}

func isLabel(s string) bool { return isWord(s, lower+digits, lower+digits+"-", lower+digits) }

// isDotted reports whether s is labels with dots between them.
func isDotted(s string) bool {
	for _, label := range strings.Split(s, ".") {
		if !isLabel(label) {
			return false
		}
	}
	return true
}

func isHostname(s string) bool { return isDotted(strings.TrimPrefix(s, "*.")) }

func isQualified(s string) bool {
	prefix, name, ok := strings.Cut(s, "/")
	if !ok {
		prefix, name = "a", s
	}
	return isDotted(prefix) && isWord(name, alphanum, alphanum+"-_.", alphanum)
}

func isControllerName(s string) bool {
	domain, path, _ := strings.Cut(s, "/")
	return isDotted(domain) && isWord(path, pathChars, pathChars, pathChars)
}

// endsInPath reports whether s ends in a label, a slash and letters of a class.
func endsInPath(s, class string) bool {
	for i := 1; i < len(s)-1; i++ {
		if s[i] == '/' && strings.IndexByte(lower+digits, s[i-1]) >= 0 && isWord(s[i+1:], class, class, class) {
			return true
		}
	}
	return false
}

// isAddressType is as generous as the expression, whose ^ and $ hold for one
// alternative each.
func isAddressType(s string) bool {
	return strings.HasPrefix(s, "Hostname") || strings.Contains(s, "IPAddress") || strings.Contains(s, "NamedAddress") ||
		endsInPath(s, pathChars)
}

func isOrigin(s string) bool {
	scheme, host, _ := strings.Cut(s, "://")
	if s == "*" {
		return true
	}
	if host, port, ok := strings.Cut(host, ":"); ok {
		return len(port) <= 5 && isWord(port, digits, digits, digits) && isOrigin(scheme+"://"+host)
	}
	if scheme != "http" && scheme != "https" || host == "" {
		return false
	}
	for _, label := range strings.Split(strings.TrimPrefix(host, "*."), ".") {
		if !isWord(label, alphanum+"-", alphanum+"-", alphanum+"-") && host != "*" {
			return false
		}
	}
	return true
}

// gatewayDuration reads 1h10m, as GEP-2257 writes durations: up to four numbers
// of five digits with units.
func gatewayDuration(s string) (Duration, bool) {
	var total Duration
	parts := 0
	for ; s != "" && parts < 4; parts++ {
		n, length := Duration(0), 0
		for length < len(s) && s[length] >= '0' && s[length] <= '9' {
			n = n*10 + Duration(s[length]-'0')
			length++
		}
		s = s[length:]
		if length == 0 || length > 5 {
			return 0, false
		}
		switch {
		case strings.HasPrefix(s, "ms"):
			n, s = n*Second/1000, s[2:]
		case strings.HasPrefix(s, "s"):
			n, s = n*Second, s[1:]
		case strings.HasPrefix(s, "m"):
			n, s = n*60*Second, s[1:]
		case strings.HasPrefix(s, "h"):
			n, s = n*3600*Second, s[1:]
		default:
			return 0, false
		}
		total += n
	}
	return total, s == "" && parts > 0
}
