package kubectl

import (
	"maps"
	"slices"
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

var secretTable = table{names("NAME", "TYPE", "DATA", "AGE"), secretRow}

// secretRow models pkg/printers/internalversion printSecret.
func secretRow(o api.Object, t tableContext) []string {
	s := o.(*api.Secret)
	return []string{s.Name, s.SecretType, strconv.Itoa(len(s.Data)), since(t.now, s.CreationTimestamp)}
}

// secret models kubectl pkg/describe describeSecret: how long the values are, and
// never what they are, but for a token.
func (d *description) secret(s *api.Secret) {
	d.meta(&s.ObjectMeta)
	d.line(0, "\nType:\t%s", s.SecretType)
	d.line(0, "\nData\n====")
	for _, k := range slices.Sorted(maps.Keys(s.Data)) {
		if k == "token" && s.SecretType == api.SecretServiceAccount {
			d.line(0, "%s:\t%s", k, s.Data[k])
			continue
		}
		d.line(0, "%s:\t%d bytes", k, len(s.Data[k]))
	}
}

// secretWarnings is what the server says of a certificate and a key that it has
// taken all the same. Models pkg/registry/core/secret warningsForSecret.
func secretWarnings(o api.Object) []string {
	if s, ok := o.(*api.Secret); ok && s.SecretType == api.SecretTLS {
		if err := route.CheckKeyPair(string(s.Data[api.TLSCert]), string(s.Data[api.TLSKey])); err != nil {
			return []string{err.Error()}
		}
	}
	return nil
}

// secretTexts are the fieldTexts of Secrets.
const secretTexts = `Secret A few values that are not for everybody's eyes, such as the certificate and the key of a site.	아무나 보면 안 되는 값 몇 개. 사이트의 인증서와 개인 키 같은 것.
 immutable Set to true, no value can be changed any more, nor this be taken back.	true로 하면 값을 더는 바꿀 수 없고, 되돌릴 수도 없다.
 data The values by their keys, each in base64. That hides nothing: anybody can decode it.	키마다 base64로 적은 값. 누구나 풀 수 있으니 숨긴 것이 아니다.
 stringData Values as plain text. They are only written: the server keeps them in data.	그대로 적는 값. 쓰기만 되고 서버가 data에 옮겨 담는다.
 type What is in it, such as Opaque or kubernetes.io/tls, which needs tls.crt and tls.key. It cannot be changed.	든 것의 종류. Opaque, tls.crt와 tls.key가 있어야 하는 kubernetes.io/tls 등. 바꿀 수 없다.
`
