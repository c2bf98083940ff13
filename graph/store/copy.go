package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"github.com/policygraph/policygraph/internal/atomicfile"
)

// ErrMemory is the cause when a graph without a file is to be copied.
var ErrMemory = errors.New("the graph is in memory only")

// compactBytes bounds a transaction of Compact, so that it is flat in memory.
const compactBytes = 64 << 20

// Backup writes a consistent copy of the graph to a data folder, which must not hold one.
func (s *Store) Backup(ctx context.Context, dir string) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if err := s.hasFile(); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	target := filepath.Join(dir, fileName)
	if _, err := os.Stat(target); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("store: backup: %s is there already", target)
	}
	err := atomicfile.Replace(target, 0o600, func(temp string) error {
		err := s.guard(func() error {
			return s.file.db.View(func(tx *bolt.Tx) error { return writeFile(ctx, temp, tx) })
		})
		return errors.Join(err, shorten(temp, err))
	})
	if err != nil {
		return fmt.Errorf("store: backup: %w", errors.Join(err, ctx.Err()))
	}
	return writeSums(target)
}

// writeFile copies the state that a transaction sees.
func writeFile(ctx context.Context, path string, tx *bolt.Tx) error {
	w, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = tx.WriteTo(cancellable{ctx, w})
	if err == nil {
		err = w.Sync()
	}
	return errors.Join(err, w.Close())
}

type cancellable struct {
	ctx context.Context
	w   io.Writer
}

// Write writes unless the work was cancelled.
func (c cancellable) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(p)
}

// shorten takes away what bbolt set aside to grow into, from a file that was written without an error.
func shorten(path string, written error) error {
	if written != nil {
		return nil
	}
	m, err := readMeta(path)
	if err != nil {
		return err
	}
	return os.Truncate(path, m.bytes)
}

// Compact rewrites the file without the pages that are free, and gives its size in bytes before and after.
func (s *Store) Compact(ctx context.Context) (before, after int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := errors.Join(s.hasFile(), ctx.Err()); err != nil {
		return 0, 0, err
	}
	target := s.file.path()
	if before, err = size(target); err != nil {
		return 0, 0, err
	}
	if err := atomicfile.Sweep(target); err != nil {
		return before, before, fmt.Errorf("store: compact: %w", err)
	}
	closed := false
	err = atomicfile.Replace(target, 0o600, func(temp string) error {
		err := s.guard(func() error { return compactTo(temp, s.file.db) })
		if err = errors.Join(err, shorten(temp, err)); err != nil {
			return err
		}
		closed = true // some systems do not replace a file that is open
		return errors.Join(s.file.db.Close(), removeSums(target))
	})
	if err != nil {
		err = fmt.Errorf("store: compact: %w", err)
		if closed {
			err = s.stop(err)
		}
		return before, before, err
	}
	if err := writeSums(target); err != nil {
		return before, before, s.stop(err)
	}
	if s.quads, err = s.file.open(); err != nil {
		return before, before, s.stop(err)
	}
	after, err = size(target)
	return before, after, err
}

func compactTo(path string, from *bolt.DB) error {
	to, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: boltWait, NoSync: true})
	if err != nil {
		return err
	}
	return errors.Join(bolt.Compact(to, from, compactBytes), to.Sync(), to.Close())
}

func (s *Store) hasFile() error {
	if s.closed != nil {
		return s.closed
	}
	if s.file == nil {
		return fmt.Errorf("store: %w", ErrMemory)
	}
	return nil
}

func size(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return info.Size(), nil
}
