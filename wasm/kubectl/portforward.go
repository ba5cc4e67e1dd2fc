package kubectl

import (
	"errors"
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

func portForwardCommand() *command {
	return &command{
		name: "port-forward", group: debugging, short: "Forward one or more local ports to a pod",
		use: "port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]",
		run: runPortForward,
		flags: []flag{
			{name: "address", kind: sliceFlag, value: "localhost", usage: "Addresses to listen on (comma separated): IP addresses, or localhost for 127.0.0.1 and ::1"},
			{name: "pod-running-timeout", kind: durationFlag, value: "1m0s", usage: "The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running"},
		},
	}
}

// Listener is a port of the machine at which port-forward waits for
// connections, and where it sends them.
type Listener struct {
	IP      string
	Port    int32
	Forward network.Forward
}

// Accepted is a connection to a Listener. Failed says that nobody in the Pod
// took it.
type Accepted struct {
	Listener Listener
	Failed   bool
}

// errLostPod ends a port-forward whose Pod is no more.
var errLostPod = errors.New("lost connection to pod")

// forwarder is one port-forward that listens.
type forwarder struct {
	*process
	pod   *api.Pod
	hosts []string
	ports []forwardedPort
}

// runPortForward models kubectl pkg/cmd/portforward PortForwardOptions.
func runPortForward(p *process) error {
	args := p.flags.args
	if len(args) < 2 {
		return p.usageError("TYPE/NAME and list of ports are required for port-forward")
	}
	if p.flags.duration("pod-running-timeout") <= 0 {
		return p.usageError("--pod-running-timeout must be higher than zero")
	}
	f := &forwarder{process: p}
	ports, err := f.choose(args[0], args[1:])
	if err != nil {
		return err
	}
	if o, err := p.get(podsResource, f.pod.Namespace, f.pod.Name); err != nil {
		return err
	} else if f.pod = o.(*api.Pod); f.pod.Status.Phase != api.PodRunning {
		return fmt.Errorf("unable to forward port because pod is not running. Current status=%s", f.pod.Status.Phase)
	}
	if f.hosts, err = listenAddresses(p.flags.strings("address")); err != nil {
		return err
	}
	if f.ports, err = forwardedPorts(ports); err != nil {
		return err
	}
	if p.env.Listen == nil || p.env.Accept == nil {
		return errors.New("there is nothing here that could listen")
	}
	if err := p.dialForStream(f.pod); err == errInterrupted {
		return err
	} else if err != nil {
		return fmt.Errorf("error upgrading connection: %s", err)
	}
	if err := f.listen(); err != nil {
		return err
	}
	return f.serve()
}

// choose finds the Pod, once and for all, and the ports in it.
func (f *forwarder) choose(target string, ports []string) ([]string, error) {
	object, pod, err := f.attachable([]string{target})
	if err != nil {
		return nil, err
	}
	f.pod = pod
	if svc, ok := object.(*api.Service); ok {
		return servicePortsIn(svc, f.pod, ports)
	}
	return podPorts(f.pod, ports)
}

// listen opens a listener for each port at each address. One of localhost's two
// is enough; every other address is needed. Models client-go tools/portforward
// listenOnPort.
func (f *forwarder) listen() error {
	some := false
	for i := range f.ports {
		port := &f.ports[i]
		var problems []string
		opened, failed := false, false
		for _, host := range f.hosts {
			got, err := f.env.Listen(Listener{host, port.local, network.Forward{Namespace: f.pod.Namespace, Pod: f.pod.Name, Port: port.remote}})
			shared := host == "127.0.0.1" || host == "::1"
			if err != nil {
				network := "tcp4"
				if strings.Contains(host, ":") {
					network = "tcp6"
				}
				problems = append(problems, fmt.Sprintf("unable to create listener: Error listen %s %s: %v", network, hostPort(host, port.local), err))
				failed = failed || !shared
				continue
			}
			opened, port.local = opened || shared, got
			f.printf("Forwarding from %s -> %d\n", hostPort(host, got), port.remote)
		}
		if failed || len(problems) > 0 && !opened {
			f.errorf("Unable to listen on port %d: Listeners failed to create with the following errors: [%s]\n", port.local, strings.Join(problems, " "))
			continue
		}
		some = true
	}
	if some {
		return nil
	}
	var texts []string
	for _, p := range f.ports {
		texts = append(texts, fmt.Sprintf("{%d %d}", p.local, p.remote))
	}
	return fmt.Errorf("unable to listen on any of the requested ports: [%s]", strings.Join(texts, " "))
}

// serve tells of connections until the Pod is gone, or Ctrl-C ends it.
func (f *forwarder) serve() error {
	for {
		a, ok := f.env.Accept(forwardPatience)
		if f.interrupted {
			return errInterrupted
		}
		if ok {
			f.printf("Handling connection for %d\n", a.Listener.Port)
		}
		o, err := f.env.Cluster.Get("pods", f.pod.Namespace, f.pod.Name)
		if err != nil || o.Meta().UID != f.pod.UID || f.env.Cluster.Machine(f.pod.Spec.NodeName).State != cluster.MachineOn {
			return errLostPod
		}
		if ok && a.Failed {
			f.complain(a.Listener)
			return errLostPod
		}
	}
}

// forwardPatience is how often port-forward looks whether its Pod is there.
const forwardPatience = api.Second

// complain prints what the kubelet says of a port at which nobody listens, in
// the form of klog.
func (f *forwarder) complain(l Listener) {
	now := f.env.Cluster.Now().String()
	sandbox := strings.ReplaceAll(f.pod.UID, "-", "")
	sandbox += sandbox
	f.errorf("E%s%s %s.000000    4711 portforward.go:549] \"An error occurred forwarding\" err=\"error forwarding port %[4]d to pod %[5]s, uid : "+
		"failed to execute portforward in network namespace \\\"/var/run/netns/cni-%[6]s\\\": failed to connect to localhost:%[4]d inside namespace \\\"%[5]s\\\", "+
		"IPv4: dial tcp4 127.0.0.1:%[4]d: connect: connection refused IPv6 dial tcp6 [::1]:%[4]d: connect: connection refused \" localPort=%[7]d remotePort=%[4]d\n",
		now[5:7], now[8:10], now[11:19], l.Forward.Port, sandbox, f.pod.UID, l.Port)
}
