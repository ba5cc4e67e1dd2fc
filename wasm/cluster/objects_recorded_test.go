package cluster_test

import (
	"os"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// long are texts that objects.txt abbreviates.
var long = strings.NewReplacer(
	`a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`, "{label}",
	`a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`, "{subdomain}",
	`name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`, "{name part}",
	`a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`, "{label value}",
)

// testdata/objects.txt holds what upstream's own registry code of 1.37.2 said to
// random objects, one scenario for each fault and warning that it knows: "= " or
// "! " and the refusal, then a "W " for each warning. "# " starts a scenario with
// a new cluster and names the resource. Mend the engine, not the file.
func TestObjectsAreJudgedAsUpstreamJudgesThem(t *testing.T) {
	text, err := os.ReadFile("testdata/objects.txt")
	if err != nil {
		t.Fatal(err)
	}
	var c *cluster.Cluster
	resource, got := "", []string(nil)
	scenarios := 0
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		verb, rest, _ := strings.Cut(line, " ")
		switch verb {
		case "#", "POST", "PUT":
			for _, unsaid := range got {
				t.Errorf("before %s: %s is more than upstream says", line, unsaid)
			}
			if got = nil; verb == "#" {
				c, resource = cluster.New(cluster.Config{Nodes: 1, Seed: 1}), rest
				scenarios++
				continue
			}
			got = judge(c, verb, resource, []byte(rest))
		case "=", "!", "W":
			if len(got) == 0 || got[0] != line {
				t.Errorf("%s\ngot  %q\nwant %s", resource, got, line)
				got = nil
				continue
			}
			got = got[1:]
		default:
			t.Fatalf("objects.txt has a line %q", line)
		}
	}
	if scenarios < 150 {
		t.Errorf("%d scenarios, which cannot be all", scenarios)
	}
}

// judge sends an object named a and returns the answer and the warnings.
func judge(c *cluster.Cluster, verb, resource string, body []byte) []string {
	namespace := "default"
	if resource == "namespaces" {
		namespace = ""
	}
	old, _ := c.Get(resource, namespace, "a")
	var cmd cluster.Command = cluster.Create{Resource: resource, Body: body}
	if verb == "PUT" {
		cmd = cluster.Update{Resource: resource, Name: "a", Body: body}
	}
	if _, err := c.Do(cmd); err != nil {
		return []string{"! " + long.Replace(masked(err.Error()))}
	}
	said := []string{"= accepted"}
	o, err := c.Get(resource, namespace, "a")
	if err != nil {
		return []string{err.Error()}
	}
	for _, w := range api.Warnings(o, old) {
		said = append(said, "W "+w)
	}
	return said
}
