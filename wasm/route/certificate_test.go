package route

import (
	"strings"
	"testing"

	"svclab/wasm/api"
)

func TestALessonCertificateIsReadAsItWasWritten(t *testing.T) {
	c := Certificate{Subject: "O=Shop; CN=shop.example.com", Issuer: "CN=ca", Hosts: []string{"a.com", "*.b.com"}, Key: "7", NotBefore: api.Epoch, NotAfter: api.Epoch.Add(api.Day)}
	all, err := ReadCertificates("words before\n" + WriteCertificate(&c) + WriteKey("7"))
	if err != nil || len(all) != 1 || WriteCertificate(&all[0]) != WriteCertificate(&c) || all[0].NotAfter != c.NotAfter {
		t.Fatalf("got %+v, %v", all, err)
	}
	for host, want := range map[string]bool{"a.com": true, "x.b.com": true, "y.x.b.com": false, "shop.example.com": false, "": false} {
		if c.For(host) != want {
			t.Errorf("%q: want %v", host, want)
		}
	}
	if c.Hosts = nil; !c.For("shop.example.com") || c.For("a.com") {
		t.Error("without hosts the common name counts")
	}
}

func TestAKeyPair(t *testing.T) {
	c := WriteCertificate(&Certificate{Subject: "CN=a", Key: "1"})
	const other = "-----BEGIN FOO-----\neA==\n-----END FOO-----\n"
	foreign := "-----BEGIN CERTIFICATE-----\neA==\n-----END CERTIFICATE-----\n"
	for _, row := range []struct{ name, certificate, key, want string }{
		{"one that belongs together", c, WriteKey("1"), ""},
		{"real ones, into which nobody looks", foreign, strings.ReplaceAll(foreign, "CERTIFICATE", "EC PRIVATE KEY"), ""},
		{"another key", c, WriteKey("2"), "tls: private key does not match public key"},
		{"a real key", c, strings.ReplaceAll(foreign, "CERTIFICATE", "PRIVATE KEY"), "tls: private key does not match public key"},
		{"no certificate", "x", WriteKey("1"), "tls: failed to find any PEM data in certificate input"},
		{"changed places", WriteKey("1"), c, "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched"},
		{"something else for a certificate", other, WriteKey("1"), `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [FOO]`},
		{"no key", c, "-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----\n", "tls: failed to find any PEM data in key input"},
		{"the certificate twice", c, c, "tls: found a certificate rather than a key in the PEM for the private key"},
		{"something else for a key", c, other, `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [FOO]`},
	} {
		got := ""
		if err := CheckKeyPair(row.certificate, row.key); err != nil {
			got = err.Error()
		}
		if got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}
