package image

import (
	"slices"

	"svclab/wasm/api"
)

// How long the first pull on a node takes: layers of a few megabytes, of some
// tens, of some hundreds.
const (
	pullTiny  = 800 * api.Millisecond
	pullSmall = 2 * api.Second
	pullLarge = 6 * api.Second
)

// catalogue is keyed by the whole name of the repository.
var catalogue = index([]Image{
	{Name: "nginx", Web: true, Pull: pullSmall, Listens: http(80), program: "nginx", args: true},
	{Name: "httpd", Web: true, Pull: pullSmall, Listens: http(80), program: "httpd-foreground", args: true},
	{Name: "traefik/whoami", Web: true, Pull: pullTiny, Listens: http(80), program: "whoami", ports: whoami},
	{Name: "registry.k8s.io/e2e-test-images/agnhost", Web: true, Pull: pullSmall, Listens: http(8080), program: "agnhost", ports: agnhost},
	{Name: "registry.k8s.io/serve_hostname", Web: true, Pull: pullTiny, Listens: http(9376), program: "serve_hostname", ports: serveHostname},
	{Name: "registry.k8s.io/echoserver", Web: true, Pull: pullSmall, Listens: http(8080), program: echoserver},
	{Name: "gcr.io/google-samples/hello-app", Web: true, Pull: pullTiny, Listens: http(8080), program: "hello-app"},
	{Name: "us-docker.pkg.dev/google-samples/containers/gke/hello-app", Web: true, Pull: pullTiny, Listens: http(8080), program: "hello-app"},
	{Name: "gcr.io/google-samples/kubernetes-bootcamp", Web: true, Pull: pullSmall, Listens: http(8080), program: "node"},
	{Name: "redis", Pull: pullSmall, Listens: tcp(6379), program: "redis-server", args: true, ports: redis},
	{Name: "mysql", Pull: pullLarge, Listens: tcp(3306, 33060), program: "mysqld", args: true},
	{Name: "mariadb", Pull: pullLarge, Listens: tcp(3306), program: "mariadbd", args: true},
	{Name: "postgres", Pull: pullLarge, Listens: tcp(5432), program: "postgres", args: true},
	{Name: "memcached", Pull: pullSmall, Listens: tcp(11211), program: "memcached", args: true},
	{Name: "busybox", Pull: pullTiny, Ends: true, program: "sh", args: true},
	{Name: "alpine", Pull: pullTiny, Ends: true, program: "sh", args: true},
	{Name: "debian", Pull: pullSmall, Ends: true, program: "bash", args: true},
	{Name: "ubuntu", Pull: pullSmall, Ends: true, program: "bash", args: true},
	{Name: "registry.k8s.io/pause", Pull: pullTiny, program: "pause"},
	{Name: ingressController, Proxy: true, Pull: pullLarge, Listens: ingress(), program: "nginx-ingress-controller", args: true},
	{Name: "svclab.dev/gateway-proxy", Proxy: true, Pull: pullSmall, program: "gateway-proxy", declares: true},
	{Name: "registry.k8s.io/coredns/coredns", Pull: pullSmall, DNS: true, Listens: dns(), program: "coredns"},
})

func index(images []Image) map[string]Image {
	m := make(map[string]Image, len(images))
	for _, i := range images {
		i.Known = true
		r, err := parse(i.Name)
		if err != nil {
			panic("image: catalogue: " + i.Name + ": " + err.Error())
		}
		m[r.repository()] = i
	}
	for name, of := range copies {
		m[name] = m[of]
	}
	return m
}

// copies are the names under which the pages of kubernetes.io know images of Docker
// Hub.
var copies = map[string]string{
	"registry.k8s.io/busybox":                 "docker.io/library/busybox",
	"registry.k8s.io/e2e-test-images/busybox": "docker.io/library/busybox",
	"registry.k8s.io/nginx":                   "docker.io/library/nginx",
	"registry.k8s.io/nginx-slim":              "docker.io/library/nginx",
	"registry.k8s.io/e2e-test-images/nginx":   "docker.io/library/nginx",
}

func http(n int32) []Port { return []Port{{n, api.ProtocolTCP, true}} }

func tcp(numbers ...int32) []Port {
	ports := make([]Port, len(numbers))
	for i, n := range numbers {
		ports[i] = Port{n, api.ProtocolTCP, false}
	}
	return ports
}

// ingress is ingress-nginx: nginx, then the controller's own health and metrics,
// and its admission webhook.
func ingress() []Port {
	return []Port{{80, api.ProtocolTCP, true}, {443, api.ProtocolTCP, true}, {HealthPort, api.ProtocolTCP, true}, {8443, api.ProtocolTCP, false}}
}

// HealthPort is where a Proxy tells of its own health, and routes nothing.
const HealthPort = 10254

// dns is CoreDNS with the Corefile that kubeadm writes: queries, then health,
// readiness and metrics.
func dns() []Port {
	return []Port{
		{53, api.ProtocolTCP, false}, {53, api.ProtocolUDP, false},
		{8080, api.ProtocolTCP, true}, {8181, api.ProtocolTCP, true}, {9153, api.ProtocolTCP, true},
	}
}

// Names lists the images of the catalogue that people put into manifests, sorted.
func Names() []string {
	var names []string
	for _, i := range catalogue {
		if !i.Proxy && !i.DNS {
			names = append(names, i.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
