package gql

import (
	"container/list"
	"sync"

	"github.com/policygraph/policygraph/gql/gate"
	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/lru"
	"github.com/vektah/gqlparser/v2/ast"
)

// maxPlanBytes bounds the memory of compiled plans and of the documents that they keep alive: some hundreds of usual
// operations.
const maxPlanBytes = 16 << 20

// planCache keeps the plans used last. The gate gives requests of the same text the same document, so a plan is known
// by the address of its operation.
type planCache struct {
	mu           sync.Mutex
	plans        map[planKey]*list.Element // of *cachedPlan
	order        list.List                 // most recently used first
	bytes        int
	view         *graph.View // of the last request
	hits, misses int64
}

type planKey struct {
	definition *ast.OperationDefinition
	conditions string // values of the variables that @skip and @include read
}

type cachedPlan struct {
	key  planKey
	plan *plan
}

// get gives the plan of an operation, compiling it when it is new.
func (c *planCache) get(b *binder, op *gate.Operation, v *graph.View) *plan {
	key := planKey{op.Definition, op.Conditions}
	c.mu.Lock()
	if c.view != v { // a plan that is not used again must not keep the old View alive
		c.view = v
		for _, e := range c.plans {
			e.Value.(*cachedPlan).plan.bound.Store(nil)
		}
	}
	if front := c.order.Front(); front != nil && front.Value.(*cachedPlan).key == key { // the same again, without hashing
		c.hits++
		c.mu.Unlock()
		return front.Value.(*cachedPlan).plan
	}
	if e, ok := c.plans[key]; ok {
		c.hits++
		c.order.MoveToFront(e)
		c.mu.Unlock()
		return e.Value.(*cachedPlan).plan
	}
	c.misses++
	c.mu.Unlock()
	p := b.compile(op)
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.plans[key]; ok || p.bytes > maxPlanBytes {
		return p
	}
	if c.plans == nil {
		c.plans = map[planKey]*list.Element{}
	}
	c.plans[key] = c.order.PushFront(&cachedPlan{key, p})
	for c.bytes += p.bytes; c.bytes > maxPlanBytes; {
		last := c.order.Back()
		old := c.order.Remove(last).(*cachedPlan)
		delete(c.plans, old.key)
		c.bytes -= old.plan.bytes
	}
	return p
}

// counts tells how often a plan was found and how often not, and how many bytes are kept.
func (c *planCache) counts() lru.Counts {
	c.mu.Lock()
	defer c.mu.Unlock()
	return lru.Counts{Hits: c.hits, Misses: c.misses, Bytes: int64(c.bytes)}
}
