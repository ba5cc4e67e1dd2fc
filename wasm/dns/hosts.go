package dns

import (
	"encoding/json"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// Hostname returns a Pod's host name and its domain, "" for a Pod without
// subdomain.
//
// Models pkg/kubelet GeneratePodHostNameAndDomain.
func Hostname(pod *api.Pod) (name, domain string) {
	name = pod.Name
	override := pod.Spec.HostnameOverride
	switch {
	case override != nil:
		name = *override
	case pod.Spec.Hostname != "":
		name = pod.Spec.Hostname
	}
	if len(name) > 63 {
		name = strings.TrimRight(name[:63], "-.")
	}
	if pod.Spec.Subdomain != "" && override == nil {
		domain = pod.Spec.Subdomain + "." + pod.Namespace + "." + kindService + "." + clusterDomain
	}
	return name, domain
}

// KernelName is what a Pod's kernel calls it: its host name, with the domain
// when setHostnameAsFQDN asks for it.
//
// Models pkg/kubelet/util GetNodenameForKernel.
func KernelName(pod *api.Pod) string {
	name, domain := Hostname(pod)
	if full := pod.Spec.SetHostnameAsFQDN; domain != "" && full != nil && *full {
		return name + "." + domain
	}
	return name
}

// Host is a line of a hosts file.
type Host struct {
	IP    string
	Names []string
}

// local is what every hosts file begins with.
var local = []Host{
	{"127.0.0.1", []string{"localhost"}},
	{"::1", []string{"localhost ip6-localhost ip6-loopback"}},
}

// PodHosts is the hosts file that the kubelet writes for a Pod.
//
// Models pkg/kubelet managedHostsFileContent.
func PodHosts(pod *api.Pod) string {
	name, domain := Hostname(pod)
	own := []string{name}
	if domain != "" {
		own = []string{name + "." + domain, name}
	}
	text := "# Kubernetes-managed hosts file.\n" + hostsFile(append(local,
		Host{"fe00::0", []string{"ip6-localnet"}}, Host{"fe00::0", []string{"ip6-mcastprefix"}},
		Host{"fe00::1", []string{"ip6-allnodes"}}, Host{"fe00::2", []string{"ip6-allrouters"}}))
	for _, ip := range pod.Status.PodIPs {
		text += hostsFile([]Host{{ip.IP, own}})
	}
	var aliases []struct {
		IP        string   `json:"ip"`
		Hostnames []string `json:"hostnames"`
	}
	if len(pod.Spec.HostAliases) > 0 && json.Unmarshal(pod.Spec.HostAliases, &aliases) == nil && len(aliases) > 0 {
		text += "\n# Entries added by HostAliases.\n"
		for _, a := range aliases {
			text += hostsFile([]Host{{a.IP, a.Hostnames}})
		}
	}
	return text
}

// NodeHosts is the hosts file of the machines of the LAN, which knows the nodes.
func NodeHosts(nodes []*api.Node) string {
	lines := local[:len(local):len(local)]
	for _, n := range nodes {
		lines = append(lines, Host{n.InternalIP(), []string{n.Name}})
	}
	return hostsFile(lines)
}

// hostsFile writes lines of a hosts file.
func hostsFile(lines []Host) string {
	text := ""
	for _, l := range lines {
		text += l.IP + "\t" + strings.Join(l.Names, "\t") + "\n"
	}
	return text
}

// InHosts finds the lines of a hosts file that have a word: a name, whose last
// dot does not count, or an address.
func InHosts(file, word string) (lines []Host) {
	word = strings.ToLower(strings.TrimSuffix(word, "."))
	for _, line := range strings.Split(file, "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) > 1 && slices.Contains(strings.Fields(strings.ToLower(line)), word) {
			lines = append(lines, Host{words[0], words[1:]})
		}
	}
	return lines
}
