package api

import "strings"

// schemaRule is a rule of x-kubernetes-validations: what it says when it does
// not hold, and what stands for its expression.
type schemaRule struct {
	message string
	holds   func(self, old any) bool
}

// Rules with a way of their own: one reads fields that may be missing, one
// compares with what was.
const (
	onCertificates = 13
	onUpdate       = 16
)

// schemaRules are the rules of the schemas, in the order of their numbers.
var schemaRules = []schemaRule{
	{"IPAddress values must be unique", uniqueValues("IPAddress")},
	{"Hostname values must be unique", uniqueValues("Hostname")},
	{"Hostname value must be empty or contain only valid characters (matching " + hostnamePattern + ")", hostnameValue},
	{"Annotation keys must be in the form of an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.", qualifiedKeys},
	{"If specified, the annotation key's prefix must be a DNS subdomain not longer than 253 characters in total.", shortPrefixes},
	{"Label keys must be in the form of an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.", qualifiedKeys},
	{"If specified, the label key's prefix must be a DNS subdomain not longer than 253 characters in total.", shortPrefixes},
	{"tls must not be specified for protocols ['HTTP', 'TCP', 'UDP']", eachItem(func(l any) bool {
		return !isOneOf(at(l, "protocol"), "HTTP", "TCP", "UDP") || at(l, "tls") == nil
	})},
	{"tls mode must be Terminate for protocol HTTPS", eachItem(func(l any) bool {
		return at(l, "protocol") != "HTTPS" || at(l, "tls") == nil || isOneOf(at(l, "tls", "mode"), "", "Terminate")
	})},
	{"tls mode must be set for protocol TLS", eachItem(func(l any) bool {
		return at(l, "protocol") != "TLS" || textAt(l, "tls", "mode") != ""
	})},
	{"hostname must not be specified for protocols ['TCP', 'UDP']", eachItem(func(l any) bool {
		return !isOneOf(at(l, "protocol"), "TCP", "UDP") || textAt(l, "hostname") == ""
	})},
	{"Listener name must be unique within the Gateway", allDiffer(func(l any) any { return at(l, "name") })},
	{"Combination of port, protocol and hostname must be unique for each listener", allDiffer(func(l any) any {
		return [3]any{at(l, "port"), at(l, "protocol"), at(l, "hostname")}
	})},
	{"certificateRefs or options must be specified when mode is Terminate", func(self, _ any) bool {
		return at(self, "mode") != "Terminate" || len(listAt(self, "certificateRefs")) > 0 || sizeAt(self, "options") > 0
	}},
	{"Port for TLS configuration must be unique within the Gateway", allDiffer(func(t any) any { return at(t, "port") })},
	{"Hostname value must only contain valid characters (matching " + hostnamePattern + ")", hostnameValue},
	{"field is immutable", func(self, old any) bool { return self == old }},
	{"sectionName must be specified when parentRefs includes 2 or more references to the same parent", sameSections},
	{"sectionName must be unique when parentRefs includes 2 or more references to the same parent", allDiffer(func(p any) any {
		return [2]any{parentOf(p), textAt(p, "sectionName")}
	})},
	{"Rule name must be unique within the route", func(self, _ any) bool {
		var named []any
		for _, r := range list(self) {
			if at(r, "name") != nil {
				named = append(named, r)
			}
		}
		return allDiffer(func(r any) any { return at(r, "name") })(named, nil)
	}},
	{"While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route must be less than 128", func(self, _ any) bool {
		n := 0
		for _, r := range list(self) {
			n += len(listAt(r, "matches"))
		}
		return n <= 128
	}},
	{"RequestRedirect filter must not be used together with backendRefs", func(self, _ any) bool {
		return len(listAt(self, "backendRefs")) == 0 || !hasFilter(self, "requestRedirect")
	}},
	{"When using RequestRedirect filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified", prefixReplaced("requestRedirect", false)},
	{"When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified", prefixReplaced("urlRewrite", false)},
	{"Within backendRefs, when using RequestRedirect filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified", prefixReplaced("requestRedirect", true)},
	{"Within backendRefs, When using URLRewrite filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified", prefixReplaced("urlRewrite", true)},
	{"Must have port for Service reference", func(self, _ any) bool {
		return textAt(self, "group") != "" || at(self, "kind") != "Service" || at(self, "port") != nil
	}},
	{"May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both", func(self, _ any) bool {
		return ofType(self, "RequestRedirect") == 0 || ofType(self, "URLRewrite") == 0
	}},
	notRepeated("CORS"), notRepeated("RequestHeaderModifier"), notRepeated("ResponseHeaderModifier"), notRepeated("RequestRedirect"), notRepeated("URLRewrite"),
	notOther("cors", "CORS"), thenGiven("cors", "CORS"),
	notOther("requestHeaderModifier", "RequestHeaderModifier"), thenGiven("requestHeaderModifier", "RequestHeaderModifier"),
	notOther("responseHeaderModifier", "ResponseHeaderModifier"), thenGiven("responseHeaderModifier", "ResponseHeaderModifier"),
	notOther("requestMirror", "RequestMirror"), thenGiven("requestMirror", "RequestMirror"),
	notOther("requestRedirect", "RequestRedirect"), thenGiven("requestRedirect", "RequestRedirect"),
	notOther("urlRewrite", "URLRewrite"), thenGiven("urlRewrite", "URLRewrite"),
	notOther("extensionRef", "ExtensionRef"), thenGiven("extensionRef", "ExtensionRef"),
	{"AllowHeaders cannot contain '*' alongside other methods", starAlone},
	{"AllowMethods cannot contain '*' alongside other methods", starAlone},
	{"AllowOrigins cannot contain '*' alongside other origins", starAlone},
	{"Only one of percent or fraction may be specified in HTTPRequestMirrorFilter", func(self, _ any) bool {
		return at(self, "percent") == nil || at(self, "fraction") == nil
	}},
	{"numerator must be less than or equal to denominator", func(self, _ any) bool {
		return whole(at(self, "numerator")) <= whole(at(self, "denominator"))
	}},
	{"replaceFullPath must be specified when type is set to 'ReplaceFullPath'", given("ReplaceFullPath", "replaceFullPath")},
	{"type must be 'ReplaceFullPath' when replaceFullPath is set", onlyGiven("ReplaceFullPath", "replaceFullPath")},
	{"replacePrefixMatch must be specified when type is set to 'ReplacePrefixMatch'", given("ReplacePrefixMatch", "replacePrefixMatch")},
	{"type must be 'ReplacePrefixMatch' when replacePrefixMatch is set", onlyGiven("ReplacePrefixMatch", "replacePrefixMatch")},
	plainPath("value must be an absolute path and start with '/' when", func(p string) bool { return strings.HasPrefix(p, "/") }),
	without("//"), without("/./"), without("/../"), without("%2f"), without("%2F"), without("#"), notAtEnd("/.."), notAtEnd("/."),
	{"type must be one of ['Exact', 'PathPrefix', 'RegularExpression']", func(self, _ any) bool {
		return isOneOf(at(self, "type"), "Exact", "PathPrefix", "RegularExpression")
	}},
	{"must only contain valid characters (matching ^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$) for types ['Exact', 'PathPrefix']",
		plainPath("", isPath).holds},
	{"backendRequest timeout cannot be longer than request timeout", func(self, _ any) bool {
		request, ok := gatewayDuration(textAt(self, "request"))
		backend, _ := gatewayDuration(textAt(self, "backendRequest"))
		return !ok || request == 0 || backend <= request
	}},
}

