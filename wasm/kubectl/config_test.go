package kubectl

import (
	"bytes"
	"strings"
	"testing"
)

// configured runs commands one after the other in a home folder of their own.
func configured(t *testing.T, lines ...string) (last string, l *lab) {
	t.Helper()
	l = newLab(t, 1)
	for _, line := range lines {
		var out bytes.Buffer
		env := l.env(&out, &out)
		env.Home = "/home/learner"
		env.WriteFile = func(name string, data []byte) error { l.files[name] = string(data); return nil }
		Run(env, words(line))
		last = out.String()
	}
	return last, l
}

func TestConfig(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"there is one context", []string{"config get-contexts"},
			"CURRENT   NAME                          CLUSTER      AUTHINFO           NAMESPACE\n*         kubernetes-admin@kubernetes   kubernetes   kubernetes-admin   \n"},
		{"by name", []string{"config get-contexts -o name"}, "kubernetes-admin@kubernetes\n"},
		{"which is not there", []string{"config get-contexts nope"}, "CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\nerror: context nope not found\n"},
		{"which is current", []string{"config current-context"}, "kubernetes-admin@kubernetes\n"},
		{"clusters", []string{"config get-clusters"}, "NAME\nkubernetes\n"},
		{"users", []string{"config get-users"}, "NAME\nkubernetes-admin\n"},
		{"a namespace stays chosen", []string{"config set-context --current --namespace=kube-system", "get svc -o name"}, "service/kube-dns\n"},
		{"-n goes before it", []string{"config set-context --current --namespace=kube-system", "get svc -n default -o name"}, "service/kubernetes\n"},
		{"it can be read", []string{"config set-context --current --namespace=x", "config view --minify -o jsonpath={..namespace}"}, "x"},
		{"it can be taken back", []string{"config set-context --current --namespace=x", "config set-context --current --namespace=", "get svc -o name"}, "service/kubernetes\n"},
		{"what is done is said", []string{"config set-context --current -n x"}, "Context \"kubernetes-admin@kubernetes\" modified.\n"},
		{"a new context", []string{"config set-context b --cluster=kubernetes --user=kubernetes-admin --namespace=kube-system"}, "Context \"b\" created.\n"},
		{"is used by --context", []string{"config set-context b --cluster=kubernetes -n kube-system", "get svc -o name --context=b"}, "service/kube-dns\n"},
		{"or for good", []string{"config set-context b --cluster=kubernetes -n kube-system", "config use b", "get svc -o name"}, "service/kube-dns\n"},
		{"of another cluster leads nowhere", []string{"config set-context b --cluster=x", "config use-context b", "get svc"}, string(noServer) + "\n"},
		{"renamed", []string{"config rename-context kubernetes-admin@kubernetes lab", "config current-context"}, "lab\n"},
		{"renamed to one that is there", []string{"config set-context b", "config rename-context b kubernetes-admin@kubernetes"},
			"error: cannot rename the context \"b\", the context \"kubernetes-admin@kubernetes\" already exists in /home/learner/.kube/config\n"},
		{"deleted", []string{"config delete-context kubernetes-admin@kubernetes"},
			"warning: this removed your active context, use \"kubectl config use-context\" to select a different one\ndeleted context kubernetes-admin@kubernetes from /home/learner/.kube/config\n"},
		{"unknown contexts", []string{"get svc --context=nope"}, "Error in configuration: context was not found for specified context: nope\n"},
		{"unknown clusters", []string{"get svc --cluster=nope"}, "error: no server found for cluster \"nope\"\n"},
		{"unknown users", []string{"get svc --user=nope"}, "error: auth info \"nope\" does not exist\n"},
		{"neither name nor --current", []string{"config set-context -n x"}, "error: you must specify a non-empty context name or --current\n"},
		{"all of it", []string{"config view"}, DefaultConfig},
	} {
		if got, _ := configured(t, c.lines...); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	if got, l := configured(t, "config use-context nope"); got != "error: no context exists with the name: \"nope\"\n" || len(l.files) > 0 {
		t.Errorf("a mistake wrote %v and said %q", l.files, got)
	}
	_, l := configured(t, "config set-context --current --namespace=x")
	if want := strings.Replace(DefaultConfig, "    user: kub", "    namespace: x\n    user: kub", 1); l.files["/home/learner/.kube/config"] != want {
		t.Errorf("the file says\n%s\nwant\n%s", l.files["/home/learner/.kube/config"], want)
	}
}
