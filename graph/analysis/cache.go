package analysis

import (
	"container/list"
	"context"
	"sync"

	"github.com/policygraph/policygraph/graph"
)

// Cache keeps networks, with the measures computed so far, by the fingerprint of their View and specification. It is
// safe for concurrent use; askers for one network share one computation.
type Cache struct {
	bytes int64 // limit

	mu      sync.Mutex
	entries map[graph.ID]*list.Element
	recent  list.List // of *entry, newest first
	used    int64
}

type entry struct {
	id      graph.ID
	bytes   int64
	network lazy[*Network]
}

// entryBytes is what an entry takes before its network is built, so that those that fail are counted too.
const entryBytes = 1024

// NewCache makes a cache that holds about so many bytes of networks: the most recently used, and always the last.
func NewCache(bytes int64) *Cache {
	return &Cache{bytes: bytes, entries: map[graph.ID]*list.Element{}}
}

// Network gives the network of a View that spec asks for, as [Build] makes it.
func (c *Cache) Network(ctx context.Context, v *graph.View, spec Spec) (*Network, error) {
	used, _, err := spec.resolve(v)
	if err != nil {
		return nil, err
	}
	e := c.entry(used.id(v))
	n, err := e.network.get(ctx, func(ctx context.Context) (*Network, error) { return Build(ctx, v, spec) })
	c.settle(e, n)
	return n, err
}

func (c *Cache) entry(id graph.ID) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := c.entries[id]; ok {
		c.recent.MoveToFront(at)
		return at.Value.(*entry)
	}
	e := &entry{id: id, bytes: entryBytes}
	c.entries[id] = c.recent.PushFront(e)
	c.used += e.bytes
	c.shrink()
	return e
}

// settle counts what was built.
func (c *Cache) settle(e *entry, n *Network) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := c.entries[e.id]; !ok || n == nil || at.Value.(*entry) != e {
		return
	}
	c.used += n.bytes() - e.bytes
	e.bytes = n.bytes()
	c.shrink()
}

// shrink drops the networks that were not asked for the longest time.
func (c *Cache) shrink() {
	for c.used > c.bytes && c.recent.Len() > 1 {
		last := c.recent.Remove(c.recent.Back()).(*entry)
		c.used -= last.bytes
		delete(c.entries, last.id)
	}
}

// bytes is about how much memory the network takes once every measure is computed.
func (n *Network) bytes() int64 {
	const perActor, perTie, perMember = 250, 70, 8
	return perActor*int64(len(n.Actors)) + perTie*int64(len(n.Weight)) + perMember*int64(len(n.by.val)) + entryBytes
}
