package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// The transcripts were recorded from a real Kubernetes
// 1.37.2 (etcd, kube-apiserver, kube-controller-manager, kube-scheduler,
// kube-proxy in iptables mode, CoreDNS, kubectl) on 2026-11-23, with a stand-in
// kubelet that makes Pods Running and Ready at once. Most come with the
// project; those of testdata whose objects are in JSON we recorded ourselves two
// days later with the same programs, so that there would be more of Services.
// Those of workloads, nodes, Ingress and Gateway API are of 2026-11-28, with
// upstream's own kubelet on a make-believe container runtime, and with the CRDs
// of Gateway API 1.7.0.
//
// Those of kubectl alone lie with wasm/kubectl, and those of rules with
// wasm/proxy/iptables, which hold them against their own replies too.
func TestTranscriptsOfARealCluster(t *testing.T) {
	var files []string
	for _, folder := range []string{"testdata", "../../wasm/kubectl/testdata", "../../wasm/proxy/iptables/testdata"} {
		found, err := filepath.Glob(folder + "/fidelity/*.txtar")
		if err != nil || len(found) == 0 {
			t.Fatalf("no transcripts in %s: %v", folder, err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { compare(t, file) })
	}
}

// reply is a command of a transcript with what it printed.
type reply struct {
	command, output string
	status          int
}

// mark ends the output of each command of a script.
const mark = "@@END"

func compare(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want := replies(string(archive.Comment))
	var script strings.Builder
	for _, r := range want {
		fmt.Fprintf(&script, "{ %s; } 2>&1; rc=$?; echo; echo \"%s $rc\"\n", r.command, mark)
	}
	var out bytes.Buffer
	args := append([]string{"--nodes", "3", "--dir", dir}, flagsOf(string(archive.Comment))...)
	shellCommand(args, strings.NewReader(script.String()), &out, &out)
	got := strings.Split(out.String(), mark+" ")
	if len(got) != len(want)+1 {
		t.Fatalf("%d commands were answered, want %d:\n%s", len(got)-1, len(want), out.String())
	}
	for i, w := range want {
		_, output, _ := strings.Cut("\n"+got[i], "\n")
		if i > 0 {
			_, output, _ = strings.Cut(got[i], "\n")
		}
		status, _, _ := strings.Cut(got[i+1], "\n")
		if normal(output) != normal(w.output) || status != strconv.Itoa(w.status) {
			t.Errorf("$ %s\n want [%d] %s\n got  [%s] %s", w.command, w.status, normal(w.output), status, normal(output))
		}
	}
}

// flagsOf reads what the cluster of a transcript has that not every cluster has,
// from a line like "# flags: --gateway".
func flagsOf(comment string) []string {
	_, after, _ := strings.Cut(comment, "\n# flags: ")
	line, _, _ := strings.Cut(after, "\n")
	return strings.Fields(line)
}

// replies reads the "$ command" lines of a transcript, what follows each, and
// the "[exit N]" at its end.
func replies(comment string) []reply {
	var all []reply
	for line := range strings.Lines(comment) {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			all = append(all, reply{command: strings.TrimSpace(command)})
		} else if len(all) > 0 {
			all[len(all)-1].output += line
		}
	}
	exit := regexp.MustCompile(`\n?\[exit (\d+)\]\n*$`)
	for i := range all {
		if m := exit.FindStringSubmatch(all[i].output); m != nil {
			all[i].status, _ = strconv.Atoi(m[1])
			all[i].output = exit.ReplaceAllString(all[i].output, "\n")
		}
	}
	return all
}

// folds are what may differ between two runs of one script: ages, generated
// names, uids, milliseconds, white space. Everything else counts.
var folds = []struct {
	what *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`\b([a-z0-9-]+)-[bcdfghjklmnpqrstvwxz2456789]{5}(\s|$|"|')`), "$1-<id>$2"},
	{regexp.MustCompile(`(\s)(<invalid>|\d+[smhd](\d+[smh])?)(\s|\)|$)`), "$1<age>$4"},
	{regexp.MustCompile(`(topology.kubernetes.io/zone[=: \\"]+)zone-[abc]`), "$1<zone>"},
	{regexp.MustCompile(`/tmp/kubectl-edit-\d+`), "/tmp/kubectl-edit-<n>"},
	{regexp.MustCompile(`after \d+ (ms|milliseconds)`), "after <n> ms"},
	{regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`), "<uid>"},
	{regexp.MustCompile(`[ \t]+`), " "},
	{regexp.MustCompile(` +\n`), "\n"},
}

// addresses are told apart, but which they are is the cluster's to choose;
// those that a transcript fixes itself are left as they are.
var addresses = []struct {
	kind string
	what *regexp.Regexp
}{
	{"pod-ip", regexp.MustCompile(`\b10\.244\.\d+\.\d+\b`)},
	{"node-ip", regexp.MustCompile(`\b(172\.31\.77|192\.168\.1)\.\d+\b`)},
	{"cluster-ip", regexp.MustCompile(`\b10\.(9[6-9]|10\d|11[01])\.\d+\.\d+\b`)},
}

var fixed = regexp.MustCompile(`^10\.(9[6-9]|10\d|11[01])\.((6\d|7[0-37])\.|1\.12$)`)

func normal(text string) string {
	for _, a := range addresses {
		seen := map[string]string{}
		text = a.what.ReplaceAllStringFunc(text, func(ip string) string {
			if fixed.MatchString(ip) {
				return ip
			}
			if seen[ip] == "" {
				seen[ip] = fmt.Sprintf("<%s-%d>", a.kind, len(seen)+1)
			}
			return seen[ip]
		})
	}
	for _, f := range folds {
		text = f.what.ReplaceAllString(text, f.with)
	}
	return strings.TrimSpace(text)
}
