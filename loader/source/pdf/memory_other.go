//go:build !unix

package pdf

func reserve(size uint64) []byte { return make([]byte, size) }

func release([]byte) {}
