package bench

import (
	"strconv"
	"strings"
)

// words are what a Row is, in English and Korean.
var words = []struct{ row, en, ko string }{
	{"boot", "switch on a cluster of 3 nodes", "노드 3개 클러스터 켜기"},
	{"boot.live", "memory in use: 3 nodes", "사용 중인 메모리: 노드 3개"},
	{"boot.taken", "memory taken from the system: 3 nodes", "시스템에서 받은 메모리: 노드 3개"},
	{"answer", "3 Pods and a NodePort, to the first answer", "Pod 3개와 NodePort, 첫 응답까지"},
	{"answer.clock", "… in the cluster's own time", "… 클러스터 시계로"},
	{"requests", "requests one by one, each with its whole path", "요청 하나씩, 지나간 경로 전부 기록"},
	{"connections", "connections in bulk, tallied", "연결 대량 처리, 응답 수만 집계"},
	{"pods-100", "100 Pods on 10 nodes, until all endpoints are ready", "노드 10개에 Pod 100개, 모든 엔드포인트가 ready일 때까지"},
	{"pods-100.clock", "… in the cluster's own time", "… 클러스터 시계로"},
	{"pods-100.live", "memory in use: 100 Pods", "사용 중인 메모리: Pod 100개"},
	{"pods-100.taken", "memory taken from the system: 100 Pods", "시스템에서 받은 메모리: Pod 100개"},
	{"pods-1000", "1,000 Pods on 10 nodes, until all endpoints are ready", "노드 10개에 Pod 1,000개, 모든 엔드포인트가 ready일 때까지"},
	{"pods-1000.clock", "… in the cluster's own time", "… 클러스터 시계로"},
	{"pods-1000.live", "memory in use: 1,000 Pods", "사용 중인 메모리: Pod 1,000개"},
	{"pods-1000.taken", "memory taken from the system: 1,000 Pods", "시스템에서 받은 메모리: Pod 1,000개"},
	{"pods-10000", "10,000 Pods on 100 nodes, until all endpoints are ready", "노드 100개에 Pod 10,000개, 모든 엔드포인트가 ready일 때까지"},
	{"pods-10000.clock", "… in the cluster's own time", "… 클러스터 시계로"},
	{"pods-10000.live", "memory in use: 10,000 Pods", "사용 중인 메모리: Pod 10,000개"},
	{"pods-10000.taken", "memory taken from the system: 10,000 Pods", "시스템에서 받은 메모리: Pod 10,000개"},
	{"change-100", "a Pod is replaced: 100 Pods on 10 nodes", "Pod 하나 교체: 노드 10개, Pod 100개"},
	{"change-100.slice", "… for each EndpointSlice written and heard by all", "… 모든 노드에 전해진 EndpointSlice 쓰기 한 번당"},
	{"change-1000", "a Pod is replaced: 1,000 Pods on 50 nodes", "Pod 하나 교체: 노드 50개, Pod 1,000개"},
	{"change-1000.slice", "… for each EndpointSlice written and heard by all", "… 모든 노드에 전해진 EndpointSlice 쓰기 한 번당"},
	{"change-10000", "a Pod is replaced: 10,000 Pods on 350 nodes", "Pod 하나 교체: 노드 350개, Pod 10,000개"},
	{"change-10000.slice", "… for each EndpointSlice written and heard by all", "… 모든 노드에 전해진 EndpointSlice 쓰기 한 번당"},
	{"change-150000", "a Pod is replaced: 150,000 Pods on 5,000 nodes", "Pod 하나 교체: 노드 5,000개, Pod 150,000개"},
	{"change-150000.slice", "… for each EndpointSlice written and heard by all", "… 모든 노드에 전해진 EndpointSlice 쓰기 한 번당"},
	{"among-100", "a Pod is replaced: 100 Pods on 100 nodes", "Pod 하나 교체: 노드 100개, Pod 100개"},
	{"among-100.slice", "… for each EndpointSlice written and heard by all", "… 모든 노드에 전해진 EndpointSlice 쓰기 한 번당"},
	{"among-1000", "a Pod is replaced: 1,000 Pods on 100 nodes", "Pod 하나 교체: 노드 100개, Pod 1,000개"},
	{"among-1000.slice", "… for each EndpointSlice written and heard by all", "… 모든 노드에 전해진 EndpointSlice 쓰기 한 번당"},
	{"among-10000", "a Pod is replaced: 10,000 Pods on 100 nodes", "Pod 하나 교체: 노드 100개, Pod 10,000개"},
	{"among-10000.slice", "… for each EndpointSlice written and heard by all", "… 모든 노드에 전해진 EndpointSlice 쓰기 한 번당"},
	{"full", "switch on 5,000 nodes, 150,000 Pods, 10,000 Services", "노드 5,000개, Pod 150,000개, Service 10,000개 클러스터 켜기"},
	{"full.live", "memory in use: 5,000 nodes, 150,000 Pods, 10,000 Services", "사용 중인 메모리: 노드 5,000개, Pod 150,000개, Service 10,000개"},
	{"full.taken", "memory taken from the system: the same", "시스템에서 받은 메모리: 같은 클러스터"},
	{"full.fork", "fork of that cluster", "그 클러스터의 포크"},
}

// Label says what a Row is, in ko or else in English.
func Label(row, lang string) string {
	for _, w := range words {
		if w.row == row && lang == "ko" {
			return w.ko
		} else if w.row == row {
			return w.en
		}
	}
	return row
}

// Rows are those of all Measurements, in the order of the table.
func Rows() []string {
	rows := make([]string, len(words))
	for i, w := range words {
		rows[i] = w.row
	}
	return rows
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
