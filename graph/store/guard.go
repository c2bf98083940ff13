package store

import (
	"errors"
	"fmt"
	"runtime/debug"
)

var (
	// ErrLocked is the cause when another process uses the data folder.
	ErrLocked = errors.New("in use by another process")
	// ErrNoGraph is the cause when a folder that must hold a graph holds none.
	ErrNoGraph = errors.New("no graph in the data folder")
	// ErrDamaged is the cause when stored bytes are not what was stored.
	ErrDamaged = errors.New("damaged")
)

// guard runs what reads or writes a file through memory and turns the faults that damaged pages cause there into an
// error that names the file.
func guard(path string, do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("store: %w: %s: %v; restore it from a backup", ErrDamaged, path, r)
		}
	}()
	return do()
}
