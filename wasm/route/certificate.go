package route

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// A lesson certificate is written as PEM, so that it looks and is handled like a
// real one. What stands in it is a few lines of text, and no cryptography.
const (
	certificateMark = "svclab lesson certificate"
	keyMark         = "svclab lesson key"
)

// honest stands before a block, where PEM lets anything stand.
const honest = "# A lesson certificate: it looks like a real one, and there is no cryptography in it.\n"

// WriteCertificate writes a certificate.
func WriteCertificate(c *Certificate) string {
	return honest + block("CERTIFICATE", certificateMark+"\nsubject: "+c.Subject+"\nissuer: "+c.Issuer+"\nhosts: "+strings.Join(c.Hosts, " ")+
		"\nkey: "+c.Key+"\nfrom: "+seconds(c.NotBefore)+"\nuntil: "+seconds(c.NotAfter)+"\n")
}

// WriteKey writes a private key with a number of its own.
func WriteKey(key string) string {
	return honest + block("PRIVATE KEY", keyMark+"\nkey: "+key+"\n")
}

func seconds(t api.Time) string { return strconv.FormatInt(int64(t)/int64(api.Second), 10) }

func readSeconds(text string) api.Time {
	n, _ := strconv.ParseInt(text, 10, 64)
	return api.Time(n) * api.Time(api.Second)
}

func block(kind, text string) string {
	code := base64.StdEncoding.EncodeToString([]byte(text))
	var b strings.Builder
	b.WriteString("-----BEGIN " + kind + "-----\n")
	for len(code) > 64 {
		b.WriteString(code[:64] + "\n")
		code = code[64:]
	}
	b.WriteString(code + "\n-----END " + kind + "-----\n")
	return b.String()
}

// blocks reads the blocks of one kind that are ours.
func blocks(text, kind, mark string) []string {
	var out []string
	for {
		_, after, ok := strings.Cut(text, "-----BEGIN "+kind+"-----")
		code, rest, closed := strings.Cut(after, "-----END "+kind+"-----")
		if !ok || !closed {
			return out
		}
		text = rest
		inside, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(code), ""))
		if found := strings.HasPrefix(string(inside), mark+"\n"); err == nil && found {
			out = append(out, string(inside))
		}
	}
}

// field reads a line NAME: VALUE.
func field(text, name string) string {
	for line := range strings.Lines(text) {
		if value, ok := strings.CutPrefix(line, name+": "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// ReadCertificates reads the certificates of a PEM file.
func ReadCertificates(text string) ([]Certificate, error) {
	var out []Certificate
	for _, b := range blocks(text, "CERTIFICATE", certificateMark) {
		out = append(out, Certificate{Subject: field(b, "subject"), Issuer: field(b, "issuer"), Hosts: strings.Fields(field(b, "hosts")), Key: field(b, "key"),
			NotBefore: readSeconds(field(b, "from")), NotAfter: readSeconds(field(b, "until"))})
	}
	if len(out) == 0 {
		return nil, errors.New("no lesson certificate: want one that openssl req -x509 has made here")
	}
	return out, nil
}

// sameKey reports whether the first key belongs to the first certificate, as far
// as they are ours.
func sameKey(certificates, keys []string) bool {
	if len(certificates) == 0 || len(keys) == 0 {
		return len(certificates) == len(keys)
	}
	return field(certificates[0], "key") == field(keys[0], "key")
}

// CheckKeyPair says what is wrong with a certificate and its private key. Of a
// pair that is not a lesson's only the shape is looked at. Models crypto/tls
// X509KeyPair.
func CheckKeyPair(certificate, key string) error {
	found, kinds := pemKinds(certificate, func(kind string) bool { return kind == "CERTIFICATE" })
	switch {
	case found:
	case len(kinds) == 0:
		return errors.New("tls: failed to find any PEM data in certificate input")
	case len(kinds) == 1 && strings.HasSuffix(kinds[0], "PRIVATE KEY"):
		return errors.New("tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched")
	default:
		return errors.New(`tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [` + strings.Join(kinds, " ") + "]")
	}
	found, kinds = pemKinds(key, func(kind string) bool { return kind == "PRIVATE KEY" || strings.HasSuffix(kind, " PRIVATE KEY") })
	switch {
	case found:
	case len(kinds) == 0:
		return errors.New("tls: failed to find any PEM data in key input")
	case len(kinds) == 1 && kinds[0] == "CERTIFICATE":
		return errors.New("tls: found a certificate rather than a key in the PEM for the private key")
	default:
		return errors.New(`tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [` + strings.Join(kinds, " ") + "]")
	}
	if c, k := blocks(certificate, "CERTIFICATE", certificateMark), blocks(key, "PRIVATE KEY", keyMark); !sameKey(c, k) {
		return errors.New("tls: private key does not match public key")
	}
	return nil
}

// pemKinds reports whether there is a block of a wanted kind, and lists the kinds
// of those before it.
func pemKinds(text string, wanted func(kind string) bool) (found bool, kinds []string) {
	for {
		_, after, ok := strings.Cut(text, "-----BEGIN ")
		kind, rest, closed := strings.Cut(after, "-----")
		code, rest, ended := strings.Cut(rest, "-----END "+kind+"-----")
		if !ok || !closed || !ended {
			return false, kinds
		}
		text = rest
		if _, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(code), "")); err != nil {
			continue
		}
		if wanted(kind) {
			return true, kinds
		}
		kinds = append(kinds, kind)
	}
}
