package sample

import "testing"

func TestNew(t *testing.T) {
	if got := New("a").Name; got != "door-a" {
		t.Error(got)
	}
}

func TestLets(t *testing.T) {
	d := &Door{Most: 5}
	if !d.Lets(2) || d.Lets(9) {
		t.Error("wrong")
	}
	d.Open = true
	if d.Lets(2) || d.Lets(9) {
		t.Error("wrong")
	}
}

func TestEven(t *testing.T) {
	if sum, some := Passed([]int{2, 4, 1}); sum != 6 || !some {
		t.Error(sum, some)
	}
}

func TestHalf(t *testing.T) {
	if got := Half(9); got != 3 {
		t.Error(got)
	}
}
