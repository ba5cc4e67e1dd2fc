package kubectl

import (
	"strings"
	"testing"
)

func TestHelpHasTheShapeOfKubectls(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"config use-context -h", "Set the current-context in a kubeconfig file.\n\nAliases:\nuse-context, use\n\nExamples:\n  # Use another context\n" +
			"  kubectl config use-context kubernetes-admin@kubernetes\n\nUsage:\n  kubectl config use-context CONTEXT_NAME [options]\n\n" +
			"Use \"kubectl options\" for a list of global command-line options (applies to all commands).\n"},
		{"help top", "\nAvailable Commands:\n  node          Display resource (CPU/memory) usage of nodes\n  pod           Display resource (CPU/memory) usage of pods\n\n" +
			"Usage:\n  kubectl top [flags] [options]\n\nUse \"kubectl top <command> --help\" for more information about a given command.\n"},
		{"explain --help", "\nOptions:\n    --api-version='':\n\tUse given api-version (group/version) of the resource.\n\n    --max-depth=0:\n"},
		{"cluster-info --help", "\nNot in svclab yet:\n  dump\n"},
		{"help", "\nSettings Commands:\n  label           Update the labels on a resource\n"},
		{"help nope", "Unknown help topic [`nope`]\n\n\nBasic Commands (Beginner):\n"},
		{"options", "\n    -n, --namespace='':\n\tIf present, the namespace scope for this CLI request.\n\n"},
	} {
		if stdout, stderr, status := newLab(t, 1).run(strings.Fields(c.line)...); !strings.Contains(stdout, c.want) || stderr != "" || status != 0 {
			t.Errorf("kubectl %s: got %d, %q and\n%s\nwant\n%s", c.line, status, stderr, stdout, c.want)
		}
	}
}

// Examples are of commands that there are, and can be read by them.
func TestExamplesAreReadByTheirCommands(t *testing.T) {
	name := ""
	for _, line := range strings.Split(exampleTexts, "\n") {
		if rest, ok := strings.CutPrefix(line, "= "); ok {
			name = rest
		}
		_, command, ok := strings.Cut(line, "kubectl ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		c, args, err := findCommand(words(command))
		switch {
		case err != nil:
			t.Errorf("%s: %s: %v", name, line, err)
		case c.run == nil: // not here yet
		case c.name != name && !strings.HasPrefix(c.name, name+" "):
			t.Errorf("%s: %s is an example of %s", name, line, c.name)
		default:
			if _, err := c.parse(args); err != nil {
				t.Errorf("%s: %s: %v", name, line, err)
			}
		}
	}
}
