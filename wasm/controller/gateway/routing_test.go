package gateway

import (
	"strings"
	"testing"
)

// The tables below are those of Gateway API's conformance tests, v1.4.0
// conformance/tests, by the names of their files, and of the comments in apis/v1.
var routings = []struct{ name, manifests, want string }{
	{"httproute-matching", rules(`
rules:
- matches: [{path: {value: /}}, {headers: [{name: version, value: one}]}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{path: {value: /v2}}, {headers: [{name: version, value: two}]}]
  backendRefs: [{name: b2, port: 80}]`), `
/ = b1
/example = b1
/ Version:one = b1
/v2 = b2
/v2/example = b2
/ Version:two = b2
/v2/ = b2
/v2example = b1
/foo/v2/example = b1`},
	{"httproute-exact-path-matching", rules(`
rules:
- matches: [{path: {type: Exact, value: /one}}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{path: {type: Exact, value: /two}}]
  backendRefs: [{name: b2, port: 80}]`), `
/one = b1
/two = b2
/ = 404
/one/example = 404
/two/ = 404
/One = 404`},
	{"httproute-path-match-order", rules(`
rules:
- matches: [{path: {type: Exact, value: /match}}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{path: {type: Exact, value: /match/exact}}]
  backendRefs: [{name: b2, port: 80}]
- matches: [{path: {type: Exact, value: /match/exact/one}}]
  backendRefs: [{name: b3, port: 80}]
- matches: [{path: {value: /match/}}]
  backendRefs: [{name: b3, port: 80}]
- matches: [{path: {value: /match/prefix/}}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{path: {value: /match/prefix/one}}]
  backendRefs: [{name: b2, port: 80}]`), `
/match/exact/one = b3
/match/exact = b2
/match = b1
/match/prefix/one/any = b2
/match/prefix/any = b1
/match/any = b3`},
	{"httproute-header-matching", rules(`
rules:
- matches: [{headers: [{name: version, value: one}]}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{headers: [{name: version, value: two}]}]
  backendRefs: [{name: b2, port: 80}]
- matches: [{headers: [{name: version, value: two}, {name: color, value: orange}]}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{headers: [{name: color, value: blue}]}, {headers: [{name: color, value: green}]}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{headers: [{name: color, value: red}]}, {headers: [{name: color, value: yellow}]}]
  backendRefs: [{name: b2, port: 80}]`), `
/ Version:one = b1
/ Version:two = b2
/ Version:two Color:orange = b1
/ Version:two Color:blue = b2
/ Color:orange = 404
/ Some-Other-Header:one = 404
/ Color:blue = b1
/ Color:green = b1
/ Color:red = b2
/ Color:yellow = b2
/ Color:purple = 404`},
	{"httproute-query-param-matching", rules(`
rules:
- matches: [{queryParams: [{name: animal, value: whale}]}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{queryParams: [{name: animal, value: dolphin}]}]
  backendRefs: [{name: b2, port: 80}]
- matches: [{queryParams: [{name: animal, value: dolphin}, {name: color, value: blue}]}, {queryParams: [{name: ANIMAL, value: Whale}]}]
  backendRefs: [{name: b3, port: 80}]
- matches: [{path: {value: /path1}, queryParams: [{name: animal, value: whale}]}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{headers: [{name: version, value: one}], queryParams: [{name: animal, value: whale}]}]
  backendRefs: [{name: b2, port: 80}]
- matches: [{path: {value: /path3}, queryParams: [{name: animal, value: shark}]},
    {path: {value: /path4}, headers: [{name: version, value: three}], queryParams: [{name: animal, value: kraken}]}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{path: {value: /path5}}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{queryParams: [{name: animal, value: hydra}]}]
  backendRefs: [{name: b2, port: 80}]
- matches: [{headers: [{name: version, value: four}]}]
  backendRefs: [{name: b3, port: 80}]`), `
/?animal=whale = b1
/?animal=dolphin = b2
/?animal=dolphin&color=blue = b3
/?ANIMAL=Whale = b3
/?animal=whale&otherparam=irrelevant = b1
/?animal=dolphin&color=yellow = b2
/?color=blue = 404
/?animal=dog = 404
/?animal=whaledolphin = 404
/ = 404
/path1?animal=whale = b1
/?animal=whale version:one = b2
/path3?animal=shark = b1
/path4?animal=kraken version:three = b1
/?animal=shark = 404
/path4?animal=kraken = 404
/path5?animal=hydra = b1
/?animal=hydra version:four = b3`},
	{"httproute-method-matching", rules(`
rules:
- matches: [{method: POST}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{method: GET}]
  backendRefs: [{name: b2, port: 80}]
- matches: [{path: {value: /path1}, method: GET}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{headers: [{name: version, value: one}], method: PUT}]
  backendRefs: [{name: b2, port: 80}]
- matches: [{path: {value: /path5}}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{method: PATCH}]
  backendRefs: [{name: b2, port: 80}]
- matches: [{headers: [{name: version, value: four}]}]
  backendRefs: [{name: b3, port: 80}]`), `
POST / = b1
GET / = b2
HEAD / = 404
GET /path1 = b1
PUT / version:one = b2
PATCH /path5 = b1
PATCH / version:four = b2`},
	{"httproute-listener-hostname-matching", head + `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: default}
spec:
  gatewayClassName: lab
  listeners:
  - {name: listener-1, port: 80, protocol: HTTP, hostname: bar.com}
  - {name: listener-2, port: 80, protocol: HTTP, hostname: foo.bar.com}
  - {name: listener-3, port: 80, protocol: HTTP, hostname: "*.bar.com"}
  - {name: listener-4, port: 80, protocol: HTTP, hostname: "*.foo.com"}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r1, namespace: default}
spec: {parentRefs: [{name: g, sectionName: listener-1}], rules: [{backendRefs: [{name: b1, port: 80}]}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r2, namespace: default}
spec: {parentRefs: [{name: g, sectionName: listener-2}], rules: [{backendRefs: [{name: b2, port: 80}]}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r3, namespace: default}
spec: {parentRefs: [{name: g, sectionName: listener-3}, {name: g, sectionName: listener-4}], rules: [{backendRefs: [{name: b3, port: 80}]}]}
`, `
bar.com/ = b1
foo.bar.com/ = b2
baz.bar.com/ = b3
boo.bar.com/ = b3
multiple.prefixes.bar.com/ = b3
multiple.prefixes.foo.com/ = b3
foo.com/ = 404
no.matching.host/ = 404`},
	{"httproute-hostname-intersection", head + `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: default}
spec:
  gatewayClassName: lab
  listeners:
  - {name: listener-1, port: 80, protocol: HTTP, hostname: very.specific.com}
  - {name: listener-2, port: 80, protocol: HTTP, hostname: "*.wildcard.io"}
  - {name: listener-3, port: 80, protocol: HTTP, hostname: "*.anotherwildcard.io"}
` + named("s1", `["non.matching.com", "*.nonmatchingwildcard.io", very.specific.com]`, "b1") +
		named("s2", `[non.matching.com, wildcard.io, foo.wildcard.io, bar.wildcard.io, foo.bar.wildcard.io]`, "b2") +
		named("s3", `[non.matching.com, "*.specific.com"]`, "b3") + named("s4", `["*.anotherwildcard.io"]`, "b1") +
		named("s5", `[specific.but.wrong.com, wildcard.io]`, "b2"), `
very.specific.com/s1 = b1
non.matching.com/s1 = 404
foo.nonmatchingwildcard.io/s1 = 404
very.specific.com/non-matching-prefix = 404
foo.wildcard.io/s2 = b2
bar.wildcard.io/s2 = b2
foo.bar.wildcard.io/s2 = b2
non.matching.com/s2 = 404
wildcard.io/s2 = 404
very.specific.com/s3 = b3
non.matching.com/s3 = 404
foo.specific.com/s3 = 404
foo.wildcard.io/s3 = 404
one.anotherwildcard.io/s4 = b1
one.two.three.anotherwildcard.io/s4 = b1
anotherwildcard.io/s4 = 404
foo.wildcard.io/s4 = 404
specific.but.wrong.com/s5 = 404
wildcard.io/s5 = 404`},
	{"httproute-redirect-path", rules(`
rules:
- matches: [{path: {value: /original-prefix}}]
  filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /replacement-prefix}}}]
- matches: [{path: {value: /full}}]
  filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: /full-path-replacement}}}]
- matches: [{path: {value: /path-and-host}}]
  filters: [{type: RequestRedirect, requestRedirect: {hostname: example.org, path: {type: ReplacePrefixMatch, replacePrefixMatch: /replacement-prefix}}}]
- matches: [{path: {value: /path-and-status}}]
  filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301, path: {type: ReplacePrefixMatch, replacePrefixMatch: /replacement-prefix}}}]
- matches: [{path: {value: /port}}]
  filters: [{type: RequestRedirect, requestRedirect: {port: 8083}}]
- matches: [{path: {value: /scheme}}]
  filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]
- matches: [{path: {value: /scheme-and-port}}]
  filters: [{type: RequestRedirect, requestRedirect: {scheme: https, port: 80}}]`), `
a.com/original-prefix/lemon = 302 http://a.com/replacement-prefix/lemon
a.com/full/path/original = 302 http://a.com/full-path-replacement
a.com/path-and-host = 302 http://example.org/replacement-prefix
a.com/path-and-status = 301 http://a.com/replacement-prefix
a.com/port = 302 http://a.com:8083/port
a.com/scheme = 302 https://a.com/scheme
a.com/scheme-and-port = 302 https://a.com:80/scheme-and-port`},
	{"a backend of weight 0 gets nothing, a rule without backends answers 500", rules(`
rules:
- matches: [{path: {value: /none}}]
- matches: [{path: {value: /zero}}]
  backendRefs: [{name: b1, port: 80, weight: 0}]
- matches: [{path: {value: /one}}]
  backendRefs: [{name: b1, port: 80, weight: 0}, {name: b2, port: 80}]
- matches: [{path: {value: /gone}}]
  backendRefs: [{name: gone, port: 80}]
- matches: [{path: {value: /kind}}]
  backendRefs: [{name: b1, kind: Pod, port: 80}]`), `
/none = 500
/zero = 500
/one = b2
/gone = 500
/kind = 500`},
	{"the oldest route of equals, then the first by name, then the first rule", rules(`
rules:
- backendRefs: [{name: b2, port: 80}]
- backendRefs: [{name: b3, port: 80}]`) + `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: a, namespace: default}
spec: {parentRefs: [{name: g}], rules: [{matches: [{path: {value: /a}}], backendRefs: [{name: b1, port: 80}]}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: z, namespace: default, creationTimestamp: "2025-01-01T00:00:00Z"}
spec: {parentRefs: [{name: g}], rules: [{matches: [{path: {value: /a}}], backendRefs: [{name: b3, port: 80}]}]}
`, `
/ = b2
/a = b1`},
	{"what is asked of a dropped rule", rules(`
rules:
- matches: [{path: {type: RegularExpression, value: "/a+"}}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{path: {value: /b}}]
  backendRefs: [{name: b2, port: 80}]`), `
/a = 404
/b = b2`},
}

