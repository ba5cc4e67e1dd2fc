package ui

import (
	"strings"
	"testing"

	"svclab/wasm/html"
)

func TestLongOutputFolds(t *testing.T) {
	p := play(t, "en", "")
	p.line("seq 300")
	page := html.String(View(p.m))
	if !strings.Contains(page, "260 lines more") || !strings.Contains(page, "\n20\n") || strings.Contains(page, "\n150\n") || !strings.Contains(page, "\n300\n") {
		t.Errorf("folded: %s", page[strings.Index(page, `id="terminal"`):][:600])
	}
	if !strings.Contains(p.m.live, "300 lines of output. First: 1 Last: 300") {
		t.Errorf("told %q", p.m.live)
	}
	p.do(Unfold{0})
	if page := html.String(View(p.m)); !strings.Contains(page, "\n150\n") || !strings.Contains(page, "Show less") {
		t.Error("unfolded, line 150 is missing")
	}
	p.line("seq 9000")
	p.do(Unfold{1})
	if n := strings.Count(html.String(View(p.m)), "\n"); n > mostLines+400 {
		t.Errorf("%d lines stand in the page", n)
	}
	p.do(CopyOutput{0})
	if !p.has(CopyEffect{p.m.lab.entries[0].Output}) || p.m.lab.entries[0].Output[:4] != "1\n2\n" {
		t.Error("the copy is not the whole output")
	}
	if p.do(Clear{}); len(p.m.unfolded) != 0 {
		t.Error("what comes after Clear is unfolded")
	}
	p.do(CopyOutput{5}, Unfold{7})
	for range mostEntries + 5 {
		p.line("true")
	}
	if n := strings.Count(html.String(View(p.m)), `class="entry"`); n != mostEntries {
		t.Errorf("%d entries stand in the page, want %d", n, mostEntries)
	}
}

func TestTheRowsOfATableStayWhole(t *testing.T) {
	tests := []struct{ name, text, table string }{
		{"what kubectl lists", "", "NAME   READY\nweb    1/1\n"},
		{"below a warning", "Warning: v1 Endpoints is deprecated\n", "NAME   ENDPOINTS\nweb    10.244.0.2:80\n"},
		{"two tables", "", "NAME   READY\nweb    1/1\n\nNAME   TYPE\nweb    ClusterIP\n"},
		{"what ss lists", "", "State  Recv-Q Send-Q\nLISTEN 0      128\n"},
		{"an object described", "Name:         web\nType:         ClusterIP\n", ""},
		{"columns without rows", "NAME   READY\n", ""},
		{"numbers alone", "1  2\n3  4\n", ""},
		{"empty lines", "\n\n", ""},
	}
	for _, tt := range tests {
		if at := table(tt.text + tt.table); at != len(tt.text) {
			t.Errorf("%s: the table begins at %d, want %d", tt.name, at, len(tt.text))
		}
	}
	p := play(t, "en", "")
	p.line("kubectl create service clusterip web --tcp=80; kubectl get endpoints web")
	page := html.String(View(p.m))
	if page = page[strings.Index(page, `id="terminal"`):]; strings.Index(page, "deprecated") > strings.Index(page, `class="columns"`) {
		t.Errorf("the warning is a row of the table: %s", page[:1200])
	}
}

func TestOutputIsToldOnce(t *testing.T) {
	p := play(t, "en", "")
	p.line("echo hello; false")
	if p.m.live != "hello\n Exit status 1. " {
		t.Errorf("told %q", p.m.live)
	}
	p.m.live = ""
	if p.wait(1); p.m.live != "" {
		t.Errorf("told again: %q", p.m.live)
	}
}

