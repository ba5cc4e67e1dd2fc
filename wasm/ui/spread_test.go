package ui

import "testing"

func TestARangeOfChanceStandsOnlyWhereChanceChose(t *testing.T) {
	third := func(n float64, got int) counted { return counted{"default", "web", got, n / 3, n * 2 / 9} }
	for _, row := range []struct {
		name string
		pods []counted
		want bool
	}{
		{"nobody has asked", nil, true},
		{"three Pods share three hundred", []counted{third(300, 91), third(300, 104), third(300, 105)}, true},
		{"all went to one, which is a fault and no other way to choose", []counted{third(300, 300), third(300, 0), third(300, 0)}, true},
		{"a Pod is gone that had got little", []counted{third(100, 37), third(100, 38)}, true},
		{"chance chose once, and session affinity kept to it", []counted{third(1, 20), third(1, 0), third(1, 0)}, false},
		{"chance chose once, and the connection stayed open", []counted{third(1, 101), third(1, 0), third(1, 0)}, false},
		{"a proxy got all by chance and chose among its own", []counted{{"ingress-nginx", "controller", 50, 50, 0}, {"default", "web", 50, 0, 0}}, true},
	} {
		if got := spreadByChance(row.pods); got != row.want {
			t.Errorf("%s: got %v, want %v", row.name, got, row.want)
		}
	}
}