// named is a route of the Gateway g for some hosts and the path of its name.
func named(name, hosts, backend string) string {
	return "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: " + name + ", namespace: default}\n" +
		"spec: {parentRefs: [{name: g}], hostnames: " + hosts + ", rules: [{matches: [{path: {value: /" + name + "}}], backendRefs: [{name: " + backend + ", port: 80}]}]}\n"
}

func TestRequestsGoWhereGatewayAPISays(t *testing.T) {
	for _, row := range routings {
		t.Run(row.name, func(t *testing.T) {
			plan := Reconcile(read(t, row.manifests))
			for _, line := range strings.Split(strings.TrimSpace(row.want), "\n") {
				request, want, _ := strings.Cut(line, " = ")
				if got := outcome(ask(t, plan, request, 1)); got != want {
					t.Errorf("%s: %s, want %s", request, got, want)
				}
			}
		})
	}
}

// Some rows of the comment of HTTPPathModifier.replacePrefixMatch; wasm/route has them all.
func TestAPrefixIsReplacedAsTheTableSays(t *testing.T) {
	for _, row := range []struct{ path, prefix, replace, want string }{
		{"/foo/bar", "/foo", "/xyz", "/xyz/bar"},
		{"/foo/", "/foo", "/xyz", "/xyz/"},
		{"/foo/bar", "/foo/", "/xyz/", "/xyz/bar"},
		{"/foo", "/foo", "", "/"},
	} {
		spec := `
rules:
- matches: [{path: {value: ` + row.prefix + `}}]
  filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: "` + row.replace + `"}}}]
  backendRefs: [{name: b1, port: 80}]`
		plan := Reconcile(read(t, rules(spec)))
		if got := ask(t, plan, row.path, 1); got.Request.Path != row.want {
			t.Errorf("%s with %s instead of %s: %s, want %s", row.path, row.replace, row.prefix, got.Request.Path, row.want)
		}
		redirect := strings.NewReplacer("URLRewrite", "RequestRedirect", "urlRewrite", "requestRedirect", "  backendRefs: [{name: b1, port: 80}]", "").Replace(spec)
		if got := ask(t, Reconcile(read(t, rules(redirect))), "a.com"+row.path, 1); got.Location != "http://a.com"+row.want {
			t.Errorf("redirected to %s, want %s", got.Location, row.want)
		}
	}
}

