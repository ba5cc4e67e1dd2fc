package api

import (
	"encoding/json"
	"testing"
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

func TestTimeRefusesWhatIsNoTime(t *testing.T) {
	for _, in := range []string{
		"", "yesterday", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
		"2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00.Z",
		"2026-01-01T00:00:00+9:00", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00Zulu", "1677-01-01T00:00:00Z", "9999-01-01T00:00:00Z",
	} {
		var v Time
		err := json.Unmarshal([]byte(write(t, in)), &v)
		want := `parsing time ` + write(t, in) + `: want RFC 3339, such as "2026-01-01T00:00:00Z"`
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
