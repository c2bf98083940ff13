// Package atomicfile writes a file wholly or not at all: under another name in the same folder, synced, then renamed.
package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// suffix ends the names of files that are not finished: NAME.NUMBER.new.
const suffix = ".new"

// Write gives a file the content that write produces. When that fails, the file is what it was before, or still missing. A
// file that is there keeps its mode; mode, less the umask, is that of a new one. What is there and is no regular file (a
// folder, a device, a pipe) is refused and left alone. A symbolic link is followed.
func Write(name string, mode fs.FileMode, write func(w io.Writer) error) error {
	return Replace(name, mode, func(temp string) error {
		w, err := os.OpenFile(temp, os.O_WRONLY|os.O_TRUNC, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(w), w.Close())
	})
}

// Replace is Write for content that fill writes to an empty file by its name.
func Replace(name string, mode fs.FileMode, fill func(temp string) error) error {
	target, err := filepath.EvalSymlinks(name)
	if errors.Is(err, fs.ErrNotExist) {
		target, err = name, nil
	}
	if err != nil {
		return err
	}
	var before fs.FileInfo
	switch before, err = os.Lstat(target); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case !before.Mode().IsRegular():
		return fmt.Errorf("%s is no regular file; it is left alone", name)
	}
	temp, err := reserve(target, mode)
	if err != nil {
		return err
	}
	if before != nil {
		err = os.Chmod(temp, before.Mode().Perm())
	}
	if err == nil {
		err = fill(temp)
	}
	if err == nil {
		err = syncFile(temp)
	}
	if err == nil {
		err = os.Rename(temp, target)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return SyncFolder(filepath.Dir(target))
}

// reserve makes an empty file beside the target.
func reserve(target string, mode fs.FileMode) (string, error) {
	for {
		temp := target + "." + strconv.FormatUint(rand.Uint64(), 36) + suffix
		f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		switch {
		case errors.Is(err, fs.ErrExist):
			continue
		case err != nil:
			return "", fmt.Errorf("%s cannot be written: %w", target, err)
		}
		return temp, f.Close()
	}
}

func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// SyncFolder makes what was created, renamed or removed in a folder durable.
func SyncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // a folder cannot be synced there
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Sweep removes what writers of a file left behind when they were killed, also under the name FILE.new. No other writer
// of the file may be at work.
func Sweep(name string) error {
	entries, err := os.ReadDir(filepath.Dir(name))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), filepath.Base(name)+".") && strings.HasSuffix(e.Name(), suffix) && e.Type().IsRegular() {
			err = errors.Join(err, os.Remove(filepath.Join(filepath.Dir(name), e.Name())))
		}
	}
	return err
}
