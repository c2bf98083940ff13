package gql

import (
	"container/list"
	"sync"
)

// cache keeps values by name, as many as fit into a number of bytes; what was not used for longest goes first.
// It is safe for concurrent use.
type cache[V any] struct {
	mu           sync.Mutex
	size, room   int // bytes in all and bytes left
	entries      map[string]*list.Element
	order        *list.List // most recently used first
	hits, misses int64
}

type cached[V any] struct {
	name  string
	value V
	bytes int
}

// entryBytes is about what an entry takes beside its name and value.
const entryBytes = 200

func newCache[V any](bytes int) *cache[V] {
	return &cache[V]{size: bytes, room: bytes, entries: map[string]*list.Element{}, order: list.New()}
}

func (c *cache[V]) get(name string) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[name]
	if !ok {
		c.misses++
		var zero V
		return zero, false
	}
	c.hits++
	c.order.MoveToFront(e)
	return e.Value.(*cached[V]).value, true
}

// put keeps a value that takes about this many bytes, name included. One that is too large for the cache is not kept.
func (c *cache[V]) put(name string, value V, bytes int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if bytes += entryBytes; bytes > c.size {
		return
	}
	if old, ok := c.entries[name]; ok {
		c.drop(old)
	}
	e := c.order.PushFront(&cached[V]{name, value, bytes})
	c.entries[name] = e
	for c.room -= bytes; c.room < 0; {
		c.drop(c.order.Back())
	}
}

func (c *cache[V]) drop(e *list.Element) {
	entry := c.order.Remove(e).(*cached[V])
	delete(c.entries, entry.name)
	c.room += entry.bytes
}

// counts tells how often a value was found and how often not, and how many bytes are kept.
func (c *cache[V]) counts() (hits, misses, bytes int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hits, c.misses, int64(c.size - c.room)
}
