package shell

import (
	"fmt"
	"net/netip"
	"strings"

	"svclab/wasm/network"
	"svclab/wasm/route"
)

// tls is what curl asks of a server before it sends its request, nil for http.
func (t *transfer) tls() *network.TLS {
	if t.url.scheme != "https" {
		return nil
	}
	ask := &network.TLS{Insecure: t.o.insecure}
	if _, err := netip.ParseAddr(t.url.host); err != nil {
		ask.ServerName = t.url.host
	}
	for _, c := range t.trusted {
		ask.Trusts = append(ask.Trusts, c.Identity())
	}
	return ask
}

// readTrusted reads the certificates of --cacert.
func (t *transfer) readTrusted() error {
	if t.o.caFile == "" || t.url.scheme != "https" || t.o.insecure {
		return nil
	}
	data, err := t.readFile(t.o.caFile)
	if err == nil {
		t.trusted, err = route.ReadCertificates(string(data))
	}
	if err != nil {
		return curlError{77, "error setting certificate verify locations:  CAfile: " + t.o.caFile + " CApath: /etc/ssl/certs"}
	}
	return nil
}

const moreOfCertificates = "\nMore details here: https://curl.se/docs/sslcerts.html\n\n" +
	"curl failed to verify the legitimacy of the server and therefore could not\n" +
	"establish a secure connection to it. To learn more about this situation and\n" +
	"how to fix it, please visit the web page mentioned above."

// handshake shows how TLS began with a server that has a lesson certificate, or
// says why it failed.
func (t *transfer) handshake(path network.Path) error {
	if t.reused {
		return nil
	}
	t.verbose("* ALPN: curl offers h2,http/1.1\n* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n")
	switch path.TLSFailure {
	case network.NoTLS:
		return t.fail(35, "OpenSSL/3.0.13: error:0A00010B:SSL routines::wrong version number")
	case network.NoCertificate:
		return t.fail(35, "Recv failure: Connection reset by peer")
	}
	t.verbose("* TLSv1.3 (IN), TLS handshake, Server hello (2):\n* TLSv1.3 (IN), TLS handshake, Encrypted Extensions (8):\n* TLSv1.3 (IN), TLS handshake, Certificate (11):\n")
	switch path.TLSFailure {
	case network.SelfSigned:
		t.verbose("* TLSv1.3 (OUT), TLS alert, unknown CA (560):\n")
		return t.fail(60, "SSL certificate problem: self-signed certificate"+moreOfCertificates)
	case network.Expired:
		t.verbose("* TLSv1.3 (OUT), TLS alert, certificate expired (557):\n")
		return t.fail(60, "SSL certificate problem: certificate has expired"+moreOfCertificates)
	case network.UnknownIssuer:
		t.verbose("* TLSv1.3 (OUT), TLS alert, unknown CA (560):\n")
		return t.fail(60, "SSL certificate problem: unable to get local issuer certificate"+moreOfCertificates)
	}
	c := path.Certificate
	t.verbose("* TLSv1.3 (IN), TLS handshake, CERT verify (15):\n* TLSv1.3 (IN), TLS handshake, Finished (20):\n" +
		"* TLSv1.3 (OUT), TLS change cipher, Change cipher spec (1):\n* TLSv1.3 (OUT), TLS handshake, Finished (20):\n" +
		"* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519 / RSASSA-PSS\n* ALPN: server accepted http/1.1\n")
	t.verbose("* Server certificate:\n*  subject: %s\n", c.Subject)
	if c.NotAfter != 0 {
		const date = "%b %e %H:%M:%S %Y GMT"
		t.verbose("*  start date: %s\n*  expire date: %s\n", formatTime(c.NotBefore, date), formatTime(c.NotAfter, date))
	}
	if path.TLSFailure == network.OtherName {
		return t.fail(60, "SSL: no alternative certificate subject name matches target host name '%s'%s", t.url.host, moreOfCertificates)
	}
	verdict := "SSL certificate verify ok."
	if t.o.insecure {
		if verdict = "SSL certificate verify result: unable to get local issuer certificate (20), continuing anyway."; c.Issuer == c.Subject {
			verdict = "SSL certificate verify result: self-signed certificate (18), continuing anyway."
		}
	}
	t.verbose("*  issuer: %s\n*  %s\n* using HTTP/1.x\n", c.Issuer, verdict)
	return nil
}

// host is what curl says in the header Host.
func (t *transfer) host() string {
	for _, h := range t.o.headers {
		if name, value, ok := strings.Cut(h, ":"); ok && strings.EqualFold(name, "host") && strings.TrimSpace(value) != "" {
			return strings.TrimSpace(value)
		}
	}
	return t.url.authority()
}

// sent lists the headers of the request that are not the same in all of curl's.
func (t *transfer) sent() []route.Field {
	var out []route.Field
	for line := range strings.Lines(t.request()) {
		name, value, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "> "), ": ")
		if ok && strings.HasPrefix(line, "> ") && name != "Host" && (name != "Accept" || value != "*/*") {
			out = append(out, route.Field{Name: name, Value: value})
		}
	}
	return out
}

// redirect says where an answer sends curl, "" for nowhere.
func (t *transfer) redirect() string {
	if t.status < 300 || t.status > 399 {
		return ""
	}
	to := t.location
	switch {
	case to == "" || strings.Contains(to, "://"):
		return to
	case strings.HasPrefix(to, "//"):
		return t.url.scheme + ":" + to
	case strings.HasPrefix(to, "/"):
		return t.url.scheme + "://" + t.url.authority() + to
	}
	path, _, _ := strings.Cut(t.url.path, "?")
	return t.url.scheme + "://" + t.url.authority() + path[:strings.LastIndexByte(path, '/')+1] + to
}

// follow goes where the answers send curl, with -L. Models curl's
// lib/transfer.c Curl_follow.
func (t *transfer) follow() error {
	for t.o.location {
		to := t.redirect()
		if to == "" {
			return nil
		}
		if t.redirects >= t.o.maxRedirects {
			return curlError{47, fmt.Sprintf("Maximum (%d) redirects followed", t.o.maxRedirects)}
		}
		if t.body != "" {
			t.verbose("* Ignoring the response-body\n")
		}
		t.redirects++
		t.earlier += t.headers
		t.beforeRedirect = t.total
		if t.status == 303 || (t.status == 301 || t.status == 302) && t.o.requestMethod() == "POST" {
			t.o = t.o.asGet()
		}
		t.verbose("* Issue another request to this URL: '%s'\n", to)
		t.reused, t.headers, t.body, t.status, t.location = false, "", "", 0, ""
		if err := t.once(to); err != nil {
			return err
		}
	}
	return nil
}

// asGet are the options of a request that was a POST before a redirect.
func (o *curlOptions) asGet() *curlOptions {
	g := *o
	g.hasData, g.data = false, ""
	return &g
}
