package api

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// maxSecretSize is how many bytes the values of a Secret may have together.
const maxSecretSize = 1 << 20

// validateSecret models ValidateSecret and, with what was stored,
// ValidateSecretUpdate.
func validateSecret(s, old *Secret) field.ErrorList {
	var errs field.ErrorList
	data := field.NewPath("data")
	if old != nil {
		errs = validateSecretUpdate(s, old)
	}
	errs = append(errs, validateMeta(s.Meta(), true, nameIsDNSSubdomain)...)
	size := 0
	for _, key := range slices.Sorted(maps.Keys(s.Data)) {
		errs = append(errs, invalid(data.Key(key), key, IsConfigMapKey(key))...)
		size += len(s.Data[key])
	}
	if size > maxSecretSize {
		errs = append(errs, field.TooLong(data, "", maxSecretSize))
	}
	require := func(key string) bool {
		_, ok := s.Data[key]
		if !ok {
			errs = append(errs, field.Required(data.Key(key), ""))
		}
		return ok
	}
	switch s.SecretType {
	case SecretServiceAccount:
		const owner = "kubernetes.io/service-account.name"
		if s.Annotations[owner] == "" {
			errs = append(errs, field.Required(field.NewPath("metadata", "annotations").Key(owner), ""))
		}
	case SecretDockercfg, SecretDockerConfigJSON:
		key := DockerConfigJSONKey
		if s.SecretType == SecretDockercfg {
			key = ".dockercfg"
		}
		if !require(key) {
			break
		}
		if err := json.Unmarshal(s.Data[key], &map[string]any{}); err != nil {
			errs = append(errs, field.Invalid(data.Key(key), "<secret contents redacted>", err.Error()))
		}
	case SecretBasicAuth:
		_, user := s.Data["username"]
		_, password := s.Data["password"]
		if !user && !password {
			require("username")
			require("password")
		}
	case SecretSSHAuth:
		if len(s.Data["ssh-privatekey"]) == 0 {
			errs = append(errs, field.Required(data.Key("ssh-privatekey"), ""))
		}
	case SecretTLS:
		require(TLSCert)
		require(TLSKey)
	}
	return errs
}

func validateSecretUpdate(s, old *Secret) field.ErrorList {
	const text = "field is immutable when `immutable` is set"
	var errs field.ErrorList
	if s.SecretType != old.SecretType {
		errs = append(errs, field.Invalid(field.NewPath("type"), s.SecretType, immutable))
	}
	if old.Immutable == nil || !*old.Immutable {
		return errs
	}
	if s.Immutable == nil || !*s.Immutable {
		errs = append(errs, field.Forbidden(field.NewPath("immutable"), text))
	}
	if !maps.EqualFunc(s.Data, old.Data, bytes.Equal) {
		errs = append(errs, field.Forbidden(field.NewPath("data"), text))
	}
	return errs
}

// IsConfigMapKey says what is wrong with a key of a Secret. Models apimachinery
// pkg/util/validation IsConfigMapKey.
func IsConfigMapKey(key string) []string {
	var out []string
	if len(key) > 253 {
		out = append(out, "must be no more than 253 characters")
	}
	if !onlyKeyBytes(key) {
		out = append(out, "a valid config key must consist of alphanumeric characters, '-', '_' or '.' "+
			"(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")
	}
	switch {
	case key == ".":
		out = append(out, "must not be '.'")
	case key == "..":
		out = append(out, "must not be '..'")
	case strings.HasPrefix(key, ".."):
		out = append(out, "must not start with '..'")
	}
	return out
}

func onlyKeyBytes(key string) bool {
	for _, c := range []byte(key) {
		if c != '-' && c != '.' && c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return key != ""
}
