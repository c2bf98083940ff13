package store

import (
	"bytes"
	"context"

	hkv "github.com/hidal-go/hidalgo/kv"
	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// boltKV gives Cayley a bbolt file by hidalgo's interface. Cayley's keys have two parts, a table and a key in it. hidalgo's
// own adapter is for a version of bbolt that dies under Go's pointer checks.
type boltKV struct {
	db *bolt.DB
	// flat says that all tables are in one bucket, whose keys begin with the name of the table; Cayley has some 130,000
	// tables, and a bucket takes a page of the file. Without it each table is a bucket, as in the first format.
	flat bool
}

// flatBucket is the bucket of all tables; that a file has it says that it is of the second format.
const flatBucket = "graph/2"

// flatSeparator parts the name of a table from the key. It may be in both; no name of a table begins with another and
// it: they have one to three bytes, by their first.
const flatSeparator = '/'

// flatFill is the share of a page that is filled before it is split: most keys come in ascending order.
const flatFill = 0.8

func (b boltKV) Close() error { return b.db.Close() }

func (b boltKV) Tx(writable bool) (hkv.Tx, error) {
	tx, err := b.db.Begin(writable)
	if err != nil {
		return nil, err
	}
	t := boltTx{tx: tx}
	if !b.flat {
		return t, nil
	}
	defer func() { // also when a damaged page stops it: a transaction that is left open would stop Close for ever
		if t.flat == nil {
			_ = tx.Rollback() // it has done nothing
		}
	}()
	if t.flat = tx.Bucket([]byte(flatBucket)); t.flat == nil {
		return nil, bolterrors.ErrBucketNotFound
	}
	t.flat.FillPercent = flatFill
	return t, nil
}

type boltTx struct {
	tx   *bolt.Tx
	flat *bolt.Bucket // nil where each table is a bucket
}

// split parts a key into its table and the key in it, which is empty where a whole table is meant.
func split(k hkv.Key) (table, key []byte) {
	if len(k) > 1 {
		return k[0], k[1]
	}
	return k[0], nil
}

// place is where a key is: a bucket, nil when there is none, and the key in it.
func (t boltTx) place(k hkv.Key) (bucket *bolt.Bucket, key []byte) {
	table, key := split(k)
	if t.flat == nil {
		return t.tx.Bucket(table), key
	}
	joined := make([]byte, 0, len(table)+1+len(key))
	return t.flat, append(append(append(joined, table...), flatSeparator), key...)
}

func (t boltTx) get(k hkv.Key) []byte {
	bucket, key := t.place(k)
	if bucket == nil {
		return nil
	}
	return bucket.Get(key)
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
	if t.flat == nil {
		if _, err := t.tx.CreateBucketIfNotExists(table); err != nil {
			return err
		}
	}
	if len(key) == 0 { // it asks for the table only
		return nil
	}
	bucket, key := t.place(k)
	return bucket.Put(key, v)
}

func (t boltTx) Del(k hkv.Key) error {
	if bucket, key := t.place(k); bucket != nil {
		return bucket.Delete(key)
	}
	return nil
}

func (t boltTx) Commit(context.Context) error { return t.tx.Commit() }
func (t boltTx) Close() error                 { return t.tx.Rollback() }

func (t boltTx) Scan(prefix hkv.Key) hkv.Iterator {
	bucket, key := t.place(prefix)
	table, short := split(prefix)
	it := &boltIterator{table: table, prefix: key, skip: len(key) - len(short)}
	if bucket != nil {
		it.cursor = bucket.Cursor()
	}
	return it
}

// boltIterator visits the entries of a table whose keys have a prefix.
type boltIterator struct {
	table, prefix []byte
	skip          int          // bytes of a key in the file before the key in the table
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

func (it *boltIterator) Key() hkv.Key   { return hkv.Key{it.table, it.key[it.skip:]} }
func (it *boltIterator) Val() hkv.Value { return it.value }
func (it *boltIterator) Err() error     { return nil }

func (it *boltIterator) Close() error {
	it.cursor = nil
	return nil
}