// missingKey names the field that a rule reads without asking whether it is
// there, when it is not.
func missingKey(rule int, self any) string {
	if rule != onCertificates {
		return ""
	}
	for _, key := range []string{"certificateRefs", "options"} {
		if at(self, key) == nil {
			return key
		}
	}
	return ""
}

const hostnamePattern = `^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`

// eachItem holds when it does for every item of a list.
func eachItem(holds func(any) bool) func(self, old any) bool {
	return func(self, _ any) bool {
		for _, item := range list(self) {
			if !holds(item) {
				return false
			}
		}
		return true
	}
}

// allDiffer holds when no two items have the same key.
func allDiffer(key func(any) any) func(self, old any) bool {
	return func(self, _ any) bool {
		seen := map[any]bool{}
		for _, item := range list(self) {
			if k := key(item); seen[k] {
				return false
			} else {
				seen[k] = true
			}
		}
		return true
	}
}

func uniqueValues(kind string) func(self, old any) bool {
	return func(self, _ any) bool {
		var all []any
		for _, a := range list(self) {
			if at(a, "type") == kind && at(a, "value") != nil {
				all = append(all, a)
			}
		}
		return allDiffer(func(a any) any { return at(a, "value") })(all, nil)
	}
}

func hostnameValue(self, _ any) bool {
	return at(self, "type") != "Hostname" || at(self, "value") == nil || isHostname(textAt(self, "value"))
}

