package author

import (
	"fmt"
	"strings"
	"unicode"
)

// The course writes Kubernetes' kinds in Latin letters (Pod, Service) and
// common nouns in Hangul, in the words of kubernetes.io/ko (노드, 레이블).

// terms are words that Korean lessons do not use, each with the one they do.
// A word counts only where it does not go on from a Hangul letter.
var terms = []struct{ wrong, right string }{
	{"파드", "Pod"},
	{"포드", "Pod"},
	{"팟", "Pod"},
	{"서비스", "Service"},
	{"인그레스", "Ingress"},
	{"인그래스", "Ingress"},
	{"디플로이먼트", "Deployment"},
	{"엔드포인트슬라이스", "EndpointSlice"},
	{"노드포트", "NodePort"},
	{"노드 포트", "nodePort"},
	{"타겟포트", "targetPort"},
	{"타겟 포트", "targetPort"},
	{"클러스터IP", "ClusterIP"},
	{"클러스터 IP", "ClusterIP"},
	{"앤드포인트", "엔드포인트"},
	{"종단점", "엔드포인트"},
	{"라벨", "레이블"},
	{"선택기", "셀렉터"},
	{"선택자", "셀렉터"},
	{"이름공간", "네임스페이스"},
	{"콘테이너", "컨테이너"},
	{"콘트롤러", "컨트롤러"},
	{"매니패스트", "매니페스트"},
	{"쿠버네테스", "쿠버네티스"},
	{"큐버네티스", "쿠버네티스"},
	{"로드밸런서", "로드 밸런서"},
	{"로드 발란서", "로드 밸런서"},
	{"어플리케이션", "애플리케이션"},
	{"맵핑", "매핑"},
	{"포워딩 시켜", "전달해"},
	{"리슨", "수신 대기"},
}

// korean checks one line of Korean prose.
func (p *proofreader) korean(n int, line string) {
	line = withoutCode(line)
	for _, t := range terms {
		if at := wordAt(line, t.wrong); at >= 0 {
			p.problem(n, fmt.Sprintf("%q is not a word of this course", t.wrong), fmt.Sprintf("write %q", t.right))
		}
	}
	for _, f := range particleFaults(line) {
		p.problem(n, fmt.Sprintf("%q has the wrong particle", f.word+f.wrong), fmt.Sprintf("write %q", f.word+f.right))
	}
}

// wordAt finds word where no Hangul letter stands right before it, -1 if it
// does not. So 마이크로서비스 holds no 서비스.
func wordAt(line, word string) int {
	for from := 0; ; {
		at := strings.Index(line[from:], word)
		if at < 0 {
			return -1
		}
		at += from
		before := []rune(line[:at])
		if len(before) == 0 || !unicode.Is(unicode.Hangul, before[len(before)-1]) {
			return at
		}
		from = at + len(word)
	}
}

// withoutCode blanks code spans that are no plain name, since what stands in
// them is not Korean. The backquotes and stars around a name go too, so that
// its particle is seen.
func withoutCode(line string) string {
	parts := strings.Split(line, "`")
	for i := 1; i < len(parts); i += 2 {
		if strings.ContainsAny(parts[i], " =|<>$") {
			parts[i] = "…"
		}
	}
	return strings.ReplaceAll(strings.Join(parts, ""), "*", "")
}
