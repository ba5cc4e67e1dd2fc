package api

import (
	"encoding/json"
	"fmt"
)

// Time is an instant on the cluster's own clock, in nanoseconds since
// 1970-01-01T00:00:00Z. Zero means that no time is set. It is written in JSON
// as RFC 3339 with whole seconds, as Kubernetes does.
type Time int64

// Duration is a span of virtual time in nanoseconds.
type Duration int64

// Spans of virtual time.
const (
	Microsecond Duration = 1_000
	Millisecond          = 1_000 * Microsecond
	Second               = 1_000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
	Day                  = 24 * Hour
)

// Epoch is the instant at which every fresh cluster is switched on:
// 2026-01-01T00:00:00Z.
const Epoch Time = 1_767_225_600 * Time(Second)

// Add returns the instant d later.
func (t Time) Add(d Duration) Time { return t + Time(d) }

// Sub returns how much later t is than u.
func (t Time) Sub(u Time) Duration { return Duration(t - u) }

// String writes t as RFC 3339 in UTC with whole seconds.
func (t Time) String() string {
	secs := int64(t) / int64(Second)
	if int64(t)%int64(Second) < 0 {
		secs-- // towards the past, also before 1970
	}
	days, rest := secs/86400, secs%86400
	if rest < 0 {
		days, rest = days-1, rest+86400
	}
	y, m, d := civil(days)
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d, rest/3600, rest%3600/60, rest%60)
}

// civil turns days since 1970-01-01 into a Gregorian date, after Howard
// Hinnant's "chrono-Compatible Low-Level Date Algorithms".
func civil(days int64) (year, month, day int64) {
	z := days + 719468
	era := z / 146097
	doe := z % 146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = doy - (153*mp+2)/5 + 1
	month = mp + 3
	if month > 12 {
		month -= 12
	}
	year = yoe + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}

// MarshalJSON writes t as a quoted RFC 3339 time, or null when it is not set.
func (t Time) MarshalJSON() ([]byte, error) {
	if t == 0 {
		return []byte("null"), nil
	}
	return []byte(`"` + t.String() + `"`), nil
}

// UnmarshalJSON reads a quoted RFC 3339 time, or null as no time. Fractions of a
// second are dropped.
func (t *Time) UnmarshalJSON(b []byte) error {
	*t = 0
	if string(b) == "null" {
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err // with the words for a value of the wrong type
	}
	var err error
	*t, err = parseTime(s)
	return err
}

// daysSinceEpoch is the inverse of civil.
func daysSinceEpoch(y, m, d int64) int64 {
	if m <= 2 {
		y--
	}
	era := y / 400
	yoe := y - era*400
	mp := (m + 9) % 12
	doy := (153*mp+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468
}
