package cluster

import (
	"sort"
	"strings"
)

// ordered keeps values in the order of their keys. A change costs about as much
// among 150,000 values as among 100, and so does a clone, which shares with its
// original whatever neither has changed since. The zero value is empty.
type ordered[V any] struct{ sorted }

// sorted is an ordered of anything: the code is there once, whatever the values are,
// since each copy of it would cost a learner some KB.
type sorted struct {
	blocks []*block // none is empty
	size   int
	token  *int // of the blocks that may be changed in place
}

// block is a run of keys that follow one another.
type block struct {
	keys   []objectKey
	values []any // of the same length
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
	return ordered[V]{sorted{blocks: append([]*block(nil), o.blocks...), size: o.size}}
}

func (o *ordered[V]) get(key objectKey) (v V, ok bool) {
	b, i, ok := o.find(key)
	if ok {
		v = o.blocks[b].values[i].(V)
	}
	return v, ok
}

// put stores a value and returns what it replaces.
func (o *ordered[V]) put(key objectKey, v V) (old V, replaced bool) {
	was, replaced := o.sorted.put(key, v)
	if replaced {
		old = was.(V)
	}
	return old, replaced
}

// remove takes a key out and returns its value.
func (o *ordered[V]) remove(key objectKey) (old V, found bool) {
	was, found := o.sorted.remove(key)
	if found {
		old = was.(V)
	}
	return old, found
}

// from walks the keys from one on, in order, until visit returns false. Nothing
// may be changed on the way.
func (o *ordered[V]) from(key objectKey, visit func(key objectKey, v V) bool) {
	o.walk(key, func(key objectKey, v any) bool { return visit(key, v.(V)) })
}

// in walks the keys of a namespace; "" means all.
func (o *ordered[V]) in(namespace string, visit func(key objectKey, v V)) {
	o.walk(objectKey{namespace: namespace}, func(key objectKey, v any) bool {
		if namespace != "" && key.namespace != namespace {
			return false
		}
		visit(key, v.(V))
		return true
	})
}

// find returns where a key is, or would be: the block, the place in it, and
// whether it is there.
func (o *sorted) find(key objectKey) (b, i int, found bool) {
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

// own returns a block that may be changed in place.
func (o *sorted) own(n int) *block {
	if o.token == nil {
		o.token = new(int)
	}
	b := o.blocks[n]
	if b.token != o.token {
		b = &block{append(make([]objectKey, 0, len(b.keys)+8), b.keys...), append(make([]any, 0, len(b.values)+8), b.values...), o.token}
		o.blocks[n] = b
	}
	return b
}

func (o *sorted) put(key objectKey, v any) (old any, replaced bool) {
	n, i, found := o.find(key)
	if n == len(o.blocks) {
		if n == 0 {
			o.blocks = []*block{{}}
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
	b.keys, b.values = append(b.keys, key), append(b.values, v)
	copy(b.keys[i+1:], b.keys[i:])
	copy(b.values[i+1:], b.values[i:])
	b.keys[i], b.values[i] = key, v
	if len(b.keys) > blockMost {
		o.split(n, i)
	}
	return nil, false
}

// split cuts a block in two, in which something was put at i.
func (o *sorted) split(n, i int) {
	b := o.blocks[n]
	half := len(b.keys) / 2
	if i == blockMost && n == len(o.blocks)-1 {
		half = blockMost // what comes in order leaves full blocks behind
	}
	next := &block{append([]objectKey(nil), b.keys[half:]...), append([]any(nil), b.values[half:]...), o.token}
	clear(b.keys[half:])
	clear(b.values[half:])
	b.keys, b.values = b.keys[:half], b.values[:half]
	o.blocks = append(o.blocks, next)
	copy(o.blocks[n+2:], o.blocks[n+1:])
	o.blocks[n+1] = next
}

func (o *sorted) remove(key objectKey) (old any, found bool) {
	n, i, found := o.find(key)
	if !found {
		return nil, false
	}
	b := o.own(n)
	old = b.values[i]
	o.size--
	if last := len(b.keys) - 1; last == 0 {
		o.blocks = append(o.blocks[:n:n], o.blocks[n+1:]...)
	} else {
		copy(b.keys[i:], b.keys[i+1:])
		copy(b.values[i:], b.values[i+1:])
		b.keys[last], b.values[last] = objectKey{}, nil
		b.keys, b.values = b.keys[:last], b.values[:last]
	}
	return old, true
}

func (o *sorted) walk(key objectKey, visit func(key objectKey, v any) bool) {
	n, i, _ := o.find(key)
	for ; n < len(o.blocks); n, i = n+1, 0 {
		for b := o.blocks[n]; i < len(b.keys); i++ {
			if !visit(b.keys[i], b.values[i]) {
				return
			}
		}
	}
}
