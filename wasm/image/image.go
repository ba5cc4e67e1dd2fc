package image

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
)

// Image is what is known of a container image.
type Image struct {
	Name    string       // as people write it: nginx, traefik/whoami
	Listens []Port       // with the default command, by number; not to be changed
	Web     bool         // answers HTTP with the name of its Pod
	Known   bool         // is in the catalogue
	Proxy   bool         // routes HTTP requests as a controller tells it
	DNS     bool         // answers DNS questions about the cluster
	Ends    bool         // its default command ends at once, as a shell without a terminal does
	Pull    api.Duration // how long a node takes to pull it the first time

	program  string // what the default command runs
	declares bool   // listens on the ports that the container declares
	args     bool   // the container's args name the program, as an entrypoint script lets them
	ports    func(args []string) []Port
}

// Port is a port on which a container listens.
type Port struct {
	Number   int32
	Protocol api.Protocol
	HTTP     bool // speaks HTTP
}

// Reasons for which the kubelet keeps a container waiting.
const (
	ErrImagePull = "ErrImagePull"
	InvalidName  = "InvalidImageName"
)

// unreachableHost is a registry whose name never resolves: RFC 2606 keeps
// .invalid for that.
const unreachableHost = "svclab.invalid"

// Error says why the kubelet cannot get an image.
type Error struct {
	Reason  string // ErrImagePull or InvalidImageName, as a container's waiting state shows it
	Message string // the kubelet's own text
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Lookup finds the image that a reference such as nginx:1.29 names. The error
// is an *Error: the reference is none, or its registry does not answer.
func Lookup(ref string) (Image, error) {
	r, err := parse(ref)
	if err != nil {
		return Image{}, &Error{InvalidName, fmt.Sprintf(
			"Failed to apply default image tag %q: couldn't parse image name %q: %v", ref, ref, err)}
	}
	if r.host == unreachableHost {
		return Image{}, &Error{ErrImagePull, r.unreachable()}
	}
	if i, ok := catalogue[r.repository()]; ok {
		return i, nil
	}
	return Image{Name: r.familiar(), Web: true, Pull: pullSmall}, nil
}

// IsIngressController reports that a reference names the image of the ingress
// controller.
func IsIngressController(ref string) bool {
	if !strings.HasPrefix(ref, ingressController) { // most are not, and this is asked of every Pod
		return false
	}
	i, err := Lookup(ref)
	return err == nil && i.Name == ingressController
}

const ingressController = "registry.k8s.io/ingress-nginx/controller"

// ToldHeader is the header of a request that a path asks an app to tell: agnhost's
// /header?key=X-Forwarded-For.
func (i Image) ToldHeader(path string) (name string, ok bool) {
	name, ok = strings.CutPrefix(path, "/header?key=")
	name, _, _ = strings.Cut(name, "&")
	return name, ok && i.program == "agnhost"
}

// HasBIND reports that nslookup in a container of this image is BIND's, as where the
// bind-tools of Alpine take the place of BusyBox'.
func (i Image) HasBIND() bool { return i.program == "agnhost" }

// echoserver is the program of the image with which the documentation shows what
// becomes of source addresses.
const echoserver = "echoserver"

// TellsClient reports that the answer to a request for path may tell who the
// client is.
func (i Image) TellsClient(path string) bool { return path != "/" || i.program == echoserver }

// Answer is what a web app of this image answers in a Pod to a request for
// path, "" when it is no web app. remote is the client's address and port as
// the Pod sees them, needed where TellsClient says so.
func (i Image) Answer(pod, path, remote string) string {
	switch {
	case !i.Web:
		return ""
	case i.program == "agnhost" && path == "/clientip":
		return remote
	case i.program == echoserver:
		ip := strings.Trim(remote[:max(0, strings.LastIndexByte(remote, ':'))], "[]")
		return "Hostname: " + pod + "\n\nRequest Information:\n\tclient_address=" + ip + "\n\treal path=" + path + "\n"
	case i.program == "whoami" && path == "/api":
		return `{"hostname":"` + pod + `","remoteAddr":"` + remote + "\"}\n"
	}
	return pod + "\n"
}
