package kubectl

import (
	"fmt"

	"svclab/wasm/api"
)

// since says how long before now t was.
func since(now, t api.Time) string {
	if t == 0 {
		return "<unknown>"
	}
	// Timestamps keep whole seconds, and ages count from what was kept.
	t -= t % api.Time(api.Second)
	return humanDuration(now.Sub(t))
}

// humanDuration writes a duration with two or three figures: 5s, 2m3s, 3h.
// Models apimachinery pkg/util/duration HumanDuration.
func humanDuration(d api.Duration) string {
	seconds := int(d / api.Second)
	minutes, hours := seconds/60, seconds/3600
	days := hours / 24
	switch {
	case seconds < -1:
		return "<invalid>"
	case seconds < 0:
		return "0s"
	case seconds < 120:
		return fmt.Sprintf("%ds", seconds)
	case minutes < 10:
		return two(minutes, "m", seconds%60, "s")
	case minutes < 3*60:
		return fmt.Sprintf("%dm", minutes)
	case hours < 8:
		return two(hours, "h", minutes%60, "m")
	case hours < 48:
		return fmt.Sprintf("%dh", hours)
	case hours < 8*24:
		return two(days, "d", hours%24, "h")
	case days < 2*365:
		return fmt.Sprintf("%dd", days)
	case days < 8*365:
		return two(days/365, "y", days%365, "d")
	}
	return fmt.Sprintf("%dy", days/365)
}

// two writes a large and a small unit, without the small one when it is zero.
func two(n int, unit string, rest int, small string) string {
	if rest == 0 {
		return fmt.Sprintf("%d%s", n, unit)
	}
	return fmt.Sprintf("%d%s%d%s", n, unit, rest, small)
}
