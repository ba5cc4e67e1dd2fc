package shell

import (
	"fmt"
	"sort"
	"strings"

	"svclab/wasm/api"
)

func seconds(nanoseconds int) string {
	return fmt.Sprintf("%.4f secs", float64(nanoseconds)/float64(api.Second))
}

// report prints a summary.
func (l *loading) report(quiet bool) {
	if !quiet {
		l.reportTimes()
		if len(l.statuses) > 0 {
			l.out("\nStatus code distribution:\n")
			for _, s := range sortedNames(l.statuses) {
				l.out(fmt.Sprintf("  [%s]\t%d responses\n", s, l.statuses[s]))
			}
		}
		if len(l.pods) > 0 {
			l.out("\nAnswered by:\n")
		}
	}
	l.list(l.pods)
	if len(l.errors) > 0 && !quiet {
		l.out("\nError distribution:\n")
	}
	l.list(l.errors)
}

// list prints counts as uniq -c does, sorted by name.
func (l *loading) list(counts map[string]int) {
	for _, name := range sortedNames(counts) {
		l.out(fmt.Sprintf("%7d %s\n", counts[name], name))
	}
}

func sortedNames(counts map[string]int) []string {
	names := make([]string, 0, len(counts))
	for name := range counts {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func (l *loading) reportTimes() {
	all := make([]int, 0, len(l.took))
	answered, sum := 0, 0
	for took, n := range l.took {
		all = append(all, took)
		answered, sum = answered+n, sum+took*n
	}
	sort.Ints(all)
	text := "Summary:\n  Total:\t" + seconds(int(l.elapsed)) + "\n"
	if answered > 0 {
		text += "  Slowest:\t" + seconds(all[len(all)-1]) + "\n  Fastest:\t" + seconds(all[0]) + "\n  Average:\t" + seconds(sum/answered) + "\n"
	}
	text += fmt.Sprintf("  Requests/sec:\t%.4f\n", float64(l.sent)*float64(api.Second)/float64(max(l.elapsed, 1)))
	if answered > 0 {
		text += fmt.Sprintf("\n  Total data:\t%d bytes\n  Size/request:\t%d bytes\n", l.bytes, l.bytes/answered)
		text += l.histogram(all) + "\nLatency distribution:\n"
		for _, percent := range []int{10, 25, 50, 75, 90, 95, 99} {
			text += fmt.Sprintf("  %d%% in %s\n", percent, seconds(l.percentile(all, answered, percent)))
		}
	}
	l.out(text)
}

// percentile is the time within which so many per cent were answered.
func (l *loading) percentile(sorted []int, answered, percent int) int {
	want := (answered*percent + 99) / 100
	for _, took := range sorted {
		if want -= l.took[took]; want <= 0 {
			return took
		}
	}
	return sorted[len(sorted)-1]
}

// histogramBars is into how many spans the times are parted, and histogramWidth
// how long the longest bar is.
const (
	histogramBars  = 10
	histogramWidth = 40
)

// histogram draws how many requests took how long. Models hey's report.go.
func (l *loading) histogram(sorted []int) string {
	fastest, slowest := sorted[0], sorted[len(sorted)-1]
	var ends, counts [histogramBars + 1]int
	for i := range ends {
		ends[i] = fastest + (slowest-fastest)*i/histogramBars
	}
	bar, most := 0, 1
	for _, took := range sorted {
		for took > ends[bar] {
			bar++
		}
		counts[bar] += l.took[took]
		most = max(most, counts[bar])
	}
	text := "\nResponse time histogram:\n"
	for i, n := range counts {
		text += fmt.Sprintf("  %.4f [%d]\t|%s\n", float64(ends[i])/float64(api.Second), n, strings.Repeat("■", (n*histogramWidth+most/2)/most))
	}
	return text
}
