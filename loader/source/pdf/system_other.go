//go:build !unix

package pdf

import "time"

func reserve(size uint64) []byte { return make([]byte, size) }

func release([]byte) {}

// processorTime is not known here: the clock on the wall decides.
func processorTime() time.Duration { return time.Duration(time.Now().UnixNano()) }
