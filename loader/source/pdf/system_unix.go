//go:build unix

package pdf

import (
	"syscall"
	"time"
)

// reserve takes address space of the system, outside the heap: the collector would count it as used.
func reserve(size uint64) []byte {
	data, err := syscall.Mmap(-1, 0, int(size), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return make([]byte, size)
	}
	return data
}

// release gives back what reserve took; what is of the heap is left to the collector.
func release(data []byte) {
	if len(data) > 0 {
		_ = syscall.Munmap(data)
	}
}

// processorTime is for how long processors have worked for this process.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return time.Duration(1<<63 - 1) // the clock on the wall decides
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
