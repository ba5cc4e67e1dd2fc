package cluster

import (
	"svclab/wasm/api"
	"svclab/wasm/route"
)

// certificate reads the lesson certificate of a Secret, and says in a sentence why
// there is none.
func (c *Cluster) certificate(namespace, name string) (cert *route.Certificate, secret *api.Secret, why string) {
	where := namespace + "/" + name
	o, ok := c.store.get("secrets", objectKey{namespace, name})
	if !ok {
		return nil, nil, "there is no Secret " + where
	}
	secret = o.(*api.Secret)
	text := string(secret.Data[api.TLSCert])
	if err := route.CheckKeyPair(text, string(secret.Data[api.TLSKey])); err != nil {
		return nil, secret, "Secret " + where + ": " + err.Error()
	}
	all, err := route.ReadCertificates(text)
	if err != nil {
		return nil, secret, "Secret " + where + ": " + err.Error()
	}
	cert = &all[0]
	cert.Name = where
	return cert, secret, ""
}

// ingressCertificate is the certificate that an Ingress finds in a Secret of
// whatever type, as ingress-nginx does; nil for none.
func (c *Cluster) ingressCertificate(namespace, name string) *route.Certificate {
	cert, _, _ := c.certificate(namespace, name)
	return cert
}

// gatewayCertificate is the certificate of a Gateway's listener, whose Secret has
// to be of the type for it.
func (c *Cluster) gatewayCertificate(namespace, name string) (*route.Certificate, string) {
	cert, secret, why := c.certificate(namespace, name)
	if secret != nil && secret.SecretType != api.SecretTLS {
		return nil, "Secret " + namespace + "/" + name + " is of the type " + secret.SecretType + ": want " + api.SecretTLS
	}
	return cert, why
}
