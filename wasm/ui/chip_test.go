package ui

import (
	"fmt"
	"strings"
	"testing"
)

func TestNear(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"web", "wbe", true},
		{"web", "wweb", true},
		{"front-end", "frontend", true},
		{"front-end", "fornt-edn", true},
		{"web", "web", false},
		{"web", "db", false},
		{"v1", "v2", false},
		{"web-1", "web-2", false},
		{"front-end", "back-end", false},
	}
	for _, tt := range tests {
		if got := near(tt.a, tt.b); got != tt.want {
			t.Errorf("%s, %s: got %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestChipsWrap(t *testing.T) {
	tests := []struct {
		name  string
		width float64
		texts string // of the chips
		want  string
	}{
		{"two fit in a row", 200, "app=web tier=front", "app=web@0,0 tier=front@68,0"},
		{"the second takes a row of its own", 100, "app=web tier=front", "app=web@0,0 tier=front@0,24"},
		{"one that is too long breaks after its key", 80, "type=front-end", "type=/front-end@0,0"},
		{"what is still too long is cut", 60, "type=front-end-web", "type=/fro…eb@0,0"},
	}
	for _, tt := range tests {
		var chips []chip
		for _, s := range strings.Fields(tt.texts) {
			chips = append(chips, chip{text: s})
		}
		var got []string
		for _, c := range wrap(chips, tt.width) {
			if c.box.right() > tt.width {
				t.Errorf("%s: %s ends at %.0f", tt.name, c.text, c.box.right())
			}
			if c.rest != "" {
				c.text += "/" + c.rest
			}
			got = append(got, fmt.Sprintf("%s@%.0f,%.0f", c.text, c.box.x, c.box.y))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, s, tt.want)
		}
	}
}
