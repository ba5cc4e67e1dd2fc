package deploy

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"svclab/site/web"
)

// Nginx returns the configuration of nginx, as it is included in its http block, for a
// site that stands in the folder root, below the URL path base, such as / or /svclab/.
// listen is what nginx takes there, such as 127.0.0.1:8080. It wants the module
// brotli_static, which Debian has in a package.
func Nginx(listen, root, base string) string {
	base = "/" + strings.Trim(base, "/") + "/"
	if base == "//" {
		base = "/"
	}
	always, csp := web.Headers[0].Headers, "Content-Security-Policy"
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }

	line("# A site of svclab under nginx, for the folder conf.d. Package site/deploy writes it.")
	line("# On Debian: apt install nginx-light libnginx-mod-http-brotli-static")
	line("map $uri $svclab_policy {")
	for _, rule := range web.Headers {
		if policy := value(rule.Headers, csp); policy != "" {
			line("    %s %q;", pattern(base, rule.Path), policy)
		}
	}
	line("    default %q;\n}", value(web.HeadersFor("/elsewhere"), csp))
	line("map $uri $svclab_cache {")
	line("    %s \"no-cache\";", pattern(base, "/404.html"))
	for _, rule := range web.Headers {
		if cache := value(rule.Headers, "Cache-Control"); cache != "" {
			line("    %s %q;", pattern(base, rule.Path), cache)
		}
	}
	line("    default %q;\n}", web.Revalidate)
	line("map $status $svclab_allow {\n    405 \"GET, HEAD\";\n    default \"\";\n}")

	line("server {\n    listen %s;", listen)
	line("    server_tokens off;\n    absolute_redirect off;\n    charset utf-8;")
	line("    gzip_static on; # the twins that svclab build put beside each file\n    brotli_static on;\n    gzip_vary on;")
	line("    error_page 404 %s404.html;", base)
	media := web.MediaTypes()
	var text []string
	line("    types {")
	for _, extension := range slices.Sorted(maps.Keys(media)) {
		kind, _, coded := strings.Cut(media[extension], ";")
		line("        %s %s;", kind, strings.TrimPrefix(extension, "."))
		if coded && kind != "text/html" && !slices.Contains(text, kind) {
			text = append(text, kind)
		}
	}
	line("    }\n    default_type application/octet-stream;\n    charset_types %s;", strings.Join(text, " "))
	for _, h := range always {
		line("    add_header %s %q always;", h[0], h[1])
	}
	line("    add_header %s $svclab_policy always;\n    add_header Cache-Control $svclab_cache always;\n    add_header Allow $svclab_allow always;", csp)
	line("    # An index leads to its folder, on this host.")
	line(`    if ($request_uri ~ "^(/(?:[^/\\\\?][^?]*/)?)index\.html(\?.*)?$") { return 308 $1$2; }`)
	if base == "/" {
		line("    root %s;", root)
	} else {
		line("    location = %s { return 308 %s; }", strings.TrimSuffix(base, "/"), base)
		line("    location %s { alias %s/; }", base, strings.TrimSuffix(root, "/"))
		line("    location / { return 404; }")
	}
	line("}")
	return out.String()
}

// value returns the value of a header.
func value(headers [][2]string, name string) string {
	for _, h := range headers {
		if h[0] == name {
			return h[1]
		}
	}
	return ""
}

// pattern is how a map of nginx names what stands at a path of the table, or below it.
func pattern(base, path string) string {
	path = base + strings.TrimPrefix(path, "/")
	if folder, all := strings.CutSuffix(path, "*"); all {
		return `"~^` + regexp.QuoteMeta(folder) + `"`
	}
	if strings.HasSuffix(path, "/") {
		path += "index.html" // which nginx has found by then
	}
	return `"` + path + `"`
}
