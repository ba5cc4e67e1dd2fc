package cluster

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// EncodeHistory writes Commands as JSON: a list of objects, each with the
// Command under its verb, such as {"tick":{"by":1000000}}.
func EncodeHistory(history []Command) ([]byte, error) {
	list := make([]map[string]Command, len(history))
	for i, cmd := range history {
		list[i] = map[string]Command{cmd.verb(): cmd}
	}
	return json.Marshal(list)
}

// DecodeHistory reads what EncodeHistory writes. It refuses verbs it does not
// know, and names the Command at fault.
func DecodeHistory(text []byte) ([]Command, error) {
	var list []map[string]json.RawMessage
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("history: want a list of commands: %w", err)
	}
	history := make([]Command, len(list))
	for i, entry := range list {
		if len(entry) != 1 {
			return nil, fmt.Errorf("history: command %d has %d verbs: want one", i+1, len(entry))
		}
		for verb, body := range entry {
			cmd, err := decodeCommand(verb, body)
			if err != nil {
				return nil, fmt.Errorf("history: command %d: %w", i+1, err)
			}
			history[i] = cmd
		}
	}
	return history, nil
}

// commands has one of each type, in the order in which they are told.
var commands = []Command{Create{}, Update{}, Patch{}, Delete{}, Tick{}, Step{}, Connect{}, Send{}, Close{}, ConfigureProxy{}, Fault{}, Forget{},
	Power{}, Evict{}, Component{}, Delay{}, Lookup{}}

func decodeCommand(verb string, body []byte) (Command, error) {
	for _, cmd := range commands {
		if cmd.verb() == verb {
			read := reflect.New(reflect.TypeOf(cmd))
			if err := json.Unmarshal(body, read.Interface()); err != nil {
				return nil, fmt.Errorf("%s: %w", verb, err)
			}
			return read.Elem().Interface().(Command), nil
		}
	}
	verbs, last := make([]string, len(commands)), len(commands)-1
	for i, cmd := range commands {
		verbs[i] = cmd.verb()
	}
	return nil, fmt.Errorf("verb %q: want %s or %s", verb, strings.Join(verbs[:last], ", "), verbs[last])
}
