package store

import (
	"bytes"
	"context"

	hkv "github.com/hidal-go/hidalgo/kv"
	bolt "go.etcd.io/bbolt"
)

// boltKV gives Cayley a bbolt file by hidalgo's interface. Cayley's keys have two parts, a table and a key in it; a
// table is a bucket of the file. hidalgo's own adapter is for a version of bbolt that dies under Go's pointer checks.
type boltKV struct{ db *bolt.DB }

func (b boltKV) Close() error { return b.db.Close() }

func (b boltKV) Tx(writable bool) (hkv.Tx, error) {
	tx, err := b.db.Begin(writable)
	if err != nil {
		return nil, err
	}
	return boltTx{tx}, nil
}

type boltTx struct{ tx *bolt.Tx }

// split parts a key into its table and the key in it, which is empty where a whole table is meant.
func split(k hkv.Key) (table, key []byte) {
	if len(k) > 1 {
		return k[0], k[1]
	}
	return k[0], nil
}

func (t boltTx) get(k hkv.Key) []byte {
	table, key := split(k)
	if bucket := t.tx.Bucket(table); bucket != nil {
		return bucket.Get(key)
	}
	return nil
}

func (t boltTx) Get(_ context.Context, k hkv.Key) (hkv.Value, error) {
	if v := t.get(k); v != nil {
		return v, nil
	}
	return nil, hkv.ErrNotFound
}

func (t boltTx) GetBatch(_ context.Context, keys []hkv.Key) ([]hkv.Value, error) {
	values := make([]hkv.Value, len(keys))
	for i, k := range keys {
		values[i] = t.get(k)
	}
	return values, nil
}

func (t boltTx) Put(k hkv.Key, v hkv.Value) error {
	table, key := split(k)
	bucket, err := t.tx.CreateBucketIfNotExists(table)
	if err != nil || len(key) == 0 { // an empty key asks for the table only
		return err
	}
	return bucket.Put(key, v)
}

func (t boltTx) Del(k hkv.Key) error {
	table, key := split(k)
	if bucket := t.tx.Bucket(table); bucket != nil {
		return bucket.Delete(key)
	}
	return nil
}

func (t boltTx) Commit(context.Context) error { return t.tx.Commit() }
func (t boltTx) Close() error                 { return t.tx.Rollback() }

func (t boltTx) Scan(prefix hkv.Key) hkv.Iterator {
	table, key := split(prefix)
	it := &boltIterator{table: table, prefix: key}
	if bucket := t.tx.Bucket(table); bucket != nil {
		it.cursor = bucket.Cursor()
	}
	return it
}

// boltIterator visits the entries of a table whose keys have a prefix.
type boltIterator struct {
	table, prefix []byte
	cursor        *bolt.Cursor // nil where there is no such table, and at the end
	key, value    []byte       // key is nil before the first entry
}

func (it *boltIterator) Next(context.Context) bool {
	switch {
	case it.cursor == nil:
		return false
	case it.key == nil:
		it.key, it.value = it.cursor.Seek(it.prefix)
	default:
		it.key, it.value = it.cursor.Next()
	}
	if it.key == nil || !bytes.HasPrefix(it.key, it.prefix) {
		it.cursor = nil
		return false
	}
	return true
}

func (it *boltIterator) Key() hkv.Key   { return hkv.Key{it.table, it.key} }
func (it *boltIterator) Val() hkv.Value { return it.value }
func (it *boltIterator) Err() error     { return nil }

func (it *boltIterator) Close() error {
	it.cursor = nil
	return nil
}
