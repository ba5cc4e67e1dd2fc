package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"svclab/site/deploy"
)

// What the guide for hosts has people type is understood.
func TestTheGuideForHostsNamesFlagsThatThereAre(t *testing.T) {
	_, text, err := deploy.Guide("en")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, m := range regexp.MustCompile(`(?m)^(?:build/)?svclab (\w+) (.*)$`).FindAllStringSubmatch(string(text), -1) {
		var out, help bytes.Buffer
		run([]string{m[1], "-h"}, strings.NewReader(""), &out, &help)
		for _, flag := range regexp.MustCompile(`--([a-z-]+)`).FindAllStringSubmatch(m[2], -1) {
			count++
			if !strings.Contains(help.String(), "\n  -"+flag[1]) {
				t.Errorf("svclab %s has no --%s:\n%s", m[1], flag[1], &help)
			}
		}
	}
	if count < 4 {
		t.Errorf("only %d flags, so this test reads the wrong thing", count)
	}
}
