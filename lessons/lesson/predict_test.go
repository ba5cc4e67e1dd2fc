package lesson

import "testing"

func TestRight(t *testing.T) {
	tests := []struct {
		name, output string
		right        int
		evidence     string
		err          string
	}{
		{"the option line is found and left out", "curl: (28) timed out\noption 3\n", 3, "curl: (28) timed out\n", ""},
		{"evidence may follow it", "option 1\nhello\n", 1, "hello\n", ""},
		{"a number alone is evidence", "30\noption 2\n", 2, "30\n", ""},
		{"saying it twice is saying it once", "option 2\noption 2\n", 2, "", ""},
		{"two options cannot both be right", "option 1\noption 2\n", 0, "", "options 1 and 2 were both called right"},
		{"silence is an error", "hello\n", 0, "hello\n", `no option was called right: want one line such as "option 2"`},
		{"an option that is not there is an error", "option 4\n", 0, "", "option 4 was called right, but there are 3"},
	}
	q := Quiz{Options: make([]Option, 3)}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			right, evidence, err := q.Right(test.output)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if right != test.right || evidence != test.evidence || got != test.err {
				t.Errorf("Right(%q) = %d, %q, %q; want %d, %q, %q", test.output, right, evidence, got, test.right, test.evidence, test.err)
			}
		})
	}
}
