package nearest

import "testing"

func TestTheNearestWord(t *testing.T) {
	words := []string{"cat", "curl", "cut", "kubectl"}
	for _, row := range []struct {
		name, word string
		most       int
		want       string
	}{
		{"two letters changed places", "kubetcl", 2, "kubectl"},
		{"the first of two equally near", "ca", 2, "cat"},
		{"a nearer one further down", "cur", 2, "curl"},
		{"none near enough", "kubernetes", 2, ""},
		{"the word itself", "cut", 0, "cut"},
		{"nothing is allowed", "cu", 0, ""},
	} {
		if got := Of(row.word, words, row.most); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
	if Distance("", "abc") != 3 || Distance("kitten", "sitting") != 3 {
		t.Error("the distance is wrong")
	}
}
