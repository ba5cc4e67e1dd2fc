package kubectl

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/linediff"
)

func diffCommand() *command {
	return &command{
		name: "diff", group: advanced, short: "Diff the live version against a would-be applied version",
		use: "diff -f FILENAME", run: runDiff, failure: 2,
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, selectorFlag, fieldManagerFlag,
			{name: "show-managed-fields", kind: boolFlag, bare: "true", usage: "Include managed fields in the diff"},
			{name: "show-secrets", kind: boolFlag, bare: "true", usage: "Do not mask secret values in the diff"},
			{name: "concurrency", kind: intFlag, value: "1", usage: "Number of objects to process in parallel"},
			{name: "force-conflicts", kind: boolFlag, bare: "true", usage: "Works with --server-side only"},
			{name: "server-side", kind: boolFlag, bare: "true", absent: true},
			{name: "prune", kind: boolFlag, bare: "true", absent: true},
			{name: "prune-allowlist", kind: arrayFlag, absent: true},
		},
	}
}

// compared is one object as it is and as it would be, "" when it is not there.
type compared struct{ name, live, merged string }

// runDiff models kubectl pkg/cmd/diff DiffOptions. What upstream writes into
// two folders for diff -u -N is compared here at once.
func runDiff(p *process) error {
	switch {
	case len(p.flags.args) > 0:
		return p.usageError("Unexpected args: %v", p.flags.args)
	case len(p.flags.strings("filename")) == 0:
		return errors.New("must specify one of -f and -k")
	case p.flags.bool("force-conflicts"):
		return errors.New("--force-conflicts only works with --server-side")
	}
	s, err := p.find(p.query(nil))
	if err != nil {
		return err
	}
	var objects []compared
	for _, i := range s.named {
		one, err := p.compare(i)
		if err != nil {
			return err
		}
		objects = append(objects, one)
	}
	if len(s.errs) > 0 {
		return one(s.errs)
	}
	sort.SliceStable(objects, func(i, j int) bool { return objects[i].name < objects[j].name })
	return p.printDiff(objects)
}

// compare has the server rehearse an apply of one object. Nothing is kept.
func (p *process) compare(i *info) (compared, error) {
	c := compared{name: fmt.Sprintf("%s.%s.%s.%s", i.resource.Version, i.resource.Kind, i.namespace, i.name)}
	if i.resource.Group != "" {
		c.name = i.resource.Group + "." + c.name
	}
	p.trial = true
	err := p.fetch(i)
	if err != nil && !isNotFound(err) {
		return c, err
	}
	var live, merged map[string]any
	if err != nil {
		merged, err = p.create(i, api.CopyTree(i.manifest).(map[string]any))
	} else {
		live = tree(i.object)
		merged, err = p.rehearseApply(i, api.CopyTree(live).(map[string]any))
	}
	if err != nil {
		return c, err
	}
	if i.resource.Name == "secrets" && !p.flags.bool("show-secrets") {
		merged = api.CopyTree(merged).(map[string]any)
		mask(live, merged)
	}
	if live != nil {
		c.live = p.diffable(live)
	}
	c.merged = p.diffable(merged)
	return c, nil
}

// mask hides the values of a Secret, but not which of them differ. Models kubectl
// pkg/cmd/diff Masker.
func mask(live, merged map[string]any) {
	from, _ := live["data"].(map[string]any)
	to, _ := merged["data"].(map[string]any)
	for k := range to {
		was, ok := from[k]
		if ok && was != to[k] {
			from[k], to[k] = "*** (before)", "*** (after)"
			continue
		}
		to[k] = "***"
	}
	for k := range from {
		if _, ok := to[k]; !ok || to[k] == "***" {
			from[k] = "***"
		}
	}
}

func (p *process) rehearseApply(i *info, live map[string]any) (map[string]any, error) {
	last, _ := lastApplied(live)
	wanted := api.CopyTree(i.manifest).(map[string]any)
	if metadataOf(wanted)["annotations"] == nil {
		metadataOf(wanted)["annotations"] = map[string]any{}
	}
	patch, err := threeWayPatch(last, wanted, live, i.resource.Name)
	if err != nil || len(patch) == 0 {
		return live, err
	}
	_, err = p.do(i.resource.Name, cluster.Patch{Resource: i.resource.Name, Namespace: i.namespace, Name: i.name,
		Type: mergeType(i.resource), Body: encode(patch), FieldValidation: cluster.Warn})
	return p.stored(i, live), err
}

func (p *process) diffable(object map[string]any) string {
	if !p.flags.bool("show-managed-fields") {
		delete(metadataOf(object), "managedFields")
	}
	return writeYAML(object)
}

// printDiff prints what differs, and then fails with status 1 as diff does.
func (p *process) printDiff(objects []compared) error {
	now := int64(p.env.Cluster.Now())
	stamp := strings.NewReplacer("T", " ", "Z", "").Replace(p.env.Cluster.Now().String())
	stamp = fmt.Sprintf("%s.%09d +0000", stamp, now%int64(api.Second))
	live, merged := fmt.Sprintf("/tmp/LIVE-%d", now%4294967291), fmt.Sprintf("/tmp/MERGED-%d", now%4294967279)
	differ := false
	for _, o := range objects {
		hunks := linediff.Compare(o.live, o.merged)
		if hunks == "" {
			continue
		}
		differ = true
		from, to := live+"/"+o.name, merged+"/"+o.name
		past := stamp
		if o.live == "" {
			past = "1970-01-01 00:00:00.000000000 +0000"
		}
		p.printf("diff -u -N %s %s\n--- %s\t%s\n+++ %s\t%s\n%s", from, to, from, past, to, stamp, hunks)
	}
	if differ {
		return errSilent
	}
	return nil
}
