package image

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
)

const digest = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestLookupFindsTheImageThatAReferenceNames(t *testing.T) {
	for _, tt := range []struct{ name, ref, want string }{
		{"a bare name is Docker Hub's", "nginx", "nginx known"},
		{"a tag makes no difference", "nginx:1.29-alpine", "nginx known"},
		{"nor does a digest", "nginx" + digest, "nginx known"},
		{"nor both", "nginx:1.29" + digest, "nginx known"},
		{"nor the library", "library/nginx", "nginx known"},
		{"nor the host", "docker.io/library/nginx:latest", "nginx known"},
		{"nor the host without the library", "docker.io/nginx", "nginx known"},
		{"nor the old host", "index.docker.io/library/nginx", "nginx known"},
		{"an owner makes another image", "someone/nginx", "someone/nginx"},
		{"another registry makes another image", "ghcr.io/library/nginx", "ghcr.io/library/nginx"},
		{"a host may have a port", "localhost:5000/nginx:1", "localhost:5000/nginx"},
		{"localhost is a host", "localhost/nginx", "localhost/nginx"},
		{"a host in capitals is a host", "REGISTRY/nginx", "REGISTRY/nginx"},
		{"an owner's image", "traefik/whoami:v1.11", "traefik/whoami known"},
		{"a host that sends on to another", "k8s.gcr.io/serve_hostname", "registry.k8s.io/serve_hostname known"},
		{"a long path", "registry.k8s.io/e2e-test-images/agnhost:2.53", "registry.k8s.io/e2e-test-images/agnhost known"},
		{"separators inside a name", "my-team/a_b__c--d.e", "my-team/a_b__c--d.e"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i, err := Lookup(tt.ref)
			got := i.Name
			if i.Known {
				got += " known"
			}
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestLookupRefuses(t *testing.T) {
	const bad = "Failed to apply default image tag %q: couldn't parse image name %[1]q: "
	const format, capitals = "invalid reference format", "invalid reference format: repository name (%s) must be lowercase"
	for _, tt := range []struct{ name, ref, reason, message string }{
		{"a name in capitals", "Nginx", InvalidName, fmt.Sprintf(bad+capitals, "Nginx", "library/Nginx")},
		{"a name in capitals before whatever else is wrong", "Nginx:Bad:Tag", InvalidName, fmt.Sprintf(bad+capitals, "Nginx:Bad:Tag", "library/Nginx")},
		{"nothing", "", InvalidName, fmt.Sprintf(bad, "") + format},
		{"a space", "ng inx", InvalidName, fmt.Sprintf(bad, "ng inx") + format},
		{"an empty tag", "nginx:", InvalidName, fmt.Sprintf(bad, "nginx:") + format},
		{"a tag that begins with a dot", "nginx:.1", InvalidName, fmt.Sprintf(bad, "nginx:.1") + format},
		{"an empty component", "a//b", InvalidName, fmt.Sprintf(bad, "a//b") + format},
		{"a separator at the end", "nginx-", InvalidName, fmt.Sprintf(bad, "nginx-") + format},
		{"a separator at the start", "-nginx", InvalidName, fmt.Sprintf(bad, "-nginx") + format},
		{"two dots", "a..b", InvalidName, fmt.Sprintf(bad, "a..b") + format},
		{"three underscores", "a___b", InvalidName, fmt.Sprintf(bad, "a___b") + format},
		{"a digest without an algorithm", "nginx@0123", InvalidName, fmt.Sprintf(bad, "nginx@0123") + format},
		{"a port that is none", "host:x/nginx", InvalidName, fmt.Sprintf(bad, "host:x/nginx") + format},
		{"an underscore in a host", "my_host.io/nginx", InvalidName, fmt.Sprintf(bad, "my_host.io/nginx") + format},
		{"a registry that is not there", "svclab.invalid/web", ErrImagePull,
			`failed to pull and unpack image "svclab.invalid/web:latest": failed to resolve reference "svclab.invalid/web:latest": ` +
				`failed to do request: Head "https://svclab.invalid/v2/web/manifests/latest": dial tcp: lookup svclab.invalid: no such host`},
		{"a digest there", "svclab.invalid/web" + digest, ErrImagePull,
			`failed to pull and unpack image "svclab.invalid/web` + digest + `": failed to resolve reference "svclab.invalid/web` + digest + `": ` +
				`failed to do request: Head "https://svclab.invalid/v2/web/manifests/` + digest[1:] + `": dial tcp: lookup svclab.invalid: no such host`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Lookup(tt.ref)
			var e *Error
			if !errors.As(err, &e) || e.Reason != tt.reason || e.Message != tt.message {
				t.Errorf("got %v\nwant %s: %s", err, tt.reason, tt.message)
			}
		})
	}
	if _, err := Lookup(strings.Repeat("a", 300)); err == nil || !strings.HasSuffix(err.Error(), "must not be more than 255 characters") {
		t.Errorf("a very long name: got %v", err)
	}
	if _, err := Lookup("nginx:" + strings.Repeat("1", 129)); err == nil {
		t.Error("a very long tag is taken")
	}
}

func TestParseTellsTheHostFromThePath(t *testing.T) {
	for ref, want := range map[string]string{
		"nginx": "docker.io library/nginx", "a/b": "docker.io a/b", "localhost/b": "localhost b", "a.io/b": "a.io b", "a:1/b": "a:1 b", "A/b": "A b",
	} {
		if r, err := parse(ref); err != nil || r.host+" "+r.path != want {
			t.Errorf("%s: got %s %s, %v, want %s", ref, r.host, r.path, err, want)
		}
	}
}

// container makes a container from an image, its command and its arguments,
// each written as one line.
func container(image, command, args string, ports ...api.ContainerPort) *api.Container {
	return &api.Container{Name: "main", Image: image, Command: strings.Fields(command), Args: strings.Fields(args), Ports: ports}
}

// listed writes ports as 80/TCP, with a + for HTTP.
func listed(ports []Port) string {
	var out []string
	for _, p := range ports {
		s := fmt.Sprintf("%d/%s", p.Number, p.Protocol)
		if p.HTTP {
			s += "+"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestListens(t *testing.T) {
	on := func(n int32, p api.Protocol) api.ContainerPort {
		return api.ContainerPort{ContainerPort: n, Protocol: p}
	}
	for _, tt := range []struct {
		name string
		c    *api.Container
		want string
	}{
		{"nginx", container("nginx", "", ""), "80/TCP+"},
		{"nginx listens on 80 whatever containerPort says", container("nginx:1.29", "", "", on(8080, "")), "80/TCP+"},
		{"nginx told so in full", container("nginx", "nginx -g", "daemon off;"), "80/TCP+"},
		{"nginx told to sleep", container("nginx", "sleep 3600", ""), ""},
		{"nginx told to sleep by arguments, which its entrypoint runs", container("nginx", "", "sleep 3600"), ""},
		{"httpd", container("httpd:2.4", "", ""), "80/TCP+"},
		{"what tells its hostname", container("registry.k8s.io/serve_hostname", "", ""), "9376/TCP+"},
		{"what tells its hostname, told to do so elsewhere", container("registry.k8s.io/serve_hostname", "", "--port=80"), "80/TCP+"},
		{"whoami", container("traefik/whoami", "", ""), "80/TCP+"},
		{"whoami on a port of choice", container("traefik/whoami", "", "--port 8000"), "8000/TCP+"},
		{"whoami by its path", container("traefik/whoami", "/whoami", "-port=8001"), "8001/TCP+"},
		{"agnhost", container("registry.k8s.io/e2e-test-images/agnhost:2.53", "", ""), "8080/TCP+ 8081/UDP"},
		{"agnhost netexec", container("registry.k8s.io/e2e-test-images/agnhost", "", "netexec"), "8080/TCP+ 8081/UDP"},
		{"agnhost netexec on a port of choice", container("registry.k8s.io/e2e-test-images/agnhost", "/agnhost", "netexec --http-port=80 --udp-port=-1"), "80/TCP+"},
		{"agnhost serve-hostname", container("registry.k8s.io/e2e-test-images/agnhost", "", "serve-hostname"), "9376/TCP+"},
		{"agnhost pause", container("registry.k8s.io/e2e-test-images/agnhost", "", "pause"), ""},
		{"redis", container("redis:8", "", ""), "6379/TCP"},
		{"redis with flags for its entrypoint", container("redis", "", "--port 6380"), "6380/TCP"},
		{"a word is no flag", container("traefik/whoami", "", "port 8000"), "80/TCP+"},
		{"redis with a port that is none", container("redis", "", "--port many"), "6379/TCP"},
		{"mysql", container("mysql", "", ""), "3306/TCP 33060/TCP"},
		{"busybox", container("busybox", "", ""), ""},
		{"busybox that sleeps, with a port declared", container("busybox", "sleep 3600", "", on(80, "")), ""},
		{"CoreDNS", container("registry.k8s.io/coredns/coredns:v1.15.0", "", "-conf /etc/coredns/Corefile"), "53/TCP 53/UDP 8080/TCP+ 8181/TCP+ 9153/TCP+"},
		{"a stranger listens where it says", container("ghcr.io/me/app", "", "", on(3000, ""), on(9000, api.ProtocolUDP)), "3000/TCP+ 9000/UDP"},
		{"a stranger that says nothing", container("ghcr.io/me/app", "", ""), ""},
		{"an image that is not there", container("svclab.invalid/nginx", "", "", on(80, "")), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := listed(Listens(tt.c)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatWebAppsAnswer(t *testing.T) {
	for _, tt := range []struct{ ref, path, want string }{
		{"nginx", "/", "web-1\n"},
		{"nginx", "/clientip", "web-1\n"},
		{"ghcr.io/me/app", "/", "web-1\n"},
		{"redis", "/", ""},
		{"busybox", "/", ""},
		{"registry.k8s.io/e2e-test-images/agnhost", "/", "web-1\n"},
		{"registry.k8s.io/e2e-test-images/agnhost", "/clientip", "10.244.0.1:40000"},
		{"registry.k8s.io/echoserver:1.10", "/", "Hostname: web-1\n\nRequest Information:\n\tclient_address=10.244.0.1\n\treal path=/\n"},
		{"traefik/whoami", "/", "web-1\n"},
		{"traefik/whoami", "/api", `{"hostname":"web-1","remoteAddr":"10.244.0.1:40000"}` + "\n"},
	} {
		i, err := Lookup(tt.ref)
		if got := i.Answer("web-1", tt.path, "10.244.0.1:40000"); err != nil || got != tt.want {
			t.Errorf("%s%s: got %q, %v, want %q", tt.ref, tt.path, got, err, tt.want)
		}
	}
}

func TestEndsAtOnce(t *testing.T) {
	for _, tt := range []struct {
		name string
		c    *api.Container
		want bool
	}{
		{"a shell that nobody talks to", container("busybox", "", ""), true},
		{"a shell that is told to sleep", container("busybox", "sleep 3600", ""), false},
		{"or by arguments", container("busybox", "", "sleep 3600"), false},
		{"a server", container("nginx", "", ""), false},
	} {
		i, err := Lookup(tt.c.Image)
		if got := i.EndsAtOnce(tt.c); err != nil || got != tt.want {
			t.Errorf("%s: got %t, %v, want %t", tt.name, got, err, tt.want)
		}
	}
}

func TestEveryImageTakesTimeToPull(t *testing.T) {
	for name, i := range catalogue {
		if i.Pull <= 0 || !i.Known || i.program == "" {
			t.Errorf("%s: got %+v, want it known, with a pull time and a program", name, i)
		}
	}
	if i, err := Lookup("ghcr.io/me/app"); err != nil || i.Pull <= 0 || !i.Web {
		t.Errorf("an image that nobody knows: got %+v, %v, want a web app with a pull time", i, err)
	}
}
