package route

import (
	"cmp"
	"sort"
	"strings"
)

// compareHosts sorts the more specific host first: exact before wildcard before
// every host, then the longest.
func compareHosts(a, b string) int {
	return cmp.Or(cmp.Compare(hostRank(a), hostRank(b)), len(b)-len(a), strings.Compare(a, b))
}

func hostRank(host string) int {
	switch {
	case host == "":
		return 2
	case host[0] == '*':
		return 1
	}
	return 0
}

func sortListeners(list []Listener) {
	sort.SliceStable(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		return cmp.Or(cmp.Compare(a.Port, b.Port), compareHosts(a.Hostname, b.Hostname)) < 0
	})
}

func sortHosts(list []VirtualHost) {
	sort.SliceStable(list, func(i, j int) bool { return compareHosts(list[i].Host, list[j].Host) < 0 })
}

func sortEntries(list []Entry) {
	sort.SliceStable(list, func(i, j int) bool { return compareEntries(&list[i], &list[j]) < 0 })
}

// compareEntries sorts what takes precedence first. Models the documentation of
// HTTPRouteRule.matches in sigs.k8s.io/gateway-api/apis/v1.
func compareEntries(a, b *Entry) int {
	return cmp.Or(
		cmp.Compare(a.Match.rank(), b.Match.rank()),
		len(b.Match.trimmed())-len(a.Match.trimmed()),
		cmp.Compare(btoi(b.Match.Method != ""), btoi(a.Match.Method != "")),
		len(b.Match.Header)-len(a.Match.Header),
		len(b.Match.Query)-len(a.Match.Query),
		cmp.Compare(a.Origin.Created, b.Origin.Created),
		strings.Compare(a.Origin.Namespace, b.Origin.Namespace),
		strings.Compare(a.Origin.Name, b.Origin.Name),
		cmp.Compare(a.Origin.Rule, b.Origin.Rule),
		cmp.Compare(a.Origin.Match, b.Origin.Match))
}

func (m *Match) rank() int { return btoi(m.Type != Exact) }

// trimmed is the path without the slash at its end, which a prefix need not have.
func (m *Match) trimmed() string {
	if m.Type == Prefix {
		return strings.TrimSuffix(m.Path, "/")
	}
	if m.Type == AnyPath {
		return ""
	}
	return m.Path
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
