package route

import (
	"encoding/base64"
	"errors"
	"strings"
)

// A lesson certificate is written as PEM, so that it looks and is handled like a
// real one. What stands in it is a few lines of text, and no cryptography.
const (
	certificateMark = "svclab lesson certificate"
	keyMark         = "svclab lesson key"
)

// WriteCertificate writes a certificate with the number of the key it belongs to.
func WriteCertificate(c Certificate, key string) string {
	return block("CERTIFICATE", certificateMark+"\nsubject: "+c.Subject+"\nissuer: "+c.Issuer+"\nhosts: "+strings.Join(c.Hosts, " ")+"\nkey: "+key+"\n")
}

// WriteKey writes a private key with a number of its own.
func WriteKey(key string) string { return block("PRIVATE KEY", keyMark+"\nkey: "+key+"\n") }

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
		out = append(out, Certificate{Subject: field(b, "subject"), Issuer: field(b, "issuer"), Hosts: strings.Fields(field(b, "hosts"))})
	}
	if len(out) == 0 {
		return nil, errors.New("want a certificate that openssl req -x509 has made here")
	}
	return out, nil
}

// KeyMatches reports whether a key belongs to a certificate; ok is false when one
// of them is none.
func KeyMatches(certificate, key string) (matches, ok bool) {
	c, k := blocks(certificate, "CERTIFICATE", certificateMark), blocks(key, "PRIVATE KEY", keyMark)
	if len(c) == 0 || len(k) == 0 {
		return false, false
	}
	return field(c[0], "key") == field(k[0], "key"), true
}
