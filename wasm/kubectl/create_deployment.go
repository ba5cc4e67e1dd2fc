package kubectl

import (
	"errors"
	"slices"
	"strings"

	"svclab/wasm/api"
)

func createDeploymentCommand() *command {
	return &command{name: "create deployment", aliases: []string{"deploy"}, short: "Create a deployment with the specified name",
		use: "create deployment NAME --image=image -- [COMMAND] [args...]", run: runCreateDeployment,
		flags: slices.Concat(creationFlags, []flag{
			{name: "image", kind: sliceFlag, required: true, usage: "Image names to run. A deployment can have multiple images set for multi-container pod"},
			{name: "port", kind: intFlag, value: "-1", usage: "The containerPort that this deployment exposes"},
			{name: "replicas", short: 'r', kind: intFlag, value: "1", usage: "Number of replicas to create"},
		})}
}

// runCreateDeployment models kubectl pkg/cmd/create CreateDeploymentOptions.
func runCreateDeployment(p *process) error {
	name, dry, err := p.namedCreation()
	if err != nil {
		return err
	}
	f := p.flags
	images, command := f.strings("image"), f.args[1:]
	if len(images) > 1 && len(command) > 0 {
		return errors.New("cannot specify multiple --image options and command")
	}
	containers := []any{}
	for _, image := range images {
		container := map[string]any{"name": p.containerName(image), "image": image}
		if len(command) > 0 {
			container["command"] = anyList(command)
		}
		containers = append(containers, container)
	}
	if port := f.int("port"); port >= 0 && len(containers) > 0 {
		containers[0].(map[string]any)["ports"] = []any{map[string]any{"containerPort": port}}
	}
	labels := map[string]any{"app": name}
	metadata := map[string]any{"name": name, "labels": labels}
	if ns := p.namespaceOf(); ns != "" {
		metadata["namespace"] = ns
	}
	o, ok := typed(map[string]any{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata,
		"spec": map[string]any{"replicas": f.int("replicas"), "selector": map[string]any{"matchLabels": labels},
			"template": map[string]any{"metadata": map[string]any{"labels": labels}, "spec": map[string]any{"containers": containers}}}})
	if !ok {
		return notHere(p.command.name)
	}
	return p.createSaved(o, "failed to create deployment: ", dry)
}

// containerName is the last word of an image. One that cannot be a name gets a
// suffix, upstream's by chance and here from the image itself.
func (p *process) containerName(image string) string {
	name := image[strings.LastIndexByte(image, '/')+1:]
	name, _, _ = strings.Cut(name, ":")
	name, _, _ = strings.Cut(name, "@")
	if !strings.ContainsAny(name, "_.") {
		return name
	}
	const letters = "bcdfghjklmnpqrstvwxz2456789"
	sum, suffix := uint64(14695981039346656037), ""
	for range 5 {
		for _, c := range []byte(image) {
			sum = (sum ^ uint64(c)) * 1099511628211
		}
		suffix += string(letters[sum%uint64(len(letters))])
	}
	return strings.NewReplacer("_", "-", ".", "-").Replace(name) + "-" + suffix
}

// typed reads a tree into an object of its kind. ok is false when there is no
// such kind.
func typed(object map[string]any) (o api.Object, ok bool) {
	version, _ := object["apiVersion"].(string)
	kind, _ := object["kind"].(string)
	r, ok := api.ResourceForKind(version, kind)
	if !ok {
		return nil, false
	}
	o = r.New()
	return o, decodeInto(encode(object), o) == nil
}
