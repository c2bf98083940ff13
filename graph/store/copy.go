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

func errMemory() error { return fmt.Errorf("store: %w", ErrMemory) }

// compactBytes bounds a transaction of Compact, so that it is flat in memory.
const compactBytes = 64 << 20

// Backup writes a consistent copy of the graph to a data folder, which must not hold one.
func (s *Store) Backup(ctx context.Context, dir string) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed != nil {
		return s.closed
	}
	return s.back.backup(ctx, dir)
}

func (f *file) backup(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	target := filepath.Join(dir, fileName)
	if _, err := os.Stat(target); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("store: backup: %s is there already", target)
	}
	err := atomicfile.Replace(target, 0o600, func(temp string) error {
		err := f.guard(func() error {
			return f.db.View(func(tx *bolt.Tx) error { return writeFile(ctx, temp, tx) })
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

// Compact rewrites the file without the pages that are free, and gives its size in bytes before and after. A file that
// version 0.1 wrote becomes one of the current format; the ids of its document versions and snapshots stay.
func (s *Store) Compact(ctx context.Context) (before, after int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := errors.Join(s.closed, ctx.Err()); err != nil {
		return 0, 0, err
	}
	if s.back.format() == formatPlain {
		if err := s.back.guard(func() error { return s.rewrite(ctx) }); err != nil {
			return 0, 0, s.broken(err)
		}
	}
	before, after, err = s.back.compact(ctx)
	return before, after, s.broken(err)
}

func (f *file) compact(ctx context.Context) (before, after int64, err error) {
	if before, err = size(f.path()); err != nil {
		return 0, 0, err
	}
	err = f.swap(func(path string) error {
		dst, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: boltWait, NoSync: true})
		if err != nil {
			return err
		}
		return errors.Join(ctx.Err(), bolt.Compact(dst, f.db, compactBytes), dst.Sync(), dst.Close())
	})
	if err != nil {
		return before, before, fmt.Errorf("store: compact: %w", err)
	}
	after, err = size(f.path())
	return before, after, err
}

// replace writes another graph of the current format in the place of the file.
func (f *file) replace(fill func(to backend) error) error {
	return f.swap(func(path string) error {
		db, err := newBolt(path, true)
		if err != nil {
			return err
		}
		to := &file{dir: f.dir, db: db, fresh: true}
		if err := to.attach(); err != nil {
			return errors.Join(err, db.Close())
		}
		return errors.Join(fill(to), db.Sync(), db.Close())
	})
}

// swap puts another file in the place of that of the graph.
func (f *file) swap(make func(path string) error) error {
	target, closed := f.path(), false
	if err := atomicfile.Sweep(target); err != nil {
		return err
	}
	err := atomicfile.Replace(target, 0o600, func(temp string) error {
		err := f.guard(func() error { return make(temp) })
		if err = errors.Join(err, shorten(temp, err)); err != nil {
			return err
		}
		closed = true // some systems do not replace a file that is open
		return errors.Join(f.db.Close(), removeSums(target))
	})
	if err == nil {
		err = writeSums(target)
	}
	if err == nil {
		err = f.open()
	}
	if err != nil && closed {
		return fmt.Errorf("%w: %w", errBroken, err)
	}
	return err
}

func size(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return info.Size(), nil
}
