package cluster_test

import (
	"encoding/json"

	"svclab/wasm/torture"
)

// randomCommand draws a Command such as learners give.
var randomCommand = torture.Random

func marshal(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}
