// Package tainteviction models what the taint eviction controller decides: how
// long a Pod may stay on a node whose taints have the effect NoExecute.
package tainteviction
