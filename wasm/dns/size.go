package dns

import "strings"

// Sizes of datagrams that clients take, in bytes.
const (
	SizePlain = 512  // without EDNS, as the C libraries ask
	SizeEDNS  = 1232 // what dig, nslookup and host announce
)

// optSize is what an OPT record takes; CoreDNS gives no cookie back.
const optSize = 11

// compressAbove is from where CoreDNS spares a datagram's bytes. Models request
// Scrub.
const compressAbove = 1480

// Size returns the length of the reply in bytes, to a client that announced how
// much it takes: SizePlain, or more with EDNS; over TCP with no
// limit.
func (m Message) Size(takes int, tcp bool) int {
	plain := m.length(takes, false)
	if !tcp && plain > min(takes, compressAbove) {
		return m.length(takes, true)
	}
	return plain
}

// Fit cuts a reply to what the client takes in a datagram, and says so in it.
//
// Models github.com/miekg/dns Truncate.
func (m Message) Fit(takes int) Message {
	if m.length(takes, false) <= takes || m.length(takes, true) <= takes {
		return m
	}
	m.Truncated = true
	for _, section := range []*[]Record{&m.Additional, &m.Authority, &m.Answer} {
		all := *section
		*section = nil
		if m.length(takes, true) > takes {
			continue // not even without all of these
		}
		low, high := 0, len(all)
		for low < high {
			middle := (low + high + 1) / 2
			*section = all[:middle]
			if m.length(takes, true) <= takes {
				low = middle
			} else {
				high = middle - 1
			}
		}
		*section = all[:low]
		return m
	}
	return m
}

// length counts bytes: with compress, names that were there before cost two.
func (m Message) length(takes int, compress bool) int {
	w := wire{length: 12}
	if compress {
		w.seen = map[string]bool{}
	}
	w.name(m.Question.Name, true)
	w.length += 4
	for _, section := range [][]Record{m.Answer, m.Authority, m.Additional} {
		for _, r := range section {
			w.name(r.Name, true)
			w.length += 10
			w.data(r)
		}
	}
	if takes > SizePlain {
		w.length += optSize
	}
	return w.length
}

// wire counts what a message takes.
type wire struct {
	length int
	seen   map[string]bool // names to which later ones can point; nil when none may
}

func (w *wire) data(r Record) {
	words := strings.Split(r.Data, " ")
	switch r.Type {
	case TypeA:
		w.length += 4
	case TypeAAAA:
		w.length += 16
	case TypeTXT:
		w.length += len(r.Data) - 1 // a byte for the length instead of two quotes
	case TypeSRV:
		w.length += 6
		w.name(words[3], false)
	case TypeSOA:
		w.name(words[0], true)
		w.name(words[1], true)
		w.length += 20
	default:
		w.name(r.Data, true)
	}
}

// name counts a name: a byte and the label for each label, and the root.
func (w *wire) name(name string, mayPoint bool) {
	for name != "" && name != "." {
		if w.seen != nil {
			if w.seen[name] && mayPoint {
				w.length += 2
				return
			}
			w.seen[name] = w.seen[name] || w.length < 1<<14
		}
		label, rest, _ := strings.Cut(name, ".")
		w.length += 1 + len(label)
		name = rest
	}
	w.length++
}
