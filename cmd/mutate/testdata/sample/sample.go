// Package sample is taken apart by the tests of mutate. What its own tests
// leave open is left open on purpose.
package sample

import "strings"

const most = 3

// Door lets so many in.
type Door struct {
	Name string
	Most int
	Open bool
}

// New is tested for the name alone.
func New(name string) *Door {
	return &Door{Name: "door-" + name, Most: most, Open: strings.HasPrefix(name, "o")}
}

// Lets is tested everywhere but at its boundary.
func (d *Door) Lets(n int) bool {
	return !d.Open && n < d.Most
}

// Even adds up what is even. That it passes over the rest is tested, that it goes on is not.
func Even(list []int) (sum int, some bool) {
	for _, n := range list {
		if n%2 != 0 {
			continue
		}
		sum += n
	}
	return sum, sum > 0
}

// Half counts how often n can be halved. Without its step it never ends.
func Half(n int) (times int) {
	for n > 1 {
		n >>= 1
		times++
	}
	return times
}

// Passed hands on both results of a call.
func Passed(list []int) (int, bool) { return Even(list) }

// Lost is tested nowhere.
func Lost(names ...string) []string {
	out := make([]string, 0, 8)
	for i := 0; i < len(names); i++ {
		switch names[i] {
		case "end":
			if i > 0 {
				break
			}
			return nil
		default:
			out = append(out, names[i])
		}
	}
	clear(names)
	if len(out) > 100 {
		panic("too many")
	}
	return out
}
