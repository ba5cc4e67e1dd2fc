package claim_test

import (
	"encoding/json"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/claim"
)

// pod makes a Pod with the label app=LABEL that OWNERS own; the last of them is
// its controller unless its name ends in "?".
func pod(name, label string, owners ...string) *api.Pod {
	p := &api.Pod{}
	p.Name, p.Labels = name, map[string]string{"app": label}
	for i, o := range owners {
		uid, plain := strings.CutSuffix(o, "?")
		is := i == len(owners)-1 && !plain
		p.OwnerReferences = append(p.OwnerReferences, api.OwnerReference{UID: uid, Controller: &is})
	}
	return p
}

func leaving(p *api.Pod) *api.Pod {
	now := api.Epoch
	p.DeletionTimestamp = &now
	return p
}

// names lists objects with the owners that they have.
func names(objects []api.Object) string {
	var out []string
	for _, o := range objects {
		var uids []string
		for _, ref := range o.Meta().OwnerReferences {
			uids = append(uids, ref.UID)
		}
		out = append(out, o.Meta().Name+"<"+strings.Join(uids, " "))
	}
	return strings.Join(out, ", ")
}

func TestClaim(t *testing.T) {
	for _, row := range []struct {
		name          string
		pod           *api.Pod
		ownerLeaves   bool
		mine, written string
	}{
		{"what it owns and selects is its own", pod("p", "web", "me"), false, "p<me", ""},
		{"what it owns and no longer selects it releases", pod("p", "other", "me"), false, "", "p<"},
		{"others who own it as well stay", pod("p", "other", "extra?", "me"), false, "", "p<extra"},
		{"an orphan that it selects it adopts", pod("p", "web"), false, "p<me", "p<me"},
		{"one that has owners but no controller is an orphan", pod("p", "web", "extra?"), false, "p<extra me", "p<extra me"},
		{"an orphan that it does not select is nothing to it", pod("p", "other"), false, "", ""},
		{"an orphan on its way out is let go", leaving(pod("p", "web")), false, "", ""},
		{"what it owns stays its own on the way out", leaving(pod("p", "web", "me")), false, "p<me", ""},
		{"what another controls is not its own", pod("p", "web", "you"), false, "", ""},
		{"even when it does not select it", pod("p", "other", "you"), false, "", ""},
		{"an owner on its way out adopts none", pod("p", "web"), true, "", ""},
		{"releases none", pod("p", "other", "me"), true, "", ""},
		{"and keeps its own", pod("p", "web", "me"), true, "p<me", ""},
	} {
		rs := &api.ReplicaSet{TypeMeta: api.TypeMeta{Kind: "ReplicaSet", APIVersion: "apps/v1"}}
		rs.Name, rs.UID = "web", "me"
		if row.ownerLeaves {
			now := api.Epoch
			rs.DeletionTimestamp = &now
		}
		before, _ := json.Marshal(row.pod)
		r := claim.Claim(rs, &api.LabelSelector{MatchLabels: map[string]string{"app": "web"}}, []api.Object{row.pod})
		if names(r.Mine) != row.mine || names(r.Written) != row.written {
			t.Errorf("%s: its own are %q and it writes %q, want %q and %q", row.name, names(r.Mine), names(r.Written), row.mine, row.written)
		}
		if after, _ := json.Marshal(row.pod); string(after) != string(before) {
			t.Errorf("%s: the Pod that was given is changed", row.name)
		}
		for _, o := range r.Written {
			if ref := api.ControllerOf(o.Meta()); len(r.Mine) == 1 && (ref == nil || *ref.Controller != true || ref.Kind != "ReplicaSet" || ref.Name != "web") {
				t.Errorf("%s: it is adopted with the reference %+v", row.name, ref)
			}
		}
	}
}
