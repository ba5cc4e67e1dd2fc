package cluster

import "svclab/wasm/api"

const coreDNSHash = "66bc5c9577"

// startCoreDNS starts two CoreDNS Pods, on the first two nodes or both on the
// only one, at the upper end of the node's addresses: the first Pod that a
// learner starts on a node gets .2, as in the notes. Then their Deployment takes
// them over.
func (c *Cluster) startCoreDNS() {
	nodes, begun := c.machineNames, c.now
	for i := range 2 {
		node := nodes[i%len(nodes)]
		p := &api.Pod{TypeMeta: api.TypeMeta{Kind: "Pod", APIVersion: "v1"}}
		p.Name, p.Namespace = c.generateName("coredns-"+coreDNSHash+"-"), "kube-system"
		p.Labels = map[string]string{"k8s-app": "kube-dns", api.LabelPodTemplateHash: coreDNSHash}
		p.Spec = coreDNSSpec()
		p.Spec.NodeName = node
		c.kubeletFor(node).last = 253 - i/len(nodes) - 1
		labelZone(p, c.node(node))
		c.install("pods", p)
		c.recordScheduled(p, node)
		c.tick(c.now.Add(30 * api.Second))
		c.kubeletFor(node).last = 1
	}
	c.deployCoreDNS(begun)
}

func coreDNSSpec() api.PodSpec {
	return api.PodSpec{
		Containers: []api.Container{{Name: "coredns", Image: "registry.k8s.io/coredns/coredns:v1.15.0", Ports: []api.ContainerPort{
			{Name: "dns", ContainerPort: 53, Protocol: api.ProtocolUDP}, {Name: "dns-tcp", ContainerPort: 53, Protocol: api.ProtocolTCP},
			{Name: "metrics", ContainerPort: 9153, Protocol: api.ProtocolTCP}}}},
		Tolerations: []api.Toleration{{Key: "CriticalAddonsOnly", Operator: "Exists"}, {Key: "node-role.kubernetes.io/control-plane", Effect: api.NoSchedule}},
	}
}

// deployCoreDNS stores the Deployment of CoreDNS with its ReplicaSet, which
// adopts the Pods, as if they had been there since begun, before them. Their uids
// throw no dice.
func (c *Cluster) deployCoreDNS(begun api.Time) {
	labels, replicas, one := map[string]string{"k8s-app": "kube-dns"}, int32(2), api.FromInt(1)
	d := &api.Deployment{TypeMeta: api.TypeMeta{Kind: "Deployment", APIVersion: "apps/v1"}}
	d.Labels = labels
	d.Spec.Replicas, d.Spec.Selector = &replicas, &api.LabelSelector{MatchLabels: labels}
	d.Spec.Strategy = api.DeploymentStrategy{Type: api.StrategyRollingUpdate, RollingUpdate: &api.RollingUpdateDeployment{MaxUnavailable: &one}}
	d.Spec.Template.Labels, d.Spec.Template.Spec = labels, coreDNSSpec()
	c.installSet("deployments", "coredns", begun, d)

	hashed := map[string]string{"k8s-app": "kube-dns", api.LabelPodTemplateHash: coreDNSHash}
	rs, yes := &api.ReplicaSet{TypeMeta: api.TypeMeta{Kind: "ReplicaSet", APIVersion: "apps/v1"}}, true
	rs.Labels = hashed
	rs.OwnerReferences = []api.OwnerReference{{APIVersion: "apps/v1", Kind: "Deployment", Name: d.Name, UID: d.UID, Controller: &yes, BlockOwnerDeletion: &yes}}
	rs.Spec.Replicas, rs.Spec.Selector = &replicas, &api.LabelSelector{MatchLabels: hashed}
	rs.Spec.Template = d.Spec.Template.DeepCopy()
	rs.Spec.Template.Labels = hashed
	c.installSet("replicasets", "coredns-"+coreDNSHash, begun, rs)
}

func (c *Cluster) installSet(resource, name string, begun api.Time, o api.Object) {
	m := o.Meta()
	m.Name, m.Namespace, m.UID, m.CreationTimestamp, m.Generation = name, "kube-system", uidFor("kube-system/"+name), begun, 1
	api.Default(o)
	c.write(bootstrapper, resource, o)
}
