package kubectl

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// arpTakes is how long the API server's host asks the LAN for a machine that is
// off, before it says that there is no way to it.
const arpTakes = 3 * api.Second

// dialKubelet connects the API server to the kubelet of a Pod's node, and says
// why it cannot be reached. Models pkg/kubelet/client NodeConnectionInfoGetter.
func (p *process) dialKubelet(pod *api.Pod) (address, failure string, err error) {
	node := pod.Spec.NodeName
	if node == "" {
		return "", "", api.BadRequest("pod " + pod.Name + " does not have a host assigned")
	}
	if _, err := p.env.Cluster.Get("nodes", "", node); err != nil {
		return "", "", err
	}
	m := p.env.Cluster.Machine(node)
	address = m.IP + ":10250"
	if m.State == cluster.MachineOn {
		return address, "", nil
	}
	return address, "dial tcp " + address + ": connect: no route to host", p.pass(arpTakes)
}

// dialForStream connects to the kubelet for a stream. kubectl asks once for a
// WebSocket and, when that fails, once for SPDY. Models apimachinery
// pkg/util/proxy UpgradeAwareHandler.
func (p *process) dialForStream(pod *api.Pod) error {
	_, failure, err := p.dialKubelet(pod)
	if err != nil || failure == "" {
		return err
	}
	if _, _, err := p.dialKubelet(pod); err != nil {
		return err
	}
	return &api.StatusError{Message: "error dialing backend: " + failure}
}

// dialForLog connects to the kubelet for a log. Models pkg/registry/core/pod
// LogLocation.
func (o *logsOptions) dialForLog(s *logSource) error {
	address, failure, err := o.dialKubelet(s.pod)
	if err != nil || failure == "" {
		return err
	}
	path := "https://" + address + "/containerLogs/" + s.pod.Namespace + "/" + s.pod.Name + "/" + s.container
	if q := o.asked(); q != "" {
		path += "?" + q
	}
	return &api.StatusError{Message: fmt.Sprintf("Get %q: %s", path, failure)}
}

// asked writes what is asked about a log, as url.Values.Encode does.
func (o *logsOptions) asked() string {
	var out []string
	add := func(name, value string) { out = append(out, name+"="+strings.ReplaceAll(value, ":", "%3A")) }
	f := o.flags
	if f.bool("follow") {
		add("follow", "true")
	}
	if n := f.string("limit-bytes"); n != "0" {
		add("limitBytes", n)
	}
	if f.bool("previous") {
		add("previous", "true")
	}
	if d := f.duration("since"); d != 0 {
		add("sinceSeconds", fmt.Sprint(int64((d+api.Second/2)/api.Second)))
	}
	if at := f.string("since-time"); at != "" {
		add("sinceTime", o.since.String())
	}
	if o.tail >= 0 {
		add("tailLines", fmt.Sprint(o.tail))
	}
	if f.bool("timestamps") {
		add("timestamps", "true")
	}
	return strings.Join(out, "&")
}
