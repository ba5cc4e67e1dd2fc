package share

import (
	"hash/maphash"
	"math"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits says how many links may come.
type Limits struct {
	Rate   float64                    // links a second from one client, after the first Burst; 0 is no limit
	Burst  int                        // links at once from one client
	Total  float64                    // links a second from all clients; 0 is no limit
	Client func(*http.Request) string // who asks; nil takes the address at the other end of the connection
	Now    func() time.Time           // nil is time.Now
	Allow  func(*http.Request) int    // counts instead of all the above; nil does not
}

// Usual is what a host can give to strangers.
var Usual = Limits{Rate: 0.5, Burst: 20, Total: 200}

// clients is how many clients are remembered at once.
const clients = 10_000

// limiter counts the links of each client. It remembers clients by a hash under a
// seed of its own, in memory, and no longer than they are limited.
type limiter struct {
	Limits
	seed maphash.Seed

	mu    sync.Mutex
	total *rate.Limiter
	each  map[uint64]*rate.Limiter
}

func newLimiter(l Limits) *limiter {
	if l.Now == nil {
		l.Now = time.Now
	}
	if l.Client == nil {
		l.Client = peer
	}
	limit := rate.Inf
	if l.Total > 0 {
		limit = rate.Limit(l.Total)
	}
	return &limiter{Limits: l, seed: maphash.MakeSeed(), total: rate.NewLimiter(limit, int(math.Ceil(l.Total))), each: map[uint64]*rate.Limiter{}}
}

// wait counts a link, and returns 0, or the seconds after which one may come.
func (l *limiter) wait(r *http.Request) (seconds int) {
	if l.Allow != nil {
		return l.Allow(r)
	}
	now := l.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	of := []*rate.Limiter{l.total}
	if l.Rate > 0 {
		of = append(of, l.client(maphash.String(l.seed, l.Client(r)), now))
	}
	var taken []*rate.Reservation
	for _, limiter := range of {
		reservation := limiter.ReserveN(now, 1)
		taken = append(taken, reservation)
		if delay := reservation.DelayFrom(now); delay > 0 || !reservation.OK() {
			for _, t := range taken {
				t.CancelAt(now)
			}
			return max(1, int(math.Ceil(delay.Seconds())))
		}
	}
	return 0
}

// client returns what counts for one client. When too many are remembered, those go
// that could send all they may at once anyway; if none can, all start afresh.
func (l *limiter) client(key uint64, now time.Time) *rate.Limiter {
	if known, ok := l.each[key]; ok {
		return known
	}
	if len(l.each) >= clients {
		for k, other := range l.each {
			if other.TokensAt(now) >= float64(l.Burst) {
				delete(l.each, k)
			}
		}
		if len(l.each) >= clients {
			clear(l.each)
		}
	}
	l.each[key] = rate.NewLimiter(rate.Limit(l.Rate), max(l.Burst, 1))
	return l.each[key]
}

// peer is the address at the other end of a connection: of IPv6 the network, since
// one client has all of it.
func peer(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return Network(host)
}

// Network returns what counts as one client of an address.
func Network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	network, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return network.String()
}