func qualifiedKeys(self, _ any) bool {
	m, _ := self.(map[string]any)
	for key := range m {
		if !isQualified(key) || len(key)-strings.IndexByte(key, '/')-1 > 63 {
			return false
		}
	}
	return true
}

func shortPrefixes(self, _ any) bool {
	m, _ := self.(map[string]any)
	for key := range m {
		if prefix, _, _ := strings.Cut(key, "/"); len(prefix) >= 253 {
			return false
		}
	}
	return true
}

// parentOf returns what makes two parentRefs the same parent.
func parentOf(p any) any {
	return [4]any{at(p, "group"), at(p, "kind"), at(p, "name"), textAt(p, "namespace")}
}

func sameSections(self, _ any) bool {
	named := map[any]bool{}
	for _, p := range list(self) {
		key, has := parentOf(p), textAt(p, "sectionName") != ""
		if was, seen := named[key]; seen && was != has {
			return false
		}
		named[key] = has
	}
	return true
}

// hasFilter reports whether a rule or a backendRef has a filter with a field.
func hasFilter(v any, name string) bool {
	for _, f := range listAt(v, "filters") {
		if at(f, name) != nil {
			return true
		}
	}
	return false
}

// replacesPrefix reports whether exactly one filter of a rule or a backendRef
// puts another prefix before a path.
func replacesPrefix(v any, filter string) bool {
	n := 0
	for _, f := range listAt(v, "filters") {
		if at(f, filter, "path", "type") == "ReplacePrefixMatch" && at(f, filter, "path", "replacePrefixMatch") != nil {
			n++
		}
	}
	return n == 1
}

func prefixReplaced(filter string, inBackends bool) func(self, old any) bool {
	return func(self, _ any) bool {
		replaces := !inBackends && replacesPrefix(self, filter)
		if inBackends {
			n := 0
			for _, b := range listAt(self, "backendRefs") {
				if replacesPrefix(b, filter) {
					n++
				}
			}
			replaces = n == 1
		}
		matches := listAt(self, "matches")
		return !replaces || len(matches) == 1 && at(matches[0], "path", "type") == "PathPrefix"
	}
}

func ofType(filters any, kind string) int {
	n := 0
	for _, f := range list(filters) {
		if at(f, "type") == kind {
			n++
		}
	}
	return n
}

func notRepeated(kind string) schemaRule {
	return schemaRule{kind + " filter cannot be repeated", func(self, _ any) bool { return ofType(self, kind) <= 1 }}
}

func notOther(name, kind string) schemaRule {
	return schemaRule{"filter." + name + " must be nil if the filter.type is not " + kind,
		func(self, _ any) bool { return at(self, name) == nil || at(self, "type") == kind }}
}

func thenGiven(name, kind string) schemaRule {
	return schemaRule{"filter." + name + " must be specified for " + kind + " filter.type", given(kind, name)}
}

func given(kind, name string) func(self, old any) bool {
	return func(self, _ any) bool { return at(self, "type") != kind || at(self, name) != nil }
}

func onlyGiven(kind, name string) func(self, old any) bool {
	return func(self, _ any) bool { return at(self, name) == nil || at(self, "type") == kind }
}

func starAlone(self, _ any) bool {
	all := list(self)
	for _, v := range all {
		if v == "*" && len(all) > 1 {
			return false
		}
	}
	return true
}

// plainPath is a rule about the paths that are no expressions.
func plainPath(what string, holds func(string) bool) schemaRule {
	return schemaRule{what + " type one of ['Exact', 'PathPrefix']", func(self, _ any) bool {
		return !isOneOf(at(self, "type"), "Exact", "PathPrefix") || holds(textAt(self, "value"))
	}}
}

func without(part string) schemaRule {
	return plainPath("must not contain '"+part+"' when", func(p string) bool { return !strings.Contains(p, part) })
}

func notAtEnd(part string) schemaRule {
	return plainPath("must not end with '"+part+"' when", func(p string) bool { return !strings.HasSuffix(p, part) })
}

// isPath reports whether p has only the letters of a path, % before two
// hexadecimal digits.
func isPath(p string) bool {
	const hex = digits + "abcdefABCDEF"
	for i := 0; i < len(p); i++ {
		if p[i] == '%' {
			if i+2 >= len(p) || !isWord(p[i+1:i+3], hex, hex, hex) {
				return false
			}
			i += 2
		} else if strings.IndexByte(alphanum+"-/._~!$&'()*+,;=:@", p[i]) < 0 {
			return false
		}
	}
	return p != ""
}
