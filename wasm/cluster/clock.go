package cluster

import (
	"container/heap"
	"slices"

	"svclab/wasm/api"
)

// item is one thing that falls due. Items hold names and what is never changed,
// so that a copied queue belongs wholly to the copy.
type item struct {
	due  api.Time
	seq  uint64 // breaks ties: what was planned first happens first
	work work
	who  string // the node or the controller that does it
	key  objectKey
	uid  string // of the object that it was planned for, "" when any will do
	n    int    // the turn of a container for which it was planned
	ctr  int    // which container of a Pod
	kind uint8  // of probe

	fleet fleet // the machines to whose kube-proxies it happens
	news  *news // that they hear
}

// work says what is to be done when an item falls due.
type work int

const (
	workSync     work = iota // a controller looks at key
	workSchedule             // the scheduler looks for a node for key
	workHear                 // the kube-proxies of fleet hear news
	workRules                // the kube-proxies of fleet write their rules
	workSandbox              // who's kubelet takes key on
	workNetwork              // who's kubelet has made key's network
	workPod                  // who's kubelet looks at key
	workGone                 // who's kubelet has taken key down
	workStep                 // who's kubelet is done with what it did for a container of key
	workTerm                 // a container of key is sent SIGTERM
	workExit                 // a container of key ends
	workProbe                // who's kubelet probes a container of key
	workProbed               // who's kubelet has the answer
	workCloud                // the cloud has made or deleted key's load balancer
	workCheck                // the cloud checks the nodes behind its load balancers
	workRoutes               // the HTTP proxy in the Pod uid makes its table anew
	workStatus               // the ingress controller's leader writes statuses
	workBoot                 // the machine who has booted
	workLearn                // CoreDNS hears of key
)

// queue orders items by (due, seq).
type queue []item

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if q[i].due != q[j].due {
		return q[i].due < q[j].due
	}
	return q[i].seq < q[j].seq
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(item)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = slices.Delete(*q, last, last+1)
	return x
}

// after plans it for d from now.
func (c *Cluster) after(d api.Duration, it item) {
	if c.halts.off[it.controller()] {
		return // it will list everything anew when it starts
	}
	c.seq++
	it.due, it.seq = c.now.Add(d), c.seq
	heap.Push(&c.queue, it)
}

// tick lets time pass to the instant end, doing whatever falls due on the way.
func (c *Cluster) tick(end api.Time) {
	for len(c.queue) > 0 && c.queue[0].due <= end {
		c.next()
	}
	c.now = end
}

// next moves the clock to the first item and does its work.
func (c *Cluster) next() {
	it := heap.Pop(&c.queue).(item)
	c.work++
	c.now = max(c.now, it.due)
	switch it.work {
	case workSync:
		c.sync(it)
	case workSchedule:
		c.schedule(it)
	case workHear:
		c.hear(it)
	case workRules:
		c.writeRules(it)
	case workSandbox, workNetwork, workPod, workGone, workStep, workExit, workTerm, workProbe, workProbed:
		c.kubelet(it)
	case workCloud:
		c.cloudDone(it.key)
	case workCheck:
		c.checkRound()
	case workRoutes:
		c.makeRoutes(it.uid)
	case workStatus:
		c.writeIngressStatus()
	case workBoot:
		c.bootMachine(it.who)
	case workLearn:
		c.hearDNS()
	default:
		c.nodeWork(it)
	}
}

// NextDue returns when the next thing falls due; ok is false when nothing is
// planned, so that the cluster stays as it is until somebody gives a Command.
func (c *Cluster) NextDue() (due api.Time, ok bool) {
	if len(c.queue) == 0 {
		return 0, false
	}
	return c.queue[0].due, true
}
