package bench

import (
	"strconv"
	"strings"
)

// words are what a Row is, in English and Korean, and of what size the cluster is.
var words = []struct{ row, en, ko, size, sizeKo string }{
	{"size", "to download, brotli: the engine and what runs it, no page", "다운로드 크기(brotli): 엔진과 실행 코드, 페이지 제외", "", ""},
	{"start", "load the program, until it runs", "프로그램 로드, 실행될 때까지", "", ""},
	{"boot", "switch on a cluster of 3 nodes", "노드 3개 클러스터 켜기", "3 nodes", "노드 3개"},
	{"answer", "3 Pods and a NodePort, to the first answer", "Pod 3개와 NodePort, 첫 응답까지", "", ""},
	{"requests", "requests one by one, each with its whole path", "요청 하나씩, 지나간 경로 전부 기록", "", ""},
	{"connections", "connections in bulk, tallied", "연결 대량 처리, 응답 수만 집계", "", ""},
	{"pods-100", "100 Pods on 10 nodes, to all endpoints ready", "노드 10개에 Pod 100개, 모든 엔드포인트가 ready일 때까지", "100 Pods", "Pod 100개"},
	{"pods-1000", "1,000 Pods on 10 nodes, to all endpoints ready", "노드 10개에 Pod 1,000개, 모든 엔드포인트가 ready일 때까지", "1,000 Pods", "Pod 1,000개"},
	{"pods-10000", "10,000 Pods on 100 nodes, to all endpoints ready", "노드 100개에 Pod 10,000개, 모든 엔드포인트가 ready일 때까지", "10,000 Pods", "Pod 10,000개"},
	{"change-100", "a Pod is replaced: 100 Pods, 10 nodes", "Pod 하나 교체: Pod 100개, 노드 10개", "", ""},
	{"change-1000", "a Pod is replaced: 1,000 Pods, 50 nodes", "Pod 하나 교체: Pod 1,000개, 노드 50개", "", ""},
	{"change-10000", "a Pod is replaced: 10,000 Pods, 350 nodes", "Pod 하나 교체: Pod 10,000개, 노드 350개", "", ""},
	{"change-150000", "a Pod is replaced: 150,000 Pods, 5,000 nodes", "Pod 하나 교체: Pod 150,000개, 노드 5,000개", "", ""},
	{"among-100", "a Pod is replaced: 100 Pods, 100 nodes", "Pod 하나 교체: Pod 100개, 노드 100개", "", ""},
	{"among-1000", "a Pod is replaced: 1,000 Pods, 100 nodes", "Pod 하나 교체: Pod 1,000개, 노드 100개", "", ""},
	{"among-10000", "a Pod is replaced: 10,000 Pods, 100 nodes", "Pod 하나 교체: Pod 10,000개, 노드 100개", "", ""},
	{"full", "switch on 5,000 nodes, 150,000 Pods, 10,000 Services", "노드 5,000개, Pod 150,000개, Service 10,000개 클러스터 켜기", "150,000 Pods", "Pod 150,000개"},
}

// more are what else is measured of the same. SIZE stands for how large the cluster is.
var more = []struct{ suffix, en, ko string }{
	{".cpu", "… in which the processor worked", "… 그중 CPU가 일한 시간"},
	{".clock", "… on the cluster's own clock", "… 클러스터 시계로 잰 시간"},
	{".slice", "… for each write of an EndpointSlice, which every node hears", "… 모든 노드에 전해지는 EndpointSlice 쓰기 한 번당"},
	{".live", "memory in use, SIZE", "사용 중인 메모리, SIZE"},
	{".taken", "memory taken from the system, SIZE", "시스템에서 받은 메모리, SIZE"},
	{".process", "memory of the whole process or page, SIZE", "프로세스(또는 페이지) 전체 메모리, SIZE"},
	{".fork", "a fork of it", "그 클러스터의 포크"},
}

// Label says what a Row is, in ko or else in English.
func Label(row, lang string) string {
	for _, w := range words {
		if lang == "ko" {
			w.en, w.size = w.ko, w.sizeKo
		}
		suffix, of := strings.CutPrefix(row, w.row)
		for _, m := range more {
			if of && m.suffix == suffix && lang == "ko" {
				return strings.Replace(m.ko, "SIZE", w.size, 1)
			} else if of && m.suffix == suffix {
				return strings.Replace(m.en, "SIZE", w.size, 1)
			}
		}
		if row == w.row {
			return w.en
		}
	}
	return row
}

// Text writes a Figure with its unit, as exactly as it is worth: "1,234 /s", "8.3 ms".
func (f Figure) Text() string {
	value, unit := f.Value, string(f.Unit)
	if f.Unit == Bytes {
		value, unit = value/(1<<20), "MiB"
	}
	if f.Unit == ClockSeconds {
		unit = "s"
	}
	digits := 0
	for limit := 100.0; value < limit && digits < 3; limit /= 10 {
		digits++
	}
	return grouped(strconv.FormatFloat(value, 'f', digits, 64)) + " " + unit
}

// grouped writes commas between the thousands of a number that is not negative.
func grouped(number string) string {
	whole, rest, _ := strings.Cut(number, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}
