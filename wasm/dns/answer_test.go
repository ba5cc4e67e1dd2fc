package dns

import (
	"fmt"
	"net/netip"
	"slices"
	"sort"
	"strings"
	"testing"

	"svclab/wasm/api"
)

const (
	second  = 1_000_000_000
	coreDNS = "10.244.0.253" // the Pod that answers
)

func isIP(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}

func namespace(name string) api.Object {
	n := &api.Namespace{}
	n.Name = name
	return n
}

// service makes a Service of the namespace default from "web 10.96.0.7 http:80
// dns:53/UDP"; the second word is one ClusterIP or two, None, or a name.
func service(text string) *api.Service {
	words := strings.Fields(text)
	s := &api.Service{}
	s.Name, s.Namespace = words[0], "default"
	if ips := strings.Split(words[1], ","); isIP(ips[0]) || ips[0] == api.ClusterIPNone {
		s.Spec.ClusterIP, s.Spec.ClusterIPs = ips[0], ips
	} else {
		s.Spec.Type, s.Spec.ExternalName = api.ServiceTypeExternalName, words[1]
	}
	for _, p := range words[2:] {
		name, rest, _ := strings.Cut(p, ":")
		number, protocol, udp := strings.Cut(rest, "/")
		if !udp {
			protocol = "TCP"
		}
		port := api.ServicePort{Name: name, Protocol: api.Protocol(protocol)}
		fmt.Sscan(number, &port.Port)
		s.Spec.Ports = append(s.Spec.Ports, port)
	}
	return s
}

// slice makes an EndpointSlice from "heads http:8080 10.244.0.2 10.244.0.3=db-0
// 10.244.0.4!": an endpoint may have a host name, or not be ready.
func slice(text string) *api.EndpointSlice {
	words := strings.Fields(text)
	s := &api.EndpointSlice{}
	s.Name, s.Namespace, s.Labels = words[0]+"-1", "default", map[string]string{api.LabelServiceName: words[0]}
	for _, w := range words[1:] {
		address, hostname, named := strings.Cut(strings.TrimSuffix(w, "!"), "=")
		if !isIP(address) {
			p := service("x None " + w).Spec.Ports[0]
			s.Ports = append(s.Ports, api.EndpointPort{Name: &p.Name, Port: &p.Port, Protocol: &p.Protocol})
			continue
		}
		e := api.Endpoint{Addresses: []string{address}}
		if ready := !strings.HasSuffix(w, "!"); !ready {
			e.Conditions.Ready = &ready
		}
		if named {
			e.Hostname = &hostname
		}
		s.Endpoints = append(s.Endpoints, e)
	}
	return s
}

// small is a cluster with a Service of each kind.
func small() *Zone {
	z := &Zone{}
	kubeDNS := service("kube-dns 10.96.0.10 dns:53/UDP dns-tcp:53")
	dnsPods := slice("kube-dns dns:53/UDP dns-tcp:53 " + coreDNS + " 10.244.1.253")
	kubeDNS.Namespace, dnsPods.Namespace = "kube-system", "kube-system"
	for _, o := range []api.Object{
		namespace("default"), namespace("kube-system"), kubeDNS, dnsPods,
		service("web 10.96.0.7 http:80"),
		slice("web http:8080 10.244.0.2"),
		service("both 10.96.0.8,fd00::8 http:80 dns:53/UDP"),
		service("portless 10.96.0.9"),
		service("heads None http:80"),
		slice("heads http:8080 10.244.0.2 10.244.0.3=db-0 10.244.0.4!"),
		service("six None http:80"),
		slice("six http:8080 fd00:10:244::2 fd00:10:244::"),
		service("headless-portless None"),
		slice("headless-portless 10.244.0.9"),
		service("unready None http:80"),
		slice("unready http:80 10.244.0.6!"),
		service("empty None http:80"),
		service("ext db.example.com"),
		service("alias web.default.svc.cluster.local"),
		service("chain alias.default.svc.cluster.local."),
		service("dangling nosuch.default.svc.cluster.local"),
		service("self self.default.svc.cluster.local"),
		service("tick tock.default.svc.cluster.local"),
		service("tock tick.default.svc.cluster.local"),
		service("Ext-address 10.96.0.99"),
	} {
		z.Learn(o, false, 7*second)
	}
	z.services["address.default"] = service("address 192.0.2.1")
	z.services["address.default"].Spec = api.ServiceSpec{Type: api.ServiceTypeExternalName, ExternalName: "192.0.2.1"}
	return z
}

