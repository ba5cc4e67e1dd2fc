package api

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestMicroTimesKeepSixDecimals(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a whole second", `"2026-01-02T03:04:05Z"`, `"2026-01-02T03:04:05.000000Z"`},
		{"a half", `"2026-01-02T03:04:05.5Z"`, `"2026-01-02T03:04:05.500000Z"`},
		{"a microsecond", `"2026-01-02T03:04:05.000001Z"`, `"2026-01-02T03:04:05.000001Z"`},
		{"what is finer is dropped", `"2026-01-02T03:04:05.1234569Z"`, `"2026-01-02T03:04:05.123456Z"`},
		{"another zone", `"2026-01-02T04:04:05.25+01:00"`, `"2026-01-02T03:04:05.250000Z"`},
		{"none", `null`, `null`},
	} {
		var got MicroTime
		if err := json.Unmarshal([]byte(tt.text), &got); err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if text, err := json.Marshal(got); err != nil || string(text) != tt.want {
			t.Errorf("%s: got %s, %v, want %s", tt.name, text, err, tt.want)
		}
	}
	var got MicroTime
	if err := json.Unmarshal([]byte(`"today"`), &got); err == nil || !strings.Contains(err.Error(), `parsing time "today" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "today" as "2006"`) {
		t.Errorf("a word is taken for a time: %v", err)
	}
}

func TestEventsSpeakOfTheirOwnNamespace(t *testing.T) {
	const wrong = `involvedObject.namespace: Invalid value: %s: does not match event.namespace`
	for _, tt := range []struct{ name, event, want string }{
		{"an object of the same namespace", `{"metadata":{"namespace":"a"},"involvedObject":{"namespace":"a"}}`, ""},
		{"of another", `{"metadata":{"namespace":"a"},"involvedObject":{"namespace":"b"}}`, strings.Replace(wrong, "%s", `"b"`, 1)},
		{"an object without one belongs to default", `{"metadata":{"namespace":"default"},"involvedObject":{}}`, ""},
		{"and nowhere else", `{"metadata":{"namespace":"a"},"involvedObject":{}}`, strings.Replace(wrong, "%s", `""`, 1)},
		{"a newer event says who reports what", `{"metadata":{"namespace":"default"},"eventTime":"2026-01-02T03:04:05Z"}`,
			"[reportingComponent: Required value, reportingInstance: Required value, action: Required value, reason: Required value]"},
	} {
		e := &Event{}
		if err := json.Unmarshal([]byte(tt.event), e); err != nil {
			t.Fatal(err)
		}
		got := ""
		if errs := Validate(e); len(errs) > 0 {
			got = errs.ToAggregate().Error()
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
