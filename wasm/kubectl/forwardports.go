package kubectl

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// forwardedPort is a port of the machine and one of the Pod.
type forwardedPort struct{ local, remote int32 }

// splitForward takes LOCAL:REMOTE or PORT apart. Models kubectl
// pkg/cmd/portforward splitPort.
func splitForward(s string) (local, remote string) {
	if parts := strings.Split(s, ":"); len(parts) == 2 {
		return parts[0], parts[1]
	} else {
		return parts[0], parts[0]
	}
}

// servicePortsIn turns ports of a Service into those of the Pod. Models kubectl
// pkg/cmd/portforward translateServicePortToTargetPort after
// checkUDPPortInService.
func servicePortsIn(svc *api.Service, pod *api.Pod, ports []string) ([]string, error) {
	number := func(word string) (int32, error) {
		for _, p := range svc.Spec.Ports {
			if p.Name == word {
				return p.Port, nil
			}
		}
		return -1, fmt.Errorf("Service '%s' does not have a named port '%s'", svc.Name, word)
	}
	var tcp, udp []int32
	for _, p := range svc.Spec.Ports {
		if p.Protocol == api.ProtocolUDP {
			udp = append(udp, p.Port)
		} else {
			tcp = append(tcp, p.Port)
		}
	}
	if err := refuseUDP(ports, tcp, udp, number); err != nil {
		return nil, err
	}
	var out []string
	for _, port := range ports {
		local, remote := splitForward(port)
		n, err := numberOr(remote, number)
		if err != nil {
			return nil, err
		}
		if local == remote {
			local = itoa(n)
		}
		if n, err = targetOf(svc, pod, n); err != nil {
			return nil, err
		}
		out = append(out, local+":"+itoa(n))
	}
	return out, nil
}

// targetOf returns the port of the Pod behind a Service's. Models kubectl
// pkg/util LookupContainerPortNumberByServicePort.
func targetOf(svc *api.Service, pod *api.Pod, port int32) (int32, error) {
	for _, p := range svc.Spec.Ports {
		switch {
		case p.Port != port:
			continue
		case svc.Spec.ClusterIP == api.ClusterIPNone:
			return port, nil
		case p.TargetPort.IsString:
			return namedPort(pod, p.TargetPort.StrVal)
		case p.TargetPort.IntVal == 0:
			return p.Port, nil
		}
		return p.TargetPort.IntVal, nil
	}
	return 0, fmt.Errorf("Service %s does not have a service port %d", svc.Name, port)
}

// podPorts turns names of a Pod's ports into numbers. Models kubectl
// pkg/cmd/portforward convertPodNamedPortToNumber after checkUDPPortInPod.
func podPorts(pod *api.Pod, ports []string) ([]string, error) {
	number := func(word string) (int32, error) { return namedPort(pod, word) }
	var tcp, udp []int32
	for _, c := range pod.Spec.Containers {
		for _, p := range c.Ports {
			if p.Protocol == api.ProtocolUDP {
				udp = append(udp, p.ContainerPort)
			} else {
				tcp = append(tcp, p.ContainerPort)
			}
		}
	}
	if err := refuseUDP(ports, tcp, udp, number); err != nil {
		return nil, err
	}
	var out []string
	for _, port := range ports {
		local, remote := splitForward(port)
		text := remote
		if _, err := strconv.Atoi(remote); err != nil {
			n, err := number(remote)
			if err != nil {
				return nil, err
			}
			text = itoa(n)
		}
		if local != remote {
			text = local + ":" + text
		}
		out = append(out, text)
	}
	return out, nil
}

func namedPort(pod *api.Pod, name string) (int32, error) {
	for _, c := range pod.Spec.Containers {
		for _, p := range c.Ports {
			if p.Name == name {
				return p.ContainerPort, nil
			}
		}
	}
	return 0, fmt.Errorf("Pod '%s' does not have a named port '%s'", pod.Name, name)
}

// numberOr reads a port, or looks its name up.
func numberOr(word string, number func(string) (int32, error)) (int32, error) {
	if n, err := strconv.Atoi(word); err == nil {
		return int32(n), nil
	}
	return number(word)
}

// refuseUDP fails for a port that is open to UDP only.
func refuseUDP(ports []string, tcp, udp []int32, number func(string) (int32, error)) error {
	for _, port := range ports {
		_, remote := splitForward(port)
		n, err := numberOr(remote, number)
		if err != nil {
			return err
		}
		if slices.Contains(udp, n) && !slices.Contains(tcp, n) {
			return fmt.Errorf("UDP protocol is not supported for %s", remote)
		}
	}
	return nil
}

// forwardedPorts reads what was worked out before. Models client-go
// tools/portforward parsePorts.
func forwardedPorts(ports []string) ([]forwardedPort, error) {
	var out []forwardedPort
	for _, port := range ports {
		local, remote := splitForward(port)
		if local == "" {
			local = "0"
		}
		from, err := strconv.ParseUint(local, 10, 16)
		if err != nil {
			return nil, fmt.Errorf("error parsing local port '%s': %w", local, err)
		}
		to, err := strconv.ParseUint(remote, 10, 16)
		if err != nil {
			return nil, fmt.Errorf("error parsing remote port '%s': %w", remote, err)
		}
		if to == 0 {
			return nil, errors.New("remote port must be > 0")
		}
		out = append(out, forwardedPort{int32(from), int32(to)})
	}
	return out, nil
}

// listenAddresses sorts addresses; localhost is two of them. Models client-go
// tools/portforward parseAddresses.
func listenAddresses(words []string) ([]string, error) {
	var out []string
	for _, w := range words {
		if w == "localhost" {
			out = append(out, "127.0.0.1", "::1")
		} else if _, err := netip.ParseAddr(w); err != nil {
			return nil, errors.New(w + " is not a valid IP")
		} else {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func itoa(n int32) string { return strconv.Itoa(int(n)) }
