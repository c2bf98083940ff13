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
	"github.com/cayleygraph/cayley/graph/memstore"
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

// file is the bbolt file of a graph, locked and open.
type file struct {
	dir  string
	lock *flock.Flock
	db   *bolt.DB
	// summed says that the sums beside the file are those of the file.
	summed bool
	wrap   func(hkv.KV) hkv.KV // for tests that make writes fail; nil elsewhere
}

func (f *file) path() string { return filepath.Join(f.dir, fileName) }

// openFile takes the folder for this process and makes it and its file where there are none.
func openFile(dir string, wrap func(hkv.KV) hkv.KV) (*file, cayley.QuadStore, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, fmt.Errorf("store: data folder: %w", err)
	}
	f := &file{dir: dir, lock: flock.New(filepath.Join(dir, lockName)), wrap: wrap}
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	switch ok, err := f.lock.TryLockContext(ctx, lockRetry); {
	case errors.Is(err, context.DeadlineExceeded), err == nil && !ok:
		return nil, nil, fmt.Errorf("store: %w: the data folder %s; stop that process or name another folder", ErrLocked, dir)
	case err != nil:
		return nil, nil, fmt.Errorf("store: lock of the data folder %s: %w", dir, err)
	}
	qs, err := f.open()
	if err != nil {
		return nil, nil, errors.Join(err, f.lock.Close())
	}
	return f, qs, nil
}

// open opens the file, which must be whole.
func (f *file) open() (cayley.QuadStore, error) {
	if _, err := os.Stat(f.path()); errors.Is(err, os.ErrNotExist) {
		if err := f.create(); err != nil {
			return nil, fmt.Errorf("store: new file in %s: %w", f.dir, err)
		}
	}
	var err error
	if f.summed, err = verify(f.path()); err != nil {
		return nil, err
	}
	var qs cayley.QuadStore
	err = guard(f.path(), func() (err error) {
		f.db, err = bolt.Open(f.path(), 0o600, &bolt.Options{Timeout: boltWait, FreelistType: bolt.FreelistMapType})
		if err != nil {
			return fmt.Errorf("store: %s: %w", f.path(), err)
		}
		qs, err = kv.New(f.kv(), cayley.Options{kv.OptNoBloom: true})
		if err != nil {
			return fmt.Errorf("store: %s: %w", f.path(), errors.Join(err, f.db.Close()))
		}
		return nil
	})
	return qs, err
}

// beginWrite and endWrite stand around what changes the file: its sums are away in between.
func (f *file) beginWrite() error {
	if !f.summed {
		return nil
	}
	f.summed = false
	return removeSums(f.path())
}

func (f *file) endWrite() error {
	if f.summed {
		return nil
	}
	err := writeSums(f.path())
	f.summed = err == nil
	return err
}

func (f *file) kv() hkv.KV {
	if f.wrap != nil {
		return f.wrap(boltKV{f.db})
	}
	return boltKV{f.db}
}

// create makes an empty graph; there is never half a one.
func (f *file) create() error {
	// The sums are of a file that somebody took away.
	if err := errors.Join(atomicfile.Sweep(f.path()), removeSums(f.path())); err != nil {
		return err
	}
	return atomicfile.Replace(f.path(), 0o600, func(temp string) error {
		db, err := bolt.Open(temp, 0o600, &bolt.Options{Timeout: boltWait})
		if err != nil {
			return err
		}
		return errors.Join(kv.Init(boltKV{db}, cayley.Options{}), db.Close())
	})
}

func (f *file) close() error {
	return errors.Join(f.db.Close(), f.lock.Close())
}

func openMemory() cayley.QuadStore { return memstore.New() }