// brief writes a reply as "RCODE flags: answers | additional", sorted; names
// below svc.cluster.local are cut short.
func brief(m Message) string {
	text := string(m.Rcode)
	if m.Authoritative {
		text += " aa"
	}
	for i, section := range [][]Record{m.Answer, m.Authority, m.Additional} {
		var lines []string
		for _, r := range section {
			lines = append(lines, r.Type+" "+r.Data)
		}
		sort.Strings(lines)
		if len(lines) > 0 {
			text += []string{": ", " authority: ", " | "}[i] + strings.Join(lines, ", ")
		}
	}
	text = strings.ReplaceAll(text, "SOA ns.dns.cluster.local. hostmaster.cluster.local. 7 7200 1800 86400 30", "SOA")
	return strings.ReplaceAll(text, ".svc.cluster.local.", "~")
}

const (
	noData   = "NOERROR aa authority: SOA"
	nxdomain = "NXDOMAIN aa authority: SOA"
	servfail = "SERVFAIL"
)

func TestAnswers(t *testing.T) {
	z := small()
	for _, tt := range []struct{ name, question, kind, want string }{
		{"a ClusterIP", "web.default~", "A", "NOERROR aa: A 10.96.0.7"},
		{"has no IPv6 address", "web.default~", "AAAA", noData},
		{"a Service of both families, by IPv4", "both.default~", "A", "NOERROR aa: A 10.96.0.8"},
		{"and by IPv6", "both.default~", "AAAA", "NOERROR aa: AAAA fd00::8"},
		{"names are the same in capitals", "WEB.Default~", "A", "NOERROR aa: A 10.96.0.7"},
		{"a Service without ports", "portless.default~", "A", "NOERROR aa: A 10.96.0.9"},
		{"a headless Service lists its ready endpoints", "heads.default~", "A", "NOERROR aa: A 10.244.0.2, A 10.244.0.3"},
		{"one with host names by them", "db-0.heads.default~", "A", "NOERROR aa: A 10.244.0.3"},
		{"others by their address", "10-244-0-2.heads.default~", "A", "NOERROR aa: A 10.244.0.2"},
		{"but not where there is a host name", "10-244-0-3.heads.default~", "A", nxdomain},
		{"endpoints of a Service with a ClusterIP have names too", "10-244-0-2.web.default~", "A", "NOERROR aa: A 10.244.0.2"},
		{"an endpoint that is not ready has none", "10-244-0-4.heads.default~", "A", nxdomain},
		{"IPv6 endpoints", "six.default~", "AAAA", "NOERROR aa: AAAA fd00:10:244::, AAAA fd00:10:244::2"},
		{"by their names", "fd00-10-244--2.six.default~", "AAAA", "NOERROR aa: AAAA fd00:10:244::2"},
		{"one that would end with a dash", "fd00-10-244--0.six.default~", "AAAA", "NOERROR aa: AAAA fd00:10:244::"},
		{"headless without ports", "headless-portless.default~", "A", "NOERROR aa: A 10.244.0.9"},
		{"an empty headless Service has no name", "empty.default~", "A", nxdomain},
		{"nor has one whose endpoints are not ready", "unready.default~", "A", nxdomain},
		{"no such Service", "nosuch.default~", "A", nxdomain},
		{"no such namespace", "web.prod~", "A", nxdomain},
		{"a namespace is a name", "default~", "A", noData},
		{"so is svc", "svc.cluster.local", "A", noData},
		{"and the zone", "cluster.local.", "A", noData},
		{"but no other word", "foo.cluster.local.", "A", nxdomain},
		{"a name with too many labels", "a.b.c.web.default~", "A", nxdomain},

		{"SRV of a named port", "_http._tcp.web.default~", "SRV", "NOERROR aa: SRV 0 100 80 web.default~ | A 10.96.0.7"},
		{"with another protocol", "_http._udp.web.default~", "SRV", nxdomain},
		{"with another name", "_https._tcp.web.default~", "SRV", nxdomain},
		{"wildcards are names like others", "*._tcp.web.default~", "SRV", nxdomain},
		{"underscores may be left out", "http.tcp.web.default~", "SRV", "NOERROR aa: SRV 0 100 80 web.default~ | A 10.96.0.7"},
		{"SRV of all ports share the weight", "both.default~", "SRV",
			"NOERROR aa: SRV 0 25 53 both.default~, SRV 0 25 80 both.default~ | A 10.96.0.8, AAAA fd00::8"},
		{"SRV of a headless Service has a record for each endpoint", "_http._tcp.heads.default~", "SRV",
			"NOERROR aa: SRV 0 50 8080 10-244-0-2.heads.default~, SRV 0 50 8080 db-0.heads.default~ | A 10.244.0.2, A 10.244.0.3"},
		{"SRV of one endpoint", "db-0.heads.default~", "SRV", "NOERROR aa: SRV 0 100 8080 db-0.heads.default~ | A 10.244.0.3"},
		{"SRV without ports is none", "portless.default~", "SRV", noData},
		{"SRV of an ExternalName is none", "ext.default~", "SRV", noData},
		{"A of a port's name", "_http._tcp.web.default~", "A", "NOERROR aa: A 10.96.0.7"},

		{"an ExternalName outside", "ext.default~", "A", "NOERROR aa: CNAME db.example.com."},
		{"as CNAME", "ext.default~", "CNAME", "NOERROR aa: CNAME db.example.com."},
		{"inside the cluster its target is looked up", "alias.default~", "A", "NOERROR aa: A 10.96.0.7, CNAME web.default~"},
		{"through several", "chain.default~", "A", "NOERROR aa: A 10.96.0.7, CNAME alias.default~, CNAME web.default~"},
		{"a target without the type takes the CNAME along", "alias.default~", "AAAA", noData},
		{"so does one that is not there", "dangling.default~", "A", noData},
		{"CNAME asks for no more", "dangling.default~", "CNAME", "NOERROR aa: CNAME nosuch.default~"},
		{"a CNAME to itself", "self.default~", "A", noData},
		{"and in a ring", "tick.default~", "A", noData},
		{"an address is no ExternalName", "address.default~", "A", nxdomain},
		{"nothing is below an ExternalName", "x.ext.default~", "A", nxdomain},

		{"PTR of a ClusterIP", "7.0.96.10.in-addr.arpa.", "PTR", "NOERROR aa: PTR web.default~"},
		{"PTR of an endpoint, once for each Service", "2.0.244.10.in-addr.arpa.", "PTR", "NOERROR aa: PTR 10-244-0-2.heads.default~, PTR 10-244-0-2.web.default~"},
		{"PTR of an endpoint with a host name", "3.0.244.10.in-addr.arpa.", "PTR", "NOERROR aa: PTR db-0.heads.default~"},
		{"PTR of an address that nobody has goes on to the LAN", "9.9.96.10.in-addr.arpa.", "PTR", servfail},
		{"PTR of one that is not ready too", "4.0.244.10.in-addr.arpa.", "PTR", servfail},
		{"PTR of an IPv6 ClusterIP", "8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa.", "PTR", "NOERROR aa: PTR both.default~"},
		{"PTR of a Service's name", "web.default~", "PTR", noData},

		{"a Pod's name spells its address", "10-244-0-77.default.pod.cluster.local.", "A", "NOERROR aa: A 10.244.0.77"},
		{"in IPv6 too", "fd00--9.default.pod.cluster.local.", "AAAA", "NOERROR aa: AAAA fd00::9"},
		{"in a namespace that is there", "10-244-0-77.prod.pod.cluster.local.", "A", nxdomain},
		{"and not in words", "web-1.default.pod.cluster.local.", "A", nxdomain},

		{"the version of the schema", "dns-version.cluster.local.", "TXT", `NOERROR aa: TXT "1.1.0"`},
		{"TXT of a Service", "web.default~", "TXT", noData},
		{"TXT of a namespace, which upstream gets wrong", "default~", "TXT", nxdomain},
		{"NS of the zone", "cluster.local.", "NS", "NOERROR aa: NS kube-dns.kube-system~ | A 10.96.0.10"},
		{"the name server", "ns.dns.cluster.local.", "A", "NOERROR aa: A 10.96.0.10"},
		{"NS of a namespace", "default~", "NS", noData},
		{"SOA of the zone", "cluster.local.", "SOA", "NOERROR aa: SOA"},
		{"SOA of any name", "nosuch.default~", "SOA", noData},
		{"a type that nothing has", "web.default~", "HTTPS", noData},
		{"ANY", "web.default~", "ANY", noData},
		{"MX", "nosuch.default~", "MX", nxdomain},
		{"a transfer of the zone", "cluster.local.", "AXFR", "REFUSED"},
		{"and of what is new in it", "cluster.local.", "IXFR", "REFUSED"},
		{"MX of a Service", "web.default~", "MX", noData},
		{"NS of a name that is not there", "nosuch.default~", "NS", nxdomain},
		{"an unknown type of a name that is not there", "nosuch.default~", "HTTPS", nxdomain},
		{"of a name that has another type", "six.default~", "HTTPS", noData},
		{"SRV of a Pod's name", "10-244-0-77.default.pod.cluster.local.", "SRV", "NOERROR aa: SRV 0 100 0 10-244-0-77.default.pod.cluster.local. | A 10.244.0.77"},

		{"no Service is below the reverse zones", "web.default.svc.in-addr.arpa.", "A", servfail},
		{"a name outside", "example.com.", "A", servfail},
		{"another name below local", "printer.local.", "A", "NXDOMAIN"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			name := strings.Replace(tt.question, "~", ".svc.cluster.local", 1)
			if got := brief(z.Answer(Question{name, tt.kind}, coreDNS, 1)); got != tt.want {
				t.Errorf("%s %s\n got %s\nwant %s", name, tt.kind, got, tt.want)
			}
		})
	}
}

