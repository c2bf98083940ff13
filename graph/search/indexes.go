package search

import (
	"sync"

	"github.com/policygraph/policygraph/graph"
)

// Indexes keeps the index of the newest View and the one before it, so that requests that pinned the older one still
// find theirs. Each is made once, when it is first asked for. The zero value is ready.
type Indexes struct {
	mu      sync.Mutex
	entries [2]*entry // newest first
}

type entry struct {
	view  *graph.View
	once  sync.Once
	index *Index
}

// Of gives the index of a View.
func (c *Indexes) Of(v *graph.View) *Index {
	e := c.entry(v)
	e.once.Do(func() { e.index = New(v) })
	return e.index
}

func (c *Indexes) entry(v *graph.View) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range c.entries {
		if e != nil && e.view == v {
			return e
		}
	}
	c.entries[1], c.entries[0] = c.entries[0], &entry{view: v}
	return c.entries[0]
}
