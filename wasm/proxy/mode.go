package proxy

// Mode says by which means of the kernel kube-proxy balances.
type Mode string

// The modes. The zero value is IPTables.
const (
	IPTables Mode = "iptables" // rules that each match with a probability
	NFTables Mode = "nftables" // one random number for a map of endpoints
	IPVS     Mode = "ipvs"     // virtual servers of the kernel's load balancer
)

// Scheduler says how IPVS picks a real server.
type Scheduler string

// The schedulers. The zero value is RoundRobin.
const (
	RoundRobin       Scheduler = "rr" // one after the other
	LeastConnections Scheduler = "lc" // the one with the fewest connections
	SourceHashing    Scheduler = "sh" // the one that the client's address is hashed to
)

// Config is how kube-proxy is started, alike on every node.
type Config struct {
	Mode      Mode      `json:"mode,omitempty"`
	Scheduler Scheduler `json:"scheduler,omitempty"` // for IPVS
}

// Check says what would work when a Config names what there is not, "" if it is good.
func (c Config) Check() string {
	switch c.Mode {
	case "", IPTables, NFTables, IPVS:
	default:
		return `proxy mode "` + string(c.Mode) + `": want iptables, nftables or ipvs`
	}
	switch c.Scheduler {
	case "", RoundRobin, LeastConnections, SourceHashing:
		return ""
	}
	return `IPVS scheduler "` + string(c.Scheduler) + `": want rr, lc or sh`
}

func (c Config) mode() Mode {
	if c.Mode == "" {
		return IPTables
	}
	return c.Mode
}

func (c Config) scheduler() Scheduler {
	if c.Scheduler == "" {
		return RoundRobin
	}
	return c.Scheduler
}

// Node is what a kube-proxy knows of the node it runs on.
type Node struct {
	Name string
	Zone string // its label topology.kubernetes.io/zone
}