// buttons lists the texts of an output that can be clicked, with what they do.
func buttons(n html.Node) string {
	var out []string
	var walk func(html.Node)
	walk = func(n html.Node) {
		for _, h := range n.Handlers {
			switch msg := h.Message.(type) {
			case Select:
				out = append(out, n.Children[0].Text+"="+msg.Kind+"/"+msg.Name)
			case PutLine:
				out = append(out, n.Children[0].Text+"→"+msg.Line)
			}
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(out, " ")
}

func TestNamesSelect(t *testing.T) {
	p := play(t, "en", "")
	p.line("kubectl run web --image=nginx --labels=app=web")
	p.m.editor.drafts = map[string]string{"s.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, clusterIP: 10.96.0.77, selector: {app: web}, ports: [{port: 80, nodePort: 30008}]}\n"}
	p.line("kubectl apply -f s.yaml")
	p.line("kubectl wait --for=condition=Ready pod/web")
	for _, row := range []struct{ sentence, line, want string }{
		{"TYPE/NAME", "echo pod/web service/web,svc/web", "pod/web=pod/web service/web=service/web svc/web=service/web"},
		{"a name alone", "echo web. webx xweb", "web=pod/web"},
		{"in a table of Services, the Service", "kubectl get svc web --no-headers", "web=service/web 10.96.0.77=service/web"},
		{"addresses, with a port or not", "echo node-1:30008 http://10.244.0.2:80/ 192.168.1.2", "node-1=node/node-1 10.244.0.2=pod/web 192.168.1.2=node/node-1"},
		{"a Pod's address", "echo 10.244.0.2:80", "10.244.0.2=pod/web"},
		{"the command that was meant", "kubectl gte pods", "get→kubectl get pods"},
		{"the program that was meant", "kubetcl get pods", "kubectl→kubectl get pods"},
	} {
		p.line(row.line)
		if got := buttons(p.m.printed[len(p.m.printed)-1].node); got != row.want {
			t.Errorf("%s: got %s, want %s", row.sentence, got, row.want)
		}
	}
	p.do(Select{"service", "default", "web"})
	page := html.String(View(p.m))
	if !strings.Contains(page, "band selected") || !strings.Contains(page, "<dd class=\"mono\">10.96.0.77</dd>") || p.m.focus != "default/web" {
		t.Error("the Service is not marked and shown")
	}
	p.do(Resize{390, 844}, Select{"pod", "default", "web"})
	if page := html.String(View(p.m)); p.m.tab != TabPicture || !strings.Contains(page, "pod ready selected") {
		t.Errorf("on a phone: tab %s", p.m.tab)
	}
	p.do(Select{"pod", "x", "gone"}, Select{})
	View(p.m)
	p.line("kubectl delete pod web --now")
	p.line("echo web")
	if got := buttons(p.m.printed[len(p.m.printed)-1].node); got != "web=service/web" {
		t.Errorf("the Pod is gone: got %s", got)
	}
	p.do(PutLine{"kubectl get pods"})
	if p.m.term.line != "kubectl get pods" || p.m.lab.busy {
		t.Errorf("line %q", p.m.term.line)
	}
}

func TestACommandIsEditedInTheEditor(t *testing.T) {
	for _, row := range []struct {
		name string
		msgs []any
		want string
	}{
		{"saved", []any{Edit{"b: 2\n"}, CloseEdit{true}}, "b: 2\n"},
		{"cancelled", []any{Edit{"b: 2\n"}, CloseEdit{false}}, ""},
		{"indented", []any{Edit{"x"}, Indent{"x", 0, 0}, CloseEdit{true}}, "  x"},
		{"interrupted", []any{Edit{"b: 2\n"}, Interrupt{}}, ""},
	} {
		p := play(t, "en", "")
		p.do(Resize{390, 844}, ShowTab{TabTerminal}, Typed{"vi new.yaml"}, Submit{})
		p.wait(0.1)
		if p.m.edit == nil || p.m.tab != TabYAML || !strings.Contains(html.String(View(p.m)), "A command waits for you to edit new.yaml.") {
			t.Fatalf("%s: the editor is not open: tab %s", row.name, p.m.tab)
		}
		p.do(row.msgs...)
		p.settle()
		text := ""
		for _, f := range p.m.lab.files {
			if f.Name == "new.yaml" {
				text = f.Text
			}
		}
		if p.m.edit != nil || p.m.tab != TabTerminal || text != row.want {
			t.Errorf("%s: tab %s, the file holds %q, want %q", row.name, p.m.tab, text, row.want)
		}
	}
	escape := html.Input{Key: "Escape"}
	if editKey(false)(escape) != (LetGo{}) || editKey(true)(escape) != (CloseEdit{false}) || editKey(false)(html.Input{Key: "Enter", Ctrl: true}) != (CloseEdit{true}) {
		t.Error("the keys of the editor")
	}
}
