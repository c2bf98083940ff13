package policygraph

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/atomicfile"
	"github.com/policygraph/policygraph/loader"
)

// knownName is the file in a data folder that says which files were read, so that they are not read again.
const knownName = "read.json"

// known remembers what was read out of files by the hash of their bytes. It is no part of the graph: without it, or after a
// change of the program, files are read again.
type known struct {
	path   string // empty when nothing is kept
	Reader string `json:"reader"`
	// Files gives the versions of the documents of a file by its hash, which includes its name.
	Files map[string][]string `json:"files"`

	current map[string]bool // the versions in the graph when the load began
	changed bool
}

// openKnown reads what is remembered in a folder. What another program read, or what cannot be read, is forgotten.
func openKnown(dir string, versions map[graph.ID]string) *known {
	k := &known{current: map[string]bool{}}
	for _, v := range versions {
		k.current[v] = true
	}
	if dir == Memory {
		return k
	}
	reader, err := reader()
	if err != nil {
		return k
	}
	k.path = filepath.Join(dir, knownName)
	if text, err := os.ReadFile(k.path); err == nil && json.Unmarshal(text, k) == nil && k.Reader == reader && k.Files != nil {
		return k
	}
	k.Reader, k.Files = reader, map[string][]string{}
	return k
}

// reader identifies what reads documents: the version of the rules and the program, as one that is being worked on
// changes without a new version.
func reader() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close() //nolint:errcheck // only read
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	n, err := io.Copy(sum, f)
	return fmt.Sprintf("rules %s, program %s, %d bytes, %08x", loader.Version, Version, n, sum.Sum32()), err
}

// hash identifies a file by its name, which may become part of what is read out of it, and its bytes.
func (k *known) hash(name string, data []byte) string {
	if k.path == "" {
		return ""
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d %s\n", len(name), name)
	_, _ = h.Write(data) // a hash does not fail
	return hex.EncodeToString(h.Sum(nil))
}

// documents is how many documents of a file are in the graph just as they would be read again; 0 when it must be read.
func (k *known) documents(hash string) int {
	versions := k.Files[hash]
	for _, v := range versions {
		if !k.current[v] {
			return 0
		}
	}
	return len(versions)
}

// note remembers the versions that a file gave.
func (k *known) note(hash string, versions []string) {
	if hash != "" && len(versions) > 0 {
		k.Files[hash], k.changed = versions, true
	}
}

// save keeps what was noted, without what is no longer in the graph.
func (k *known) save(versions map[graph.ID]string) error {
	if !k.changed {
		return nil
	}
	k.current = map[string]bool{}
	for _, v := range versions {
		k.current[v] = true
	}
	maps.DeleteFunc(k.Files, func(hash string, _ []string) bool { return k.documents(hash) == 0 })
	return atomicfile.Write(k.path, fs.FileMode(0o600), func(w io.Writer) error { return json.NewEncoder(w).Encode(k) })
}
