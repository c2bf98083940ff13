package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/quad"
	"github.com/gofrs/flock"
	hkv "github.com/hidal-go/hidalgo/kv"
	bolt "go.etcd.io/bbolt"

	"github.com/policygraph/policygraph/internal/atomicfile"
)

const (
	fileName = "graph.db"   // the graph, a bbolt file
	lockName = "graph.lock" // held while a process uses the folder

	// lockWait is how long Open waits for another process to leave the folder, so that a restart does not fail and a
	// person is told within a second.
	lockWait  = 800 * time.Millisecond
	lockRetry = 50 * time.Millisecond
	// boltWait bounds the wait for the lock of bbolt itself, which only a program other than ours can hold.
	boltWait = 200 * time.Millisecond
)

// exists reports whether a folder holds a graph. What cannot be looked into may hold one: opening it says why not.
func exists(dir string) bool {
	if dir == Memory {
		return false
	}
	_, err := os.Stat(filepath.Join(dir, fileName))
	return !errors.Is(err, fs.ErrNotExist)
}

// file is a graph in a bbolt file of a folder, locked and open.
type file struct {
	dir   string
	lock  *flock.Flock
	db    *bolt.DB
	store cayley.QuadStore
	plain bool // of the first format
	// summed says that the sums beside the file are those of the file; written, that the file was changed since it was
	// opened.
	summed, written bool
	fresh           bool                // it is being made beside its place
	wrap            func(hkv.KV) hkv.KV // for tests that make writes fail; nil elsewhere
}

func (f *file) path() string            { return filepath.Join(f.dir, fileName) }
func (f *file) name() string            { return f.path() }
func (f *file) quads() cayley.QuadStore { return f.store }

func (f *file) format() int {
	if f.plain {
		return formatPlain
	}
	return formatEdges
}

// openFile takes the folder for this process and makes it and its file where there are none.
func openFile(dir string, wrap func(hkv.KV) hkv.KV) (*file, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("store: data folder: %w", err)
	}
	f := &file{dir: dir, lock: flock.New(filepath.Join(dir, lockName)), wrap: wrap}
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	switch ok, err := f.lock.TryLockContext(ctx, lockRetry); {
	case errors.Is(err, context.DeadlineExceeded), err == nil && !ok:
		return nil, fmt.Errorf("store: %w: the data folder %s; stop that process or name another folder", ErrLocked, dir)
	case err != nil:
		return nil, fmt.Errorf("store: lock of the data folder %s: %w", dir, err)
	}
	if err := f.open(); err != nil {
		return nil, errors.Join(err, f.lock.Close())
	}
	return f, nil
}

// open opens the file, which must be whole.
func (f *file) open() error {
	if _, err := os.Stat(f.path()); errors.Is(err, os.ErrNotExist) {
		if err := f.create(); err != nil {
			return fmt.Errorf("store: new file in %s: %w", f.dir, err)
		}
	}
	var err error
	if f.summed, err = verify(f.path()); err != nil {
		return err
	}
	return f.guard(func() (err error) {
		f.db, err = bolt.Open(f.path(), 0o600, &bolt.Options{Timeout: boltWait, FreelistType: bolt.FreelistMapType})
		if err != nil {
			return fmt.Errorf("store: %s: %w", f.path(), err)
		}
		err = f.db.View(func(tx *bolt.Tx) error {
			f.plain = tx.Bucket([]byte(flatBucket)) == nil
			return nil
		})
		if err == nil {
			err = f.attach()
		}
		if err != nil {
			return fmt.Errorf("store: %s: %w", f.path(), errors.Join(err, f.db.Close()))
		}
		return nil
	})
}

// attach puts Cayley on the open file. Its bloom filter would take 600 MB.
func (f *file) attach() (err error) {
	f.store, err = kv.New(f.kv(), cayley.Options{kv.OptNoBloom: true})
	return err
}

func (f *file) kv() hkv.KV {
	var db hkv.KV = boltKV{f.db, !f.plain}
	if f.wrap != nil {
		db = f.wrap(db)
	}
	return db
}

// create makes an empty graph; there is never half a one.
func (f *file) create() error {
	// The sums are of a file that somebody took away.
	if err := errors.Join(atomicfile.Sweep(f.path()), removeSums(f.path())); err != nil {
		return err
	}
	return atomicfile.Replace(f.path(), 0o600, func(temp string) error {
		db, err := newBolt(temp, false)
		if err != nil {
			return err
		}
		return db.Close()
	})
}

// newBolt makes an empty graph of the current format. A file that is synced only when the caller does is filled faster.
func newBolt(path string, noSync bool) (*bolt.DB, error) {
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: boltWait, FreelistType: bolt.FreelistMapType, NoSync: noSync})
	if err != nil {
		return nil, err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucket([]byte(flatBucket))
		return err
	})
	if err == nil {
		err = kv.Init(boltKV{db, true}, cayley.Options{})
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// apply adds quads; the sums of the file are away from the first change on.
func (f *file) apply(quads []quad.Quad) error {
	if f.summed {
		f.summed = false
		if err := removeSums(f.path()); err != nil {
			return err
		}
	}
	f.written = true
	err := f.guard(func() error { return addQuads(f.store, quads) })
	if err == nil || f.fresh {
		return err
	}
	// What Cayley remembers of a failed transaction must go: ids of values that were never written, and index entries that
	// it would write with the next transaction.
	again := f.guard(f.db.Close)
	if again == nil {
		again = f.open()
	}
	if again != nil {
		f.written = false // no sums of a file that is not whole
		return fmt.Errorf("%w: %w: %w", err, errBroken, again)
	}
	return err
}

func (f *file) scan(ctx context.Context, labels []quad.IRI, visit func(quad.Quad)) (int, error) {
	return scanLog(ctx, f.kv(), labels, visit)
}

func (f *file) verify() error {
	_, err := verify(f.path())
	return err
}

func (f *file) guard(do func() error) error { return guard(f.path(), do) }

// close keeps the sums of a file that was changed, and gives the folder back.
func (f *file) close() error {
	err := f.guard(f.db.Close)
	if err == nil && f.written && !f.summed {
		err = writeSums(f.path())
	}
	return errors.Join(err, f.lock.Close())
}
