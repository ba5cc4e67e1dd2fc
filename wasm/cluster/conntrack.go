package cluster

import (
	"errors"

	"svclab/wasm/network"
)

// Conntrack lists the connections that a node's kernel tracks, sorted by
// protocol, source and destination.
func (c *Cluster) Conntrack(node string) []network.Flow {
	if p := c.proxyOn(node); p != nil && p.table != nil {
		return p.table.Flows(c.now)
	}
	return nil
}

// forgetFlows deletes entries of a node's conntrack table. Open connections
// notice with their next packet.
func (c *Cluster) forgetFlows(cmd Forget) error {
	p := c.proxyOn(cmd.Node)
	if p == nil {
		return errors.New("forget on " + cmd.Node + ": want the name of a node, such as node-1")
	}
	if p.table == nil || p.table.Delete(c.now, cmd.Flows) == 0 {
		return errors.New("no such entries in the conntrack table of " + cmd.Node)
	}
	return nil
}
