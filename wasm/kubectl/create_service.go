package kubectl

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"

	"k8s.io/apimachinery/pkg/api/validate/content"
)

func createServiceCommand() *command {
	c := &command{name: "create service", aliases: []string{"svc"}, short: "Create a service using a specified subcommand",
		use: "create service [flags]", run: wantSubcommand}
	tcp := flag{name: "tcp", kind: sliceFlag, usage: "Port pairs can be specified as '<port>:<targetPort>'"}
	for _, kind := range []struct {
		serviceType api.ServiceType
		use         string
		flags       []flag
	}{
		{api.ServiceTypeClusterIP, "NAME [--tcp=<port>:<targetPort>]", []flag{tcp, {name: "clusterip", kind: stringFlag,
			usage: "Assign your own ClusterIP or set to 'None' for a 'headless' service (no loadbalancing)"}}},
		{api.ServiceTypeNodePort, "NAME [--tcp=port:targetPort]", []flag{tcp, {name: "node-port", kind: intFlag, value: "0",
			usage: "Port used to expose the service on each node in a cluster"}}},
		{api.ServiceTypeLoadBalancer, "NAME [--tcp=port:targetPort]", []flag{tcp}},
		{api.ServiceTypeExternalName, "NAME --external-name external.name", []flag{tcp, {name: "external-name", kind: stringFlag, required: true,
			usage: "External name of service"}}},
	} {
		article := "a"
		if kind.serviceType == api.ServiceTypeExternalName {
			article = "an"
		}
		name := "create service " + strings.ToLower(string(kind.serviceType))
		c.subs = append(c.subs, &command{name: name, short: "Create " + article + " " + string(kind.serviceType) + " service",
			use: name + " " + kind.use + " [--dry-run=server|client|none]", flags: slices.Concat(creationFlags, kind.flags),
			run: func(p *process) error { return p.createService(kind.serviceType) }})
	}
	return c
}

// createService models kubectl pkg/cmd/create ServiceOptions, which does not
// read --save-config.
func (p *process) createService(serviceType api.ServiceType) error {
	name, dry, err := p.namedCreation()
	if err != nil {
		return err
	}
	f := p.flags
	clusterIP, externalName := f.string("clusterip"), f.string("external-name")
	switch {
	case clusterIP != api.ClusterIPNone && len(f.strings("tcp")) == 0 && serviceType != api.ServiceTypeExternalName:
		return errors.New("at least one tcp port specifier must be provided")
	case serviceType == api.ServiceTypeExternalName && len(content.IsDNS1123Subdomain(externalName)) > 0:
		return errors.New("invalid service external name " + externalName)
	}
	labels := map[string]string{"app": name}
	svc := &api.Service{TypeMeta: api.TypeMeta{Kind: "Service", APIVersion: "v1"},
		ObjectMeta: api.ObjectMeta{Name: name, Namespace: p.namespaceOf(), Labels: labels},
		Spec:       api.ServiceSpec{Type: serviceType, Selector: labels, ExternalName: externalName, ClusterIP: clusterIP}}
	for _, pair := range f.strings("tcp") {
		port, target, err := readPorts(pair)
		if err != nil {
			return err
		}
		svc.Spec.Ports = append(svc.Spec.Ports, api.ServicePort{Name: strings.ReplaceAll(pair, ":", "-"), Protocol: api.ProtocolTCP,
			Port: port, TargetPort: target, NodePort: int32(f.int("node-port"))})
	}
	return p.createTyped(svc, "failed to create "+string(serviceType)+" service: ", "created", dry)
}

// readPorts reads PORT:TARGET. Models kubectl pkg/cmd/create parsePorts.
func readPorts(pair string) (port int32, target api.IntOrString, err error) {
	words := strings.Split(pair, ":")
	n, err := strconv.ParseUint(words[0], 10, 16)
	if err != nil {
		return 0, target, err
	}
	port = int32(n)
	if len(words) == 1 {
		return port, api.FromInt(port), nil
	}
	number, err := strconv.Atoi(words[1])
	problems := api.IsValidPortNum(number)
	target = api.FromInt(int32(number))
	if err != nil {
		problems, target = api.IsValidPortName(words[1]), api.FromString(words[1])
	}
	if len(problems) > 0 {
		return 0, target, errors.New(strings.Join(problems, ","))
	}
	return port, target, nil
}
