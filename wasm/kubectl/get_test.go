package kubectl

import (
	"strings"
	"testing"

	"svclab/wasm/api"
)

func TestSortingIsThatOfUpstream(t *testing.T) {
	l := newLab(t, 1)
	for name, n := range map[string]string{"p1": "10", "p2": "9", "p3": "", "p4": "1k", "p5": "abc"} {
		labels := "app=x"
		if n != "" {
			labels = "n=" + n
		}
		l.run("run", name, "--image=nginx", "--labels="+labels)
	}
	for _, c := range []struct{ name, line, want string }{
		{"amounts are compared as such, and what has none comes first", "get pods --sort-by=.metadata.labels.n -o name", "pod/p3 pod/p2 pod/p1 pod/p4 pod/p5"},
		{"what lacks the field is turned round, as Go's algorithm leaves it", "get pods,svc --sort-by=.spec.clusterIP -o name", "pod/p5 pod/p4 pod/p3 pod/p2 pod/p1 service/kubernetes"},
		{"equal keys stay", "get pods --sort-by={.spec.restartPolicy} -o name", "pod/p1 pod/p2 pod/p3 pod/p4 pod/p5"},
		{"a table that cannot be sorted is not printed", "get pods --sort-by=.nope", "No resources found in default namespace."},
		{"tables have hardly a field in common", "get pod p1 p2 --sort-by=.metadata.name", `error: couldn't find any field with path "{.metadata.name}" in the list of objects`},
		{"data says so", "get pods --sort-by=.nope -o name", `error: couldn't find any field with path "{.nope}" in the list of objects`},
		{"one object is not sorted", "get pod p1 --sort-by=.nope -o name", "pod/p1"},
		{"a map has no order", "get pods --sort-by=.metadata.labels", "F0101 00:00:00.420000 1 sorter.go:353] Field {.metadata.labels} in [][][]reflect.Value is an unsortable type: interface, err: unsortable type: map[string]interface {}"},
	} {
		stdout, stderr, _ := l.run(strings.Fields(c.line)...)
		got := strings.Join(strings.Fields(stdout+stderr), " ")
		if strings.HasPrefix(c.want, "F") { // the clock is none of the test's business
			got, c.want = got[strings.Index(got, "]"):], c.want[strings.Index(c.want, "]"):]
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAmountsAreComparedAsNumbers(t *testing.T) {
	ordered := []string{"-1", "0", "1n", "5u", "100m", "0.5", "1", "9", "10", "1k", "1Ki", "1500", "1M", "1Mi", "1e9", "1Gi", "2T", "1E", "1Ei"}
	for i := range ordered {
		for j := range ordered {
			if got := lessString(ordered[i], ordered[j]); got != (i < j) {
				t.Errorf("%s < %s: got %v", ordered[i], ordered[j], got)
			}
		}
	}
	if !lessString("10", "abc") || lessString("b", "a") {
		t.Error("what is no amount is compared as text")
	}
}

// What sigs.k8s.io/yaml/kyaml, with which kubectl prints it, makes of the same.
func TestKYAMLIsWrittenAsTheLibraryDoes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"a":1,"b":[1,"x",null,true,1.5],"c":[{"d":{}},[]],"e":[[1]],"f":{"g":{"h":"i"}},"z":[]}`,
			"{\n  a: 1,\n  b: [\n    1,\n    \"x\",\n    null,\n    true,\n    1.5,\n  ],\n  c: [{\n    d: {},\n  }, []],\n  e: [[\n    1,\n  ]],\n" +
				"  \"f\": {\n    g: {\n      h: \"i\",\n    },\n  },\n  z: [],\n}"},
		{`{"yes":"no","null":1,"1":2,"a.b/c-d":3,"-x":4,"a b":5,"":6,"t":7,"2026-01-01":8,"ü_1":9,"1e3":10,"q\"":11}`,
			"{\n  \"\": 6,\n  \"-x\": 4,\n  \"1\": 2,\n  \"1e3\": 10,\n  \"2026-01-01\": 8,\n  \"a b\": 5,\n  a.b/c-d: 3,\n  \"null\": 1,\n" +
				"  \"q\\\"\": 11,\n  \"t\": 7,\n  \"yes\": \"no\",\n  ü_1: 9,\n}"},
		{`{"lines":"one\n  two\n\nthree\ttab\n","no end":"a\nb","quote":"say \"hi\" \\ \u0000\u001b\u00a0\u2028\u0007\u007f\u200b","tab":"a\tb","wide":"한국어😀"}`,
			"{\n  lines: \"\\\n     one\\n\\\n    \\  two\\n\\\n     \\n\\\n     three\ttab\\n\\\n    \",\n  \"no end\": \"\\\n     a\\n\\\n     b\\\n    \",\n" +
				"  quote: \"say \\\"hi\\\" \\\\ \\0\\e\\_\\L\\a\\x7f\\u200b\",\n  tab: \"a\tb\",\n  wide: \"한국어😀\",\n}"},
	} {
		var y kyamlWriter
		y.value(api.ReadTree([]byte(c.text)), 0)
		if got := y.String(); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}
