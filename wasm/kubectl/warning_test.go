package kubectl

import "testing"

// TestTheServersWarningsArePassedOn: what the server says of an object that it
// has accepted comes before the result, on standard error, once.
func TestTheServersWarningsArePassedOn(t *testing.T) {
	const plain = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}\n"
	const external = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}], externalIPs: [198.51.100.7]}\n"
	const warning = "Warning: spec.externalIPs is deprecated and may no longer be implemented in some clusters\n"
	for _, c := range []struct{ name, first, second, stderr, stdout string }{
		{"a new Service", "", external, warning, "service/a created\n"},
		{"a changed Service", plain, external, warning, "service/a configured\n"},
		{"nothing to warn of", "", plain, "", "service/a created\n"},
		{"nothing written", external, external, "", "service/a unchanged\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLab(t, 1)
			if c.first != "" {
				l.files["a.yaml"] = c.first
				l.run("apply", "-f", "a.yaml")
			}
			l.files["a.yaml"] = c.second
			stdout, stderr, status := l.run("apply", "-f", "a.yaml")
			if stdout != c.stdout || stderr != c.stderr || status != 0 {
				t.Errorf("got %q, %q, status %d", stdout, stderr, status)
			}
		})
	}
}
