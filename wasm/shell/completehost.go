package shell

import (
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/kubectl"
)

// askers are programs whose arguments are hosts.
const askers = " curl dig host load nc nslookup ping wget getent traceroute "

// byName are those among them that ask for a name and no port.
const byName = " dig host nslookup ping getent traceroute "

// hosts offers what a program can ask: Services by name and address, the doors
// of nodes, Pods by address.
func (c *completer) hosts(program, word string) {
	scheme := ""
	if at := strings.Index(word, "://"); at >= 0 {
		scheme = word[:at+3]
	}
	before, add := scheme, func(host, note string) { c.add(word, hostWord, scheme+host, note) }
	if program == "dig" && strings.HasPrefix(word, "@") {
		before = "@"
	}
	if before == "@" {
		for _, s := range c.shell.Cluster.Services("kube-system") {
			c.add(word, hostWord, before+s.Spec.ClusterIP, s.Name)
		}
		return
	}
	named := strings.Contains(byName, " "+program+" ")
	for _, s := range c.shell.Cluster.Services("") {
		c.service(s, named, program == "ping", add)
	}
	if named {
		c.nodes(word, scheme)
	}
	for _, p := range c.shell.Cluster.Pods("") {
		if p.Status.PodIP != "" && p.Namespace != "kube-system" {
			add(p.Status.PodIP, p.Name)
		}
	}
}

// service offers the names and addresses of one Service.
func (c *completer) service(s *api.Service, named, ping bool, add func(host, note string)) {
	system := s.Namespace == "kube-system" || s.Namespace == "default" && s.Name == "kubernetes"
	if named && !ping {
		add(s.Name+"."+s.Namespace+".svc.cluster.local", string(s.Spec.Type))
	}
	if system {
		return
	}
	name := s.Name
	if s.Namespace != "default" {
		name += "." + s.Namespace
	}
	if named {
		add(name, string(s.Spec.Type))
		return
	}
	for _, p := range s.Spec.Ports {
		port := ""
		if p.Port != 80 {
			port = ":" + itoa(int64(p.Port))
		}
		add(name+port, string(s.Spec.Type))
		if ip := s.Spec.ClusterIP; ip != "" && ip != "None" {
			add(ip+port, "ClusterIP "+s.Name)
		}
		for _, in := range s.Status.LoadBalancer.Ingress {
			add(in.IP+port, "LoadBalancer "+s.Name)
		}
		if p.NodePort > 0 {
			for _, n := range c.shell.Cluster.Nodes() {
				add(n.Name+":"+itoa(int64(p.NodePort)), "NodePort "+s.Name)
			}
		}
	}
}

func (c *completer) nodes(word, before string) {
	for _, n := range c.shell.Cluster.Nodes() {
		note := ""
		if len(n.Status.Addresses) > 0 {
			note = n.Status.Addresses[0].Address
		}
		c.add(word, kubectl.ObjectWord, before+n.Name, note)
	}
}
