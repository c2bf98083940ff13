// Package lru keeps values that were used lately, as many as fit into a number of bytes.
package lru

import (
	"container/list"
	"sync"
)

// Cache keeps values by key; when they take more than its bytes, those not used for longest go first. It is safe for
// concurrent use.
type Cache[K comparable, V any] struct {
	mu         sync.Mutex
	size, room int // bytes in all and bytes left
	entries    map[K]*list.Element
	order      *list.List // most recently used first
	hits       int64
	misses     int64
}

// Counts is what a cache has done and keeps.
type Counts struct {
	Hits, Misses int64 // lookups
	Bytes        int64 // kept, estimated
}

type entry[K comparable, V any] struct {
	key   K
	value V
	bytes int
}

// entryBytes is about what an entry takes beside its key and value.
const entryBytes = 200

// New makes a cache of so many bytes.
func New[K comparable, V any](bytes int) *Cache[K, V] {
	return &Cache[K, V]{size: bytes, room: bytes, entries: map[K]*list.Element{}, order: list.New()}
}

// Get finds a value.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok {
		c.misses++
		var zero V
		return zero, false
	}
	c.hits++
	c.order.MoveToFront(e)
	return e.Value.(*entry[K, V]).value, true
}

// Put keeps a value that takes about this many bytes, key included. One that is too large for the cache is not kept.
func (c *Cache[K, V]) Put(key K, value V, bytes int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if bytes += entryBytes; bytes > c.size {
		return
	}
	if old, ok := c.entries[key]; ok {
		c.drop(old)
	}
	e := c.order.PushFront(&entry[K, V]{key, value, bytes})
	c.entries[key] = e
	for c.room -= bytes; c.room < 0; {
		c.drop(c.order.Back())
	}
}

func (c *Cache[K, V]) drop(e *list.Element) {
	gone := c.order.Remove(e).(*entry[K, V])
	delete(c.entries, gone.key)
	c.room += gone.bytes
}

// Counts tells how often a value was found and how often not, and how many bytes are kept.
func (c *Cache[K, V]) Counts() Counts {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Counts{c.hits, c.misses, int64(c.size - c.room)}
}