// httproute-rewrite-path and httproute-request-header-modifier.
func TestFiltersChangeTheRequest(t *testing.T) {
	plan := Reconcile(read(t, rules(`
rules:
- matches: [{path: {value: /full}}]
  filters:
  - type: URLRewrite
    urlRewrite: {hostname: one.example.org, path: {type: ReplaceFullPath, replaceFullPath: /test}}
  - type: RequestHeaderModifier
    requestHeaderModifier:
      set: [{name: X-Header-Set, value: set-overwrites-values}]
      add: [{name: X-Header-Add, value: header-val-1}, {name: X-Header-Add-Append, value: header-val-2}]
      remove: [X-Header-Remove]
  - type: ResponseHeaderModifier
    responseHeaderModifier: {set: [{name: X-Seen, value: "yes"}]}
  backendRefs: [{name: b1, port: 80}]`)))
	c := ask(t, plan, "/full/x x-header-remove:val x-header-add-append:append-val-1 x-header-set:set-val", 1)
	var got []string
	for _, f := range c.Request.Header {
		got = append(got, strings.ToLower(f.Name)+":"+f.Value)
	}
	want := "x-header-add-append:append-val-1,header-val-2 x-header-set:set-overwrites-values x-header-add:header-val-1"
	if text := strings.Join(got, " "); text != want || c.Request.Path != "/test" || c.Request.Host != "one.example.org" {
		t.Errorf("got %s for %s of %s", text, c.Request.Path, c.Request.Host)
	}
	if len(c.Response) != 1 || c.Response[0].Set[0].Name != "X-Seen" {
		t.Errorf("the answer gets %+v", c.Response)
	}
}