func TestRecordsKeepTheSpellingOfTheQuestionAndATTLOf30(t *testing.T) {
	m := small().Answer(Question{"WEB.default.svc.Cluster.local", "A"}, coreDNS, 1)
	want := Record{"WEB.default.svc.Cluster.local.", 30, "A", "10.96.0.7"}
	if len(m.Answer) != 1 || m.Answer[0] != want {
		t.Errorf("got %v, want %v", m.Answer, want)
	}
	m = small().Answer(Question{"_http._tcp.web.default.svc.Cluster.LOCAL.", "SRV"}, coreDNS, 1)
	if got := m.Answer[0].Data; got != "0 100 80 web.default.svc.Cluster.LOCAL." {
		t.Errorf("got target %s", got)
	}
}

func TestThePodThatAnswersIsTheNameServerWhileItIsNobodysEndpoint(t *testing.T) {
	m := small().Answer(Question{"cluster.local.", "NS"}, "10.244.7.7", 1)
	if got, want := brief(m), "NOERROR aa: NS ns.dns.cluster.local. | A 10.244.7.7"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLoadbalanceShufflesAddressesAndKeepsCNAMEsFirst(t *testing.T) {
	z := small()
	z.Learn(service("crowd None http:80"), false, 0)
	z.Learn(slice("crowd http:80 10.244.0.1 10.244.0.2 10.244.0.3"), false, 0)
	z.Learn(service("nick crowd.default.svc.cluster.local"), false, 0)
	orders := map[string]int{}
	const draws = 6000
	for draw := range uint64(draws) {
		m := z.Answer(Question{"nick.default.svc.cluster.local", "A"}, coreDNS, draw)
		if m.Answer[0].Type != TypeCNAME || len(m.Answer) != 4 {
			t.Fatalf("draw %d: got %v", draw, m.Answer)
		}
		orders[m.Answer[1].Data[9:]+m.Answer[2].Data[9:]+m.Answer[3].Data[9:]]++
	}
	if len(orders) != 6 {
		t.Fatalf("got %v, want all six orders", orders)
	}
	for order, n := range orders {
		if n < draws/6*8/10 || n > draws/6*12/10 {
			t.Errorf("order %s came %d times of %d", order, n, draws)
		}
	}
}

func TestAZoneForgetsWhatWasDeleted(t *testing.T) {
	z := small()
	before := z.Clone()
	z.Learn(service("web 10.96.0.7"), true, 9*second)
	z.Learn(slice("heads 10.244.0.2"), true, 9*second)
	moved := slice("web http:8080 10.244.0.2")
	moved.Labels = map[string]string{api.LabelServiceName: "empty"}
	z.Learn(moved, false, 9*second)
	z.Learn(namespace("kube-system"), true, 9*second)
	for _, tt := range []struct{ name, before, after string }{
		{"web.default", "NOERROR", "NXDOMAIN"},
		{"heads.default", "NOERROR", "NXDOMAIN"},
		{"empty.default", "NXDOMAIN", "NOERROR"},
		{"kube-dns.kube-system", "NOERROR", "NXDOMAIN"},
	} {
		q := Question{tt.name + ".svc.cluster.local", "A"}
		if got := string(z.Answer(q, coreDNS, 1).Rcode); got != tt.after {
			t.Errorf("%s: got %s after the news, want %s", tt.name, got, tt.after)
		}
		if got := string(before.Answer(q, coreDNS, 1).Rcode); got != tt.before {
			t.Errorf("%s: got %s from the clone, want %s", tt.name, got, tt.before)
		}
	}
	soa := z.Answer(Question{"cluster.local", "SOA"}, coreDNS, 1).Answer[0].Data
	if !slices.Contains(strings.Fields(soa), "9") {
		t.Errorf("got %s, want the serial 9", soa)
	}
}

func TestRecordsInFull(t *testing.T) {
	z := small()
	for _, row := range []struct {
		name, kind, want string
	}{
		{"cluster.local.", "SOA", "{cluster.local. 30 SOA ns.dns.cluster.local. hostmaster.cluster.local. 7 7200 1800 86400 30}"},
		{"dns-version.cluster.local.", "TXT", `{dns-version.cluster.local. 28800 TXT "1.1.0"}`},
		{"7.0.96.10.in-addr.arpa.", "PTR", "{7.0.96.10.in-addr.arpa. 30 PTR web.default.svc.cluster.local.}"},
		{"cluster.local.", "NS", "{cluster.local. 30 NS kube-dns.kube-system.svc.cluster.local.} {kube-dns.kube-system.svc.cluster.local. 30 A 10.96.0.10}"},
		{"_http._tcp.web.default.svc.cluster.local.", "SRV", "{_http._tcp.web.default.svc.cluster.local. 30 SRV 0 100 80 web.default.svc.cluster.local.} {web.default.svc.cluster.local. 30 A 10.96.0.7}"},
	} {
		m := z.Answer(Question{row.name, row.kind}, coreDNS, 1)
		if got := strings.Trim(fmt.Sprint(append(m.Answer, m.Additional...)), "[]"); got != row.want {
			t.Errorf("%s %s: got %s", row.name, row.kind, got)
		}
		if m.Question != (Question{row.name, row.kind}) || m.Recursion {
			t.Errorf("%s %s: the reply is to %+v, recursion %t", row.name, row.kind, m.Question, m.Recursion)
		}
	}
	for name, want := range map[string]bool{"example.com": false, "printer.local": true} {
		if m := z.Answer(Question{name, "A"}, coreDNS, 1); m.Recursion != want || m.Question != (Question{name + ".", "A"}) {
			t.Errorf("%s: recursion %t, to %+v", name, m.Recursion, m.Question)
		}
	}
	if m := z.Answer(Question{"cluster.local", "AXFR"}, coreDNS, 1); m.Question != (Question{"cluster.local.", "AXFR"}) {
		t.Errorf("a refusal is to %+v", m.Question)
	}
}

// CoreDNS follows ten names after the first, and no more.
func TestAChainOfNamesEndsSomewhere(t *testing.T) {
	z := small()
	for i := range 13 {
		z.Learn(service(fmt.Sprintf("n%d n%d.default.svc.cluster.local", i, i+1)), false, 0)
	}
	z.Learn(service("n13 10.96.0.13"), false, 0)
	for first, want := range map[int]int{12: 2, 3: 11, 2: 12, 1: 0, 0: 0} {
		m := z.Answer(Question{fmt.Sprintf("n%d.default.svc.cluster.local", first), "A"}, coreDNS, 1)
		if len(m.Answer) != want {
			t.Errorf("from n%d: got %d records, want %d", first, len(m.Answer), want)
		}
	}
}

// The reference numbers are those of splitmix64 as published.
func TestShufflesAreMadeOfSplitmix(t *testing.T) {
	draw := uint64(1234567)
	for _, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423} {
		if got := next(&draw); got != want {
			t.Errorf("got %d, want %d", got, want)
		}
	}
}

