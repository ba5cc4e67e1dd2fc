package shell

import (
	"encoding/base64"
	"strings"
)

var base64Spec = optionSpec{letters: "dDiw:", long: map[string]byte{"decode": 'd', "wrap": 'w', "ignore-garbage": 'i'}}

// base64Tool is base64.
func base64Tool(p *process, opts options, files []string) int {
	width := int64(76)
	if opts.has('w') {
		n, ok := parseInt(opts.value('w'))
		if !ok || n < 0 {
			p.errorf("invalid wrap size: ‘%s’", opts.value('w'))
			return 1
		}
		width = n
	}
	good := true
	ok := p.each(files, "%s: %s", func(_ string, in *input) {
		text := in.rest(p.thread)
		if opts.has('d') {
			data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
			p.out(string(data))
			if err != nil {
				p.errorf("invalid input")
				good = false
			}
			return
		}
		encoded := base64.StdEncoding.EncodeToString([]byte(text))
		if width == 0 {
			p.out(encoded)
			return
		}
		for encoded != "" {
			n := min(int(width), len(encoded))
			p.out(encoded[:n] + "\n")
			encoded = encoded[n:]
		}
	})
	return statusOf(ok && good)
}
