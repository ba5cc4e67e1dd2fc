package api

import (
	"encoding/json"
	"testing"
)

func TestFitsNode(t *testing.T) {
	node := &Node{}
	node.Name, node.Labels = "n1", map[string]string{"disk": "ssd", "cores": "8"}
	required := func(terms string) string {
		return `{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[` + terms + `]}}}}`
	}
	labels := func(requirements string) string { return required(`{"matchExpressions":[` + requirements + `]}`) }
	for _, row := range []struct {
		name, spec string
		want       bool
	}{
		{"nothing is asked for", `{}`, true},
		{"a label of nodeSelector", `{"nodeSelector":{"disk":"ssd"}}`, true},
		{"another value of that label", `{"nodeSelector":{"disk":"hdd"}}`, false},
		{"a label that the node does not have, even for an empty value", `{"nodeSelector":{"x":""}}`, false},
		{"a term without parts", required(`{}`), false},
		{"one of two terms", required(`{"matchExpressions":[{"key":"x","operator":"Exists"}]},{"matchFields":[{"key":"metadata.name","operator":"In","values":["n1"]}]}`), true},
		{"another node by name", required(`{"matchFields":[{"key":"metadata.name","operator":"In","values":["n2"]}]}`), false},
		{"any node but one", required(`{"matchFields":[{"key":"metadata.name","operator":"NotIn","values":["n2"]}]}`), true},
		{"fields and labels of one term", required(`{"matchFields":[{"key":"metadata.name","operator":"In","values":["n1"]}],"matchExpressions":[{"key":"x","operator":"Exists"}]}`), false},
		{"in", labels(`{"key":"disk","operator":"In","values":["hdd","ssd"]}`), true},
		{"not in, without the label", labels(`{"key":"x","operator":"NotIn","values":["a"]}`), true},
		{"not in, with it", labels(`{"key":"disk","operator":"NotIn","values":["ssd"]}`), false},
		{"does not exist", labels(`{"key":"x","operator":"DoesNotExist"}`), true},
		{"more than", labels(`{"key":"cores","operator":"Gt","values":["7"]}`), true},
		{"not more than itself", labels(`{"key":"cores","operator":"Gt","values":["8"]}`), false},
		{"less than", labels(`{"key":"cores","operator":"Lt","values":["9"]}`), true},
		{"less than what is no number", labels(`{"key":"cores","operator":"Lt","values":["many"]}`), false},
		{"a label that is no number", labels(`{"key":"disk","operator":"Gt","values":["1"]}`), false},
		{"nodeSelector and affinity both", `{"nodeSelector":{"disk":"hdd"},"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"disk","operator":"Exists"}]}]}}}}`, false},
	} {
		var spec PodSpec
		if err := json.Unmarshal([]byte(row.spec), &spec); err != nil {
			t.Fatal(err)
		}
		if got := spec.FitsNode(node); got != row.want {
			t.Errorf("%s: got %v", row.name, got)
		}
	}
}

func TestValidateNodeAffinity(t *testing.T) {
	pod := func(affinity string) string {
		return "{metadata: {name: a}, spec: {containers: [{name: c, image: d}], affinity: {nodeAffinity: {" + affinity + "}}}}"
	}
	required := func(term string) string {
		return pod("requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{" + term + "}]}")
	}
	const terms = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
	const expression, name = terms + "[0].matchExpressions[0].", terms + "[0].matchFields[0]."
	const preferred = "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0]."
	checkRefusals(t, "Pod", []refusal{
		{"no terms", pod("requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}"), terms + ": Required value: must have at least one node selector term"},
		{"a term without parts", required(""), ""},
		{"in nothing", required("matchExpressions: [{key: a, operator: In}]"), expression + "values: Required value: must be specified when `operator` is 'In' or 'NotIn'"},
		{"exists with values", required("matchExpressions: [{key: a, operator: Exists, values: [b]}]"), expression + "values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'"},
		{"more than two", required(`matchExpressions: [{key: a, operator: Gt, values: ["1", "2"]}]`), expression + "values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'"},
		{"another operator", required("matchExpressions: [{key: a, operator: Is}]"), expression + `operator: Invalid value: "Is": not a valid selector operator`},
		{"two names", required("matchFields: [{key: metadata.name, operator: In, values: [a, b]}]"), name + "values: Required value: must be only one value when `operator` is 'In' or 'NotIn' for node field selector"},
		{"another field", required("matchFields: [{key: metadata.uid, operator: Exists}]"), name + "operator: Invalid value: \"Exists\": not a valid selector operator\n" + name + `key: Invalid value: "metadata.uid": not a valid field selector key`},
		{"a weight of nought", pod("preferredDuringSchedulingIgnoredDuringExecution: [{weight: 0, preference: {matchExpressions: [{key: a, operator: In, values: [not valid]}]}}]"), preferred + "weight: Invalid value: 0: must be in the range 1-100"},
	})
}
