package api

import "testing"

func TestValidateStatefulSet(t *testing.T) {
	set := func(spec string) string {
		return "{metadata: {name: web}, spec: {serviceName: web, selector: {matchLabels: {a: b}}, " + spec +
			"template: {metadata: {labels: {a: b}}, spec: {hostname: Not.Checked, subdomain: Not.Checked, containers: [{name: c, image: d}]}}}}"
	}
	const rolling = "spec.updateStrategy.rollingUpdate"
	checkRefusals(t, "StatefulSet", []refusal{
		{"a good one, whose host names are the controller's", set(""), ""},
		{"a name with dots", "{metadata: {name: a.b}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: d}]}}}}",
			`metadata.name: Invalid value: "a.b": must not contain dots`},
		{"no order", set("podManagementPolicy: Sideways, "), `spec.podManagementPolicy: Invalid value: "Sideways": must be 'OrderedReady' or 'Parallel'`},
		{"a strategy that is none", set("updateStrategy: {type: Recreate}, "),
			`spec.updateStrategy: Invalid value: {"Type":"Recreate","RollingUpdate":null}: must be 'RollingUpdate' or 'OnDelete'`},
		{"bounds of OnDelete", set("updateStrategy: {type: OnDelete, rollingUpdate: {partition: 2}}, "),
			rolling + `: Invalid value: {"Partition":2,"MaxUnavailable":null}: only allowed for updateStrategy 'RollingUpdate'`},
		{"a partition below nought", set("updateStrategy: {rollingUpdate: {partition: -1}}, "), rolling + ".partition: Invalid value: -1: must be greater than or equal to 0"},
		{"nobody may be missing", set("updateStrategy: {rollingUpdate: {maxUnavailable: 0%}}, "), rolling + `.maxUnavailable: Invalid value: "0%": cannot be 0`},
		{"more than all may be missing", set("updateStrategy: {rollingUpdate: {maxUnavailable: 101%}}, "), rolling + `.maxUnavailable: Invalid value: "101%": must not be greater than 100%`},
		{"claims that stay a while", set("persistentVolumeClaimRetentionPolicy: {whenScaled: Later}, "),
			`spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "Later": supported values: "Retain", "Delete"`},
		{"numbers below nought", set("replicas: -1, minReadySeconds: -2, ordinals: {start: -3}, "),
			"spec.replicas: Invalid value: -1: must be greater than or equal to 0\nspec.minReadySeconds: Invalid value: -2: must be greater than or equal to 0\n" +
				"spec.ordinals.start: Invalid value: -3: must be greater than or equal to 0"},
		{"a Service that cannot be", "{metadata: {name: web}, spec: {serviceName: a.b, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: d}]}}}}",
			`spec.serviceName: Invalid value: "a.b": must not contain dots`},
		{"no selector", "{metadata: {name: web}, spec: {template: {spec: {containers: [{name: c, image: d}]}}}}",
			"spec.selector: Required value\nspec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`"},
		{"an empty selector", "{metadata: {name: web}, spec: {selector: {}, template: {spec: {containers: [{name: c, image: d}]}}}}",
			"spec.selector: Invalid value: {}: empty selector is invalid for statefulset"},
		{"a label that is none, told twice", "{metadata: {name: web}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b, c: d e}}, spec: {restartPolicy: Never, activeDeadlineSeconds: 3, containers: [{name: c, image: d}]}}}}",
			labelFault("spec.template.labels", "d e") + "\n" + labelFault("spec.template.labels", "d e") + "\n" +
				`spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"` + "\n" +
				"spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported"},
	})
}

func labelFault(path, value string) string {
	return path + `: Invalid value: "` + value + `": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', ` +
		`and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`
}

func TestValidateDaemonSet(t *testing.T) {
	set := func(spec string) string {
		return "{metadata: {name: agent}, spec: {selector: {matchLabels: {a: b}}, " + spec + "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: d}]}}}}"
	}
	const rolling = "spec.updateStrategy.rollingUpdate"
	checkRefusals(t, "DaemonSet", []refusal{
		{"a good one", set(""), ""},
		{"a strategy that is none", set("updateStrategy: {type: x}, "),
			`spec.updateStrategy: Unsupported value: {"Type":"x","RollingUpdate":null}: supported values: "RollingUpdate", "OnDelete"`},
		{"both bounds", set("updateStrategy: {rollingUpdate: {maxSurge: 1}}, "), rolling + ".maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero"},
		{"neither bound", set("updateStrategy: {rollingUpdate: {maxUnavailable: 0}}, "), rolling + ".maxUnavailable: Required value: cannot be 0 when maxSurge is 0"},
		{"only surge", set("updateStrategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 100%}}, "), ""},
		{"more than all", set("updateStrategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 101%}}, "), rolling + `.maxSurge: Invalid value: "101%": must not be greater than 100%`},
		{"no selector", "{metadata: {name: a}, spec: {template: {spec: {containers: [{name: c, image: d}]}}}}",
			"spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`"},
		{"an empty selector", "{metadata: {name: a}, spec: {selector: {}, template: {spec: {containers: [{name: c, image: d}]}}}}",
			"spec.selector: Invalid value: {}: empty selector is invalid for daemonset"},
		{"Pods that end, and numbers below nought", "{metadata: {name: a}, spec: {minReadySeconds: -1, revisionHistoryLimit: -2, selector: {matchLabels: {a: b}}, " +
			"template: {metadata: {labels: {a: b}}, spec: {restartPolicy: OnFailure, containers: [{name: c, image: d}]}}}}",
			`spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"` + "\n" +
				"spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0\nspec.revisionHistoryLimit: Invalid value: -2: must be greater than or equal to 0"},
	})
}

