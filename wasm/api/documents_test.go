package api

import (
	"fmt"
	"strings"
	"testing"
)

func TestDocuments(t *testing.T) {
	tests := []struct {
		name, text string
		want       string // JSON@line, one after the other
	}{
		{"nothing is no document", "", ""},
		{"space and comments are no document", "\n  \n# nothing\n", ""},
		{"one document", "kind: A\n", `{"kind":"A"}@1`},
		{"the last line may lack its end", "kind: A", `{"kind":"A"}@1`},
		{"two documents", "kind: A\n---\nkind: B\n", `{"kind":"A"}@1 {"kind":"B"}@3`},
		{"a separator at the start and at the end", "---\nkind: A\n---\n", `{"kind":"A"}@2`},
		{"empty documents between are left out", "kind: A\n---\n---\n# c\n---\nkind: B\n", `{"kind":"A"}@1 {"kind":"B"}@6`},
		{"a comment may follow a separator", "kind: A\n--- # next\nkind: B\n", `{"kind":"A"}@1 {"kind":"B"}@3`},
		{"comments and blank lines go before the start", "# first\n\nkind: A\n", `{"kind":"A"}@3`},
		{"Windows line ends", "kind: A\r\n---\r\nkind: B\r\n", `{"kind":"A"}@1 {"kind":"B"}@3`},
		{"a literal null is left out", "null\n---\nkind: B\n", `{"kind":"B"}@3`},
		{"dashes inside a line separate nothing", "a: x ---\nb: |\n  ---\n", `{"a":"x ---","b":"---\n"}@1`},
		{"keys come out sorted", "b: 1\na: 2\n", `{"a":2,"b":1}@1`},
		{"the last of a repeated key wins", "a: 1\na: 2\n", `{"a":2}@1`},
		{"numbers and booleans as keys become strings", "1: a\ntrue: b\n", `{"1":"a","true":"b"}@1`},
		{"yes is true, as in YAML 1.1", "a: yes\n", `{"a":true}@1`},
		{"one JSON object", "{\"b\": 1,\n \"a\": 2}\n", "{\"b\": 1,\n \"a\": 2}@1"},
		{"JSON objects one after the other", "\n{\"a\":1}\n{\"b\":2} {\"c\":3}", `{"a":1}@2 {"b":2}@3 {"c":3}@3`},
		{"JSON objects with a separator", "{\"a\":1}\n---\n{\"b\":2}\n", `{"a":1}@1 {"b":2}@3`},
		{"a YAML flow mapping starts like JSON", "{a: 1, b: [2]}\n---\nc: 3\n", `{"a":1,"b":[2]}@1 {"c":3}@3`},
		{"a value that is no object is a document", "just text\n", `"just text"@1`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs, err := Documents([]byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(docs); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func show(docs []Document) string {
	var texts []string
	for _, d := range docs {
		texts = append(texts, fmt.Sprintf("%s@%d", d.JSON, d.Line))
	}
	return strings.Join(texts, " ")
}

func TestDocumentsRefusesWhatIsNoYAML(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"yaml-syntax.txtar f0: a tab", "apiVersion: v1\nkind: Service\nmetadata:\n\tname: a\n",
			"error converting YAML to JSON: yaml: line 4: found character that cannot start any token"},
		{"yaml-syntax.txtar f1: a colon is missing", "apiVersion: v1\nkind Service\nmetadata:\n  name: a\n",
			"error converting YAML to JSON: yaml: line 3: could not find expected ':'"},
		{"yaml-syntax.txtar f2: a wrong indent", "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n spec:\n  ports:\n  - port: 80\n",
			"error converting YAML to JSON: yaml: line 4: did not find expected key"},
		{"yaml-syntax.txtar f3: an open quote", "apiVersion: v1\nkind: \"Service\nmetadata:\n  name: a\n",
			"error converting YAML to JSON: yaml: line 5: found unexpected end of stream"},
		{"text behind a separator", "a: 1\n--- b: 2\n", "invalid Yaml document separator: b: 2"},
		{"a separator of four dashes", "a: 1\n----\n", "invalid Yaml document separator: -"},
		{"JSON that is no YAML either", "{\"a\": 1,, \"b\": 2}\n", "json: offset 9: invalid character ',' looking for beginning of object key string"},
		{"offsets count from the start of the stream", "{\"a\":1}\xff", "json: offset 8: invalid character 'ÿ' looking for beginning of value"},
		{"three bytes are not tried as YAML", "{0}", "json: offset 2: invalid character '0' looking for beginning of object key string"},
		{"JSON that ends too soon", "{\"a\": [1", "unexpected EOF"},
		{"text behind several JSON objects", `{"a":1}{"b":2} c`, "invalid character 'c' looking for beginning of value"},
		{"a key that JSON cannot have", "? [a]\n: b\n",
			`error converting YAML to JSON: yaml: invalid map key: []interface {}{"a"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Documents([]byte(tt.text))
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestDocumentsBeforeAFaultAreReturned(t *testing.T) {
	docs, err := Documents([]byte("a: 1\n---\nb: 2\n---\n\tc\n"))
	if got := show(docs); err == nil || got != `{"a":1}@1 {"b":2}@3` {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestDocumentsRefusesHugeInput(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for _, c := range "bcdefghij" {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 10), ","))
	}
	tests := []struct{ name, text, want string }{
		{"10 MB in one line", "a: " + strings.Repeat("x", 10<<20), "want at most 3145728 bytes"},
		{"10 MB of lines", strings.Repeat("- x\n", 10<<18), "want at most 3145728 bytes"},
		{"10,001 nested brackets", strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001), "exceeded max depth of 10000"},
		{"10,001 open brackets", strings.Repeat("[", 10_001), "exceeded max depth of 10000"},
		{"nested JSON objects", strings.Repeat(`{"a":`, 10_001), "json: offset"},
		{"aliases of aliases", bomb, "yaml: document contains excessive aliasing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Documents([]byte(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %.200v, want %s", err, tt.want)
			}
		})
	}
}

func FuzzDocuments(f *testing.F) {
	for _, text := range []string{"a: 1\n---\nb: [1, 2]\n", `{"a":1}{"b":2}`, "{a: 1}\n", "--- #\n\t", "a: &a {b: *a}"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		docs, _ := Documents(text)
		for _, d := range docs {
			if len(d.JSON) == 0 || d.Line < 1 || d.Line > 1+strings.Count(string(text), "\n") {
				t.Errorf("document %q at line %d", d.JSON, d.Line)
			}
		}
	})
}
