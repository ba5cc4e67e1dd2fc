package api

import (
	"bytes"
	"maps"
)

// The types of Secrets that the server has rules for. Any other is allowed too.
const (
	SecretOpaque           = "Opaque"
	SecretServiceAccount   = "kubernetes.io/service-account-token"
	SecretDockercfg        = "kubernetes.io/dockercfg"
	SecretDockerConfigJSON = "kubernetes.io/dockerconfigjson"
	SecretBasicAuth        = "kubernetes.io/basic-auth"
	SecretSSHAuth          = "kubernetes.io/ssh-auth"
	SecretTLS              = "kubernetes.io/tls"
)

// The keys under which a Secret of the type SecretTLS has its certificate and
// its private key.
const (
	TLSCert = "tls.crt"
	TLSKey  = "tls.key"
)

// DockerConfigJSONKey is the key of a SecretDockerConfigJSON.
const DockerConfigJSONKey = ".dockerconfigjson"

// Secret keeps a few values that are not for everybody's eyes.
type Secret struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Immutable  *bool             `json:"immutable,omitempty"`
	Data       map[string][]byte `json:"data,omitempty"`       // base64 in JSON
	StringData map[string]string `json:"stringData,omitempty"` // only ever written: it goes into Data
	SecretType string            `json:"type,omitempty"`
}

// DeepCopy returns a Secret that shares nothing with s.
func (s *Secret) DeepCopy() Object {
	c := *s
	c.ObjectMeta = s.ObjectMeta.deepCopy()
	c.Immutable = copyPointer(s.Immutable)
	if s.Data != nil {
		c.Data = make(map[string][]byte, len(s.Data))
		for k, v := range s.Data {
			c.Data[k] = bytes.Clone(v)
		}
	}
	c.StringData = maps.Clone(s.StringData)
	return &c
}

// defaultSecret models SetDefaults_Secret and Convert_v1_Secret_To_core_Secret.
func defaultSecret(s *Secret) {
	if len(s.StringData) > 0 && s.Data == nil {
		s.Data = map[string][]byte{}
	}
	for k, v := range s.StringData {
		s.Data[k] = []byte(v)
	}
	for k, v := range s.Data {
		if v == nil {
			s.Data[k] = []byte{} // as the store's own encoding gives it back
		}
	}
	s.StringData = nil
	orDefault(&s.SecretType, SecretOpaque)
}
