package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

func runCommand() *command {
	return &command{
		name: "run", group: beginner, short: "Run a particular image on the cluster",
		use: "run NAME --image=image [--env=\"key=value\"] [--port=port] [--dry-run=client] [--command] -- [COMMAND] [args...]",
		run: runRun,
		flags: slices.Concat(overrideFlags, []flag{
			{name: "image", kind: stringFlag, required: true, usage: "The image for the container to run"},
			{name: "port", kind: stringFlag, usage: "The port that this container exposes"},
			{name: "labels", short: 'l', kind: stringFlag, usage: "Comma separated labels to apply to the pod"},
			{name: "env", kind: arrayFlag, usage: "Environment variables to set in the container"},
			{name: "annotations", kind: arrayFlag, usage: "Annotations to apply to the pod"},
			{name: "restart", kind: stringFlag, value: "Always", usage: "The restart policy for this Pod: Always, OnFailure, Never"},
			{name: "image-pull-policy", kind: stringFlag, usage: "The image pull policy for the container"},
			{name: "command", kind: boolFlag, bare: "true", usage: "Use the extra arguments as the command rather than as its arguments"},
			{name: "expose", kind: boolFlag, bare: "true", usage: "Create a ClusterIP service associated with the pod. Requires --port"},
			{name: "quiet", short: 'q', kind: boolFlag, bare: "true", usage: "Suppress prompt messages"},
			dryRunFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag, fieldManagerFlag, saveConfigFlag,
			{name: "attach", kind: boolFlag, bare: "true", absent: true},
			{name: "stdin", short: 'i', kind: boolFlag, bare: "true", absent: true},
			{name: "tty", short: 't', kind: boolFlag, bare: "true", absent: true},
			{name: "rm", kind: boolFlag, bare: "true", usage: "Delete the pod after it exits; for attached containers only"},
			{name: "privileged", kind: boolFlag, bare: "true", usage: "Run the container in privileged mode"},
			{name: "pod-running-timeout", kind: durationFlag, value: "1m0s", absent: true},
			{name: "leave-stdin-open", kind: boolFlag, bare: "true", absent: true},
			{name: "grace-period", kind: intFlag, value: "-1", absent: true},
			{name: "force", kind: boolFlag, bare: "true", absent: true},
		}),
	}
}

