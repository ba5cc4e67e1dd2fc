package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

func exposeCommand() *command {
	return &command{
		name: "expose", group: beginner, short: "Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service",
		use: "expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] " +
			"[--external-ip=external-ip-of-service] [--type=type]",
		run: runExpose,
		flags: slices.Concat(overrideFlags, []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag,
			dryRunFlag, fieldManagerFlag, saveConfigFlag,
			{name: "port", kind: stringFlag, usage: "The port that the service should serve on. Copied from the resource being exposed, if unspecified"},
			{name: "target-port", kind: stringFlag, usage: "Name or number for the port on the container that the service should direct traffic to"},
			{name: "protocol", kind: stringFlag, usage: "The network protocol for the service to be created. Default is 'TCP'"},
			{name: "type", kind: stringFlag, usage: "Type for this service: ClusterIP, NodePort, LoadBalancer, or ExternalName"},
			{name: "name", kind: stringFlag, usage: "The name for the newly created object"},
			{name: "selector", kind: stringFlag, usage: "A label selector to use for this service; if empty, that of the resource being exposed"},
			{name: "labels", short: 'l', kind: stringFlag, usage: "Labels to apply to the service created by this call"},
			{name: "cluster-ip", kind: stringFlag, usage: "ClusterIP to be assigned to the service, or 'None' to create a headless service"},
			{name: "external-ip", kind: stringFlag, usage: "Additional external IP address (not managed by Kubernetes) to accept for the service"},
			{name: "load-balancer-ip", kind: stringFlag, usage: "IP to assign to the LoadBalancer"},
			{name: "session-affinity", kind: stringFlag, usage: "If non-empty, set the session affinity for the service to this; legal values: 'None', 'ClientIP'"},
			{name: "record", kind: boolFlag, bare: "true", absent: true},
		}),
	}
}

// exposure is what is known of the Service to make. What the first object
// leaves in it stays for those that follow.
type exposure struct {
	selector, labels map[string]string
	ports            []string
	protocols        map[string][]string // by port
}

// runExpose models kubectl pkg/cmd/expose ExposeServiceOptions.RunExpose.
func runExpose(p *process) error {
	dry, err := p.output()
	if err != nil {
		return err
	}
	q := p.query(p.flags.args)
	q.selector = "" // --selector is the Service's
	s, err := p.find(q)
	if err != nil {
		return err
	}
	var e exposure
	if p.flags.string("port") != "" {
		e.ports = strings.Split(p.flags.string("port"), ",")
	}
	return p.visit(s, ifUnknown, func(i *info) error { return p.expose(i, &e, dry) })
}

func (p *process) expose(i *info, e *exposure, dry bool) error {
	if err := registered(i.resource); err != nil {
		return err
	}
	object := i.manifest
	if i.object != nil {
		object = tree(i.object)
	}
	if !slices.Contains([]string{"Pod", "Service", "Deployment", "ReplicaSet"}, i.resource.Kind) {
		kind := i.resource.Kind
		if i.resource.Group != "" {
			kind += "." + i.resource.Group
		}
		return errors.New("cannot expose a " + kind)
	}
	if err := p.inspect(object, e); err != nil {
		return err
	}
	made, err := p.exposingService(i.name, e)
	if err != nil {
		return err
	}
	svc, err := p.override(made)
	if err != nil {
		return err
	}
	if dry {
		svc.Meta().Namespace = p.namespaceOf()
		return p.reportTyped(svc, done("exposed", true))
	}
	if p.flags.bool("save-config") {
		rememberApplied(svc)
	}
	services, _ := api.ResourceNamed("services")
	created, err := p.create(&info{resource: services, namespace: p.namespace, name: svc.Meta().Name}, tree(svc))
	if err != nil {
		return err
	}
	return p.report(created, "exposed")
}

// inspect takes from the object what the command line leaves open.
func (p *process) inspect(object map[string]any, e *exposure) (err error) {
	f := p.flags
	if e.selector == nil {
		if given := f.string("selector"); given != "" {
			e.selector, err = labelSpec(given)
		} else if e.selector, err = selectorOf(object); err != nil {
			err = fmt.Errorf("couldn't retrieve selectors via --selector flag or introspection: %w", err)
		}
		if err != nil {
			return err
		}
	}
	ports, protocols := portsOf(object)
	if len(e.ports) == 0 {
		if len(ports) == 0 && f.string("cluster-ip") != api.ClusterIPNone {
			return errors.New("couldn't find port via --port flag or introspection")
		}
		e.ports = ports
	}
	if len(protocols) > 0 {
		e.protocols = protocols
	}
	if len(e.labels) == 0 {
		if given := f.string("labels"); given != "" {
			e.labels, err = labelSpec(given)
			return err
		}
		e.labels = stringMap(object, "metadata", "labels")
	}
	return nil
}

