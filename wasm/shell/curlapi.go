package shell

import (
	"encoding/json"
	"strings"

	"svclab/wasm/kubectl"
	"svclab/wasm/network"
	"svclab/wasm/route"
)

// answerTLS takes the answer to an https URL of the control plane or a kubelet,
// whose certificates the learner's machine does not know, and who know nothing of
// curl. What everybody may see is that of the ClusterRole system:public-info-viewer.
func (t *transfer) answerTLS(path network.Path) error {
	path.TLSFailure = network.NoTLS
	if path.Body == notTLS {
		path.Certificate = &route.Certificate{Subject: "CN=" + listener(path), Issuer: "CN=kubernetes"}
		if path.TLSFailure = network.UnknownIssuer; t.o.insecure {
			path.TLSFailure = ""
		}
	}
	if err := t.handshake(path); err != nil {
		return err
	}
	t.verbose("%s", t.request())
	if listener(path) != "kube-apiserver" {
		t.take(401, "Unauthorized")
		return nil
	}
	asked, _, _ := strings.Cut(t.url.path, "?")
	info := requestInfoOf(t.o.requestMethod(), asked)
	switch {
	case info.verb != "get":
	case asked == "/healthz" || asked == "/livez" || asked == "/readyz":
		t.take(200, "ok")
		return nil
	case asked == "/version" || asked == "/version/":
		t.contentKind = "application/json"
		text, err := json.MarshalIndent(kubectl.Server, "", "  ")
		t.take(200, string(text))
		return err
	}
	t.contentKind = "application/json"
	t.take(403, info.forbidden())
	return nil
}

// requestInfo is what a request to the API server is about: an object, a list of
// objects or, without a resource, no more than a path. Models
// apiserver/pkg/endpoints/request/requestinfo.go RequestInfo.
type requestInfo struct {
	verb, path                                    string
	group, resource, subresource, namespace, name string
}

// requestInfoOf models NewRequestInfo of the same file.
func requestInfoOf(method, path string) requestInfo {
	info := requestInfo{verb: strings.ToLower(method), path: path}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case len(parts) >= 3 && parts[0] == "api":
		parts = parts[2:]
	case len(parts) >= 4 && parts[0] == "apis":
		info.group, parts = parts[1], parts[3:]
	default:
		return info
	}
	parts = append(parts, "", "") // a list has no name, and most have no subresource
	if parts[0] == "namespaces" && parts[1] != "" {
		info.namespace = parts[1]
		if parts[2] != "" && parts[2] != "status" && parts[2] != "finalize" {
			parts = parts[2:]
		}
	}
	info.resource, info.name, info.subresource = parts[0], parts[1], parts[2]
	switch info.verb {
	case "post":
		info.verb = "create"
	case "put":
		info.verb = "update"
	case "get", "head":
		if info.verb = "get"; info.name == "" {
			info.verb = "list"
		}
	case "delete":
		if info.name == "" {
			info.verb = "deletecollection"
		}
	}
	return info
}

// forbidden is the Status that refuses the request to system:anonymous. Models
// apiserver/pkg/endpoints/handlers/responsewriters/errors.go Forbidden.
func (i requestInfo) forbidden() string {
	message, details := `forbidden: User "system:anonymous" cannot `+i.verb, ""
	field := func(name, value string) {
		if value != "" {
			details += "\n    \"" + name + "\": \"" + value + "\","
		}
	}
	if i.resource == "" {
		message += ` path "` + i.path + `"`
	} else {
		about, resource, scope := i.resource, i.resource, " at the cluster scope"
		if i.group != "" {
			about += "." + i.group
		}
		if i.name != "" {
			about += ` "` + i.name + `"`
		}
		if i.subresource != "" {
			resource += "/" + i.subresource
		}
		if i.namespace != "" {
			scope = ` in the namespace "` + i.namespace + `"`
		}
		message = about + " is " + message + ` resource "` + resource + `" in API group "` + i.group + `"` + scope
		field("name", i.name)
		field("group", i.group)
		field("kind", i.resource)
		details = strings.TrimSuffix(details, ",") + "\n  "
	}
	return "{\n  \"kind\": \"Status\",\n  \"apiVersion\": \"v1\",\n  \"metadata\": {},\n  \"status\": \"Failure\",\n  \"message\": \"" +
		strings.ReplaceAll(message, `"`, `\"`) + "\",\n  \"reason\": \"Forbidden\",\n  \"details\": {" + details + "},\n  \"code\": 403\n}"
}
