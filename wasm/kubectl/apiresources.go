package kubectl

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

func apiResourcesCommand() *command {
	return &command{
		name: "api-resources", group: other, short: "Print the supported API resources on the server",
		use: "api-resources [flags]",
		run: runAPIResources,
		flags: []flag{
			{name: "api-group", kind: stringFlag, usage: "Limit to resources in the specified API group"},
			{name: "cached", kind: boolFlag, bare: "true", usage: "Use the cached list of resources if available"},
			{name: "categories", kind: sliceFlag, usage: "Limit to resources that belong to the specified categories"},
			{name: "namespaced", kind: boolFlag, value: "true", bare: "true", usage: "If false, non-namespaced resources will be returned, otherwise namespaced ones; both when it is not given"},
			{name: "no-headers", kind: boolFlag, bare: "true", usage: "Don't print headers"},
			{name: "output", short: 'o', kind: stringFlag, usage: "Output format. One of: (json, yaml, kyaml, name, wide)"},
			{name: "sort-by", kind: stringFlag, usage: "Sort by one of (name, kind)"},
			{name: "verbs", kind: sliceFlag, usage: "Limit to resources that support the specified verbs"},
			managedFlag,
		},
	}
}

// apiResource is what discovery says of a resource. Its fields are in the order
// in which they are printed as JSON.
type apiResource struct {
	Name       string   `json:"name"`
	Singular   string   `json:"singularName"`
	Namespaced bool     `json:"namespaced"`
	Group      string   `json:"group,omitempty"`
	Version    string   `json:"version"`
	Kind       string   `json:"kind"`
	Verbs      []string `json:"verbs"`
	ShortNames []string `json:"shortNames,omitempty"`
	Categories []string `json:"categories,omitempty"`
}

// apiResourceList is what -o json prints.
type apiResourceList struct {
	Kind         string        `json:"kind"`
	APIVersion   string        `json:"apiVersion"`
	GroupVersion string        `json:"groupVersion"`
	Resources    []apiResource `json:"resources"`
}

// discovered makes discovery's entry of a resource.
func discovered(r api.Resource) apiResource {
	out := apiResource{Name: r.Name, Singular: r.Singular, Namespaced: r.Namespaced, Group: r.Group, Version: r.Version, Kind: r.Kind,
		Verbs: []string{"create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"}, ShortNames: r.ShortNames}
	if r.Name == "namespaces" {
		out.Verbs = slices.Delete(out.Verbs, 2, 3)
	}
	if r.IsCustom() {
		out.Verbs = []string{"delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"}
	}
	for _, category := range sortedKeys(categories) {
		if slices.Contains(categories[category], r.GroupResource()) || slices.Contains(categories[category], r.Name) {
			out.Categories = append(out.Categories, category)
		}
	}
	return out
}

// runAPIResources models kubectl pkg/cmd/apiresources APIResourceOptions.
func runAPIResources(p *process) error {
	f := p.flags
	by, format := f.string("sort-by"), f.string("output")
	switch {
	case by != "" && by != "name" && by != "kind":
		return errors.New("--sort-by accepts only name or kind")
	case !slices.Contains([]string{"", "wide", "name", "json", "yaml", "kyaml"}, format):
		return fmt.Errorf("unable to match a printer suitable for the output format %q, allowed formats are: json,kyaml,name,wide,yaml", format)
	}
	if err := p.noArguments(); err != nil {
		return err
	}
	if err := p.request(""); err != nil {
		return err
	}
	var found []apiResource
	for _, r := range api.Resources() {
		if d := discovered(r); p.env.Cluster.Serves(r) && p.wantsResource(d) {
			found = append(found, d)
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		a, b := found[i], found[j]
		switch {
		case by == "kind":
			return a.Kind < b.Kind
		case by == "" && a.Group != b.Group:
			return a.Group < b.Group
		}
		return a.Name < b.Name
	})
	return p.printResources(found, format)
}

func (p *process) wantsResource(r apiResource) bool {
	f := p.flags
	switch {
	case f.changed["api-group"] && f.string("api-group") != r.Group:
	case f.changed["namespaced"] && f.bool("namespaced") != r.Namespaced:
	case !containsAll(r.Verbs, f.strings("verbs")) || !containsAll(r.Categories, f.strings("categories")):
	default:
		return true
	}
	return false
}

func containsAll(have, want []string) bool {
	return !slices.ContainsFunc(want, func(w string) bool { return !slices.Contains(have, w) })
}

func (p *process) printResources(found []apiResource, format string) error {
	var lines [][]string
	add := func(cells ...string) {
		if format != "wide" {
			cells = cells[:5]
		}
		lines = append(lines, cells)
	}
	switch format {
	case "json", "yaml", "kyaml":
		text, err := json.MarshalIndent(apiResourceList{"APIResourceList", "v1", "", found}, "", "    ")
		switch {
		case err != nil:
			return err
		case format == "json":
			p.printf("%s\n", text)
			return nil
		case format == "kyaml":
			return p.printKYAML(api.ReadTree(text).(map[string]any))
		}
		return p.printYAML(api.ReadTree(text).(map[string]any))
	case "", "wide":
		if !p.flags.bool("no-headers") {
			add("NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND", "VERBS", "CATEGORIES")
		}
	}
	for _, r := range found {
		full := api.Resource{Name: r.Name, Group: r.Group, Version: r.Version}
		if format == "name" {
			p.printf("%s\n", full.GroupResource())
			continue
		}
		add(r.Name, strings.Join(r.ShortNames, ","), full.APIVersion(), strconv.FormatBool(r.Namespaced), r.Kind,
			strings.Join(r.Verbs, ","), strings.Join(r.Categories, ","))
	}
	new(rows).print(p.env.Stdout, lines)
	return nil
}