// selectorOf returns the labels by which an object's Pods are known. Models
// kubectl pkg/polymorphichelpers mapBasedSelectorForObject.
func selectorOf(object map[string]any) (map[string]string, error) {
	kind, _ := object["kind"].(string)
	switch kind {
	case "Pod":
		if labels := stringMap(object, "metadata", "labels"); len(labels) > 0 {
			return labels, nil
		}
		return nil, errors.New("the pod has no labels and cannot be exposed")
	case "Service":
		if at(object, "spec", "selector") == nil {
			return nil, errors.New("the service has no pod selector set")
		}
		return stringMap(object, "spec", "selector"), nil
	}
	labels := stringMap(object, "spec", "selector", "matchLabels")
	if len(labels) == 0 {
		return nil, errors.New("invalid " + strings.ToLower(kind) + ": no selectors, therefore cannot be exposed")
	}
	if expressions, _ := at(object, "spec", "selector", "matchExpressions").([]any); len(expressions) > 0 {
		return nil, fmt.Errorf("couldn't convert expressions - \"%s\" to map-based selector format", goExpressions(expressions))
	}
	return labels, nil
}

// goExpressions prints the expressions of a selector as Go prints the structs.
func goExpressions(expressions []any) string {
	var out []string
	for _, e := range expressions {
		values, _ := at(e, "values").([]any)
		out = append(out, fmt.Sprintf("{Key:%v Operator:%v Values:%v}", at(e, "key"), at(e, "operator"), values))
	}
	return "[" + strings.Join(out, " ") + "]"
}

// portsOf returns the ports of a Service, or of the containers of a Pod or of a
// template, each once, with the protocols that each is for. Models kubectl
// pkg/polymorphichelpers portsForObject and multiProtocolsForObject.
func portsOf(object map[string]any) (ports []string, protocols map[string][]string) {
	lists, field := []any{object["spec"]}, "port"
	if object["kind"] != "Service" {
		spec := at(object, "spec")
		if object["kind"] != "Pod" {
			spec = at(object, "spec", "template", "spec")
		}
		lists, _ = at(spec, "containers").([]any)
		field = "containerPort"
	}
	protocols = map[string][]string{}
	for _, owner := range lists {
		list, _ := at(owner, "ports").([]any)
		for _, each := range list {
			port := fmt.Sprint(at(each, field))
			protocol, _ := at(each, "protocol").(string)
			if protocol == "" {
				protocol = "TCP"
			}
			if len(protocols[port]) == 0 {
				ports = append(ports, port)
			}
			protocols[port] = append(protocols[port], protocol)
		}
	}
	return ports, protocols
}

// exposingService makes the Service. Models kubectl pkg/cmd/expose
// ExposeServiceOptions.createService.
func (p *process) exposingService(name string, e *exposure) (*api.Service, error) {
	f := p.flags
	if given := f.string("name"); given != "" {
		name = given
	} else if len(name) > 63 {
		name = name[:63]
	}
	if len(e.selector) == 0 {
		return nil, errors.New("selector must be specified")
	}
	ports, err := e.servicePorts(f.string("protocol"))
	if err != nil {
		return nil, err
	}
	for i := range ports {
		ports[i].TargetPort = api.FromInt(ports[i].Port)
		if target := f.string("target-port"); target != "" {
			ports[i].TargetPort = parseIntOrString(target)
		}
	}
	svc := &api.Service{TypeMeta: api.TypeMeta{Kind: "Service", APIVersion: "v1"}, ObjectMeta: api.ObjectMeta{Name: name, Labels: e.labels},
		Spec: api.ServiceSpec{Selector: e.selector, Ports: ports, Type: api.ServiceType(f.string("type")),
			SessionAffinity: f.string("session-affinity"), ClusterIP: f.string("cluster-ip")}}
	if ip := f.string("external-ip"); ip != "" {
		svc.Spec.ExternalIPs = []string{ip}
	}
	if svc.Spec.Type == api.ServiceTypeLoadBalancer {
		svc.Spec.LoadBalancerIP = f.string("load-balancer-ip")
	}
	if a := svc.Spec.SessionAffinity; a != "" && a != api.SessionAffinityNone && a != api.SessionAffinityClientIP {
		return nil, errors.New("unknown session affinity: " + a)
	}
	return svc, nil
}

// servicePorts gives several ports names, and a port that is for several
// protocols one entry for each.
func (e *exposure) servicePorts(protocol string) ([]api.ServicePort, error) {
	var out []api.ServicePort
	for i, text := range e.ports {
		number, err := strconv.Atoi(text)
		if err != nil {
			return nil, err
		}
		name := ""
		if len(e.ports) > 1 {
			name = "port-" + strconv.Itoa(i+1)
		}
		is := e.protocols[text]
		switch {
		case protocol != "":
			is = []string{protocol}
		case len(is) == 0:
			is = []string{"TCP"}
		}
		for _, one := range is {
			port := api.ServicePort{Name: name, Port: int32(number), Protocol: api.Protocol(one)}
			if len(is) > 1 {
				port.Name = "port-" + strconv.Itoa(i+1) + "-" + strings.ToLower(one)
			}
			out = append(out, port)
		}
	}
	return out, nil
}

// parseIntOrString models apimachinery pkg/util/intstr Parse.
func parseIntOrString(s string) api.IntOrString {
	if n, err := strconv.ParseInt(s, 10, 32); err == nil {
		return api.FromInt(int32(n))
	}
	return api.FromString(s)
}

// labelSpec reads a=b,c=d.
func labelSpec(list string) (map[string]string, error) {
	labels, err := readLabelList(list)
	return stringMap(labels), err
}
