package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"

	"github.com/policygraph/policygraph/internal/atomicfile"
)

// bbolt maps its file to memory and does not notice changed bytes: pages that are missing kill the process, links that
// are wrong send it round in circles. So the sums of the file are kept beside it and compared before it is opened. They
// are taken away before a write and come back after it; without them, after a crash, what remains are the digests of the
// documents.

// sums are the checksums of a file.
type sums struct {
	Bytes  int64    `json:"bytes"` // in use; the file may be longer
	Piece  int64    `json:"piece"` // bytes of a piece
	CRC32C []uint32 `json:"crc32c"`
}

const (
	sumSuffix = ".sum"
	// sumPiece is the bytes that one sum is of: small enough to say where the damage is.
	sumPiece = 1 << 20
)

// sum gives the sums of the first bytes of a file.
func sum(path string, bytes, piece int64) (sums, error) {
	r, err := os.Open(path)
	if err != nil {
		return sums{}, err
	}
	defer r.Close() //nolint:errcheck // only read
	s := sums{Bytes: bytes, Piece: piece}
	table, buf := crc32.MakeTable(crc32.Castagnoli), make([]byte, piece)
	for left := bytes; left > 0; left -= piece {
		b := buf[:min(left, piece)]
		if _, err := io.ReadFull(r, b); err != nil {
			return s, err
		}
		s.CRC32C = append(s.CRC32C, crc32.Checksum(b, table))
	}
	return s, nil
}

// writeSums keeps the sums of the file beside it.
func writeSums(path string) error {
	m, err := readMeta(path)
	if err != nil {
		return err
	}
	s, err := sum(path, m.bytes, sumPiece)
	if err != nil {
		return fmt.Errorf("store: sums of %s: %w", path, err)
	}
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	// Half a file of sums after a power failure would look like damage.
	err = atomicfile.Write(path+sumSuffix, 0o600, func(w io.Writer) error {
		_, err := w.Write(append(b, '\n'))
		return err
	})
	if err != nil {
		return fmt.Errorf("store: sums: %w", err)
	}
	return nil
}

// removeSums takes the sums away, durably, before the file changes: a transaction that is cut short leaves changed
// bytes in pages that nothing uses.
func removeSums(path string) error {
	if err := os.Remove(path + sumSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("store: %w", err)
	}
	if err := atomicfile.SyncFolder(filepath.Dir(path)); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// verify refuses a file that is shorter than it says or differs from its sums; summed is false when it has none.
func verify(path string) (summed bool, err error) {
	if _, err := readMeta(path); err != nil {
		return false, err
	}
	b, err := os.ReadFile(path + sumSuffix)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	var want sums
	if err == nil {
		err = json.Unmarshal(b, &want)
	}
	if err == nil && (want.Piece <= 0 || want.Piece > maxPiece) {
		err = fmt.Errorf("pieces of %d bytes", want.Piece)
	}
	if err != nil {
		return false, fmt.Errorf("store: %w: sums of %s: %w", ErrDamaged, path, err)
	}
	got, err := sum(path, want.Bytes, want.Piece)
	if err != nil {
		return false, fmt.Errorf("store: %w: %s: %w", ErrDamaged, path, err)
	}
	for i, c := range got.CRC32C {
		if i >= len(want.CRC32C) || want.CRC32C[i] != c {
			return false, fmt.Errorf("store: %w: %s: bytes %d to %d are not as they were written; restore it from a backup",
				ErrDamaged, path, int64(i)*want.Piece, min(int64(i+1)*want.Piece, want.Bytes)-1)
		}
	}
	return true, nil
}

// maxPiece bounds the memory that sums from a file may ask for.
const maxPiece = 1 << 26

// meta is the state of a bbolt file.
type meta struct {
	transaction uint64
	bytes       int64 // in use
}

// The start of a bbolt file: two pages, each with a header and a meta record, of which the valid one with the higher
// transaction number counts.
const (
	metaAt      = 16 // bytes of the header of a page
	metaMagic   = 0xED0CDAED
	metaPages   = 2
	minPageSize = 1 << 9
	maxPageSize = 1 << 16
	maxPages    = 1 << 40 // keeps the multiplication below from overflowing
)

// metaRecord is a meta record as it stands in the file.
type metaRecord struct {
	Magic, Version, PageSize, Flags               uint32
	Root, Sequence, Freelist, Pages, ID, Checksum uint64
}

// readMeta gives the state of a file and refuses one that is shorter than it says.
func readMeta(path string) (meta, error) {
	r, err := os.Open(path)
	if err != nil {
		return meta{}, fmt.Errorf("store: %w", err)
	}
	defer r.Close() //nolint:errcheck // only read
	info, err := r.Stat()
	if err != nil {
		return meta{}, fmt.Errorf("store: %w", err)
	}
	var m meta
	for pageSize := int64(minPageSize); pageSize <= maxPageSize; pageSize *= 2 {
		for page := range int64(metaPages) {
			at := io.NewSectionReader(r, page*pageSize+metaAt, int64(binary.Size(metaRecord{})))
			b, err := io.ReadAll(at)
			if err != nil {
				return m, fmt.Errorf("store: %s: %w", path, err)
			}
			var x metaRecord
			if n, _ := binary.Decode(b, binary.NativeEndian, &x); n != len(b) || n == 0 || x.Magic != metaMagic || int64(x.PageSize) != pageSize {
				continue
			}
			h := fnv.New64a()
			_, _ = h.Write(b[:len(b)-8]) // a hash does not fail
			if h.Sum64() == x.Checksum && x.ID >= m.transaction {
				m = meta{x.ID, int64(min(x.Pages, maxPages)) * pageSize}
			}
		}
	}
	switch {
	case m.bytes == 0:
		return m, fmt.Errorf("store: %w: %s is not a graph, or its beginning is lost; restore it from a backup", ErrDamaged, path)
	case info.Size() < m.bytes:
		return m, fmt.Errorf("store: %w: %s has %d bytes of %d; restore it from a backup", ErrDamaged, path, info.Size(), m.bytes)
	}
	return m, nil
}
