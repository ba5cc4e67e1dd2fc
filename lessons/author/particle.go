package author

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Korean particle depends on how the word before it ends when it is read
// aloud. For words in Latin letters nobody sees that, so it goes wrong often.

// ending is how a word ends.
type ending int

const (
	vowel     ending = iota // 파드: 는, 가, 를, 와, 로
	rieul                   // 컬: 은, 이, 을, 과, 로
	consonant               // 삼: 은, 이, 을, 과, 으로
)

// readings says how words end as they are read in Korean.
var readings = map[string]ending{
	"Pod": vowel, "Pods": vowel, "Service": vowel, "Deployment": vowel, "Ingress": vowel, "EndpointSlice": vowel,
	"Gateway": vowel, "NodePort": vowel, "nodePort": vowel, "port": vowel, "ports": vowel, "targetPort": vowel,
	"ClusterIP": vowel, "LoadBalancer": vowel, "ExternalName": consonant, "IP": vowel, "DNS": vowel, "API": vowel,
	"DNAT": consonant, "SSH": vowel, "ssh": vowel, "kube-proxy": vowel, "CoreDNS": vowel, "iptables": vowel, "nftables": vowel,
	"kubectl": rieul, "curl": rieul, "YAML": rieul, "URL": rieul, "selector": vowel, "label": rieul, "nginx": vowel,
	"node-1": rieul, "node-2": vowel, "node-3": consonant, "myapp-pod": vowel, "myapp-service": vowel,
}

// particles come in pairs: after a consonant, after a vowel.
var particles = []struct{ consonant, vowel string }{
	{"은", "는"}, {"이", "가"}, {"을", "를"}, {"과", "와"}, {"으로", "로"},
}

// particleFault is a word with the wrong particle.
type particleFault struct{ word, wrong, right string }

func particleFaults(line string) []particleFault {
	var faults []particleFault
	for _, word := range strings.FieldsFunc(line, notOfWord) {
		latin := strings.TrimRightFunc(word, func(r rune) bool { return unicode.Is(unicode.Hangul, r) })
		end, known := readings[latin]
		if !known {
			continue
		}
		if right, wrong := particleAfter(end, word[len(latin):]); wrong {
			faults = append(faults, particleFault{latin, word[len(latin):], right})
		}
	}
	return faults
}

// particleAfter returns the particle that fits, and whether another was given.
func particleAfter(end ending, given string) (right string, wrong bool) {
	for _, p := range particles {
		right := p.consonant
		if end == vowel || end == rieul && p.vowel == "로" {
			right = p.vowel
		}
		if (given == p.consonant || given == p.vowel) && given != right {
			return right, true
		}
	}
	return "", false
}

func notOfWord(r rune) bool {
	return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) || r == utf8.RuneError
}