// runRun models kubectl pkg/cmd/run RunOptions.
func runRun(p *process) error {
	pod, err := p.podToRun()
	if err != nil {
		return err
	}
	dry, err := p.output()
	if err != nil {
		return err
	}
	o, _ := typed(pod)
	if o, err = p.override(o); err != nil {
		return err
	}
	objects := []api.Object{o}
	if p.flags.bool("expose") {
		svc, _ := typed(p.serviceFor(pod))
		objects = append(objects, svc)
	}
	var created []func() error
	var errs []error
	for n, object := range objects {
		report, err := p.runOne(object, dry)
		if err != nil && n == 0 {
			return err
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		created = append(created, report)
	}
	for _, report := range created {
		if err := report(); err != nil {
			errs = append(errs, err)
		}
	}
	return join(errs)
}

// runOne creates an object of the command line, and returns what reports it.
func (p *process) runOne(o api.Object, dry bool) (report func() error, err error) {
	if dry {
		o.Meta().Namespace = p.namespaceOf()
		return func() error { return p.reportTyped(o, done("created", true)) }, nil
	}
	if p.flags.bool("save-config") {
		rememberApplied(o)
	}
	r, _ := api.ResourceForKind(o.Type().APIVersion, o.Type().Kind)
	o.Meta().Namespace = p.namespace
	created, err := p.create(&info{resource: r, namespace: p.namespace, name: o.Meta().Name}, tree(o))
	return func() error { return p.report(created, "created") }, err
}

// podToRun makes the Pod of the command line.
func (p *process) podToRun() (map[string]any, error) {
	f := p.flags
	annotations, err := readPairs(f.strings("annotations"), "annotations")
	if err != nil {
		return nil, err
	}
	labels, err := readLabelList(f.string("labels"))
	if err != nil {
		return nil, err
	}
	env, err := readEnv(f.strings("env"))
	if err != nil {
		return nil, err
	}
	if err := p.checkRun(); err != nil {
		return nil, err
	}
	name := f.args[0]
	if len(labels) == 0 {
		labels = map[string]any{"run": name}
	}
	container := map[string]any{"name": name, "image": f.string("image"), "resources": map[string]any{}}
	if len(env) > 0 {
		container["env"] = env
	}
	if f.bool("privileged") {
		container["securityContext"] = map[string]any{"privileged": true}
	}
	if policy := f.string("image-pull-policy"); policy != "" {
		container["imagePullPolicy"] = policy
	}
	if port := f.string("port"); port != "" {
		container["ports"] = []any{map[string]any{"containerPort": portNumber(port)}}
	}
	if rest := f.args[1:]; len(rest) > 0 && f.bool("command") {
		container["command"] = anyList(rest)
	} else if len(rest) > 0 {
		container["args"] = anyList(rest)
	}
	metadata := map[string]any{"name": name, "labels": labels}
	if len(annotations) > 0 {
		metadata["annotations"] = annotations
	}
	return map[string]any{"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "status": map[string]any{},
		"spec": map[string]any{"containers": []any{container}, "dnsPolicy": "ClusterFirst", "restartPolicy": restartPolicy(f)}}, nil
}

func restartPolicy(f *flags) string {
	if policy := f.string("restart"); policy != "" {
		return policy
	}
	return "Always"
}

// checkRun models kubectl pkg/cmd/run RunOptions.Validate, with the checks
// that Complete makes before it.
func (p *process) checkRun() error {
	f := p.flags
	if policy := restartPolicy(f); !slices.Contains([]string{"Always", "Never", "OnFailure"}, policy) {
		return fmt.Errorf("invalid restart policy: %s, valid values are: Always, OnFailure, Never", policy)
	}
	if policy := f.string("image-pull-policy"); policy != "" && !slices.Contains([]string{"Always", "IfNotPresent", "Never"}, policy) {
		return fmt.Errorf("invalid image pull policy: %s, valid values are: Always, IfNotPresent, Never", policy)
	}
	if len(f.args) == 0 || f.dash == 0 {
		return errors.New("NAME is required for run")
	}
	if f.string("image") == "" {
		return errors.New("--image is required")
	}
	if !validImage(f.string("image")) {
		return fmt.Errorf("invalid image name %q: invalid reference format", f.string("image"))
	}
	if f.bool("rm") {
		return errors.New("--rm should only be used for attached containers")
	}
	if f.bool("expose") && f.string("port") == "" {
		return errors.New("--port must be set when exposing a service")
	}
	if port := f.string("port"); port != "" {
		if _, err := strconv.Atoi(port); err != nil {
			return errors.New("--port must be a number")
		}
	}
	return nil
}

func portNumber(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

func anyList(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}

// serviceFor makes the Service of --expose.
func (p *process) serviceFor(pod map[string]any) map[string]any {
	port := portNumber(p.flags.string("port"))
	metadata := map[string]any{"name": p.flags.args[0]}
	if given, _ := readLabelList(p.flags.string("labels")); len(given) > 0 {
		metadata["labels"] = given
	}
	return map[string]any{"apiVersion": "v1", "kind": "Service", "metadata": metadata, "status": map[string]any{"loadBalancer": map[string]any{}},
		"spec": map[string]any{"selector": at(pod, "metadata", "labels"),
			"ports": []any{map[string]any{"port": port, "protocol": "TCP", "targetPort": port}}}}
}

// readLabelList reads a=b,c=d.
func readLabelList(list string) (map[string]any, error) {
	if list == "" {
		return nil, nil
	}
	out := map[string]any{}
	for _, spec := range strings.Split(list, ",") {
		key, value, ok := strings.Cut(spec, "=")
		if !ok || strings.Contains(value, "=") {
			return nil, fmt.Errorf("unexpected label spec: %s", spec)
		}
		if key == "" {
			return nil, errors.New("unexpected empty label key")
		}
		out[key] = value
	}
	return out, nil
}
