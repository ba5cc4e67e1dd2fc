package cluster

// Checkpoints returns how many there are, and how many Commands lie between two
// of them at most.
func Checkpoints(c *Cluster) (n, apart int) {
	last := 0
	for _, at := range c.checkpoints {
		apart = max(apart, len(at.history)-last)
		last = len(at.history)
	}
	return len(c.checkpoints), max(apart, len(c.history)-last)
}