func TestValidateControllerRevision(t *testing.T) {
	checkRefusals(t, "ControllerRevision", []refusal{
		{"a good one", "{metadata: {name: a}, data: {spec: {}}, revision: 1}", ""},
		{"no data", "{metadata: {name: a}, revision: 1}", "data: Required value: data is mandatory"},
		{"data that is no object", "{metadata: {name: a}, data: [1], revision: -1}",
			"revision: Invalid value: -1: must be greater than or equal to 0\ndata: Required value: data must be a valid JSON object"},
	})
}

func TestWhatAStatefulSetKeepsForEver(t *testing.T) {
	set := func(spec, image string) string {
		return "{metadata: {name: web}, spec: {" + spec + "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: " + image + "}]}}}}"
	}
	const claims = "volumeClaimTemplates: [{metadata: {name: d}, spec: {}}], "
	const good = "serviceName: web, selector: {matchLabels: {a: b}}, "
	for _, row := range []struct{ name, old, obj, want string }{
		{"the template changes", set(good, "d"), set(good, "e"), ""},
		{"size, strategy and first number change", set(good, "d"), set(good+"replicas: 3, ordinals: {start: 2}, updateStrategy: {type: OnDelete}, minReadySeconds: 1, revisionHistoryLimit: 2, ", "d"), ""},
		{"the Service changes", set(good, "d"), set("serviceName: db, selector: {matchLabels: {a: b}}, ", "d"), `spec.serviceName: Invalid value: "db": field is immutable`},
		{"the order changes", set(good, "d"), set(good+"podManagementPolicy: Parallel, ", "d"), `spec.podManagementPolicy: Invalid value: "Parallel": field is immutable`},
		{"the selector changes", set(good, "d"), set("serviceName: web, selector: {matchLabels: {c: d}}, ", "d"),
			"spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match template `labels`\n" + `spec.selector: Invalid value: {"matchLabels":{"c":"d"}}: field is immutable`},
		{"claims come", set(good, "d"), set(good+claims, "d"), `spec.volumeClaimTemplates: Invalid value: [{"metadata":{"name":"d"},"spec":{}}]: field is immutable`},
		{"claims are written otherwise", set(good+claims, "d"), set(good+"volumeClaimTemplates: [{spec: {}, metadata: {name: d}}], ", "d"), ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			compareErrors(t, ValidateUpdate(admit(t, "StatefulSet", row.obj), admit(t, "StatefulSet", row.old)), row.want)
		})
	}
}

func TestDefaultsOfSets(t *testing.T) {
	set := admit(t, "StatefulSet", "{metadata: {name: a}, spec: {}}").(*StatefulSet)
	if s := set.Spec; *s.Replicas != 1 || s.PodManagementPolicy != OrderedReady || s.UpdateStrategy.Type != StrategyRollingUpdate || *s.UpdateStrategy.RollingUpdate.Partition != 0 ||
		*s.UpdateStrategy.RollingUpdate.MaxUnavailable != FromInt(1) || *s.RevisionHistoryLimit != 10 || s.PersistentVolumeClaimRetentionPolicy.WhenScaled != "Retain" {
		t.Errorf("StatefulSet: got %+v", s)
	}
	set = admit(t, "StatefulSet", "{metadata: {name: a}, spec: {updateStrategy: {type: RollingUpdate}}}").(*StatefulSet)
	if u := set.Spec.UpdateStrategy.RollingUpdate; u != nil {
		t.Errorf("a strategy that is named gets the bounds %+v", u)
	}
	d := admit(t, "DaemonSet", "{metadata: {name: a}, spec: {}}").(*DaemonSet).Spec
	if u := d.UpdateStrategy; u.Type != StrategyRollingUpdate || *u.RollingUpdate.MaxUnavailable != FromInt(1) || *u.RollingUpdate.MaxSurge != FromInt(0) || *d.RevisionHistoryLimit != 10 {
		t.Errorf("DaemonSet: got %+v", d)
	}
}

func TestValidateStatusOfSets(t *testing.T) {
	one := int32(1)
	old := &StatefulSet{ObjectMeta: ObjectMeta{Name: "a", Namespace: "b"}, Status: StatefulSetStatus{CollisionCount: &one}}
	set := old.DeepCopy().(*StatefulSet)
	set.Status = StatefulSetStatus{Replicas: 1, ReadyReplicas: 0, UpdatedReplicas: 2, AvailableReplicas: 1}
	compareErrors(t, ValidateStatusUpdate(set, old), "status.updatedReplicas: Invalid value: 2: cannot be greater than status.replicas\n"+
		"status.availableReplicas: Invalid value: 1: cannot be greater than status.readyReplicas\nstatus.collisionCount: Invalid value: 0: cannot be decremented")
	was := &DaemonSet{ObjectMeta: ObjectMeta{Name: "a", Namespace: "b"}}
	d := was.DeepCopy().(*DaemonSet)
	d.Status.NumberReady = -1
	compareErrors(t, ValidateStatusUpdate(d, was), "status.numberReady: Invalid value: -1: must be greater than or equal to 0")
}
