package dns

import "sort"

// balanced puts the records of a successful reply into the order in which the
// plugin loadbalance sends them: CNAMEs first, then the others as they are, then
// the addresses in the order that draw gives.
//
// Models plugin/loadbalance roundRobin.
func (m *Message) balanced(draw uint64) {
	if m.Rcode != Success {
		return
	}
	balance(m.Answer, &draw)
	balance(m.Additional, &draw)
}

func balance(list []Record, draw *uint64) {
	sort.SliceStable(list, func(i, j int) bool { return rank(list[i].Type) < rank(list[j].Type) })
	first := sort.Search(len(list), func(i int) bool { return rank(list[i].Type) == 2 })
	for i := len(list) - 1; i > first; i-- {
		j := first + int(next(draw)%uint64(i-first+1))
		list[i], list[j] = list[j], list[i]
	}
}

func rank(kind string) int {
	switch kind {
	case TypeCNAME:
		return 0
	case TypeA, TypeAAAA:
		return 2
	}
	return 1
}

// next draws from a SplitMix64 whose state is in draw, so that one number is
// enough for any shuffle.
func next(draw *uint64) uint64 {
	*draw += 0x9e3779b97f4a7c15
	x := *draw
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
