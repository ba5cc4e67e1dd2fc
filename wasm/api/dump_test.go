package api

import (
	"encoding/json"
	"hash/fnv"
	"reflect"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// The templates and the FNV-1a sums of their dumps by k8s.io/utils/dump ForHash.
func TestDumpIsUpstreams(t *testing.T) {
	for _, row := range []struct {
		name, json string
		want       uint32
	}{
		{"nothing", `{}`, 1090713876},
		{"what kubectl create deployment makes", `{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"nginx","image":"nginx","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"Always"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}}`, 1975906922},
		{"labels, annotations, places", `{"metadata":{"labels":{"b":"c","a":"d"},"annotations":{"x":"y z"}},"spec":{"nodeSelector":{"k":"v"},"nodeName":"n","tolerations":[{"key":"a","operator":"Exists","tolerationSeconds":5},{"effect":"NoExecute","value":"x"}],"priority":3,"enableServiceLinks":false,"runtimeClassName":"r","hostNetwork":true,"containers":null}}`, 3166636039},
		{"commands, variables and ports", `{"spec":{"containers":[{"name":"c","command":["a","b c"],"env":[{"name":"A","value":"b"},{"name":"C"}],"ports":[{"containerPort":80,"protocol":"TCP"},{"name":"x","containerPort":81,"hostPort":82,"hostIP":"1.2.3.4"}],"stdin":true,"restartPolicy":"Always"}],"initContainers":[{"name":"i"}]}}`, 2762082592},
		{"amounts", `{"spec":{"containers":[{"resources":{"limits":{"cpu":"1","memory":"1Gi"},"requests":{"cpu":"100m","memory":"64Mi","ephemeral-storage":"100Mi","example.com/x":"2k"}}}],"overhead":{"cpu":"250m"}}}`, 2100623835},
		{"probes", `{"spec":{"containers":[{"readinessProbe":{"httpGet":{"path":"/","port":80,"scheme":"HTTP","httpHeaders":[{"name":"a","value":"b"}]},"timeoutSeconds":1,"periodSeconds":10},"livenessProbe":{"tcpSocket":{"port":"http"}},"startupProbe":{"exec":{"command":["x","y"]},"terminationGracePeriodSeconds":3}},{"livenessProbe":{"grpc":{"port":9,"service":"s"}}}]}}`, 2044210451},
		{"node affinity", `{"spec":{"containers":[{"name":"c"}],"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"In","values":["b","c"]}],"matchFields":[{"key":"metadata.name","operator":"In","values":["n"]}]}]},"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":3,"preference":{"matchExpressions":[{"key":"x","operator":"Exists"}]}}]}}}}`, 1823380621},
		{"empty lists and maps, which are none once stored", `{"metadata":{"labels":{}},"spec":{"containers":[{"name":"c","args":[]}]}}`, 1120628671},
	} {
		var template PodTemplateSpec
		if err := json.Unmarshal([]byte(row.json), &template); err != nil {
			t.Fatal(err)
		}
		h := fnv.New32a()
		h.Write(template.Dump())
		if got := h.Sum32(); got != row.want {
			t.Errorf("%s: got %d, want %d, of %s", row.name, got, row.want, template.Dump())
		}
	}
}

// What a template leaves out is written by name, type and <nil> too, so all of
// upstream's fields and types must be there.
func TestDumpHasEveryFieldOfUpstream(t *testing.T) {
	text := string((&PodTemplateSpec{Spec: PodSpec{Containers: []Container{{
		Env: []EnvVar{{}}, Ports: []ContainerPort{{}}, LivenessProbe: &Probe{ProbeHandler: ProbeHandler{Exec: &ExecAction{}, HTTPGet: &HTTPGetAction{}, GRPC: &GRPCAction{}}},
	}}, Tolerations: []Toleration{{}}}}).Dump())
	for _, theirs := range []any{corev1.PodTemplateSpec{}, corev1.PodSpec{}, corev1.Container{}, corev1.EnvVar{}, corev1.ContainerPort{},
		corev1.Probe{}, corev1.ProbeHandler{}, corev1.HTTPGetAction{}, corev1.GRPCAction{}, corev1.Toleration{}, corev1.ResourceRequirements{}} {
		s := reflect.TypeOf(theirs)
		for i := range s.NumField() {
			f := s.Field(i)
			if want := f.Name + ":(" + f.Type.String() + ")"; !strings.Contains(text, want) {
				t.Errorf("%s: want %s", s, want)
			}
		}
	}
}
