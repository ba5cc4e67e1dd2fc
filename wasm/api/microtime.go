package api

import (
	"encoding/json"
	"errors"
	"strings"
)

// MicroTime is a Time that is written with its microseconds, as Kubernetes
// writes the times of Events and Leases.
type MicroTime Time

// MarshalJSON writes t as a quoted RFC 3339 time with six decimals, or null when
// it is not set.
func (t MicroTime) MarshalJSON() ([]byte, error) {
	if t == 0 {
		return []byte("null"), nil
	}
	micros := int64(t) / int64(Microsecond) % 1_000_000
	if micros < 0 {
		micros += 1_000_000
	}
	digits := []byte("000000")
	for i := len(digits) - 1; i >= 0; i-- {
		digits[i] += byte(micros % 10)
		micros /= 10
	}
	return []byte(`"` + strings.TrimSuffix(Time(t).String(), "Z") + "." + string(digits) + `Z"`), nil
}

// UnmarshalJSON reads a quoted RFC 3339 time, or null as no time. What is finer
// than a microsecond is dropped.
func (t *MicroTime) UnmarshalJSON(b []byte) error {
	*t = 0
	if string(b) == "null" {
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	whole, err := parseTime(s)
	if err != nil {
		return errors.New(strings.Replace(err.Error(), "05Z07:00", "05.000000Z07:00", 1))
	}
	unit := Second
	if _, fraction, found := strings.Cut(s, "."); found {
		for i := 0; unit > Microsecond && fraction[i] >= '0' && fraction[i] <= '9'; i++ {
			unit /= 10
			whole = whole.Add(Duration(fraction[i]-'0') * unit)
		}
	}
	*t = MicroTime(whole)
	return nil
}
