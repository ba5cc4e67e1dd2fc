package cluster

import (
	"slices"
	"sort"
	"strings"
)

// ordered keeps values in the order of their keys. A change costs about as much
// among 150,000 values as among 100, and so does a clone, which shares with its
// original whatever neither has changed since. The zero value is empty.
type ordered[V any] struct {
	blocks []*block[V] // none is empty
	size   int
	token  *int // of the blocks that may be changed in place
}

// block is a run of keys that follow one another.
type block[V any] struct {
	keys   []objectKey
	values []V // of the same length
	token  *int
}

// blockMost is how many keys a block may have. One that has more is cut in two.
const blockMost = 128

func compareKeys(a, b objectKey) int {
	if a.namespace != b.namespace { // which is found out faster than which comes first
		return strings.Compare(a.namespace, b.namespace)
	}
	return strings.Compare(a.name, b.name)
}

// clone returns an independent copy. From now on each of the two copies a block
// before it changes it.
func (o *ordered[V]) clone() ordered[V] {
	o.token = nil
	return ordered[V]{blocks: slices.Clone(o.blocks), size: o.size}
}

// find returns where a key is, or would be: the block, the place in it, and
// whether it is there.
func (o *ordered[V]) find(key objectKey) (b, i int, found bool) {
	b = sort.Search(len(o.blocks), func(n int) bool {
		keys := o.blocks[n].keys
		return compareKeys(keys[len(keys)-1], key) >= 0
	})
	if b == len(o.blocks) {
		return b, 0, false
	}
	keys := o.blocks[b].keys
	i = sort.Search(len(keys), func(n int) bool { return compareKeys(keys[n], key) >= 0 })
	return b, i, keys[i] == key
}

func (o *ordered[V]) get(key objectKey) (v V, ok bool) {
	b, i, ok := o.find(key)
	if ok {
		v = o.blocks[b].values[i]
	}
	return v, ok
}

// own returns a block that may be changed in place.
func (o *ordered[V]) own(n int) *block[V] {
	if o.token == nil {
		o.token = new(int)
	}
	b := o.blocks[n]
	if b.token != o.token {
		b = &block[V]{append(make([]objectKey, 0, len(b.keys)+8), b.keys...), append(make([]V, 0, len(b.values)+8), b.values...), o.token}
		o.blocks[n] = b
	}
	return b
}

// put stores a value and returns what it replaces.
func (o *ordered[V]) put(key objectKey, v V) (old V, replaced bool) {
	n, i, found := o.find(key)
	if n == len(o.blocks) {
		if n == 0 {
			o.blocks = []*block[V]{{}}
		} else {
			n--
			i = len(o.blocks[n].keys)
		}
	}
	b := o.own(n)
	if found {
		old, b.values[i] = b.values[i], v
		return old, true
	}
	if i > 0 && b.keys[i-1].namespace == key.namespace {
		key.namespace = b.keys[i-1].namespace // one text for all
	}
	o.size++
	b.keys, b.values = slices.Insert(b.keys, i, key), slices.Insert(b.values, i, v)
	if half := len(b.keys) / 2; len(b.keys) > blockMost {
		if i == blockMost && n == len(o.blocks)-1 {
			half = blockMost // what comes in order leaves full blocks behind
		}
		next := &block[V]{slices.Clone(b.keys[half:]), slices.Clone(b.values[half:]), o.token}
		clear(b.keys[half:])
		clear(b.values[half:])
		b.keys, b.values = b.keys[:half], b.values[:half]
		o.blocks = slices.Insert(o.blocks, n+1, next)
	}
	return old, false
}

// remove takes a key out and returns its value.
func (o *ordered[V]) remove(key objectKey) (old V, found bool) {
	n, i, found := o.find(key)
	if !found {
		return old, false
	}
	b := o.own(n)
	old = b.values[i]
	o.size--
	if len(b.keys) == 1 {
		o.blocks = slices.Delete(o.blocks, n, n+1)
		return old, true
	}
	b.keys, b.values = slices.Delete(b.keys, i, i+1), slices.Delete(b.values, i, i+1)
	return old, true
}

// from walks the keys from one on, in order, until visit returns false. Nothing
// may be changed on the way.
func (o *ordered[V]) from(key objectKey, visit func(key objectKey, v V) bool) {
	n, i, _ := o.find(key)
	for ; n < len(o.blocks); n, i = n+1, 0 {
		for b := o.blocks[n]; i < len(b.keys); i++ {
			if !visit(b.keys[i], b.values[i]) {
				return
			}
		}
	}
}

// in walks the keys of a namespace; "" means all.
func (o *ordered[V]) in(namespace string, visit func(key objectKey, v V)) {
	o.from(objectKey{namespace: namespace}, func(key objectKey, v V) bool {
		if namespace != "" && key.namespace != namespace {
			return false
		}
		visit(key, v)
		return true
	})
}
