package kubectl

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
)

var testFlags = []flag{
	{name: "output", short: 'o', kind: stringFlag},
	{name: "all", short: 'A', kind: boolFlag, bare: "true"},
	{name: "wide", short: 'w', kind: boolFlag, bare: "true"},
	{name: "filename", short: 'f', kind: sliceFlag},
	{name: "env", kind: arrayFlag},
	{name: "grace-period", kind: intFlag, value: "-1"},
	{name: "timeout", kind: durationFlag, value: "30s"},
	{name: "dry-run", kind: stringFlag, value: "none", bare: "unchanged"},
}

// TestFlagsAreReadAsPflagDoes writes what was read as name=values, then the
// arguments.
func TestFlagsAreReadAsPflagDoes(t *testing.T) {
	for _, c := range []struct{ sentence, line, want string }{
		{"a value may follow", "-o wide a", "output=wide; a"},
		{"a value may be stuck on a shorthand", "-owide a", "output=wide; a"},
		{"an equals sign works for both forms", "--output=wide -o=name", "output=name;"},
		{"an empty value is a value", "--output= a", "output=; a"},
		{"a flag without a value does not take the next word", "--all a -w b", "all=true wide=true; a b"},
		{"shorthands combine, the last may take a value", "-Awo name", "output=name all=true wide=true;"},
		{"a switch can be turned off", "--all=false", "all=false;"},
		{"flags come after arguments too", "a b --all", "all=true; a b"},
		{"two dashes end the flags", "a -- --all -o", "; a --all -o"},
		{"a dash alone is an argument", "-f - -", "filename=-; -"},
		{"commas part the values of a slice", "-f a,b -f c", "filename=a|b|c;"},
		{"commas stay in an array", "--env a=1,2 --env b", "env=a=1,2|b;"},
		{"an optional value needs an equals sign", "--dry-run client", "dry-run=unchanged; client"},
		{"numbers and durations", "--grace-period -5 --timeout=1m30s", "grace-period=-5 timeout=1m30s;"},
		{"an unknown flag", "--foo=1", "unknown flag: --foo"},
		{"an unknown shorthand in a group", "-Azw", "unknown shorthand flag: 'z' in -zw"},
		{"a missing value", "a --output", "flag needs an argument: --output"},
		{"a missing value of a shorthand", "-Ao", "flag needs an argument: 'o' in -o"},
		{"bad syntax", "--=x", "bad flag syntax: --=x"},
		{"no switch", "--all=maybe", `invalid argument "maybe" for "-A, --all" flag: strconv.ParseBool: parsing "maybe": invalid syntax`},
		{"no number", "--grace-period=x", `invalid argument "x" for "--grace-period" flag: strconv.ParseInt: parsing "x": invalid syntax`},
		{"no duration", "--timeout 5", `invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"`},
	} {
		if got := describeFlags(parseFlags(testFlags, strings.Fields(c.line))); got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.sentence, c.line, got, c.want)
		}
	}
}

func describeFlags(f *flags, err error) string {
	if err != nil {
		return err.Error()
	}
	var out []string
	for _, each := range testFlags {
		if f.changed[each.name] {
			out = append(out, each.name+"="+strings.Join(f.strings(each.name), "|"))
		}
	}
	return strings.TrimSpace(strings.Join(out, " ") + "; " + strings.Join(f.args, " "))
}

func TestDurations(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"30s", "30s"}, {"1m30s", "90s"}, {"1.5h", "5400s"}, {"0", "0s"}, {"-1s", "-1s"}, {"250ms", "0.25s"},
		{"", `time: invalid duration ""`}, {"x", `time: invalid duration "x"`}, {"5", `time: missing unit in duration "5"`},
		{"5parsec", `time: unknown unit "parsec" in duration "5parsec"`},
	} {
		d, err := parseDuration(c.text)
		got := fmt.Sprintf("%gs", float64(d)/float64(api.Second))
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestAges(t *testing.T) {
	for _, c := range []struct {
		d    api.Duration
		want string
	}{
		{-3 * api.Second, "<invalid>"}, {-api.Second, "0s"}, {0, "0s"}, {119 * api.Second, "119s"}, {2 * api.Minute, "2m"},
		{125 * api.Second, "2m5s"}, {10 * api.Minute, "10m"}, {179 * api.Minute, "179m"}, {3 * api.Hour, "3h"},
		{3*api.Hour + 7*api.Minute, "3h7m"}, {8 * api.Hour, "8h"}, {47 * api.Hour, "47h"}, {2 * api.Day, "2d"},
		{2*api.Day + 5*api.Hour, "2d5h"}, {8*api.Day + 5*api.Hour, "8d"}, {729 * api.Day, "729d"}, {731 * api.Day, "2y1d"},
		{8 * 365 * api.Day, "8y"},
	} {
		if got := humanDuration(c.d); got != c.want {
			t.Errorf("%d s: got %s, want %s", c.d/api.Second, got, c.want)
		}
	}
}

// TestEveryFlagTableIsSound guards what parsing takes for granted.
func TestEveryFlagTableIsSound(t *testing.T) {
	for _, c := range commands() {
		names, shorts := map[string]bool{}, map[byte]bool{}
		for _, f := range append(c.flags, globalFlags...) {
			if names[f.name] || f.short != 0 && shorts[f.short] {
				t.Errorf("kubectl %s: flag --%s or its shorthand is there twice", c.name, f.name)
			}
			if f.value != "" && checkValue(f.kind, f.value) != nil {
				t.Errorf("kubectl %s: --%s starts with a bad value %q", c.name, f.name, f.value)
			}
			if c.run != nil && !f.absent && f.usage == "" {
				t.Errorf("kubectl %s: --%s has no usage", c.name, f.name)
			}
			names[f.name], shorts[f.short] = true, true
		}
	}
}
