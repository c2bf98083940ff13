package pdf

import "github.com/tetratelabs/wazero/experimental"

// maxWasmPages is the most memory that WebAssembly can address, in its pages; allocator holds the real limit.
const maxWasmPages = 1 << 16

// allocator gives an instance its memory: reserved as a whole, so that growing copies nothing, and taken by the system
// only as far as it is used. It remembers whether the limit was met, which the engine reports as a crash.
type allocator struct {
	limit    uint64
	met      bool
	reserved [][]byte
}

// Allocate implements [experimental.MemoryAllocator].
func (a *allocator) Allocate(_, _ uint64) experimental.LinearMemory {
	data := reserve(a.limit)
	a.met, a.reserved = false, append(a.reserved, data)
	return &linearMemory{owner: a, data: data}
}

// release gives back what instances had. None may be in use: the library may look into the memory of one that was
// stopped, until it is closed.
func (a *allocator) release() {
	for _, data := range a.reserved {
		release(data)
	}
	a.reserved = nil
}

type linearMemory struct {
	owner *allocator
	data  []byte
}

// Reallocate implements [experimental.LinearMemory].
func (m *linearMemory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.data)) {
		m.owner.met = true
		return nil
	}
	return m.data[:size]
}

// Free implements [experimental.LinearMemory]; see [allocator.release].
func (m *linearMemory) Free() {}
