package dns

// balanced puts the records of a successful reply into the order in which the
// plugin loadbalance sends them: CNAMEs first, then the others as they are, then
// the addresses in the order that draw gives.
//
// Models plugin/loadbalance roundRobin.
func (m Message) balanced(draw uint64) Message {
	if m.Rcode == Success {
		for _, section := range []*[]Record{&m.Answer, &m.Authority, &m.Additional} {
			*section = balance(*section, &draw)
		}
	}
	return m
}

func balance(in []Record, draw *uint64) []Record {
	var out, rest, addresses []Record
	for _, r := range in {
		switch r.Type {
		case TypeCNAME:
			out = append(out, r)
		case TypeA, TypeAAAA:
			addresses = append(addresses, r)
		default:
			rest = append(rest, r)
		}
	}
	for i := len(addresses) - 1; i > 0; i-- {
		j := next(draw) % uint64(i+1)
		addresses[i], addresses[j] = addresses[j], addresses[i]
	}
	return append(append(out, rest...), addresses...)
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
