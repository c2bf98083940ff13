package lru

import (
	"fmt"
	"testing"
)

func TestBytesAreBounded(t *testing.T) {
	c := New[string, int](3 * (entryBytes + 10))
	for i := range 4 {
		c.Put(fmt.Sprint(i), i, 10)
	}
	if _, ok := c.Get("0"); ok {
		t.Error("the oldest is kept beyond the limit")
	}
	for i := 1; i < 4; i++ {
		if v, ok := c.Get(fmt.Sprint(i)); !ok || v != i {
			t.Errorf("%d is not kept within the limit", i)
		}
	}
	c.Get("1")
	c.Put("5", 5, 10)
	if _, ok := c.Get("1"); !ok {
		t.Error("the one used last is dropped")
	}
	if _, ok := c.Get("2"); ok {
		t.Error("the one not used for longest is kept")
	}
	c.Put("5", 6, 20) // takes the place of itself
	if v, _ := c.Get("5"); v != 6 {
		t.Errorf("got %d after a second put", v)
	}
	c.Put("large", 1, 3*(entryBytes+10))
	if _, ok := c.Get("large"); ok {
		t.Error("an entry larger than the cache is kept")
	}
	if _, ok := c.Get("5"); !ok {
		t.Error("an entry larger than the cache drives others out")
	}
	if got, want := c.Counts(), (Counts{7, 3, 2*entryBytes + 10 + 20}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
