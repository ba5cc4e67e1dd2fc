package api

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// The functions of this file say what is wrong with a name, in upstream's words,
// and nothing of a good one. Upstream has them in k8s.io/apimachinery
// pkg/util/validation, which would bring klog, net and log/slog into the program.

// isDNS1123Label models k8s.io/apimachinery/pkg/util/validation IsDNS1123Label.
func isDNS1123Label(value string) []string {
	return tooLongInCharacters(content.IsDNS1123Label(value), value, content.DNS1123LabelMaxLength)
}

// isDNS1123Subdomain models k8s.io/apimachinery/pkg/util/validation
// IsDNS1123Subdomain.
func isDNS1123Subdomain(value string) []string {
	return tooLongInCharacters(content.IsDNS1123Subdomain(value), value, content.DNS1123SubdomainMaxLength)
}

// isDNS1123SubdomainWithUnderscore lets each label begin with an underscore, and
// have some within. Models k8s.io/apimachinery/pkg/util/validation
// IsDNS1123SubdomainWithUnderscore.
func isDNS1123SubdomainWithUnderscore(value string) []string {
	labels := strings.Split(value, ".")
	for i, l := range labels {
		labels[i] = strings.ReplaceAll(strings.TrimPrefix(l, "_"), "_", "-")
	}
	faults := isDNS1123Subdomain(strings.Join(labels, "."))
	if n := len(faults); n > 0 && !strings.HasPrefix(faults[n-1], "must be") {
		faults[n-1] = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with " +
			"an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')"
	}
	return faults
}

// tooLongInCharacters rewords the first fault of a value that is too long: what
// package content counts in bytes, the server still counts in characters where
// it refuses names.
func tooLongInCharacters(faults []string, value string, limit int) []string {
	if len(value) > limit {
		faults[0] = maxLenError(limit)
	}
	return faults
}

// maxLenError models k8s.io/apimachinery/pkg/util/validation MaxLenError.
func maxLenError(length int) string {
	return fmt.Sprintf("must be no more than %d characters", length)
}

// inclusiveRangeError models k8s.io/apimachinery/pkg/util/validation
// InclusiveRangeError.
func inclusiveRangeError(lo, hi int) string {
	return fmt.Sprintf("must be between %d and %d, inclusive", lo, hi)
}

// IsValidPortNum models k8s.io/apimachinery/pkg/util/validation IsValidPortNum.
func IsValidPortNum(port int) []string {
	if port < 1 || port > 65535 {
		return []string{inclusiveRangeError(1, 65535)}
	}
	return nil
}

const (
	lowerLetters = "abcdefghijklmnopqrstuvwxyz"
	upperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	decimals     = "0123456789"
)

// madeOf reports whether s has at least one character, and none but those of set.
func madeOf(s, set string) bool {
	return s != "" && strings.Trim(s, set) == ""
}

// IsValidPortName models k8s.io/apimachinery/pkg/util/validation
// IsValidPortName.
func IsValidPortName(port string) []string {
	var faults []string
	if len(port) > 15 {
		faults = append(faults, maxLenError(15))
	}
	if !madeOf(port, "-"+decimals+lowerLetters) {
		faults = append(faults, "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
	}
	if !strings.ContainsAny(port, lowerLetters) {
		faults = append(faults, "must contain at least one letter (a-z)")
	}
	if strings.Contains(port, "--") {
		faults = append(faults, "must not contain consecutive hyphens")
	}
	if strings.HasPrefix(port, "-") || strings.HasSuffix(port, "-") {
		faults = append(faults, "must not begin or end with a hyphen")
	}
	return faults
}

// isHTTPHeaderName models k8s.io/apimachinery/pkg/util/validation
// IsHTTPHeaderName.
func isHTTPHeaderName(value string) []string {
	if madeOf(value, "-"+decimals+upperLetters+lowerLetters) {
		return nil
	}
	return []string{content.RegexError("a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", "X-Header-Name")}
}

// isRelaxedEnvVarName models k8s.io/apimachinery/pkg/util/validation
// IsRelaxedEnvVarName.
func isRelaxedEnvVarName(value string) []string {
	if value == "" {
		return []string{"environment variable name " + content.EmptyError()}
	}
	odd := func(r rune) bool { return r < ' ' || r > '~' || r == '=' }
	if strings.ContainsFunc(value, odd) {
		return []string{"a valid environment variable name must consist only of printable ASCII characters other than '='"}
	}
	return nil
}

// isFullyQualifiedDomainName models k8s.io/apimachinery/pkg/util/validation
// IsFullyQualifiedDomainName.
func isFullyQualifiedDomainName(path *field.Path, name string) field.ErrorList {
	if name == "" {
		return field.ErrorList{field.Required(path, "")}
	}
	name = strings.TrimSuffix(name, ".")
	if faults := isDNS1123Subdomain(name); len(faults) > 0 {
		return field.ErrorList{field.Invalid(path, name, strings.Join(faults, ","))}
	}
	labels := strings.Split(name, ".")
	if len(labels) < 2 {
		return field.ErrorList{field.Invalid(path, name, "should be a domain with at least two segments separated by dots")}
	}
	for _, label := range labels {
		if faults := isDNS1123Label(label); len(faults) > 0 {
			return field.ErrorList{field.Invalid(path, label, strings.Join(faults, ","))}
		}
	}
	return nil
}

const dns1123SubdomainFmt = `[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*`

// isWildcardDNS1123Subdomain models k8s.io/apimachinery/pkg/util/validation
// IsWildcardDNS1123Subdomain.
func isWildcardDNS1123Subdomain(value string) []string {
	var faults []string
	if len(value) > content.DNS1123SubdomainMaxLength {
		faults = append(faults, maxLenError(content.DNS1123SubdomainMaxLength))
	}
	rest, ok := strings.CutPrefix(value, "*.")
	if !ok || !isSubdomain(rest) {
		faults = append(faults, "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, "+
			`'-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\*\.`+dns1123SubdomainFmt+"')")
	}
	return faults
}

// isSubdomain reports whether s is labels joined by dots, however long.
func isSubdomain(s string) bool {
	for label := range strings.SplitSeq(s, ".") {
		if !madeOf(label, "-"+decimals+lowerLetters) || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
	}
	return true
}

// isDomainPrefixedPath models k8s.io/apimachinery/pkg/util/validation
// IsDomainPrefixedPath.
func isDomainPrefixedPath(path *field.Path, value string) field.ErrorList {
	if value == "" {
		return field.ErrorList{field.Required(path, "")}
	}
	host, rest, _ := strings.Cut(value, "/")
	if host == "" || rest == "" {
		return field.ErrorList{field.Invalid(path, value, `must be a domain-prefixed path (such as "acme.io/foo")`)}
	}
	errs := invalid(path, host, isDNS1123Subdomain(host))
	if !madeOf(rest, "/%!$&'()*+,;=:._~-"+decimals+lowerLetters+upperLetters) {
		errs = append(errs, field.Invalid(path, rest, "Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')"))
	}
	return errs
}
