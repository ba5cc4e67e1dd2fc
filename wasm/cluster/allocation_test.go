package cluster

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// pieces are parts of a Service's spec. A random Service has some of them, so
// that many are refused, at every stage.
var pieces = []string{
	`"type":"ClusterIP"`, `"type":"NodePort"`, `"type":"LoadBalancer"`, `"type":"LoadBalancer","allocateLoadBalancerNodePorts":false`,
	`"type":"ExternalName","externalName":"db.example.com"`, `"type":"LoadBalancer","externalTrafficPolicy":"Local"`,
	`"type":"LoadBalancer","externalTrafficPolicy":"Local","healthCheckNodePort":30001`, `"type":"Typo"`,
	`"clusterIP":"None"`, `"clusterIP":"10.96.0.70"`, `"clusterIP":"fd00:10:96::7"`, `"clusterIP":"10.0.0.1"`,
	`"clusterIP":"10.96.0.71","clusterIPs":["10.96.0.71","fd00:10:96::7"],"ipFamilyPolicy":"RequireDualStack"`,
	`"ipFamilyPolicy":"PreferDualStack"`, `"ipFamilyPolicy":"SingleStack"`, `"ipFamilies":["IPv6"]`, `"ipFamilies":["IPv4","IPv6"]`,
	`"ports":[{"port":80,"nodePort":30001}]`, `"ports":[{"name":"a","port":53,"nodePort":30002},{"name":"b","port":53,"protocol":"UDP","nodePort":30002}]`,
	`"ports":[{"name":"a","port":80},{"name":"b","port":81,"nodePort":30003}]`, `"ports":[{"port":0,"nodePort":30004}]`, `"ports":[{"port":80,"protocol":"tcp"}]`,
}

func randomServiceCommand(r *rand.Rand) Command {
	name := fmt.Sprint("svc-", r.IntN(4))
	spec := `"sessionAffinity":"None"`
	for range r.IntN(4) {
		spec += "," + pieces[r.IntN(len(pieces))]
	}
	patch := []byte(`{"metadata":{"name":"` + name + `"},"spec":{` + spec + `}}`)
	body := []byte(`{"metadata":{"name":"` + name + `"},"spec":{"ports":[{"port":80}],` + spec + `}}`)
	switch r.IntN(6) {
	case 0, 1:
		return Create{Resource: "services", Body: body}
	case 2:
		return Delete{Resource: "services", Name: name}
	case 3:
		return Update{Resource: "services", Name: name, Body: body}
	}
	return Patch{Resource: "services", Name: name, Type: MergePatch, Body: patch}
}

func TestTheAllocatorsHoldWhatTheServicesHave(t *testing.T) {
	done := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 5))
		c := New(Config{Nodes: 1, Seed: seed, DualStack: seed%2 == 0})
		for range 100 {
			cmd := randomServiceCommand(r)
			_, err := c.Do(cmd)
			if err == nil {
				done++
			}
			if fault := c.Audit(); fault != "" {
				t.Fatalf("seed %d: %s after %s %s (%v)", seed, fault, cmd.verb(), cmd, err)
			}
		}
	}
	if done < 1000 {
		t.Errorf("only %d Commands were carried out", done)
	}
}

func TestAForkAllocatesForItself(t *testing.T) {
	c := New(Config{Nodes: 1, Seed: 1, DualStack: true})
	f := c.Fork()
	body := []byte(`{"metadata":{"name":"a"},"spec":{"type":"NodePort","ipFamilyPolicy":"RequireDualStack","clusterIP":"10.96.0.70",` +
		`"clusterIPs":["10.96.0.70","fd00:10:96::7"],"ports":[{"port":80,"nodePort":30001}]}}`)
	for _, cluster := range []*Cluster{f, c} {
		if _, err := cluster.Do(Create{Resource: "services", Body: body}); err != nil {
			t.Error(err)
		}
	}
}

func TestWhatNobodyOwnsIsTakenFromNobody(t *testing.T) {
	c := New(Config{Nodes: 1, Seed: 1})
	for _, body := range []string{
		`{"metadata":{"name":"a"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30001}]}}`,
		`{"metadata":{"name":"b"},"spec":{"type":"ExternalName","externalName":"x","ports":[{"port":80,"nodePort":30001}]}}`,
	} {
		if _, err := c.Do(Create{Resource: "services", Body: []byte(body)}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := c.Do(Patch{Resource: "services", Name: "b", Type: MergePatch, Body: []byte(`{"spec":{"type":"NodePort"}}`)})
	if want := `Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 30001: provided port is already allocated`; err == nil || err.Error() != want {
		t.Errorf("an ExternalName took the node port that it names: %v", err)
	}
	if _, err := c.Do(Delete{Resource: "services", Name: "b"}); err != nil || c.Audit() != "" {
		t.Errorf("deleting it gave back what is not its own: %v, %s", err, c.Audit())
	}
}