func TestAddressesBesideTheAnswerAreShuffledToo(t *testing.T) {
	orders := map[string]bool{}
	for draw := range uint64(50) {
		m := small().Answer(Question{"heads.default.svc.cluster.local", "SRV"}, coreDNS, draw)
		orders[m.Additional[0].Data] = true
	}
	if len(orders) != 2 {
		t.Errorf("the first is always one of %v", orders)
	}
}

func TestTheNameServersOfAHeadlessService(t *testing.T) {
	z := &Zone{}
	for _, o := range []api.Object{namespace("default"), service("dns None dns:53/UDP"), slice("dns dns:53/UDP 10.244.0.253 10.244.1.253=second 10.244.2.253!"),
		service("also 10.96.0.9 dns:53/UDP"), slice("also dns:53/UDP 10.244.0.253"), slice("orphan dns:53/UDP 10.244.0.253"),
		service("ext db.example.com"), slice("ext dns:53/UDP 10.244.0.253")} {
		z.Learn(o, false, 0)
	}
	m := z.Answer(Question{"cluster.local.", "NS"}, coreDNS, 1)
	want := "NOERROR aa: NS 10-244-0-253.dns.default~, NS also.default~, NS second.dns.default~ | A 10.244.0.253, A 10.244.1.253, A 10.96.0.9"
	if got := brief(m); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if m.Answer[0].Data != "also.default.svc.cluster.local." {
		t.Errorf("the Services are not in order: %v", m.Answer)
	}
}

// Two Services with one ClusterIP, as an import can make them: the first by name has it.
func TestAClusterIPOfTwoServices(t *testing.T) {
	for range 20 {
		z := &Zone{}
		for _, o := range []api.Object{namespace("default"), service("b 10.96.0.9"), service("a 10.96.0.9"), service("c 10.96.0.9")} {
			z.Learn(o, false, 0)
		}
		if got := brief(z.Answer(Question{"9.0.96.10.in-addr.arpa.", "PTR"}, coreDNS, 1)); got != "NOERROR aa: PTR a.default~" {
			t.Fatalf("got %s", got)
		}
	}
}
