package api

import (
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/validation"
)

func TestValidateSecret(t *testing.T) {
	secret := func(rest string) string { return "{metadata: {name: s}, " + rest + "}" }
	checkRefusals(t, "Secret", []refusal{
		{"one without anything", secret("data: {}"), ""},
		{"a type that nobody has rules for", secret("type: example.com/x, data: {a: eA==}"), ""},
		{"a certificate without its key", secret("type: kubernetes.io/tls, stringData: {tls.crt: x}"), "data[tls.key]: Required value"},
		{"a certificate whose key is empty", secret("type: kubernetes.io/tls, data: {tls.crt: eA==, tls.key: null}"), ""},
		{"no login", secret("type: kubernetes.io/basic-auth"), "data[username]: Required value\ndata[password]: Required value"},
		{"a login without a password", secret("type: kubernetes.io/basic-auth, stringData: {username: anna}"), ""},
		{"an empty key for ssh", secret("type: kubernetes.io/ssh-auth, stringData: {ssh-privatekey: ''}"), "data[ssh-privatekey]: Required value"},
		{"no registry", secret("type: kubernetes.io/dockerconfigjson"), "data[.dockerconfigjson]: Required value"},
		{"a registry that is no JSON", secret("type: kubernetes.io/dockerconfigjson, stringData: {.dockerconfigjson: x}"),
			`data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character 'x' looking for beginning of value`},
		{"a registry of old", secret("type: kubernetes.io/dockercfg, stringData: {.dockercfg: '[]'}"),
			`data[.dockercfg]: Invalid value: "<secret contents redacted>": json: cannot unmarshal array into Go value of type map[string]interface {}`},
		{"a token of nobody", secret("type: kubernetes.io/service-account-token"), "metadata.annotations[kubernetes.io/service-account.name]: Required value"},
		{"too much", secret("stringData: {a: " + strings.Repeat("x", 1<<20+1) + "}"), "data: Too long: may not be more than 1048576 bytes"},
		{"keys that are none", secret("stringData: {..a: x}"), `data[..a]: Invalid value: "..a": must not start with '..'`},
	})
}

func TestKeysOfSecrets(t *testing.T) {
	for _, key := range []string{"a", "tls.crt", "A_b-1", "", ".", "..", "...", "..a", ".a", "a b", "ä", "a/b", strings.Repeat("a", 254)} {
		got, want := strings.Join(IsConfigMapKey(key), "; "), strings.Join(validation.IsConfigMapKey(key), "; ")
		if got != want {
			t.Errorf("%q: got %s\nwant %s", key, got, want)
		}
	}
}

func TestWhatIsWrittenAsTextBecomesData(t *testing.T) {
	s := &Secret{Data: map[string][]byte{"a": []byte("old"), "b": nil}, StringData: map[string]string{"a": "new"}}
	Default(s)
	if string(s.Data["a"]) != "new" || s.Data["b"] == nil || s.StringData != nil || s.SecretType != SecretOpaque {
		t.Errorf("got %+v", s)
	}
	c := s.DeepCopy().(*Secret)
	c.Data["a"][0] = 'N'
	if string(s.Data["a"]) != "new" {
		t.Error("a copy shares a value")
	}
}

func TestASecretThatIsSealed(t *testing.T) {
	yes, no := true, false
	of := func(immutable *bool, value, kind string) *Secret {
		return &Secret{ObjectMeta: ObjectMeta{Name: "s", Namespace: "default", ResourceVersion: "1"}, Immutable: immutable, Data: map[string][]byte{"a": []byte(value)}, SecretType: kind}
	}
	const sealed = "field is immutable when `immutable` is set"
	for _, row := range []struct {
		name     string
		old, new *Secret
		want     string
	}{
		{"an open one may change", of(&no, "x", "Opaque"), of(nil, "y", "Opaque"), ""},
		{"and be sealed", of(nil, "x", "Opaque"), of(&yes, "y", "Opaque"), ""},
		{"then it cannot", of(&yes, "x", "Opaque"), of(&yes, "y", "Opaque"), "data: Forbidden: " + sealed},
		{"nor be opened", of(&yes, "x", "Opaque"), of(nil, "x", "Opaque"), "immutable: Forbidden: " + sealed},
		{"the type never changes", of(nil, "x", "Opaque"), of(nil, "x", "a/b"), `type: Invalid value: "a/b": field is immutable`},
	} {
		var got []string
		for _, e := range ValidateUpdate(row.new, row.old) {
			got = append(got, e.Error())
		}
		if strings.Join(got, "\n") != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}
