package api

import (
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestTimeIsReadAndWritten(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"the epoch of clusters", `"2026-01-01T00:00:00Z"`, `"2026-01-01T00:00:00Z"`},
		{"no time", `null`, `null`},
		{"a leap day", `"2024-02-29T23:59:59Z"`, `"2024-02-29T23:59:59Z"`},
		{"a fraction is dropped", `"2026-01-01T00:00:00.999999Z"`, `"2026-01-01T00:00:00Z"`},
		{"a zone becomes UTC", `"2026-01-01T09:30:00+09:30"`, `"2026-01-01T00:00:00Z"`},
		{"a zone west of it too", `"2025-12-31T19:00:00.5-05:00"`, `"2026-01-01T00:00:00Z"`},
		{"before 1970", `"1969-12-31T23:59:59Z"`, `"1969-12-31T23:59:59Z"`},
		{"the first year", `"1678-01-01T00:00:00Z"`, `"1678-01-01T00:00:00Z"`},
		{"the last year", `"2261-12-31T23:59:59Z"`, `"2261-12-31T23:59:59Z"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var v Time
			if err := json.Unmarshal([]byte(tt.in), &v); err != nil {
				t.Fatal(err)
			}
			if got := write(t, v); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestATimeIsReadAsGoReadsIt(t *testing.T) {
	pieces := []string{"2026", "-", "01", "02", "30", "T", "9", "25", ":", "00", "60", "Z", "+09:00", "-25:00", ".5", ".", " ", "+", "x", "T00:00:00", "-01", "2026-01-01T00:00:00"}
	r := rand.New(rand.NewPCG(7, 7))
	read := 0
	for i := range 60_000 {
		text := ""
		if i%2 == 0 {
			text = "2026-0" + strconv.Itoa(r.IntN(10)) + "-" + strconv.Itoa(r.IntN(40)) + "T"
		}
		if i%4 == 0 {
			text += "0" + strconv.Itoa(r.IntN(10)) + ":" + strconv.Itoa(r.IntN(70)) + ":30" + []string{"Z", "+09:00", ".25-05:30", ""}[r.IntN(4)]
		}
		for range r.IntN(4) * r.IntN(2) {
			text += pieces[r.IntN(len(pieces))]
		}
		want, wantErr := time.Parse(time.RFC3339, text)
		got, err := parseTime(text)
		switch {
		case wantErr != nil:
			if err == nil || err.Error() != wantErr.Error() {
				t.Fatalf("time %q: error\n got %v\nwant %v", text, err, wantErr)
			}
		case err != nil || int64(got) != want.Truncate(time.Second).UnixNano():
			t.Fatalf("time %q: got %s, %v, want %s", text, got, err, want)
		default:
			read++
		}
	}
	if read < 500 {
		t.Errorf("only %d times were read, the test says little", read)
	}
}

func TestATimeFarOffIsRefused(t *testing.T) {
	for _, in := range []string{"1677-01-01T00:00:00Z", "9999-01-01T00:00:00Z"} {
		if _, err := parseTime(in); err == nil || !strings.Contains(err.Error(), "want a year from 1678 to 2261") {
			t.Errorf("%s: %v", in, err)
		}
	}
}
