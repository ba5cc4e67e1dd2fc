package kubectl

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// checkValue says what is wrong with a flag's value, in the words of Go's own
// parsers, which is what kubectl's users see.
func checkValue(kind flagKind, value string) error {
	var err error
	switch kind {
	case boolFlag:
		_, err = strconv.ParseBool(value)
	case intFlag:
		_, err = strconv.ParseInt(value, 0, 64)
	case durationFlag:
		_, err = parseDuration(value)
	}
	return err
}

func isTrue(s string) bool {
	b, err := strconv.ParseBool(s)
	return err == nil && b
}

func (f *flags) int(name string) int {
	n, _ := strconv.ParseInt(f.string(name), 0, 64)
	return int(n)
}

func (f *flags) duration(name string) api.Duration {
	d, _ := parseDuration(f.string(name))
	return d
}

// units of a duration, in the order in which they have to be tried.
var units = []struct {
	name string
	size api.Duration
}{
	{"ns", 1}, {"us", api.Microsecond}, {"µs", api.Microsecond}, {"ms", api.Millisecond},
	{"s", api.Second}, {"m", api.Minute}, {"h", api.Hour},
}

// parseDuration reads 30s, 1m30s, 1.5h or 0. Models time.ParseDuration, with
// its error texts.
func parseDuration(s string) (api.Duration, error) {
	rest, sign := s, api.Duration(1)
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		if rest[0] == '-' {
			sign = -1
		}
		rest = rest[1:]
	}
	if rest == "0" {
		return 0, nil
	}
	if rest == "" {
		return 0, fmt.Errorf("time: invalid duration %q", s)
	}
	total := 0.0
	for rest != "" {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789."))
		n, err := strconv.ParseFloat(rest[:digits], 64)
		if err != nil {
			return 0, fmt.Errorf("time: invalid duration %q", s)
		}
		rest = rest[digits:]
		end := strings.IndexAny(rest, "0123456789.")
		if end < 0 {
			end = len(rest)
		}
		size, err := unitSize(rest[:end], s)
		if err != nil {
			return 0, err
		}
		total += n * float64(size)
		rest = rest[end:]
	}
	return sign * api.Duration(total), nil
}

func unitSize(unit, s string) (api.Duration, error) {
	if unit == "" {
		return 0, fmt.Errorf("time: missing unit in duration %q", s)
	}
	for _, u := range units {
		if u.name == unit {
			return u.size, nil
		}
	}
	return 0, errors.New("time: unknown unit " + strconv.Quote(unit) + " in duration " + strconv.Quote(s))
}
