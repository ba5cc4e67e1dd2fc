package shell

import (
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/proxy"
)

// proxyRestart is how long a kube-proxy takes to stop, clean up and start.
const proxyRestart = api.Second

const kubeProxyUsage = `Restarts kube-proxy on every node, as a change of its ConfigMap and a rollout
of its DaemonSet would. Without flags it says in which mode it runs.

Usage:
  kube-proxy [--proxy-mode MODE] [--ipvs-scheduler SCHEDULER]

Flags:
      --ipvs-scheduler string   rr, lc or sh, for the mode ipvs (default "rr")
      --proxy-mode string       iptables, nftables or ipvs (default "iptables")
`

// kubeProxy restarts kube-proxy on all nodes in another mode, so that one
// cluster can be looked at in each.
func kubeProxy(p *process) int {
	spec := optionSpec{letters: "m:s:hV", long: map[string]byte{"proxy-mode": 'm', "ipvs-scheduler": 's', "help": 'h', "version": 'V'},
		failed: func(p *process, format string, args ...any) { p.errorf(format, args...) }}
	opts, operands, ok := spec.parse(p)
	if !ok {
		return 1
	}
	c := p.shell.Cluster
	switch {
	case opts.has('h'):
		p.out(kubeProxyUsage)
		return 0
	case opts.has('V'):
		p.out("Kubernetes " + c.Nodes()[0].Status.NodeInfo.KubeletVersion + "\n")
		return 0
	case len(operands) > 0:
		p.errorf("unknown command %q: want flags only, such as --proxy-mode=ipvs", operands[0])
		return 1
	case len(opts) == 0:
		p.out(proxyFlags(c.ProxyConfig()) + "\n")
		return 0
	}
	config := proxy.Config{Mode: proxy.Mode(opts.value('m')), Scheduler: proxy.Scheduler(opts.value('s'))}
	if _, err := p.do(cluster.ConfigureProxy{Mode: config.Mode, Scheduler: config.Scheduler}); err != nil {
		p.errorf("%s", err)
		return 1
	}
	p.wait(proxyRestart)
	p.out("kube-proxy restarted on every node: " + proxyFlags(config) + "\n")
	return 0
}

// proxyFlags writes a Config as kube-proxy's flags.
func proxyFlags(c proxy.Config) string {
	if c.Mode == "" {
		c.Mode = proxy.IPTables
	}
	if c.Scheduler == "" {
		c.Scheduler = proxy.RoundRobin
	}
	if c.Mode == proxy.IPVS {
		return "--proxy-mode=ipvs --ipvs-scheduler=" + string(c.Scheduler)
	}
	return "--proxy-mode=" + string(c.Mode)
}