// httproute-weight: 70, 30 and 0 of a hundred.
func TestWeightsPassAChiSquareTest(t *testing.T) {
	plan := Reconcile(read(t, rules(`
rules:
- backendRefs: [{name: b1, port: 80, weight: 90}, {name: b2, port: 80, weight: 10}, {name: b3, port: 80, weight: 0}]`)))
	const n = 10000
	counts := map[string]float64{}
	draw := uint64(1)
	for range n {
		draw = draw*6364136223846793005 + 1442695040888963407
		counts[outcome(ask(t, plan, "/", draw))]++
	}
	sum := 0.0
	for name, want := range map[string]float64{"b1": n * 0.9, "b2": n * 0.1} {
		sum += (counts[name] - want) * (counts[name] - want) / want
	}
	if sum > 10.83 || counts["b3"] > 0 { // 1 degree of freedom, p = 0.001
		t.Errorf("chi-square %.2f of %v", sum, counts)
	}
}

// httproute-request-percentage-mirror.
func TestAShareOfTheRequestsIsMirrored(t *testing.T) {
	plan := Reconcile(read(t, rules(`
rules:
- matches: [{path: {value: /all}}]
  filters: [{type: RequestMirror, requestMirror: {backendRef: {name: b2, port: 80}}}, {type: RequestMirror, requestMirror: {backendRef: {name: b3, port: 80}}}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{path: {value: /percent}}]
  filters: [{type: RequestMirror, requestMirror: {percent: 20, backendRef: {name: b2, port: 80}}}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{path: {value: /fraction}}]
  filters: [{type: RequestMirror, requestMirror: {fraction: {numerator: 1, denominator: 2}, backendRef: {name: b2, port: 80}}}]
  backendRefs: [{name: b1, port: 80}]
- matches: [{path: {value: /none}}]
  filters: [{type: RequestMirror, requestMirror: {percent: 0, backendRef: {name: b2, port: 80}}}]
  backendRefs: [{name: b1, port: 80}]`)))
	for path, share := range map[string]float64{"/all": 2, "/percent": 0.2, "/fraction": 0.5, "/none": 0} {
		copies, draw := 0, uint64(7)
		const n = 4000
		for range n {
			draw = draw*6364136223846793005 + 1442695040888963407
			copies += len(ask(t, plan, path, draw).Mirrors)
		}
		if got := float64(copies) / n; got < share-0.04 || got > share+0.04 {
			t.Errorf("%s: %.3f copies of a request, want %.1f", path, got, share)
		}
	}
}
