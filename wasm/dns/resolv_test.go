package dns

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"svclab/wasm/api"
)

func podOf(t *testing.T, spec string) *api.Pod {
	t.Helper()
	p := &api.Pod{}
	if err := json.Unmarshal([]byte(`{"metadata":{"name":"web-0","namespace":"prod"},"spec":`+spec+`}`), p); err != nil {
		t.Fatal(err)
	}
	p.Status.PodIPs = []api.PodIP{{IP: "10.244.0.2"}}
	return p
}

func TestResolvConfOfPods(t *testing.T) {
	const cluster = "search prod.svc.cluster.local svc.cluster.local cluster.local"
	for _, tt := range []struct{ name, spec, want string }{
		{"the cluster's DNS comes first", `{}`, cluster + "|nameserver 10.96.0.10|options ndots:5|"},
		{"Default is the node's", `{"dnsPolicy":"Default"}`, "nameserver 192.168.1.1|"},
		{"so is the host's network", `{"dnsPolicy":"ClusterFirst","hostNetwork":true}`, "nameserver 192.168.1.1|"},
		{"unless it is asked for", `{"dnsPolicy":"ClusterFirstWithHostNet","hostNetwork":true}`, cluster + "|nameserver 10.96.0.10|options ndots:5|"},
		{"None is what dnsConfig says", `{"dnsPolicy":"None","dnsConfig":{"nameservers":["192.0.2.1"],"searches":["a.example"],"options":[{"name":"edns0"}]}}`,
			"search a.example|nameserver 192.0.2.1|options edns0|"},
		{"dnsConfig adds, and changes options", `{"dnsConfig":{"nameservers":["192.0.2.1","10.96.0.10"],"searches":["cluster.local","a.example"],"options":[{"name":"ndots","value":"2"},{"name":"debug"}]}}`,
			cluster + " a.example|nameserver 10.96.0.10|nameserver 192.0.2.1|options debug ndots:2|"},
		{"an empty dnsConfig changes nothing", `{"dnsConfig":{}}`, cluster + "|nameserver 10.96.0.10|options ndots:5|"},
		{"32 search domains at most", `{"dnsPolicy":"None","dnsConfig":{"searches":["` + strings.Join(strings.Split("abcdefghijklmnopqrstuvwxyz0123456", ""), `","`) + `"]}}`,
			"search a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5|" +
				"Search Line limits were exceeded, some search paths have been omitted, the applied search line is: a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5"},
		{"2048 characters at most", `{"dnsPolicy":"None","dnsConfig":{"searches":["` + strings.Repeat("a", 2000) + `","` + strings.Repeat("b", 47) + `","c"]}}`,
			"search " + strings.Repeat("a", 2000) + " " + strings.Repeat("b", 47) + "|" +
				"Search Line limits were exceeded, some search paths have been omitted, the applied search line is: " + strings.Repeat("a", 2000) + " " + strings.Repeat("b", 47)},
		{"three servers at most", `{"dnsPolicy":"None","dnsConfig":{"nameservers":["1.1.1.1","1.1.1.2","1.1.1.3","1.1.1.4"]}}`,
			"nameserver 1.1.1.1|nameserver 1.1.1.2|nameserver 1.1.1.3|" +
				"Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 1.1.1.1 1.1.1.2 1.1.1.3"},
	} {
		conf, warnings := ForPod(podOf(t, tt.spec), "10.96.0.10")
		got := strings.ReplaceAll(conf.String(), "\n", "|") + strings.Join(warnings, "|")
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestCandidates(t *testing.T) {
	pod := ResolvConf{Search: []string{"default.svc.cluster.local", "svc.cluster.local", "."}, Options: []string{"ndots:5"}}
	host := ResolvConf{Search: []string{"example"}}
	for _, tt := range []struct {
		name string
		conf ResolvConf
		host string
		want string
	}{
		{"few dots: the search list first", pod, "web", "web.default.svc.cluster.local. web.svc.cluster.local. web."},
		{"four dots are still few", pod, "a.b.c.d.e", "a.b.c.d.e.default.svc.cluster.local. a.b.c.d.e.svc.cluster.local. a.b.c.d.e."},
		{"five dots: itself first", pod, "a.b.c.d.e.f", "a.b.c.d.e.f. a.b.c.d.e.f.default.svc.cluster.local. a.b.c.d.e.f.svc.cluster.local."},
		{"a dot at the end: itself alone", pod, "web.", "web."},
		{"without ndots one dot is enough", host, "a.b", "a.b. a.b.example."},
		{"and none is not", host, "a", "a.example. a."},
		{"no search list", ForHost(), "a", "a."},
		{"15 dots are always enough", ResolvConf{Search: []string{"x"}, Options: []string{"ndots:99"}}, strings.Repeat("a.", 15) + "b", strings.Repeat("a.", 15) + "b. " + strings.Repeat("a.", 15) + "b.x."},
		{"14 are not", ResolvConf{Search: []string{"x"}, Options: []string{"ndots:99"}}, strings.Repeat("a.", 14) + "b", strings.Repeat("a.", 14) + "b.x. " + strings.Repeat("a.", 14) + "b."},
	} {
		if got := strings.Join(tt.conf.Candidates(tt.host), " "); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestHostsFileOfPods(t *testing.T) {
	for _, tt := range []struct{ name, spec, last string }{
		{"a Pod knows its name", `{}`, "10.244.0.2\tweb-0\n"},
		{"or its hostname", `{"hostname":"db"}`, "10.244.0.2\tdb\n"},
		{"with its subdomain", `{"hostname":"db","subdomain":"heads"}`, "10.244.0.2\tdb.heads.prod.svc.cluster.local\tdb\n"},
		{"an override has no domain", `{"hostnameOverride":"x.example","subdomain":"heads"}`, "10.244.0.2\tx.example\n"},
		{"hostAliases stand last", `{"hostAliases":[{"ip":"192.0.2.1","hostnames":["a","b"]}]}`,
			"10.244.0.2\tweb-0\n\n# Entries added by HostAliases.\n192.0.2.1\ta\tb\n"},
	} {
		file := PodHosts(podOf(t, tt.spec))
		if !strings.HasPrefix(file, "# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n") || !strings.HasSuffix(file, "fe00::2\tip6-allrouters\n"+tt.last) {
			t.Errorf("%s: got\n%s", tt.name, file)
		}
	}
	file := PodHosts(podOf(t, `{"hostname":"db","subdomain":"heads"}`))
	if lines := InHosts(file, "DB."); len(lines) != 1 || lines[0].IP != "10.244.0.2" || lines[0].Names[0] != "db.heads.prod.svc.cluster.local" {
		t.Errorf("got %v for DB.", lines)
	}
	if lines := InHosts(file, "nosuch"); lines != nil {
		t.Errorf("got %v for a name that is not there", lines)
	}
	if lines := InHosts(file, "::1"); len(lines) != 1 || len(lines[0].Names) != 3 {
		t.Errorf("got %v for ::1", lines)
	}
}

func TestTheKernelKnowsTheDomainWhenAskedTo(t *testing.T) {
	for spec, want := range map[string]string{
		`{"hostname":"db","subdomain":"heads"}`:                          "db",
		`{"hostname":"db","subdomain":"heads","setHostnameAsFQDN":true}`: "db.heads.prod.svc.cluster.local",
		`{"setHostnameAsFQDN":true}`:                                     "web-0",
		`{"hostname":"` + strings.Repeat("a", 62) + `-b"}`:               strings.Repeat("a", 62),
	} {
		if got := KernelName(podOf(t, spec)); got != want {
			t.Errorf("%s: got %s, want %s", spec, got, want)
		}
	}
}

func TestReverseNamesGoBothWays(t *testing.T) {
	for address, want := range map[string]string{
		"10.96.0.10": "10.0.96.10.in-addr.arpa.",
		"fd00::10":   "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa.",
	} {
		ip := netip.MustParseAddr(address)
		if got := Reverse(ip); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
		if got := addressOf(want); got != ip {
			t.Errorf("%s: got %s, want %s", want, got, ip)
		}
	}
	for _, name := range []string{"1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.ip6.arpa.", "0.0.0.1%.in-addr.arpa.", "96.10.in-addr.arpa.", "x.0.96.10.in-addr.arpa.", "in-addr.arpa.", "d.f.ip6.arpa.", "web.default.svc.cluster.local."} {
		if got := addressOf(name); got.IsValid() {
			t.Errorf("%s stands for %s, want nothing", name, got)
		}
	}
}

func TestNamesThatNobodyCanAskFor(t *testing.T) {
	for name, want := range map[string]string{
		"web": "", "web.": "", ".": "", "a..b": "empty label", ".a": "empty label", "": "empty label",
		strings.Repeat("a", 63): "", strings.Repeat(strings.Repeat("a", 62)+".", 4) + "a.": "", strings.Repeat(strings.Repeat("a", 62)+".", 4) + "aa.": "ran out of space",
		strings.Repeat("a", 64): "label too long", strings.Repeat("a.", 127): "", strings.Repeat("a.", 128): "ran out of space",
	} {
		if got := CheckName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestHowOftenAServerIsAsked(t *testing.T) {
	for option, want := range map[string]int{"": 2, "attempts:1": 1, "attempts:0": 1, "attempts:5": 5, "attempts:6": 5, "attempts:x": 2, "attempts": 2, "retries:4": 2} {
		if got := (ResolvConf{Options: []string{"debug", option}}).Attempts(); got != want {
			t.Errorf("%q: got %d, want %d", option, got, want)
		}
	}
}

func TestHostsFilesInFull(t *testing.T) {
	want := "# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n" +
		"fe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n10.244.0.2\tweb-0\n"
	for _, spec := range []string{`{}`, `{"hostAliases":[]}`} {
		if got := PodHosts(podOf(t, spec)); got != want {
			t.Errorf("%s: got\n%s", spec, got)
		}
	}
	node := func(name, ip string) *api.Node {
		n := &api.Node{ObjectMeta: api.ObjectMeta{Name: name}}
		n.Status.Addresses = []api.NodeAddress{{Type: "InternalIP", Address: ip}}
		return n
	}
	want = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n192.168.1.2\tnode-1\n192.168.1.3\tnode-2\n"
	if got := NodeHosts([]*api.Node{node("node-1", "192.168.1.2"), node("node-2", "192.168.1.3")}); got != want {
		t.Errorf("of a node: got\n%s", got)
	}
}

func TestLinesOfAHostsFile(t *testing.T) {
	file := "# web\n10.0.0.1 web www # db\n10.0.0.2\n\n10.0.0.3\tWEB\n"
	for word, want := range map[string]string{"web": "10.0.0.1 10.0.0.3", "Www.": "10.0.0.1", "db": "", "#": "", "10.0.0.2": "", "10.0.0.3": "10.0.0.3"} {
		var got []string
		for _, l := range InHosts(file, word) {
			got = append(got, l.IP)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", word, got, want)
		}
	}
}

func TestAHostNameOf63LettersIsNotCut(t *testing.T) {
	for name, want := range map[string]string{strings.Repeat("a", 63): strings.Repeat("a", 63), strings.Repeat("a", 64): strings.Repeat("a", 63), strings.Repeat("a", 62) + ".b": strings.Repeat("a", 62)} {
		if got := KernelName(podOf(t, `{"hostname":"`+name+`"}`)); got != want {
			t.Errorf("%s: got %s", name, got)
		}
	}
}
