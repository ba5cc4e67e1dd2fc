package manifest

import "fmt"

// words are what this package says of its own.
type words struct {
	korean                         bool
	twice, tab, indent, open, over string
}

func wordsOf(language string) words {
	if language == "ko" {
		return words{korean: true,
			twice:  "이 키는 위에도 있어요. 마지막 것만 쓰여요.",
			tab:    "YAML에서는 탭으로 들여쓸 수 없어요. 빈칸을 쓰세요.",
			indent: "들여쓰기가 위의 어떤 줄과도 맞지 않아요.",
			open:   "여기서 연 괄호나 따옴표가 닫히지 않았어요.",
			over:   "한 줄에 '키: 값'이 두 번 있어요. 따옴표로 감싸거나 줄을 나누세요."}
	}
	return words{
		twice:  "This key stands above as well; only the last one counts.",
		tab:    "YAML allows no tabs to indent with: use spaces.",
		indent: "This is indented like none of the lines above it.",
		open:   "What opens here, a bracket or a quote, is never closed.",
		over:   "There are two 'key: value' on one line: quote the value, or break the line.",
	}
}

func (w words) fault(what string) string {
	return map[string]string{"tab": w.tab, "indent": w.indent, "open": w.open, "colon": w.over}[what]
}

func (w words) mean(word string) string {
	if w.korean {
		return fmt.Sprintf(" — %s 말인가요?", word)
	}
	return fmt.Sprintf(" — did you mean %s?", word)
}

func (w words) noPod(selector string) string {
	if w.korean {
		return fmt.Sprintf("selector %s에 맞는 Pod가 아직 없어요.", selector)
	}
	return fmt.Sprintf("No Pod has the labels of the selector %s yet.", selector)
}

func (w words) nearPod(selector, pod, label string) string {
	if w.korean {
		return fmt.Sprintf("selector %s에 맞는 Pod가 없어요. %s에는 %s 레이블이 있어요.", selector, pod, label)
	}
	return fmt.Sprintf("The selector %s matches no Pod; %s has %s.", selector, pod, label)
}

func (w words) listens(port, pod, ports string) string {
	if w.korean {
		return fmt.Sprintf("targetPort %s: %s의 컨테이너는 %s에서 듣고 있어요.", port, pod, ports)
	}
	return fmt.Sprintf("targetPort %s: the container of %s listens on %s.", port, pod, ports)
}

func (w words) noPortName(port, pod string) string {
	if w.korean {
		return fmt.Sprintf("targetPort %s: %s의 컨테이너에 그런 이름의 포트가 없어요.", port, pod)
	}
	return fmt.Sprintf("targetPort %s: no container of %s has a port of that name.", port, pod)
}

// english marks a text that there is in English only.
func (w words) english() string {
	if w.korean {
		return "(영어) "
	}
	return ""
}

func (w words) required() string {
	if w.korean {
		return "꼭 있어야 해요."
	}
	return "Required."
}

func (w words) oneOf() string {
	if w.korean {
		return "쓸 수 있는 값: "
	}
	return "One of: "
}
