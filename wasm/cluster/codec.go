package cluster

import (
	"encoding/json"
	"fmt"
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

func decodeCommand(verb string, body []byte) (Command, error) {
	switch verb {
	case "create":
		return decodeAs[Create](body)
	case "update":
		return decodeAs[Update](body)
	case "patch":
		return decodeAs[Patch](body)
	case "delete":
		return decodeAs[Delete](body)
	case "tick":
		return decodeAs[Tick](body)
	case "step":
		return decodeAs[Step](body)
	case "connect":
		return decodeAs[Connect](body)
	case "send":
		return decodeAs[Send](body)
	case "close":
		return decodeAs[Close](body)
	case "fault":
		return decodeAs[Fault](body)
	case "forget":
		return decodeAs[Forget](body)
	case "configureProxy":
		return decodeAs[ConfigureProxy](body)
	case "evict":
		return decodeAs[Evict](body)
	case "power":
		return decodeAs[Power](body)
	case "component":
		return decodeAs[Component](body)
	case "delay":
		return decodeAs[Delay](body)
	case "lookup":
		return decodeAs[Lookup](body)
	}
	return nil, fmt.Errorf("verb %q: want create, update, patch, delete, tick, step, connect, send, close, configureProxy, fault, forget, power, evict, component, delay or lookup", verb)
}

func decodeAs[C Command](body []byte) (Command, error) {
	var cmd C
	if err := json.Unmarshal(body, &cmd); err != nil {
		return nil, fmt.Errorf("%s: %w", cmd.verb(), err)
	}
	return cmd, nil
}
